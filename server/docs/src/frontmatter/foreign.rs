//! Keys that other generators read (Hugo, MkDocs, Docusaurus, Jekyll, Starlight, VitePress), so that their pages are not
//! full of problems here.

/// Our key that means the same.
pub(super) fn ours(key: &str) -> Option<&'static str> {
    Some(match key {
        "description" | "excerpt" => "summary",
        "weight" | "nav_order" | "sidebar_position" => "order",
        "aliases" | "redirects" => "redirect_from",
        _ => return None,
    })
}

/// Whether others give the key a meaning that has none here.
pub(super) fn is_known(key: &str) -> bool {
    // Sorted.
    const KEYS: [&str; 73] = [
        "author",
        "authors",
        "banner",
        "build",
        "cascade",
        "categories",
        "category",
        "collapsible",
        "comments",
        "contributors",
        "cover",
        "created",
        "custom_edit_url",
        "date",
        "editlink",
        "editurl",
        "expirydate",
        "featured",
        "footer",
        "grand_parent",
        "has_children",
        "has_toc",
        "head",
        "headless",
        "hero",
        "hide",
        "hide_table_of_contents",
        "hide_title",
        "icon",
        "id",
        "image",
        "images",
        "keywords",
        "language",
        "last_reviewed_on",
        "last_update",
        "lastmod",
        "lastupdated",
        "layout",
        "linktitle",
        "markup",
        "menu",
        "name",
        "nav_exclude",
        "next",
        "no_list",
        "outputs",
        "owner_slack",
        "pagefind",
        "pagination_label",
        "pagination_next",
        "pagination_prev",
        "params",
        "parent",
        "permalink",
        "prev",
        "publishdate",
        "published",
        "resources",
        "review_in",
        "search",
        "series",
        "sidebar",
        "sidebar_label",
        "sitemap",
        "slug",
        "status",
        "tags",
        "template",
        "toc",
        "type",
        "updated",
        "url",
    ];
    let key = key.to_ascii_lowercase();
    // Themes for Hugo prefix theirs: `bookHidden`, `geekdocNav`.
    key.starts_with("book") || key.starts_with("geekdoc") || KEYS.binary_search(&key.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn the_first_the_last_and_those_in_any_case_are_found() {
        assert!(
            is_known("author") && is_known("url") && is_known("linkTitle") && is_known("bookFlatSection")
        );
        assert!(!is_known("tittle"));
    }
}

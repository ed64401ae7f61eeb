//! A page and its parts, and how a file's path becomes the page's address.

use crate::escape;

/// One rendered markdown file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Address below `/docs`, without extension; an index page has that of its folder, the root index has "".
    pub path: String,
    /// File path relative to the docs root, with `/` between folders.
    pub source: String,
    /// Plain text of the first top-level H1, else the front matter's title, else the file's name in words.
    pub title: String,
    /// Id that the layout gives the title, so that links to the first heading of the file arrive.
    pub title_id: String,
    /// One sentence from the front matter.
    pub summary: Option<String>,
    /// Components that the front matter names.
    pub components: Vec<String>,
    /// Place among its siblings; pages without one follow, by title.
    pub order: Option<i64>,
    /// Body without the title. Holds only tags that this crate writes; no script, no inline style.
    pub html: String,
    /// Headings of the body in order; their levels start at 2 and never skip one.
    pub contents: Vec<Heading>,
    /// Links and images of the body in order, without those that were refused.
    pub links: Vec<Link>,
    /// The text as written, front matter included, with line ends as `\n`.
    pub markdown: String,
}

/// A heading in a page's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as in the HTML.
    pub level: u8,
    /// Unique in the page; equal to GitHub's.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// A link or image in a page's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As the author wrote it.
    pub target: String,
    /// As the HTML holds it, not yet escaped.
    pub href: String,
    /// The page of the same library that it should lead to; that page may be missing.
    pub page: Option<String>,
    /// What follows `#`, decoded; "" if nothing does.
    pub fragment: String,
    /// Line in the file, from 1.
    pub line: usize,
}

impl Page {
    /// The part of the body under the heading with this id, heading included, until the next one of its level or above; the
    /// whole body if there is no such heading.
    pub fn section(&self, id: &str) -> &str {
        let start = |heading: &Heading| self.html.find(&heading_tag(heading));
        let Some(at) = self.contents.iter().position(|heading| heading.id == id) else { return &self.html };
        let mut from_here = self.contents.iter().skip(at);
        let Some((from, level)) = from_here.next().and_then(|its| Some((start(its)?, its.level))) else {
            return &self.html;
        };
        let next = from_here.find(|heading| heading.level <= level).and_then(start);
        self.html.get(from..next.unwrap_or(self.html.len())).unwrap_or(&self.html)
    }
}

/// What stands in the body where a heading begins.
pub(crate) fn heading_tag(Heading { level, id, .. }: &Heading) -> String {
    format!("<div class=\"docs-heading\"><h{level} id=\"{}\">", escape::html(id))
}

/// Address below `/docs` of the file at `source`: `butterfly/index.md` gives `butterfly`.
///
/// `index.md`, `_index.md` (Hugo) and `README.md` (GitHub) stand for their folder.
pub fn page_path(source: &str) -> String {
    let stem = source.strip_suffix(".md").unwrap_or(source);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    match name {
        "index" | "_index" | "README" => folder.to_owned(),
        _ => stem.to_owned(),
    }
}

/// URL of the page with this path: "" gives `/docs`, `a b` gives `/docs/a%20b`.
pub fn url(path: &str) -> String {
    if path.is_empty() { "/docs".to_owned() } else { format!("/docs/{}", escape::path(path)) }
}

/// A path's last part in words: `ops/disk-full` gives "Disk full".
pub(crate) fn words(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Docs".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_pages_stand_for_their_folder() {
        let cases = [
            ("index.md", ""),
            ("README.md", ""),
            ("butterfly/index.md", "butterfly"),
            ("butterfly/_index.md", "butterfly"),
            ("butterfly/ports.md", "butterfly/ports"),
            ("butterfly/my.index.md", "butterfly/my.index"),
        ];
        for (source, path) in cases {
            assert_eq!(page_path(source), path, "{source}");
        }
    }

    #[test]
    fn a_section_ends_where_the_next_of_its_level_begins() {
        let text = "# T\n\n## One\n\na\n\n### Sub\n\nb\n\n## Two\n\nc\n";
        let (page, _) = crate::render("x.md", text, &|_| false);
        let one = page.section("one");
        assert!(one.starts_with("<div class=\"docs-heading\"><h2 id=\"one\">"), "{one}");
        assert!(one.contains("<p>b</p>") && !one.contains("<p>c</p>"), "{one}");
        assert!(page.section("two").contains("<p>c</p>") && page.section("none") == page.html);
    }

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(url(""), "/docs");
        assert_eq!(url("a b/\u{e9}?#%"), "/docs/a%20b/%C3%A9%3F%23%25");
    }

    #[test]
    fn names_become_words() {
        assert_eq!(words("ops/disk-full_now"), "Disk full now");
        assert_eq!(words(""), "Docs");
    }
}

//! The tree of all pages, as HTML without a page around it. Browsers get it once, under a name that changes with it, and
//! `public/tree.js` puts it beside the page that is open; a page itself has the way to the list of all pages alone, so that
//! none grows with the library.

use crate::frame::Frame;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use ::docs::Nav;
use leptos::prelude::*;

/// Whether folders show what is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folders {
    /// Once they are opened: beside a page.
    Closed,
    /// At once: on the page that lists everything.
    Open,
}

/// The place of the tree beside a page, with the way to the same for whoever runs no script.
pub(super) fn place(frame: &Frame) -> Drawn {
    let tree = frame.assets.tree.clone();
    let script = tree.is_some().then(|| view! { <script type="module" src="/tree.js"></script> });
    view! {
        <nav class="docs-tree" aria-label="Docs" data-tree=tree>
            <a class="docs-all" href=Route::DocsTree.path()>"All pages"</a>
        </nav>
        {script}
    }
    .drawn()
}

/// All pages and folders of `nav`; for members with what they look at to keep the docs right.
pub fn html(nav: &[Nav], is_member: bool, folders: Folders) -> String {
    let mut html = String::from("<ul>");
    for part in nav {
        node(&mut html, part, "<li class=\"docs-part\">", folders);
    }
    html.push_str("</ul>");
    if is_member {
        html.push_str(&kept());
    }
    html
}

// A link inside a summary would be a control inside a control, so the folder's own page opens its list.
fn node(html: &mut String, node: &Nav, start: &str, folders: Folders) {
    html.push_str(start);
    if node.children.is_empty() {
        link(html, node.path.as_deref(), &node.title);
    } else {
        html.push_str(if folders == Folders::Open { "<details open>" } else { "<details>" });
        html.push_str(&format!("<summary>{}</summary><ul>", escape(&node.title)));
        if let Some(path) = &node.path {
            html.push_str("<li>");
            link(html, Some(path), "Overview");
            html.push_str("</li>");
        }
        for child in &node.children {
            self::node(html, child, "<li>", folders);
        }
        html.push_str("</ul></details>");
    }
    html.push_str("</li>");
}

fn link(html: &mut String, path: Option<&str>, words: &str) {
    let words = escape(words);
    match path {
        Some(path) => html.push_str(&format!("<a href=\"{}\">{words}</a>", escape(&::docs::url(path)))),
        None => html.push_str(&format!("<span>{words}</span>")),
    }
}

fn kept() -> String {
    let pages =
        [(Route::DocsCoverage, "Runbook coverage"), (Route::DocsLint, "Problems"), (Route::Runs, "Runs")];
    let links = pages.map(|(route, words)| format!("<li><a href=\"{}\">{words}</a></li>", route.path()));
    format!(
        "<p class=\"docs-label docs-kept\" aria-hidden=\"true\">Keeping them right</p><ul>{}</ul>",
        links.concat()
    )
}

/// The path of the first page at or below this node.
pub(super) fn first(node: &Nav) -> Option<&str> {
    node.path.as_deref().or_else(|| node.children.iter().find_map(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::docs::{File, Library};

    fn library(files: &[(&str, &str)]) -> Library {
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).into(),
            content: Ok(text.as_bytes().to_vec()),
        };
        Library::build(files.iter().map(file).collect(), &[])
    }

    #[test]
    fn all_pages_are_in_it_and_folders_are_folded() {
        let library = library(&[
            ("index.md", "# Welcome"),
            ("shop/index.md", "# Shop & co"),
            ("shop/runbooks/disk.md", "# Disk & volume"),
            ("jack.md", "# Jack"),
        ]);
        assert_eq!(
            html(&library.nav, false, Folders::Closed),
            "<ul><li class=\"docs-part\"><a href=\"/docs\">Welcome</a></li>\
             <li class=\"docs-part\"><a href=\"/docs/jack\">Jack</a></li>\
             <li class=\"docs-part\"><details><summary>Shop &amp; co</summary><ul>\
             <li><a href=\"/docs/shop\">Overview</a></li>\
             <li><details><summary>Runbooks</summary><ul>\
             <li><a href=\"/docs/shop/runbooks/disk\">Disk &amp; volume</a></li></ul></details></li></ul></details></li></ul>"
        );
        assert_eq!(html(&library.nav, false, Folders::Open).matches("<details open>").count(), 2);
        assert_eq!(html(&[], false, Folders::Closed), "<ul></ul>");
    }

    #[test]
    fn members_are_led_to_what_keeps_the_docs_right() {
        let seen = |is_member| html(&[], is_member, Folders::Closed);
        for path in ["/docs/coverage", "/docs/lint", "/docs/runs"] {
            assert!(seen(true).contains(path) && !seen(false).contains(path), "{path}");
        }
    }
}

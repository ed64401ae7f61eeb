#![allow(clippy::unwrap_used)]
use super::*;
use crate::docs::list::DocsList;
use crate::status::sample;
use ::docs::File;
use std::sync::Arc;

const INDEX: &str = "---\nsummary: How it runs.\ncomponents: [butterfly/capsule]\n---\n# Operations\n\n## Ports\n\n\
    | Service | Port |\n|---|--:|\n| CAPSULE | 8080 |\n\n### Health\n\n<script>alert(1)</script>\n\n## Start";

fn library(files: &[(&str, &str)]) -> Library {
    let file =
        |(path, text): &(&str, &str)| File { path: (*path).into(), content: Ok(text.as_bytes().to_vec()) };
    Library::build(files.iter().map(file).collect(), &["butterfly/capsule".into()])
}

fn estate() -> Library {
    library(&[
        ("butterfly/index.md", INDEX),
        ("butterfly/runbooks/disk.md", "# Disk full"),
        ("butterfly/scaling/out.md", "# Scale out"),
        ("jack/index.md", "# Jack The Butler"),
        ("jack/operations.md", "# Running Jack"),
    ])
}

fn drawn(library: &Library, path: &str) -> String {
    sample::html(&crate::page::Page::Docs(Arc::new(library.clone()), path.into()))
}

#[test]
fn a_page_has_title_summary_contents_and_components() {
    let html = drawn(&estate(), "butterfly");
    assert!(html.contains("<h1 id=\"operations\">Operations</h1>"), "{html}");
    let named = library(&[("a.md", "---\ntitle: <b>NodeFilesystemFull\n---\n")]);
    assert!(
        drawn(&named, "a").contains(">&lt;b&gt;Node<wbr>Filesystem<wbr>Full</h1>"),
        "{}",
        drawn(&named, "a")
    );
    assert!(html.contains("How it runs."));
    assert!(html.contains("href=\"/status/butterfly/capsule\">CAPSULE</a>"));
    assert_eq!(html.matches("aria-label=\"On this page\"").count(), 2, "beside and folded");
    assert!(html.contains("data-level=\"3\"><a href=\"#health\">Health</a>"));
}

#[test]
fn a_page_holds_no_script_and_no_inline_style() {
    let html = drawn(&estate(), "butterfly");
    assert_eq!(html.matches("<script type=\"module\" src=\"/search.js\"></script>").count(), 1, "{html}");
    assert_eq!(
        html.matches("<script").count(),
        6,
        "that, the tree, the contents list, what follows the estate, what keeps copies, and data for programs, which no browser runs: {html}"
    );
    assert!(!html.contains(" style=") && !html.contains(" onclick="), "{html}");
    assert_eq!(head(&sample::english(), &estate(), "butterfly").bundle, None);
}

#[test]
fn pages_of_the_docs_load_their_own_style_and_others_that_of_all() {
    let html = drawn(&estate(), "butterfly");
    assert!(html.contains("href=\"/docs.css\"") && !html.contains("/main.css"), "{html}");
    let other = sample::html(&crate::page::Page::Problem(crate::problem::Problem::offline()));
    assert!(other.contains("href=\"/main.css\"") && !other.contains("/docs.css"), "{other}");
}

#[test]
fn the_way_leads_back_through_folders_without_a_page() {
    let html = drawn(&estate(), "butterfly/runbooks/disk");
    let crumbs = html.split("aria-label=\"Breadcrumb\"").nth(1).unwrap().split("</nav>").next().unwrap();
    assert!(crumbs.contains("<a href=\"/docs/butterfly\">Operations</a>"), "{crumbs}");
    assert!(crumbs.contains("<li>Runbooks</li>"), "{crumbs}");
    assert!(!crumbs.contains("Disk full"), "the page itself is the title");
}

#[test]
fn a_page_has_the_way_to_the_tree_and_nothing_of_it() {
    let html = drawn(&estate(), "butterfly/runbooks/disk");
    let tree = html.split("<nav").find(|nav| nav.contains(" class=\"docs-tree\"")).unwrap();
    let tree = tree.split("</nav>").next().unwrap();
    assert!(tree.contains(" data-tree=\"/docs/tree/0123456789abcdef\""), "{tree}");
    assert_eq!(tree.matches("<a ").count(), 1, "{tree}");
    assert!(tree.contains(" href=\"/docs/tree\"") && tree.contains(">All pages</a>"), "{tree}");
    assert!(html.contains("<script type=\"module\" src=\"/tree.js\"></script>"), "{html}");
    assert!(!html.contains("Jack The Butler"), "{html}");
}

#[test]
fn all_pages_are_on_the_page_that_lists_them() {
    let list = DocsList::Tree(Arc::new(estate()), false);
    let html = sample::html(&crate::page::Page::DocsList(Arc::new(list)));
    for path in ["butterfly", "butterfly/runbooks/disk", "butterfly/scaling/out", "jack", "jack/operations"] {
        assert!(html.contains(&format!("href=\"/docs/{path}\"")), "{path}: {html}");
    }
    assert!(html.contains("<details open><summary>Runbooks</summary>"), "{html}");
}

#[test]
fn a_page_does_not_grow_with_its_library() {
    let page = |count: usize| {
        let mut files = vec![("ops/middle.md".to_owned(), "# Middle\n\nText.".to_owned())];
        for number in 0..count {
            files.push((format!("ops/leaf-{number:04}.md"), format!("# Leaf {number:04}")));
            files.push((format!("ops/zone-{:02}/of-{number:04}.md", number % 30), "# Zone".into()));
            files.push((format!("part-{number:04}/index.md"), format!("# Part {number:04}")));
        }
        let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        drawn(&library(&files), "ops/middle").len()
    };
    assert_eq!(page(1), page(700));
}

#[test]
fn pages_before_and_after_are_linked() {
    let html = drawn(&estate(), "butterfly/runbooks/disk");
    assert!(html.contains("rel=\"prev\" href=\"/docs/butterfly\""), "{html}");
    assert!(html.contains("rel=\"next\" href=\"/docs/butterfly/scaling/out\""), "{html}");
}

#[test]
fn without_a_start_page_the_parts_are_listed() {
    let html = drawn(&estate(), "");
    assert!(
        html.contains("<h1>Docs</h1>") && html.contains("<a href=\"/docs/butterfly\">Operations</a>"),
        "{html}"
    );
    assert!(html.contains("How it runs."));
}

#[test]
fn an_empty_library_says_how_to_begin() {
    assert!(drawn(&library(&[]), "").contains("Nothing is written yet"));
}

#[test]
fn a_start_page_of_ones_own_is_shown_instead() {
    let html = drawn(&library(&[("index.md", "# Welcome\n\nRead on.")]), "");
    assert!(html.contains("Welcome</h1>") && html.contains("Read on."), "{html}");
}

#[test]
fn an_unknown_page_is_not_listed_and_leads_back() {
    assert!(!head(&sample::english(), &estate(), "nowhere").listed);
    assert!(drawn(&estate(), "nowhere").contains("href=\"/docs\""));
}

//! A small library: what is wrong in it, and the ways through it.

use super::*;
use crate::{Kind, PAGE_LIMIT};

fn library(files: &[(&str, &str)]) -> Library {
    let files = files.iter().map(|(path, text)| File::new(*path, *text)).collect();
    Library::build(files, &["gateway".to_owned(), "kafka".to_owned()])
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    library(files).problems.iter().map(Problem::to_string).collect()
}

#[test]
fn broken_links_name_the_nearest_page_or_heading() {
    let found = problems(&[
        ("a/index.md", "# A\n\n## Ports\n\n[ok](ports.md#tcp) [top](#) [self](#ports) [self](#port)\n"),
        (
            "a/ports.md",
            "# Ports\n\n## TCP\n\n[x](../b/prots.md) [y](index.md#a) [z](nowhere-at-all.md)\n\n[v](../b/ports.md#udp)\n",
        ),
        ("b/ports.md", "[ok](/docs/a/ports#ports) [file](x.yaml) [out](https://example.org/a.md#b)\n"),
        ("b/x.yaml", "a: 1"),
    ]);
    assert_eq!(
        found,
        [
            "a/index.md:5: error: link to `#port`: `a/index.md` has no heading `#port`; did you mean `#ports`?",
            "a/ports.md:5: error: link to `../b/prots.md`: there is no such page; did you mean `../b/ports.md`?",
            "a/ports.md:5: error: link to `nowhere-at-all.md`: there is no such page; write the page or remove the link",
            "a/ports.md:7: error: link to `../b/ports.md#udp`: `b/ports.md` has no heading `#udp`; \
             link to a heading that is there",
        ]
    );
}

#[test]
fn links_to_files_and_images_that_are_not_there_name_the_nearest() {
    let found = problems(&[
        (
            "a/b.md",
            "[ok](../c/x%20y.yaml?raw#1) ![ok](d.png)\n\n![e](d.pgn) [f](/docs/c/gone.tar.gz)\n\n[g]({host}.txt) [h](/robots.txt)\n",
        ),
        ("a/d.png", ""),
        ("c/x y.yaml", "a: 1"),
    ]);
    assert_eq!(
        found,
        [
            "a/b.md:3: error: link to `/docs/c/gone.tar.gz`: there is no such file; put the file there or remove the link",
            "a/b.md:3: error: link to `d.pgn`: there is no such file; did you mean `d.png`?",
        ]
    );
}

#[test]
fn a_library_has_the_files_that_its_pages_show_or_link_to() {
    let large = "x".repeat(crate::FILE_LIMIT);
    let library = library(&[
        ("a/b.md", "![d](d.png) [e](/docs/e.yml?x#1) [large](large.txt)\n"),
        ("a/d.png", "picture"),
        ("a/large.txt", &large),
        ("draft.md", "---\ndraft: true\n---\n[x](secret.txt)\n"),
        ("e.yml", "a: 1"),
        ("secret.txt", "x"),
    ]);
    assert_eq!(library.file("a/d.png"), Some(&b"picture"[..]));
    assert_eq!(library.files.keys().collect::<Vec<_>>(), ["a/d.png", "e.yml"]);
    assert_eq!(
        library.problems.iter().map(Problem::to_string).collect::<Vec<_>>(),
        [
            "a/b.md:1: error: link to `large.txt`: the file is not sent, as it has 4 MiB or more; make it smaller"
        ]
    );
}

#[test]
fn what_a_page_includes_again_and_again_is_said_once() {
    let found = problems(&[("a.md", "# A\n\n<!--@include: a.md-->\n<!--@include: gone.txt-->\n")]);
    let gone = found.iter().filter(|it| it.starts_with("a.md:3:") && it.contains("gone.txt")).count();
    assert_eq!(gone, 1, "{found:?}");
}

#[test]
fn unknown_components_are_errors() {
    let found = problems(&[("a.md", "---\ncomponents:\n- gateway\n- kafak\n- zebra\n---\n")]);
    assert_eq!(
        found,
        [
            "a.md:4: error: unknown component `kafak`; did you mean `kafka`?",
            "a.md:5: error: unknown component `zebra`; name a component of the estate",
        ]
    );
}

#[test]
fn bad_files_become_pages_that_say_so() {
    let files = vec![
        File::new("big.md", vec![b'x'; PAGE_LIMIT + 1]),
        File { path: "denied.md".to_owned(), content: Err("permission denied".to_owned()) },
        File::new("good.md", "# Good\n"),
        File::new("latin.md", b"# Caf\xe9\n\n\xff\n".to_vec()),
        File::new("limit.md", vec![b'x'; PAGE_LIMIT]),
        File::new("nul.md", "a\nb\0"),
    ];
    let library = Library::build(files, &[]);
    let found: Vec<_> =
        library.problems.iter().map(|found| (found.file.as_str(), found.line, found.kind)).collect();
    assert_eq!(
        found,
        [
            ("big.md", 1, Kind::TooLarge),
            ("denied.md", 1, Kind::Unreadable),
            ("latin.md", 1, Kind::Encoding),
            ("nul.md", 2, Kind::Encoding),
        ]
    );
    let html = |path| library.page(path).map_or("", |page| page.html.as_str());
    assert!(html("big").contains("larger than 1 MiB") && html("denied").contains("could not be read"));
    assert_eq!(library.page("latin").map(|page| page.title.as_str()), Some("Caf\u{fffd}"));
    assert!(html("limit").len() > PAGE_LIMIT);
    assert_eq!(html("nul"), "<p>a\nb\u{fffd}</p>\n");
}

#[test]
fn one_address_has_one_page() {
    let library = library(&[("a/README.md", "# R"), ("a/index.md", "# I"), ("a.md", "# A")]);
    assert_eq!(library.pages.len(), 1);
    assert_eq!(library.pages[0].title, "A");
    let found: Vec<_> = library.problems.iter().map(Problem::to_string).collect();
    assert_eq!(
        found[0],
        "a/README.md:1: error: `a.md` has the same address and is shown instead; merge or rename one of them"
    );
    assert_eq!(found.len(), 2);
}

#[test]
fn old_addresses_lead_to_one_page_and_drafts_nowhere() {
    let library = library(&[
        ("a.md", "---\nredirect_from: [old/a, b]\n---\n# A"),
        ("b.md", "---\nredirect_from:\n- old/a\n---\n# B"),
        ("c.md", "---\ndraft: true\n---\n# C"),
    ]);
    assert_eq!(library.redirect("old/a").map(|page| page.title.as_str()), Some("A"));
    assert_eq!(library.redirect("a"), None);
    assert_eq!(library.page("c"), None);
    let found: Vec<_> = library.problems.iter().map(Problem::to_string).collect();
    assert_eq!(
        found,
        [
            "a.md:2: error: `redirect_from` names `b`, which leads to `b.md`; remove the address from one of them",
            "b.md:3: error: `redirect_from` names `old/a`, which leads to `a.md`; remove the address from one of them",
        ]
    );
}

#[test]
fn sections_that_moved_are_known_by_their_old_fragments() {
    let library = library(&[("a.md", "---\nredirect_from: [gone#x, b#y]\n---\n# A"), ("b.md", "# B")]);
    let of =
        |path| library.moved(path).map(|(fragment, page)| (fragment, page.path.as_str())).collect::<Vec<_>>();
    assert_eq!((of("gone"), of("b"), of("a")), (vec![("x", "a")], vec![("y", "a")], vec![]));
}

#[test]
fn neighbours_and_trail_follow_the_navigation() {
    let library = library(&[
        ("index.md", "# Docs"),
        ("b/index.md", "---\norder: 1\n---\n# B"),
        ("b/two.md", "---\norder: 2\n---\n# Two"),
        ("b/one.md", "---\norder: 1\n---\n# One"),
        ("a/x.md", "# X"),
    ]);
    let around = |path: &str| {
        let (before, after) = library.neighbours(path);
        (before.map(|page| page.path.as_str()), after.map(|page| page.path.as_str()))
    };
    assert_eq!(around(""), (None, Some("b")));
    assert_eq!(around("b/one"), (Some("b"), Some("b/two")));
    assert_eq!(around("a/x"), (Some("b/two"), None));
    assert_eq!(around("none"), (None, None));
    let trail = |path: &str| library.trail(path).into_iter().map(|crumb| crumb.title).collect::<Vec<_>>();
    assert_eq!(trail("b/two"), ["Docs", "B", "Two"]);
    assert_eq!(trail("a/x"), ["Docs", "A", "X"]);
    assert_eq!(trail(""), ["Docs"]);
    assert_eq!(trail("none"), Vec::<String>::new());
}

#[test]
fn parts_are_included_and_are_no_pages() {
    let library = library(&[
        ("a.md", "# A\n\n{{#include _parts/b.md}}\n\n```\n{{#include run.sh}}\n```\n"),
        ("_parts/b.md", "## B\n"),
        ("run.sh", "echo 1\n"),
    ]);
    assert_eq!(library.pages.len(), 1);
    assert_eq!(library.problems, []);
    let html = &library.pages[0].html;
    assert!(html.contains("<h2 id=\"b\">B</h2>") && html.contains(">echo 1\n</code>"), "{html}");
}

#[test]
fn mkdocs_and_mdbook_shape_the_navigation() {
    let pages = [
        ("docs/index.md", "# Home"),
        ("docs/b/one.md", "# One"),
        ("docs/b/two.md", "# Two"),
        ("docs/rest.md", "# Rest"),
    ];
    let shape = |nav: &[Nav]| {
        let node = |node: &Nav| format!("{}={:?}[{}]", node.title, node.path.as_deref(), node.children.len());
        nav.iter().map(node).collect::<Vec<_>>().join(" ")
    };
    let mkdocs = "site_name: X\nplugins:\n  - search: !ENV [A, b]\nnav:\n  - index.md\n  - 'Part B':\n      - Second: b/two.md\n      - b/one.md\n  - Gone: b/twoo.md\n  - Out: https://e.example\n";
    let built = library(&[&pages[..], &[("mkdocs.yml", mkdocs)]].concat());
    assert_eq!(shape(&built.nav), "Home=Some(\"docs\")[0] Part B=None[2] Docs=None[1]");
    assert_eq!(shape(&built.nav[1].children), "Second=Some(\"docs/b/two\")[0] One=Some(\"docs/b/one\")[0]");
    assert_eq!(
        built.problems.iter().map(Problem::to_string).collect::<Vec<_>>(),
        [
            "mkdocs.yml:9: error: the navigation names `docs/b/twoo.md`: there is no such page; did you mean `docs/b/two.md`?"
        ]
    );
    let summary = "# Summary\n\n[Start](index.md)\n\n- [B](b/one.md)\n  - [Deep](./b/two.md)\n- [Draft]()\n\n[End](rest.md)\n";
    let built = library(&[&pages[..], &[("docs/SUMMARY.md", summary)]].concat());
    assert_eq!(
        shape(&built.nav),
        "Start=Some(\"docs\")[0] B=Some(\"docs/b/one\")[1] End=Some(\"docs/rest\")[0]"
    );
    assert_eq!(
        (shape(&built.nav[1].children).as_str(), built.pages.len()),
        ("Deep=Some(\"docs/b/two\")[0]", 4)
    );
    assert_eq!(built.problems, []);
}

#[test]
fn no_file_no_page() {
    assert_eq!(Library::build(Vec::new(), &[]), Library::default());
}

//! Changes of files: what is made again, what stays, and that nothing else differs from a library built anew.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::search::Search;

fn file((path, text): &(&str, &str)) -> File {
    File::new(*path, *text)
}

fn builder(files: &[(&str, &str)]) -> Builder {
    Builder::new(files.iter().map(file).collect(), Vec::new())
}

fn page(builder: &Builder, path: &str) -> Arc<Page> {
    let library = builder.library();
    library.pages.iter().find(|page| page.path == path).unwrap().clone()
}

#[test]
fn only_what_a_change_touches_is_rendered_again() {
    let files = [
        ("a.md", "# A\n\n[b](b.md) [c](c)\n"),
        ("b.md", "# B\n\n{{#include _part.md}}\n"),
        ("_part.md", "one\n"),
        ("d.md", "# D\n"),
    ];
    let mut builder = builder(&files);
    let paths = ["a", "b", "d"];
    let of = |builder: &Builder| paths.map(|path| page(builder, path));
    let same = |before: &[Arc<Page>; 3], after: &[Arc<Page>; 3]| {
        [0, 1, 2].map(|at| Arc::ptr_eq(&before[at], &after[at]))
    };
    let before = of(&builder);
    assert!(!builder.change(files.iter().map(file).collect(), &["none.md".to_owned()]), "the same again");
    assert!(builder.change(vec![file(&("d.md", "# D2\n"))], &[]));
    let after = of(&builder);
    assert_eq!((same(&before, &after), after[2].title.as_str()), ([true, true, false], "D2"));
    assert!(builder.change(vec![file(&("_part.md", "two\n"))], &[]));
    let included = of(&builder);
    assert_eq!(same(&after, &included), [true, false, true]);
    assert!(included[1].html.contains("two"), "{}", included[1].html);
    assert!(
        builder.change(vec![file(&("c/index.md", "# C\n"))], &[]),
        "a page that a link without an ending asks for"
    );
    assert_eq!(same(&included, &of(&builder)), [false, true, true]);
}

#[test]
fn links_and_navigation_follow_pages_that_come_and_go() {
    let mut builder = builder(&[("a.md", "# A\n\n[b](b.md#x)\n"), ("b.md", "# B\n\n## X\n")]);
    assert_eq!(builder.library().problems, []);
    builder.change(vec![file(&("b.md", "# B\n\n## Y\n"))], &[]);
    let told =
        |builder: &Builder| builder.library().problems.iter().map(Problem::to_string).collect::<Vec<_>>();
    assert_eq!(
        told(&builder),
        ["a.md:3: error: link to `b.md#x`: `b.md` has no heading `#x`; link to a heading that is there"]
    );
    builder.change(Vec::new(), &["b.md".to_owned()]);
    assert!(told(&builder)[0].contains("there is no such page"), "{:?}", told(&builder));
    let library = builder.library();
    assert_eq!(library.nav.iter().map(|node| node.title.as_str()).collect::<Vec<_>>(), ["A"]);
    assert_eq!(library.page("b"), None);
}

#[test]
fn a_bad_version_is_told_and_the_last_good_one_stays_until_there_is_another() {
    let mut builder = builder(&[("a.md", "# Good\n\n{{#include part.txt}}\n"), ("part.txt", "one\n")]);
    let bad = [
        File::new("a.md", "---\norder: first\n---\n# Bad\n"),
        File::new("a.md", b"# Caf\xe9\n".to_vec()),
        File { path: "a.md".into(), content: Err("permission denied".into()) },
        File::new("a.md", vec![b'x'; PAGE_LIMIT + 1]),
    ];
    for (file, kind) in
        bad.into_iter().zip([Kind::FrontMatter, Kind::Encoding, Kind::Unreadable, Kind::TooLarge])
    {
        builder.change(vec![file], &[]);
        let shown = page(&builder, "a");
        assert_eq!((shown.title.as_str(), shown.refused.as_ref().unwrap().kind), ("Good", kind));
        assert_eq!(builder.library().problems[0].kind, kind, "it is among the problems too");
    }
    builder.change(vec![file(&("a.md", "# Better\n\n{{#include part.txt}}\n"))], &[]);
    assert_eq!((page(&builder, "a").title.as_str(), &page(&builder, "a").refused), ("Better", &None));
    builder.change(Vec::new(), &["part.txt".to_owned()]);
    let shown = page(&builder, "a");
    assert!(
        shown.html.contains("one") && shown.refused.is_some(),
        "what it includes is a part of it: {}",
        shown.html
    );
    builder.change(vec![file(&("part.txt", "two\n"))], &[]);
    assert!(page(&builder, "a").html.contains("two") && page(&builder, "a").refused.is_none());
}

#[test]
fn a_page_that_was_never_good_says_why_it_cannot_be_shown() {
    let mut builder = builder(&[]);
    builder.change(vec![File { path: "a.md".into(), content: Err("permission denied".into()) }], &[]);
    assert!(page(&builder, "a").html.contains("could not be read") && page(&builder, "a").refused.is_none());
    builder.change(vec![File::new("a.md", vec![b'x'; PAGE_LIMIT + 1])], &[]);
    assert!(page(&builder, "a").html.contains("larger than 1 MiB"));
}

/// Files that are good whatever the others are.
fn good() -> impl Strategy<Value = File> {
    let path = prop::sample::select(vec![
        "a.md",
        "b.md",
        "c/index.md",
        "c/README.md",
        "c/d.md",
        "_part.md",
        "SUMMARY.md",
    ]);
    let text = prop::sample::select(vec![
        "# One\n\n[b](b.md) [c](c) [d](c/d#x)\n",
        "# Two\n\n## X\n\n{{#include always.txt}}\n",
        "---\norder: 1\nredirect_from: [old]\n---\n# Three\n\n[a](/docs/a)\n",
        "---\ndraft: true\n---\n# Four\n",
        "- [C](c/index.md)\n",
    ]);
    (path, text).prop_map(|(path, text)| File::new(path, text))
}

proptest! {
    #[test]
    fn after_any_changes_the_library_is_the_one_of_its_files(
        steps in prop::collection::vec((prop::collection::vec(good(), 0..3), prop::option::of(good()), "[a-z]{1,3}"), 1..6)
    ) {
        let (mut builder, mut files) = (builder(&[]), BTreeMap::new());
        let mut search = Search::default();
        for (changed, gone, included) in steps {
            let included = File::new("always.txt", included);
            let changed: Vec<File> = changed.into_iter().chain([included]).collect();
            let gone: Vec<String> = gone.into_iter().map(|file| file.path).collect();
            files.extend(changed.iter().map(|file| (file.path.clone(), file.clone())));
            gone.iter().for_each(|path| drop(files.remove(path)));
            builder.change(changed, &gone);
            let anew = Library::build(files.values().cloned().collect(), &[]);
            let library = builder.library();
            prop_assert_eq!(&library, &anew);
            search = search.again(&library);
            prop_assert_eq!(&search.index, &Search::of(&anew).index);
        }
    }
}

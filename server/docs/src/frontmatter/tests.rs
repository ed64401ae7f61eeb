//! Fixtures: each way to write front matter, and each way to get it wrong.

use super::*;
use crate::page::VariableKind;

fn read(block: &str) -> (FrontMatter, Vec<String>) {
    let text = format!("---\n{block}\n---\nbody\n");
    let parts = split("a.md", &text);
    assert_eq!(parts.body, "body\n");
    assert_eq!(text.lines().nth(parts.body_line - 1), Some("body"));
    (parts.front, parts.problems.iter().map(|problem| problem.to_string()).collect())
}

#[test]
fn all_keys() {
    let (front, problems) = read(
        "# about this page\ntitle: \"Disk: \\\"full\\\"\" # quoted\n\nsummary: 'It''s full' \ncomponents: [a, \"b c\"]\norder: -3",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(
        front,
        FrontMatter {
            title: Some("Disk: \"full\"".to_owned()),
            summary: Some("It's full".to_owned()),
            components: vec![("a".to_owned(), 6), ("b c".to_owned(), 6)],
            order: Some(-3),
            ..FrontMatter::default()
        }
    );
}

#[test]
fn dash_lists_with_and_without_indent() {
    for block in ["components:\n- a\n- b # note\ntitle: T", "components: # these\n  - a\n  - b\ntitle: T"] {
        let (front, problems) = read(block);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(front.components, [("a".to_owned(), 3), ("b".to_owned(), 4)]);
        assert_eq!(front.title.as_deref(), Some("T"));
    }
    assert_eq!(read("components: []").0.components, []);
}

#[test]
fn each_mistake_names_line_and_remedy() {
    let cases = [
        ("tittle: x", "a.md:2: warning: unknown key `tittle`; did you mean `title`?"),
        (
            "zebra: 2",
            "a.md:2: warning: unknown key `zebra`; known keys: title, summary, components, order, owner, severity, \
             alerts, redirect_from, variables, draft, math",
        ),
        ("title:", "a.md:2: error: `title` needs text on its own line; write `title: \"some words\"`"),
        (
            "summary: [a]",
            "a.md:2: error: `summary` needs text on its own line; write `summary: \"some words\"`",
        ),
        ("components: a", "a.md:2: error: `components` is a list, not `a`; write `components: [a]`"),
        (
            "components: [a,,b]",
            "a.md:2: error: an entry of `components` is empty; name a component or remove it",
        ),
        ("order: first", "a.md:2: error: `order` is not a whole number: `first`; write `order: 10`"),
        ("order: 1\norder: 2", "a.md:3: error: `order` is there twice; keep one of the two lines"),
        ("order: 1\nwords", "a.md:3: error: `words` is not `key: value`; write `key: value` or `---`"),
        (
            "title: a\n- b",
            "a.md:3: error: `- b` belongs to no list or key; put the whole value on the line of its key",
        ),
        ("draft: maybe", "a.md:2: error: `draft` is neither true nor false; write `draft: true`"),
        (
            "variables: {n: {type: number, default: x}}",
            "a.md:2: error: the default of variable `n` is no number: `x`; change the type or the default",
        ),
        (
            "variables:\n  n:\n    type: colour",
            "a.md:4: error: variable `n` has unknown type `colour`; write `text`, `number` or `url`",
        ),
        (
            "variables:\n  a b: x",
            "a.md:3: error: `a b` is no name of a variable; use letters, digits, `-` and `_`, at most 64, a letter first",
        ),
    ];
    for (block, wanted) in cases {
        assert_eq!(read(block).1, [wanted], "{block}");
    }
}

#[test]
fn a_runbook_says_whom_and_what_it_serves() {
    let (front, problems) = read(
        "severity: P1\nowner: \"Senior engineer (L2)\"\nalerts: [NodeDown,\n  DiskFull]\nredirect_from:\n- /docs/old/README.md\n- a/b/#c",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(front.severity, Some(("P1".to_owned(), 2)));
    assert_eq!(front.owner, Some(("Senior engineer (L2)".to_owned(), 3)));
    let names = |list: &[Named]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&front.alerts), ["NodeDown", "DiskFull"]);
    assert_eq!(names(&front.redirect_from), ["old", "a/b#c"]);
}

#[test]
fn variables_have_a_type_and_a_default_or_neither() {
    let block = "variables:\n  namespace: butterfly # where\n  pod:\n  count: {type: number, default: 3}\n  page:\n    type: url\n    default: \"https://x.example\"";
    for block in [
        block,
        "variables: {namespace: butterfly, pod: , count: {type: number, default: 3}, page: {type: url, default: \"https://x.example\"}}",
    ] {
        let (front, problems) = read(block);
        assert_eq!(problems, Vec::<String>::new());
        let found: Vec<_> = front
            .variables
            .iter()
            .map(|(it, _)| (it.name.as_str(), it.kind, it.default.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("namespace", VariableKind::Text, Some("butterfly")),
                ("pod", VariableKind::Text, None),
                ("count", VariableKind::Number, Some("3")),
                ("page", VariableKind::Url, Some("https://x.example")),
            ]
        );
    }
    assert_eq!(read("variables: [a, b]").0.variables.len(), 2);
}

#[test]
fn keys_of_other_generators_are_read_or_passed_over() {
    let (front, problems) = read(
        "title: T\ndescription: >-\n  Two\n  lines.\nweight: 20\naliases:\n- /old/place/\ntags: [x, {y: z}]\ndate: 2026-01-01\nmenu:\n  after: a\n  - - x\nbookFlatSection: true\ndraft: true\ncascade:\n- _target: {kind: page}\n  params:\n    a: b",
    );
    let wrong =
        "a.md:13: error: `- - x` belongs to no list or key; put the whole value on the line of its key";
    assert_eq!(problems, [wrong]);
    assert_eq!((front.summary.as_deref(), front.order, front.draft), (Some("Two lines."), Some(20), true));
    assert_eq!(front.redirect_from, [("old/place".to_owned(), 8)]);
    assert_eq!(read("weight: 20\norder: 3").0.order, Some(3));
}

#[test]
fn nothing_in_it_can_grow_or_run_deep() {
    let deep = "- ".repeat(2_000);
    assert!(read(&format!("menu:\n{deep}x")).1.iter().any(|problem| problem.contains("too deep")));
    let flow = format!("menu: {}", "[".repeat(2_000));
    assert_eq!(read(&flow).1, Vec::<String>::new());
    let bomb = "tags: &a [x, x]\nseries: &b [*a, *a]\ntitle: *b";
    assert_eq!(read(bomb).0.title.as_deref(), Some("*b"));
    let huge = format!("---\ntitle: T\nsummary: {}\n---\nbody", "x".repeat(LIMIT));
    assert_eq!(
        split("a.md", &huge).problems[0].message,
        "the front matter is larger than 64 KiB and is passed over"
    );
    assert_eq!(split("a.md", &huge).body, "body");
}

#[test]
fn what_is_below_an_unknown_key_is_passed_over() {
    let (front, problems) = read("zebra:\n  main: x\n  sub:\n  - y\ntitle: T");
    assert_eq!(problems.len(), 1);
    assert_eq!(front.title.as_deref(), Some("T"));
}

#[test]
fn quotes_keep_what_looks_like_syntax() {
    assert_eq!(read("title: \"[draft] a # b\"").0.title.as_deref(), Some("[draft] a # b"));
    assert_eq!(read("title: \"half").0.title.as_deref(), Some("\"half"));
}

#[test]
fn a_rule_is_no_front_matter() {
    for text in [
        "---\nSome words here.\n---\nmore",
        "---\ntitle: never closed\n",
        "text\n---\ntitle: x\n---\n",
        "---",
    ] {
        let parts = split("a.md", text);
        assert_eq!((parts.body, parts.body_line), (text, 1));
        assert_eq!(parts.front, FrontMatter::default());
    }
}

#[test]
fn an_empty_block_is_dropped() {
    assert_eq!(split("a.md", "---\n---\nbody").body, "body");
    assert_eq!(split("a.md", "---\n---\nbody").body_line, 3);
}

//! Fixtures: each way to write front matter, and each way to get it wrong.

use super::*;

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
        ("weight: 2", "a.md:2: warning: unknown key `weight`; known keys: title, summary, components, order"),
        ("title:", "a.md:2: error: `title` needs text on its own line; write `title: \"some words\"`"),
        (
            "summary: >",
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
            "title: a\n  b",
            "a.md:3: error: `b` belongs to no list; put the whole value on the line of its key",
        ),
    ];
    for (block, wanted) in cases {
        assert_eq!(read(block).1, [wanted], "{block}");
    }
}

#[test]
fn what_is_below_an_unknown_key_is_passed_over() {
    let (front, problems) = read("menu:\n  main: x\n  - y\ntitle: T");
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

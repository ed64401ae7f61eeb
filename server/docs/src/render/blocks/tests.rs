//! Blocks of the generators, each as a page of the portal has it.

use crate::Problem;
use crate::render::{render, render_with};

fn html(text: &str) -> String {
    render("ops/a.md", text, &|_| true).0.html
}

fn problems(text: &str) -> Vec<String> {
    render("ops/a.md", text, &|_| true).1.iter().map(Problem::to_string).collect()
}

fn note(class: &str, label: &str, body: &str) -> String {
    format!(
        "<aside class=\"docs-alert docs-alert-{class}\" role=\"note\"><p class=\"docs-alert-label\">{label}</p>\n{body}</aside>\n"
    )
}

#[test]
fn admonitions_of_docusaurus_and_vitepress() {
    for text in [
        "::: warning Mind\n*this*\n:::\n",
        ":::warning[Mind]\n\n*this*\n\n:::",
        "::: warning Mind {open}\n*this*\n:::",
    ] {
        assert_eq!(html(text), note("warning", "Mind", "<p><em>this</em></p>\n"), "{text}");
    }
    let inner = note("tip", "Tip", "<p>b</p>\n");
    assert_eq!(
        html(":::: note\na\n::: tip\nb\n:::\nc\n::::\nd"),
        note("note", "Note", &format!("<p>a</p>\n{inner}<p>c</p>\n")) + "<p>d</p>\n"
    );
    assert_eq!(
        html("::: details More\nx\n:::"),
        "<details class=\"docs-details docs-alert-note\"><summary>More</summary>\n<p>x</p>\n</details>\n"
    );
    let list = html("1. a\n\n   ::: danger\n   b\n   :::\n\n2. c\n");
    assert!(
        list.contains(&note("caution", "Danger", "<p>b</p>\n")) && list.contains("</aside>\n</li>\n<li>"),
        "{list}"
    );
}

#[test]
fn admonitions_of_mkdocs() {
    let text = "!!! warning \"Do not\"\n    one\n\n    - two\n\n        deep\n\nout";
    let body = "<p>one</p>\n<ul>\n<li>\n<p>two</p>\n<p>deep</p>\n</li>\n</ul>\n";
    assert_eq!(html(text), note("warning", "Do not", body) + "<p>out</p>\n");
    assert_eq!(
        html("???+ tip \"T\"\n    a\n    !!! bug\n        b\nout"),
        format!(
            "<details class=\"docs-details docs-alert-tip\" open><summary>T</summary>\n<p>a</p>\n{}</details>\n<p>out</p>\n",
            note("caution", "Bug", "<p>b</p>\n")
        )
    );
    assert_eq!(
        html("!!! note \"\"\n    a"),
        "<aside class=\"docs-alert docs-alert-note\" role=\"note\">\n<p>a</p>\n</aside>\n"
    );
    assert!(html("!!! note\n    ```text\n    a\n      b\n    ```\n").contains(">a\n  b\n</code>"));
    assert_eq!(html("!!! No: read this first"), "<p>!!! No: read this first</p>\n");
}

#[test]
fn tabs_need_no_script() {
    let tab = |set: u8, tab: u8, label: &str, checked: &str, body: &str| {
        format!(
            "<input type=\"radio\" name=\"tabs:{set}\" id=\"tab:{set}:{tab}\"{checked}><label for=\"tab:{set}:{tab}\">{label}</label>\
             <div class=\"docs-tab\">\n{body}</div>\n"
        )
    };
    let text = "=== \"Linux\"\n\n    a\n\n=== \"Other\"\n    b\n\nText\n===\n\n=== \"Next\"\n    c\n";
    let page = html(&format!("# T\n\n{text}"));
    let first = tab(1, 1, "Linux", " checked", "<p>a</p>\n") + &tab(1, 2, "Other", "", "<p>b</p>\n");
    assert!(
        page.starts_with(&format!(
            "<fieldset class=\"docs-tabs\"><legend>Alternatives 1</legend>\n{first}</fieldset>\n"
        )),
        "{page}"
    );
    assert!(page.contains(&tab(2, 1, "Next", " checked", "<p>c</p>\n")), "{page}");
    assert!(page.contains("<h2 id=\"text\">Text</h2>"));
}

#[test]
fn details_of_html_hold_markdown() {
    let wanted = "<details class=\"docs-details docs-alert-note\"><summary>Show it</summary>\n<p><em>a</em></p>\n</details>\n<p>b</p>\n";
    for text in [
        "<details>\n<summary>Show <b>it</b></summary>\n\n*a*\n\n</details>\n\nb",
        "<details><summary>Show it</summary>\n*a*</details>\nb",
        "<DETAILS>\n\n<summary>\nShow\nit\n</summary>\n*a*\n</Details>\nb",
    ] {
        assert_eq!(html(text), wanted, "{text}");
    }
    assert!(
        html("<details open>\na\n</details>")
            .starts_with("<details class=\"docs-details docs-alert-note\" open><summary>Details<")
    );
    assert_eq!(html("</details>\n"), "<p>&lt;/details&gt;</p>\n");
}

#[test]
fn contents_list_the_headings_once() {
    assert_eq!(
        html("[[_TOC_]]\n\n# T\n\n## A `b`\n\n### C\n\n## D\n\n[TOC]\n").split_once("</nav>").map(|(toc, _)| toc.to_owned()),
        Some(
            "<nav class=\"docs-places\" aria-label=\"Headings\"><ul><li><a href=\"#a-b\">A b</a><ul><li><a href=\"#c\">C</a>\
             </li></ul></li>\n<li><a href=\"#d\">D</a></li></ul>"
                .to_owned()
        )
    );
    assert_eq!(html("[[_TOC_]]\n"), "");
    assert_eq!(html("`[[_TOC_]]`"), "<p><code>[[_TOC_]]</code></p>\n");
}

#[test]
fn what_is_no_block_is_shown_as_written() {
    for (text, wanted) in [
        ("::: zebra\na\n:::", "<p>::: zebra\na\n:::</p>\n"),
        (":::", "<p>:::</p>\n"),
        ("```\n::: note\n!!! tip\n</details>\n```", ">::: note\n!!! tip\n&lt;/details&gt;\n</code>"),
        ("    ::: note\n    a\n", ">::: note\na\n</code>"),
        ("text\n\n    [[_TOC_]]\n", ">[[_TOC_]]\n</code>"),
        ("> ```\n> ::: note\n> ```\n", ">::: note\n</code>"),
        ("- ```\n  !!! note\n  ```\n", ">!!! note\n</code>"),
        ("<!--:0:0-->\n::: tip\nx\n:::\n", "<p>x</p>\n"),
    ] {
        let page = html(text);
        assert!(page.contains(wanted) && !page.contains("<!--"), "{text}: {page}");
    }
    assert_eq!(
        problems("\n::: zebra\n\n::: note\na"),
        [
            "ops/a.md:2: warning: block is shown as text: ::: zebra; \
             use note, tip, info, important, warning, caution, danger or details",
            "ops/a.md:5: warning: a block is never closed and ends with what it is in; close it with `:::` or `</details>`",
        ]
    );
}

#[test]
fn comments_of_the_author_are_never_taken_for_marks() {
    let text: String = (0..3_000).map(|number| format!("<!--:{number}:0-->\n")).collect();
    assert_eq!(html(&(text + "::: tip\nx\n:::\n")), note("tip", "Tip", "<p>x</p>\n"));
}

#[test]
fn references_and_lines_go_across_blocks() {
    let text =
        "::: note\n[a][r] b[^n]\n:::\n\n!!! tip\n    [x](gone.md)\n\n[r]: https://e.example\n[^n]: N\n";
    let (page, _) = render("ops/a.md", text, &|_| false);
    assert!(
        page.html.contains("<a href=\"https://e.example\"") && page.html.contains("href=\"#fn:1\""),
        "{}",
        page.html
    );
    assert_eq!(page.links.iter().map(|link| link.line).collect::<Vec<_>>(), [2, 6]);
}

fn with_files(text: &str) -> (String, Vec<String>) {
    let files = |path: &str| {
        Some(match path {
            "ops/a.sh" => "one\n# ANCHOR: x\ntwo\n# ANCHOR_END: x\nthree\n",
            "ops/part.md" => "---\ntitle: P\n---\n## Part\n\n{{#include a.sh:1}}\n",
            "loop.md" => "x\n{{#include loop.md}}\n",
            _ => return None,
        })
    };
    let (page, problems) = render_with("ops/a.md", text, &|_| true, &files);
    (page.html, problems.iter().map(Problem::to_string).collect())
}

#[test]
fn includes_are_of_the_docs_folder_alone() {
    for (text, wanted) in [
        ("```\n{{#include a.sh}}\n```", ">one\ntwo\nthree\n</code>"),
        ("```\n--8<-- \"ops/a.sh:5\"\n```", ">three\n</code>"),
        ("- ```\n  {{#include a.sh:x}}\n  ```", ">two\n</code>"),
        ("```\n<!--@include: ./a.sh{3,5}-->\n```", ">two\nthree\n</code>"),
        ("!!! note\n    {{#include part.md}}\n", "<h2 id=\"part\">Part</h2>"),
        ("{{#include part.md}}", "<p>one</p>"),
    ] {
        let (html, problems) = with_files(text);
        assert!(html.contains(wanted) && problems.is_empty(), "{text}: {html} {problems:?}");
    }
    let (html, problems) = with_files("a\n\n{{#include ../../etc/passwd}}\n");
    assert_eq!(html, "<p>a</p>\n<p>{{#include ../../etc/passwd}}</p>\n");
    let wrong = "ops/a.md:3: error: include of `../../etc/passwd`: there is no such file; name a file below the docs folder";
    assert_eq!(problems, [wrong]);
}

#[test]
fn includes_end_where_they_grow() {
    let (html, problems) = with_files("{{#include ../loop.md}}\n");
    assert_eq!(html.matches('x').count(), 8, "{html}");
    assert!(problems[0].contains("too many"), "{problems:?}");
    let (html, problems) = with_files(&"{{#include a.sh}}\n".repeat(1_000));
    assert_eq!((html.matches("three").count(), problems.len()), (200, 800));
}

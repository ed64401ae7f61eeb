//! Whatever an author writes, a page holds only our tags with our attributes, closed in order, and safe links.

use super::*;
use proptest::prelude::*;

const TAGS: &str = " a aside b blockquote br code del details div em fieldset figcaption figure h2 h3 h4 h5 h6 hr i img input \
                    ins kbd label legend li mark nav ol p path pre rect s section small span strong sub summary sup svg table \
                    tbody td text th thead title tr tspan u ul var ";
const VOID: &str = " br hr img input ";
const ATTRIBUTES: &str = " alt aria-hidden aria-label checked class d data-as data-check data-link data-number data-place data-var \
                          decoding disabled for height href id loading name open rel role rx scope src start tabindex text-anchor title \
                          type viewBox width x y ";

fn contains(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word && !word.is_empty())
}

/// Attributes of `name="value" ...`; a value ends at its quote.
fn attributes(mut text: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return Ok(found);
        }
        let end = text.find([' ', '=']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let quoted = rest
            .strip_prefix("=\"")
            .map(|value| value.split_once('"').ok_or(format!("open quote in {text}")));
        let (value, rest) = quoted.transpose()?.unwrap_or(("", rest));
        found.push((name.to_owned(), value.to_owned()));
        text = rest;
    }
}

/// Says what is wrong with a page's HTML, if anything is.
fn verify(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or(format!("open tag: {part}"))?;
        if text.contains('>') {
            return Err(format!("bare > in {part}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing in {html}"));
            }
            continue;
        }
        let tag = tag.trim_end_matches(" /");
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        if !contains(TAGS, name) {
            return Err(format!("tag {name}"));
        }
        for (attribute, value) in attributes(rest)? {
            verify_attribute(&attribute, &value)?;
        }
        if !contains(VOID, name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never closed: {open:?} in {html}")) }
}

fn verify_attribute(name: &str, value: &str) -> Result<(), String> {
    let is_safe = ["#", "/", "http://", "https://", "mailto:"]
        .iter()
        .any(|start| value.to_lowercase().starts_with(start));
    match name {
        "href" | "src" if !is_safe => Err(format!("{name}={value}")),
        _ if !contains(ATTRIBUTES, name) => Err(format!("attribute {name}")),
        _ => Ok(()),
    }
}

fn check(text: &str) -> Result<String, String> {
    let (page, _) = render("a/b.md", text, &|path| path == "a");
    let hostile = "\"><script>'</var>$(x)".to_owned();
    let pairs: Vec<_> = page.asked().map(|variable| (variable.name, hostile.clone())).collect();
    verify(&crate::filled(&page.html, &crate::Filled::of(&page, &pairs)))?;
    verify(&page.html).map(|()| page.html)
}

#[test]
fn the_verifier_can_fail() {
    let bad = [
        "<script>",
        "<p onclick=\"x\">y</p>",
        "<p>",
        "</p>",
        "<a href=\"javascript:x\">y</a>",
        "<p style=\"x\"></p>",
        "<p",
        "<p title=\"a\"b\"></p>",
        "a<p></em>",
    ];
    for html in bad {
        assert!(verify(html).is_err(), "{html}");
    }
}

#[test]
fn known_attacks_are_text() {
    let attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!-- --!><script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](&#106;avascript&colon;alert(1))",
        "[x](&#x1;javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "![\"onerror=alert(1) x=\"](x.png)",
        "[x](y 'a\" onmouseover=\"alert(1)')",
        "[x](y\"onclick=\"alert(1))",
        "```\"><script>alert(1)</script>\nx\n```",
        "# <img src=x onerror=alert(1)>\n\n## \"><script>alert(1)</script>",
        "|<script>|\"onx=|\n|--|--|\n|<b>|x|",
        "- [ ] \"><script>alert(1)</script>",
        "x[^\"><script>]\n\n[^\"><script>]: y",
        "<ops\"onclick=alert(1)@example.org>",
        "<style>*{}</style>",
        "<iframe src=https://example.org>",
    ];
    for attack in attacks {
        let html = check(attack).unwrap_or_else(|wrong| panic!("{attack}: {wrong}"));
        assert!(!html.to_lowercase().contains("<script"), "{html}");
    }
}

#[test]
fn drawings_hold_only_our_tags() {
    let flow = "```mermaid\ngraph TD\na[\"<img src=x onerror=alert(1)>\"] -->|\"</svg><script>\"| b{it's \" x}\n```\n";
    let sequence = "```mermaid\nsequenceDiagram\nA->>B: <b onclick=x>\nNote over A: </title><i>\n```\n";
    for text in [flow, sequence] {
        let html = check(text).unwrap();
        assert!(html.contains("<svg role=\"img\"") && html.contains("<details><summary>Source"), "{html}");
    }
}

#[test]
fn deep_nesting_stays_in_proportion() {
    for part in [
        "> ",
        "- ",
        "- [ ] ",
        "1. ",
        "[",
        "![",
        "*a ",
        "<b>",
        "```sh\n",
        "c\u{430}t ",
        "\u{2013}n",
        "`",
        "[^a]",
        "> [!NOTE]\n> ",
        "|",
        "<!--",
        "::: note\n",
        "<details>\n",
        "!!! tip\n    ",
        "=== \"a\"\n    ",
        "<b>",
        "a@b.c",
        "[TOC]\n# a\n",
        "<a name=x>",
        "<a \"",
    ] {
        let small = check(&part.repeat(5_000)).unwrap_or_else(|wrong| panic!("{part}: {wrong}"));
        let big = check(&part.repeat(10_000)).unwrap_or_else(|wrong| panic!("{part}: {wrong}"));
        assert!(big.len() < 1_000 + small.len() * 3, "{part}: {} then {} bytes", small.len(), big.len());
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => proptest::sample::select(vec![
            "# ", "## ", "- ", "- [ ] ", "- [x] ", "1. ", "> ", "> [!NOTE]\n> ", "|a|b|\n|-|:-:|\n|", "|", "```\n", "```sh \"\n",
            "    ", "\n", "\n\n", "*", "**", "~~", "`", "[", "](", ")", "![", "[^a]", "\n[^a]: ", "<", ">", "<script>", "</p>",
            "<img onerror=x>", "<!--", "-->", "<b class='", "javascript:", "https://e.org", "a.md#b", "&quot;", "&#10;", "\"",
            " onx=y ", "'", "\\", "---\n", "title: x\n", "\u{0}", "<br>", "<a@b.c>", "::: note\n", ":::\n", "!!! tip\n    ", "=== \"t\"\n    ", "<details>\n", "</details>\n", "[[_TOC_]]\n", "<b>",
            "\n```sh\n", "c\u{430}t", " \u{2013}n", "\u{a0}",
            "</b>", "<kbd>", "</kbd>", "<a name='x'>", "</a>", "<img src=javascript:x>", "www.a.b", "https://", "\u{202e}", "<!--:0:0-->", "\u{250c}", "==\n", "\t", "%3A",
        ]).prop_map(str::to_owned),
        1 => "[a-z ]{0,5}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_only_our_tags(text in pieces()) {
        if let Err(wrong) = check(&text) {
            prop_assert!(false, "{}", wrong);
        }
    }

    #[test]
    fn what_is_written_in_angle_brackets_is_shown(name in "[a-z][a-z0-9-]{0,12}") {
        prop_assume!(name != "br");
        let html = check(&format!("ssh <{name}> now")).unwrap_or_default();
        prop_assert_eq!(html, format!("<p>ssh &lt;{name}&gt; now</p>\n"));
    }
}

//! What each construct of markdown becomes.

use super::*;

fn page(text: &str) -> Page {
    render("butterfly/index.md", text, &|path| ["butterfly", "butterfly/runbooks"].contains(&path)).0
}

fn html(text: &str) -> String {
    page(text).html
}

fn problems(text: &str) -> Vec<String> {
    let (_, problems) = render("a.md", text, &|_| true);
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn commonmark_and_strikethrough() {
    let cases = [
        (
            "*a* **b** ~~c~~ `d<e>`",
            "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;e&gt;</code></p>\n",
        ),
        ("a  \nb\nc", "<p>a<br />\nb\nc</p>\n"),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        ("- a\n  1. b", "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n"),
        ("3. a\n\n   b", "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>\n"),
        ("---", "<hr />\n"),
        ("&amp; &copy; \\*", "<p>&amp; \u{a9} *</p>\n"),
        (
            "[a]\n\n[a]: ports.md 'T'",
            "<p><a href=\"/docs/butterfly/ports\" title=\"T\" class=\"docs-missing\">a</a></p>\n",
        ),
        ("<ops@example.org>", "<p><a href=\"mailto:ops@example.org\">ops@example.org</a></p>\n"),
    ];
    for (text, wanted) in cases {
        assert_eq!(html(text), wanted, "{text}");
    }
}

#[test]
fn tables_scroll_and_align_by_class() {
    let table = "| Port | | CPU |\n|:-----|---|----:|\n| 80 | x | 1 |\n";
    assert_eq!(
        html(table),
        "<div class=\"docs-scroll\" role=\"region\" aria-label=\"Table: Port, CPU\" tabindex=\"0\"><table><thead><tr>\
         <th scope=\"col\" class=\"docs-left\">Port</th><td></td><th scope=\"col\" class=\"docs-right\">CPU</th></tr></thead>\n\
         <tbody><tr><td class=\"docs-left\">80</td><td>x</td><td class=\"docs-right\">1</td></tr>\n\
         </tbody></table></div>\n"
    );
    assert!(html(&format!("{table}\ntext\n\n{table}")).contains("aria-label=\"Table: Port, CPU (2)\""));
}

#[test]
fn code_names_its_language_and_diagrams_are_labelled() {
    assert_eq!(
        html("```sh\nls <dir> \"x\"\n```"),
        "<figure class=\"docs-code\"><figcaption>sh</figcaption><pre tabindex=\"0\"><code class=\"language-sh\">\
         <span class=\"hl-function\">ls</span> <var class=\"docs-var\" data-var=\"dir\">&lt;dir&gt;</var> \
         <span class=\"hl-string\">&quot;x&quot;</span>\n</code></pre></figure>\n"
    );
    assert_eq!(
        html("    a"),
        "<figure class=\"docs-code\"><pre tabindex=\"0\"><code>a\n</code></pre></figure>\n"
    );
    let diagram = html("# T\n\n## How it flows\n\n```text\n\u{250c}\u{2500}\u{2510}\n```");
    assert!(
        diagram.contains("<figure class=\"docs-code docs-diagram\" aria-label=\"Diagram: How it flows\">"),
        "{diagram}"
    );
    let mermaid = html("# Top\n\n```mermaid\ngraph TD\n```");
    assert!(
        mermaid.contains(
            "<figure class=\"docs-code docs-diagram\" aria-label=\"Diagram: Top\"><figcaption>mermaid<"
        ),
        "{mermaid}"
    );
    assert!(html("# Top\n\n```\na --> b\nb --> c\n```").contains("\"Diagram: Top\""));
}

#[test]
fn alerts_say_their_kind() {
    for (mark, class, label) in [("NOTE", "note", "Note"), ("CAUTION", "caution", "Caution")] {
        assert_eq!(
            html(&format!("> [!{mark}]\n> Mind *this*.")),
            format!(
                "<aside class=\"docs-alert docs-alert-{class}\" role=\"note\"><p class=\"docs-alert-label\">{label}</p>\n\
                 <p>Mind <em>this</em>.</p>\n</aside>\n"
            )
        );
    }
}

#[test]
fn tasks_are_named_after_their_item() {
    let list = html("- [x] Check `df` first\n  - [ ] inner\n- [ ]  **b**\n");
    assert!(list.contains("<li class=\"docs-task\"><input type=\"checkbox\" disabled checked aria-label=\"Check df first\"> Check"));
    assert!(
        list.contains("disabled aria-label=\"inner\"> inner") && list.contains("disabled aria-label=\"b\"> "),
        "{list}"
    );
    assert!(
        html("- [ ] a\n\n- [ ] b\n").contains(
            "<li class=\"docs-task\">\n<p><input type=\"checkbox\" disabled aria-label=\"a\"> a</p>"
        )
    );
    assert!(!html("- a\n").contains("docs-task"));
}

#[test]
fn footnotes_are_numbered_by_use_and_lead_back() {
    let page = html("B[^b] a[^A] b[^b]\n\n[^a]: First.\n[^b]: Second.\n[^c]: Unused.\n");
    assert!(
        page.starts_with(
            "<p>B<sup><a id=\"fnref:1\" href=\"#fn:1\" aria-label=\"Footnote 1\">1</a></sup> a<sup>"
        ),
        "{page}"
    );
    assert!(page.contains("<a id=\"fnref:1:2\" href=\"#fn:1\""));
    let order: Vec<_> = ["Second.", "First.", "Unused."].iter().map(|text| page.find(text)).collect();
    assert!(order.is_sorted() && order.iter().all(Option::is_some), "{page}");
    assert_eq!(page.matches("Back to reference").count(), 2);
    assert!(html("a[^none]").contains("a[^none]"));
}

#[test]
fn links_are_rewritten_and_marked() {
    let page =
        page("[r](runbooks/index.md#x) [e](https://e.org) ![p](p.png 't') [](https://n.org)\n\n[m](gone.md)");
    assert!(page.html.contains("<a href=\"/docs/butterfly/runbooks#x\">r</a>"), "{}", page.html);
    assert!(page.html.contains("<a href=\"https://e.org\" rel=\"noopener noreferrer\">e</a>"));
    assert!(page.html.contains(
        "<img src=\"/docs/butterfly/p.png\" alt=\"p\" title=\"t\" loading=\"lazy\" decoding=\"async\">"
    ));
    assert!(page.html.contains(">https://n.org</a>"));
    assert!(page.html.contains("<a href=\"/docs/butterfly/gone\" class=\"docs-missing\">m</a>"));
    let seen: Vec<_> =
        page.links.iter().map(|link| (link.target.as_str(), link.page.as_deref(), link.line)).collect();
    assert_eq!(seen[0], ("runbooks/index.md#x", Some("butterfly/runbooks"), 1));
    assert_eq!(seen[4], ("gone.md", Some("butterfly/gone"), 3));
    assert_eq!(page.links[0].fragment, "x");
}

#[test]
fn placeholders_stay_comments_go() {
    assert_eq!(html("ssh <hostname> <!-- secret --> now"), "<p>ssh &lt;hostname&gt;  now</p>\n");
    assert_eq!(html("<!-- a\n\nb -->\n\ntext"), "<p>text</p>\n");
    assert_eq!(
        html("<div class=\"x\">\n<b>y</b>\n</div>"),
        "<p>&lt;div class=&quot;x&quot;&gt;<br />\n<b>y</b><br />\n&lt;/div&gt;</p>\n"
            .replace("&quot;", "\"")
    );
    assert_eq!(html("a<br>b<BR/>c"), "<p>a<br />\nb<br />\nc</p>\n");
}

#[test]
fn pairs_of_harmless_tags_pictures_and_anchors_mean_what_they_say() {
    assert_eq!(html("<kbd onclick=\"x\">Ctrl</kbd> H<sub>2</sub>"), "<p><kbd>Ctrl</kbd> H<sub>2</sub></p>\n");
    assert_eq!(html("a <b> *c* </i>"), "<p>a &lt;b&gt; <em>c</em> &lt;/i&gt;</p>\n");
    assert_eq!(html("*a <b>* c</b>"), "<p><em>a &lt;b&gt;</em> c&lt;/b&gt;</p>\n");
    let picture = "<img src=\"/docs/butterfly/p.png\" alt=\"P\" loading=\"lazy\" decoding=\"async\">";
    assert_eq!(html("<img onerror=x src='p.png' alt=P style='x'>"), format!("<p>{picture}</p>\n"));
    assert_eq!(html("x <img src=\"javascript:y\">"), "<p>x javascript:y</p>\n");
    let page = page("# T\n\n<a name=\"there\"></a>\n\n## There\n\n<a id='there'></a>[x](#there)");
    assert!(
        page.html.starts_with("<p><span id=\"there\"></span></p>\n") && page.html.contains("id=\"there-1\""),
        "{}",
        page.html
    );
    assert_eq!(page.anchors, ["there"]);
}

#[test]
fn bare_addresses_are_links_and_hidden_characters_are_seen() {
    assert_eq!(
        html("see https://a.example/x_y_z. `https://b`"),
        "<p>see <a href=\"https://a.example/x_y_z\" rel=\"noopener noreferrer\">https://a.example/x_y_z</a>. <code>https://b</code></p>\n"
    );
    assert_eq!(html("[https://a.example](b.md)").matches("<a ").count(), 1);
    let (page, problems) =
        render("a.md", "# A\u{202e}\n\n`rm \u{2066}x`\n\n```sh\na\u{200b}\n```\n", &|_| true);
    assert_eq!(page.title, "A[U+202E]");
    let shown = |number: &str| format!("<span class=\"docs-hidden\">{number}</span>");
    assert!(page.html.contains(&format!("<code>rm {}x</code>", shown("U+2066"))), "{}", page.html);
    assert!(page.html.contains(&shown("U+200B")));
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 5]);
}

#[test]
fn problems_have_lines_of_the_file() {
    assert_eq!(
        problems("---\ntitle: T\n---\n\nssh <hostname>\n\n[x](javascript:alert%281%29)\n"),
        [
            "a.md:5: warning: HTML is shown as text: <hostname>; write markdown, or put a placeholder in backticks",
            "a.md:7: error: link to `javascript:alert%281%29` is shown as text; \
             only http, https, mailto and relative links are shown as links",
        ]
    );
}

#[test]
fn any_line_end_gives_the_same_page() {
    let text = "---\ntitle: T\n---\n# A\n\n```sh\na\nb\n```\n\n- x\n- y\n";
    let unix = page(text);
    assert_eq!(page(&text.replace('\n', "\r\n")), unix);
    assert_eq!(page(&format!("\u{feff}{text}")), unix);
    assert_eq!(unix.markdown, text);
}

/// What real runbooks hold, in one page.
const RUNBOOK: &str = include_str!("fixtures/runbook.md");

#[test]
fn nothing_of_a_real_runbook_is_lost() {
    let (page, problems) = render("etcd/no-leader.md", RUNBOOK, &|_| true);
    assert_eq!((page.title.as_str(), page.order), ("EtcdNoLeader", Some(20)));
    let ids: Vec<_> = page.contents.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(ids, ["meaning", "meaning-1", "diagnosis--kubectl", "mitigation"]);
    for shown in [
        "&lt;hostname&gt; is down too",
        "{{&lt; hint warning &gt;}}",
        "&lt;%= partial 'shared/erb' %&gt;",
        "<nav class=\"docs-places\"",
        "<a href=\"https://runbooks.example/etcd_no_leader\"",
        "<var class=\"docs-var\" data-var=\"namespace\">&lt;namespace&gt;</var>",
        "<span class=\"hl-output\">etcd-0   1/1     Running</span>",
        "etcdctl endpoint health --endpoints=$ENDPOINTS",
        "docs-alert-caution",
        "<code>max(x) == 0 | vector(0)</code>",
        "{{ $labels.instance }} has no leader ({{ $value }})",
        "aria-label=\"Diagram: Diagnosis &amp; kubectl\"",
        "alt=\"Dashboard\" title=\"The board\"",
        "href=\"mailto:oncall@example.org\"",
        "In the tracker.",
    ] {
        assert!(page.html.contains(shown), "{shown} is missing in {}", page.html);
    }
    assert!(!page.html.contains("doctoc"));
    let kinds: Vec<_> = problems.iter().map(|problem| (problem.kind, problem.line)).collect();
    assert_eq!(kinds, [(Kind::UnknownBlock, 22), (Kind::RawHtml, 18)]);
}

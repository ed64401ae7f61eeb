//! Short markdown that people write in a hurry, such as an update of an incident: paragraphs, lists, quotes, code, emphasis
//! and links. What would be a heading, a picture or HTML becomes words.
//!
//! SECURITY: as for pages, the HTML events that reach the writer are those made here, with every text in them escaped.

use crate::escape;
use crate::link::{self, Destination};
use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html,
};

/// The message as HTML. Its lines stay lines.
pub fn message(text: &str) -> String {
    written(text, Options::ENABLE_STRIKETHROUGH, plainer)
}

/// A document of several paragraphs, such as a postmortem, as HTML: a message that may have headings, which go from the
/// third level on, and tables.
pub fn document(text: &str) -> String {
    written(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES, richer)
}

/// What stands in the place of an event of a document.
fn richer<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Vec<Event<'a>> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => {
            vec![Event::InlineHtml(format!("<h{}>", below(level)).into())]
        }
        Event::End(TagEnd::Heading(level)) => {
            vec![Event::InlineHtml(format!("</h{}>\n", below(level)).into())]
        }
        // How columns are aligned would be written as a style within the page.
        Event::Start(Tag::Table(columns)) => {
            let plain = vec![Alignment::None; columns.len()];
            vec![Event::InlineHtml(SCROLL.into()), Event::Start(Tag::Table(plain))]
        }
        Event::End(TagEnd::Table) => vec![Event::End(TagEnd::Table), Event::InlineHtml("</div>\n".into())],
        Event::SoftBreak => vec![event],
        other => plainer(other, links),
    }
}

/// What a table is in, which may be wider than the page.
const SCROLL: &str = "<div class=\"frame-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">";

/// The level of a heading on the page, below the headings of the page itself.
fn below(level: HeadingLevel) -> u8 {
    if level <= HeadingLevel::H2 { 3 } else { 4 }
}

/// A function from an event, and from which of the open links are links, to what stands in the event's place.
type Rewrite = for<'a> fn(Event<'a>, &mut Vec<bool>) -> Vec<Event<'a>>;

fn written(text: &str, options: Options, rewrite: Rewrite) -> String {
    let text = text.replace('\0', "\u{fffd}");
    let mut links = Vec::new();
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, Parser::new_ext(&text, options).flat_map(|event| rewrite(event, &mut links)));
    out
}

/// What stands in the place of an event; `links` holds of each open link whether it is one.
fn plainer<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Vec<Event<'a>> {
    match event {
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
        Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
        Event::Html(html) | Event::InlineHtml(html) => vec![Event::Text(html)],
        Event::Start(Tag::CodeBlock(_)) => vec![Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))],
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => vec![],
        Event::SoftBreak => vec![Event::HardBreak],
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let target = if link_type == LinkType::Email {
                format!("mailto:{dest_url}")
            } else {
                dest_url.to_string()
            };
            let href = href(&target);
            links.push(href.is_some());
            href.map(|href| {
                Event::InlineHtml(format!("<a href=\"{href}\" rel=\"noopener noreferrer\">").into())
            })
            .into_iter()
            .collect()
        }
        Event::End(TagEnd::Link) => match links.pop() {
            Some(true) => vec![Event::InlineHtml("</a>".into())],
            _ => vec![],
        },
        other => vec![other],
    }
}

/// The address to write, escaped, if the target is the whole address of another site, or a path of this one from its root.
fn href(target: &str) -> Option<String> {
    let destination = link::resolve("message.md", target, &|_| false);
    let is_whole = match &destination {
        Destination::Outside(_) => true,
        Destination::Page { .. } | Destination::File(_) => target.starts_with('/'),
        Destination::Refused(_) => false,
    };
    is_whole.then(|| escape::html(&destination.href()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All that can stand behind a `<`.
    const TAGS: [&str; 25] = [
        "p>",
        "/p>",
        "strong>",
        "/strong>",
        "em>",
        "/em>",
        "del>",
        "/del>",
        "ul>",
        "/ul>",
        "ol>",
        "ol start=\"",
        "/ol>",
        "li>",
        "/li>",
        "br />",
        "hr />",
        "pre>",
        "/pre>",
        "code>",
        "/code>",
        "blockquote>",
        "/blockquote>",
        "a href=\"",
        "/a>",
    ];

    #[test]
    fn a_message_keeps_its_lines_and_its_links() {
        let html = message(
            "## Now\nStatus: **good**\nSee [why](https://x.example/?a=1&b=2) or [docs](/docs/a)\n\n- one",
        );
        assert_eq!(
            html,
            "<p><strong>Now</strong></p>\n<p>Status: <strong>good</strong><br />\n\
             See <a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">why</a> or \
             <a href=\"/docs/a\" rel=\"noopener noreferrer\">docs</a></p>\n<ul>\n<li>one</li>\n</ul>\n"
        );
    }

    #[test]
    fn a_document_has_headings_and_tables_without_styles() {
        assert_eq!(
            document("# A\n\none\ntwo\n\n### B\n\n|x|y|\n|:--|--:|\n|1|<b>|\n"),
            "<h3>A</h3>\n<p>one\ntwo</p>\n<h4>B</h4>\n".to_owned()
                + SCROLL
                + "<table><thead><tr><th>x</th><th>y</th></tr></thead><tbody>\n<tr><td>1</td><td>&lt;b&gt;</td></tr>\n\
                   </tbody></table>\n</div>\n"
        );
    }

    #[test]
    fn hostile_markdown_is_words() {
        for (text, html) in [
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("[x](javascript:alert(1))", "<p>x</p>\n"),
            ("![x](https://tracker.example/a.png)", "<p>x</p>\n"),
            ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
            ("```\"><script>\nx\n```", "<pre><code>x\n</code></pre>\n"),
            (
                "[<a href=\"javascript:](//x)",
                "<p><a href=\"//x\" rel=\"noopener noreferrer\">&lt;a href=\"javascript:</a></p>\n",
            ),
        ] {
            assert_eq!(message(text), html, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_other_tag_comes_out_whatever_goes_in(
            parts in prop::collection::vec(prop_oneof![
                Just("<".to_string()), Just("](".into()), Just("[".into()), Just("![".into()), Just("\"".into()),
                Just("javascript:".into()), Just("data:text/html,".into()), Just("\n".into()), Just("# ".into()),
                Just("<a href=".into()), Just("<!--".into()), Just("](//x".into()), Just(")".into()), "\\PC{0,8}",
            ], 0..30)
        ) {
            let html = message(&parts.concat());
            for part in html.split('<').skip(1) {
                prop_assert!(TAGS.iter().any(|tag| part.starts_with(tag)), "{}", html);
            }
            let document = document(&parts.concat());
            prop_assert!(!document.contains("<script") && !document.contains("<img") && !document.contains(" style="));
            // In words a `<` is escaped.
            for part in html.split("<a href=\"").skip(1) {
                let start = part.to_lowercase();
                prop_assert!(!start.starts_with("javascript") && !start.starts_with("data"), "{}", html);
            }
        }
    }
}

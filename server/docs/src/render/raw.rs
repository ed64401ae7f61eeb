//! HTML of the author: comments go, `<br>` breaks the line, all else is shown as written. A placeholder such as
//! `<hostname>` therefore never vanishes from a command or a sentence.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Walk, text};
use crate::problem::Kind;

impl<'a> Walk<'a> {
    pub(super) fn inline_html(&mut self, html: &'a str, line: usize) {
        if is_break(html) {
            return self.out.push(Event::HardBreak);
        }
        let shown = visible(html);
        if !shown.is_empty() {
            self.report_raw(&shown, line);
            self.out.push(Event::Text(shown.into()));
        }
    }

    pub(super) fn html_block(&mut self, line: usize) {
        let inside = self.inside();
        self.at += inside.len() + 1;
        let html: String = inside.iter().map(|(event, _)| source(event)).collect();
        let shown = visible(&html);
        let shown = shown.trim();
        if shown.is_empty() {
            return;
        }
        self.report_raw(shown, line);
        self.out.push(Event::Start(Tag::Paragraph));
        for (index, text) in shown.lines().enumerate() {
            if index > 0 {
                self.out.push(Event::HardBreak);
            }
            self.out.push(Event::Text(text.to_owned().into()));
        }
        self.out.push(Event::End(TagEnd::Paragraph));
    }

    fn report_raw(&mut self, shown: &str, line: usize) {
        let message = format!("HTML is shown as text: {}", text::first_words(shown));
        self.report(Kind::RawHtml, line, message, "write markdown, or put a placeholder in backticks");
    }
}

fn source<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Html(text) | Event::Text(text) | Event::InlineHtml(text) => text,
        _ => "",
    }
}

fn is_break(html: &str) -> bool {
    matches!(html.to_ascii_lowercase().as_str(), "<br>" | "<br/>" | "<br />")
}

/// `html` without comments; one that is never closed runs to the end.
pub(super) fn visible(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn comments_go() {
        let cases = [
            ("a<!-- b -->c<!--d-->", "ac"),
            ("<x><!-- open <y>", "<x>"),
            ("<!---->", ""),
            ("<hostname>", "<hostname>"),
        ];
        for (html, wanted) in cases {
            assert_eq!(visible(html), wanted);
        }
    }
}

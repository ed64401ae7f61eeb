//! Markdown as everyone else reads it: the HTML of CommonMark and of GitHub, byte for byte, without any extension of the
//! portal. For tests, for comparison and for the shell.
//!
//! SECURITY: what the author wrote as HTML stays HTML, as these formats ask. No page of the portal is made here.

mod write;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::bare::{self, Bare};

/// CommonMark 0.31.2 with tables, strikethrough and task lists, none of which changes what plain CommonMark means.
///
/// Gives the HTML that `cmark` writes.
pub fn commonmark(text: &str) -> String {
    let text = text.replace('\0', "\u{fffd}");
    write::html(TextMergeStream::new(Parser::new_ext(&text, OPTIONS)), write::Tags::All)
}

/// GitHub Flavored Markdown: [`commonmark`] with bare addresses as links, without tags that change how the rest of the page
/// is read (section "Disallowed Raw HTML"), and with no strong words right within strong ones.
///
/// Gives the HTML that `cmark-gfm` writes.
pub fn gfm(text: &str) -> String {
    let text = text.replace('\0', "\u{fffd}");
    let (mut links, mut open) = (0_usize, Vec::new());
    let events = TextMergeStream::new(Parser::new_ext(&text, OPTIONS)).flat_map(move |event| {
        if is_within_strong(&event, &mut open) {
            return Vec::new();
        }
        match &event {
            Event::Start(tag) if opaque(tag.to_end()) => links += 1,
            Event::End(tag) if opaque(*tag) => links -= 1,
            Event::Text(text) if links == 0 => return linked(text),
            _ => {}
        }
        vec![event]
    });
    write::html(events, write::Tags::Filtered)
}

/// Whether the event begins or ends strong words right within strong ones; `open` says of each open element whether it is such.
fn is_within_strong(event: &Event<'_>, open: &mut Vec<bool>) -> bool {
    match event {
        Event::Start(tag) => {
            let is_strong = *tag == Tag::Strong;
            let within = is_strong && open.last() == Some(&true);
            open.push(is_strong);
            within
        }
        Event::End(tag) => {
            open.pop();
            *tag == TagEnd::Strong && open.last() == Some(&true)
        }
        _ => false,
    }
}

const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// Whether no address in it is looked for.
fn opaque(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock)
}

fn linked<'a>(text: &str) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut at = 0;
    for Bare { range, href } in bare::find(text) {
        let shown = write::text(&text[range.clone()]);
        events.push(Event::Text(text[at..range.start].to_owned().into()));
        events.push(Event::InlineHtml(format!("<a href=\"{}\">{shown}</a>", write::href(&href)).into()));
        at = range.end;
    }
    events.push(Event::Text(text[at..].to_owned().into()));
    events
}

#[cfg(test)]
mod tests;

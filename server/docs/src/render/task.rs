//! List items, and task list boxes that are named after their item.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Walk, text};
use crate::escape;

impl Walk<'_> {
    pub(super) fn item(&mut self) {
        self.containers += 1;
        let marker = self.events[self.at..]
            .iter()
            .map(|(event, _)| event)
            .find(|event| **event != Event::Start(Tag::Paragraph));
        match marker {
            Some(Event::TaskListMarker(_)) => self.write("<li class=\"docs-task\">"),
            _ => self.out.push(Event::Start(Tag::Item)),
        }
    }

    pub(super) fn task_marker(&mut self, done: bool) {
        // PERF: up to a list inside, not up to the end of the item, which would be quadratic for deep lists.
        let ends = |event: &Event<'_>| {
            matches!(event, Event::Start(Tag::List(_)) | Event::End(TagEnd::Paragraph | TagEnd::Item))
        };
        let rest = &self.events[self.at..];
        let own = rest.iter().position(|(event, _)| ends(event)).unwrap_or(rest.len());
        let words = text::first_words(&text::plain(&rest[..own]));
        let label = if words.is_empty() { "Task".to_owned() } else { words };
        let checked = if done { " checked" } else { "" };
        let label = escape::html(&label);
        self.out.push(Event::InlineHtml(
            format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ").into(),
        ));
    }
}

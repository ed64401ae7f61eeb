//! Words of the author: bare addresses in them become links, and characters that nobody sees are shown.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event};

use super::Walk;
use crate::lookalike::{self, Lookalike, Reader};
use crate::problem::Kind;
use crate::{bare, hidden, variable};

impl<'a> Walk<'a> {
    /// Words of the author: bare addresses in them become links, and what is hidden in them is shown.
    pub(super) fn text(&mut self, words: CowStr<'a>) {
        let words: CowStr<'a> = match self.blocks.restore(&words) {
            Cow::Borrowed(_) => words.clone(),
            Cow::Owned(written) => written.into(),
        };
        let found = if self.open_links.is_empty() { bare::find(&words) } else { Vec::new() };
        if found.is_empty() {
            return self.words(words);
        }
        let mut at = 0;
        for bare in found {
            self.words(words[at..bare.range.start].to_owned().into());
            self.bare(&bare, &words[bare.range.clone()]);
            at = bare.range.end;
        }
        self.words(words[at..].to_owned().into());
    }

    pub(super) fn words(&mut self, words: CowStr<'a>) {
        match self.hides(&words) {
            true => self.out.push(Event::InlineHtml(hidden::html(&words).into())),
            false => self.out.push(Event::Text(words)),
        }
    }

    pub(super) fn code(&mut self, code: &str) {
        let code = self.blocks.restore(code);
        self.hides(&code);
        let found = lookalike::find(&code, 0, code.len(), Reader::Inline);
        self.report_lookalikes(&code, &found, self.line);
        let mut html = String::from("<code>");
        let mut at = 0;
        // In prose a name in angle brackets may be anything, so only what is declared counts.
        let slots = variable::slots(&code, true, &[(0, code.len())], &self.names);
        for slot in slots.iter().filter(|slot| self.names.declared.contains(&variable::key(&slot.name))) {
            html.push_str(&lookalike::html(&code, at, slot.from, within(&found, at, slot.from)));
            html.push_str(&variable::tag(slot, &code[slot.from..slot.to]));
            at = slot.to;
        }
        html.push_str(&lookalike::html(&code, at, code.len(), within(&found, at, code.len())));
        html.push_str("</code>");
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Whether `text` holds a character that nobody sees, which is a problem.
    pub(super) fn hides(&mut self, text: &str) -> bool {
        let Some(c) = hidden::first(text) else { return false };
        let message =
            format!("the character {} is not seen by readers and is shown by its number", hidden::number(c));
        self.report(Kind::HiddenCharacter, self.line, message, "remove it");
        true
    }

    /// Reports what looks like ASCII in `code`, which begins in this line of the file.
    pub(super) fn report_lookalikes(&mut self, code: &str, found: &[Lookalike], first: usize) {
        for (at, message, remedy) in lookalike::told(code, found) {
            let line = first + code[..at].matches('\n').count();
            self.report(Kind::Lookalike, line, message, &remedy);
        }
    }
}

/// Those of `found` that begin in `from..to`.
fn within(found: &[Lookalike], from: usize, to: usize) -> &[Lookalike] {
    let place = |at: usize| found.partition_point(|one| one.at < at);
    found.get(place(from)..place(to)).unwrap_or_default()
}

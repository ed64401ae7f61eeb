//! Code to HTML with a class on each part that a reader tells apart: one engine, and a table for each language.
//!
//! Written by hand because highlighting is most of the time that a page takes: what general libraries do with regular
//! expressions at 0.4 MB/s, this does in one pass over the bytes. It knows words, not grammar; what it does not know stays
//! plain and is always shown.

mod console;
mod languages;
mod lines;
mod scan;

use crate::hidden;
use crate::lookalike::{self, Lookalike, Reader};
use crate::variable::{self, Slot};

/// The parts of `code` that are commands of a shell; none if the language is another.
pub(crate) fn commands(language: &str, code: &str) -> Option<Vec<(usize, usize)>> {
    let name = language.to_ascii_lowercase();
    if is_session(&name) {
        return Some(console::commands(code));
    }
    languages::named(&name).filter(|language| language.is_shell).map(|_| match console::has_prompt(code) {
        true => console::commands(code),
        false => vec![(0, code.len())],
    })
}

/// Whether a language is what a terminal shows.
fn is_session(name: &str) -> bool {
    matches!(name, "console" | "shell-session" | "shellsession" | "terminal" | "sh-session")
}

/// Code as escaped HTML, its parts in `<span class="hl-...">` if the language is known, and its `slots` marked.
pub(crate) fn html(language: &str, code: &str, slots: &[Slot]) -> String {
    marked(language, code, slots).html
}

/// What in code looks like ASCII and is not, where a program reads it: neither in comments nor in what commands print.
pub(crate) fn lookalikes(language: &str, code: &str) -> Vec<Lookalike> {
    if code.is_ascii() { Vec::new() } else { marked(language, code, &[]).lookalikes }
}

fn marked<'a>(language: &str, code: &'a str, slots: &'a [Slot]) -> Out<'a> {
    let name = language.to_ascii_lowercase();
    let mut out = Out::new(code, slots);
    match name.as_str() {
        "diff" | "patch" => lines::diff(&mut out),
        "log" | "logs" => lines::log(&mut out),
        name if is_session(name) => console::session(&mut out),
        _ => match languages::named(&name) {
            Some(language) if language.is_shell && console::has_prompt(code) => console::session(&mut out),
            Some(language) => scan::scan(&mut out, language, 0, code.len(), true),
            None => {}
        },
    }
    out.plain(code.len());
    out
}

/// Classes of parts; what has none is plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Comment,
    String,
    Number,
    Keyword,
    /// A variable, or a placeholder to be filled in.
    Variable,
    /// A key, an option, an attribute.
    Key,
    /// A command, a function that the language brings along.
    Function,
    Prompt,
    /// What a command printed.
    Output,
    Inserted,
    Deleted,
    Warning,
    /// A heading in the code: a section, the place of a change.
    Meta,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Class::Comment => "hl-comment",
            Class::String => "hl-string",
            Class::Number => "hl-number",
            Class::Keyword => "hl-keyword",
            Class::Variable => "hl-variable",
            Class::Key => "hl-key",
            Class::Function => "hl-function",
            Class::Prompt => "hl-prompt",
            Class::Output => "hl-output",
            Class::Inserted => "hl-inserted",
            Class::Deleted => "hl-deleted",
            Class::Warning => "hl-warning",
            Class::Meta => "hl-meta",
        }
    }

    /// Who reads such a part of what `reader` reads; nobody but people read comments and output.
    fn reader(self, reader: Option<Reader>) -> Option<Reader> {
        match self {
            Class::Comment | Class::Prompt | Class::Output => None,
            Class::String => reader.map(|_| Reader::Text),
            _ => reader,
        }
    }
}

/// The HTML so far, and how much of the code is in it.
struct Out<'a> {
    code: &'a str,
    /// Names to be filled in that are yet to come.
    slots: &'a [Slot],
    /// Whether what is hidden in the code must be shown.
    hides: bool,
    /// Who reads what comes next.
    reader: Option<Reader>,
    /// What looks like ASCII so far.
    lookalikes: Vec<Lookalike>,
    html: String,
    at: usize,
}

impl<'a> Out<'a> {
    fn new(code: &'a str, slots: &'a [Slot]) -> Out<'a> {
        let hides = hidden::first(code).is_some();
        let html = String::with_capacity(code.len() * 2);
        Out { code, slots, hides, reader: Some(Reader::Program), lookalikes: Vec::new(), html, at: 0 }
    }

    /// The parts from here on are of a shell, or of another program.
    fn reads(&mut self, is_shell: bool) {
        self.plain(self.at);
        self.reader = Some(if is_shell { Reader::Shell } else { Reader::Program });
    }

    /// Gives `from..to` a class; what is before it stays plain. A range that begins too early or splits a character is left.
    fn mark(&mut self, class: Class, from: usize, to: usize) {
        let ahead = |until: usize| self.slots.iter().take_while(move |slot| slot.from <= until);
        if ahead(from).any(|slot| (slot.from, slot.to) == (from, to)) {
            return;
        }
        // A mark neither begins nor ends within a name.
        let from = ahead(from).find(|slot| slot.from < from && from < slot.to).map_or(from, |slot| slot.to);
        let to = ahead(to).find(|slot| slot.from < to && to < slot.to).map_or(to, |slot| slot.from);
        if from < self.at
            || from >= to
            || !self.code.is_char_boundary(from)
            || !self.code.is_char_boundary(to)
        {
            return;
        }
        self.plain(from);
        self.html.push_str("<span class=\"");
        self.html.push_str(class.name());
        self.html.push_str("\">");
        let reader = self.reader;
        self.reader = class.reader(reader);
        self.plain(to);
        self.reader = reader;
        self.html.push_str("</span>");
    }

    fn plain(&mut self, to: usize) {
        while let [slot, rest @ ..] = self.slots
            && slot.to <= to
        {
            self.slots = rest;
            if slot.from >= self.at {
                self.text(slot.from);
                self.html.push_str(&variable::tag(slot, &self.code[slot.from..slot.to]));
                self.at = slot.to;
            }
        }
        self.text(to);
    }

    fn text(&mut self, to: usize) {
        let text = &self.code[self.at..to];
        let from = std::mem::replace(&mut self.at, to);
        if let Some(reader) = self.reader.filter(|_| !text.is_ascii()) {
            let found = lookalike::find(self.code, from, to, reader);
            if !found.is_empty() {
                self.html.push_str(&lookalike::html(self.code, from, to, &found));
                return self.lookalikes.extend(found);
            }
        }
        if self.hides {
            return self.html.push_str(&hidden::html(text));
        }
        let mut from = 0;
        // Markup is ASCII, so the cuts are between characters.
        for (at, byte) in text.bytes().enumerate() {
            let entity = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => continue,
            };
            self.html.push_str(&text[from..at]);
            self.html.push_str(entity);
            from = at + 1;
        }
        self.html.push_str(&text[from..]);
    }
}

/// Whether the code is one of a known language's.
#[cfg(test)]
fn is_known(name: &str) -> bool {
    languages::named(name).is_some()
}

#[cfg(test)]
mod tests;

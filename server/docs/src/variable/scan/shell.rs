//! The way through a command: as much of the grammar of a shell as it takes to know in which quotes a name stands.

mod text;

use super::{bare, reader};
use crate::variable::known::Known;
use crate::variable::{Place, Slot, name};
use std::collections::VecDeque;

/// How deep a command is understood; what is deeper is no command that anybody wrote.
const DEEPEST: usize = 64;

/// What is open around a place in a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Double,
    Single,
    /// `$'`, in which a backslash has a meaning.
    Escaped,
    /// `$(`, `<(` or `(`, in which quoting begins anew.
    Group,
    /// `$((`, which is evaluated.
    Sum,
    Backtick,
}

pub(super) struct Scan<'a> {
    code: &'a str,
    at: usize,
    to: usize,
    known: &'a Known,
    open: Vec<Open>,
    /// Words that end a text that begins on the next line.
    waiting: VecDeque<&'a str>,
    /// Whether more was open at once than [`DEEPEST`].
    is_too_deep: bool,
    slots: Vec<Slot>,
    /// The first slot of the present line, and whether a program in it reads arguments as its own.
    line: (usize, bool),
}

impl<'a> Scan<'a> {
    pub(super) fn new(code: &'a str, from: usize, to: usize, known: &'a Known) -> Scan<'a> {
        Scan {
            code,
            at: from,
            to,
            known,
            open: Vec::new(),
            waiting: VecDeque::new(),
            is_too_deep: false,
            slots: Vec::new(),
            line: (0, false),
        }
    }

    pub(super) fn run(mut self) -> Vec<Slot> {
        while self.at < self.to {
            self.step();
        }
        self.end_line();
        // Quotes that are never closed say that this is no command, or one that was not understood.
        if self.is_too_deep || !self.open.is_empty() || !self.waiting.is_empty() {
            self.slots.iter_mut().for_each(|slot| slot.place = Place::Bare);
        }
        self.slots
    }

    fn rest(&self) -> &'a str {
        self.code.get(self.at..self.to).unwrap_or("")
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(letter) = rest.chars().next() else {
            self.at += 1;
            return;
        };
        if self.slot(rest) {
            return;
        }
        match self.open.last() {
            Some(Open::Single) => self.closes(letter, '\''),
            Some(Open::Escaped) if letter == '\\' => self.skip(2),
            Some(Open::Escaped) => self.closes(letter, '\''),
            Some(Open::Double) => self.in_double(letter, rest),
            _ => self.plain(letter, rest),
        }
    }

    fn skip(&mut self, letters: usize) {
        self.at += self.rest().chars().take(letters).map(char::len_utf8).sum::<usize>();
    }

    fn closes(&mut self, letter: char, end: char) {
        if letter == end {
            self.open.pop();
        }
        self.skip(1);
    }

    fn begins(&mut self, open: Open, letters: usize) {
        if self.open.len() < DEEPEST {
            self.open.push(open);
        } else {
            self.is_too_deep = true;
        }
        self.skip(letters);
    }

    fn in_double(&mut self, letter: char, rest: &str) {
        match letter {
            '\\' => self.skip(2),
            '$' if rest.starts_with("$((") => self.begins(Open::Sum, 3),
            '$' if rest.starts_with("$(") => self.begins(Open::Group, 2),
            '`' => self.backtick(),
            _ => self.closes(letter, '"'),
        }
    }

    fn plain(&mut self, letter: char, rest: &'a str) {
        match letter {
            '\\' => self.skip(2),
            '\'' => self.begins(Open::Single, 1),
            '"' => self.begins(Open::Double, 1),
            '`' => self.backtick(),
            '$' if rest.starts_with("$'") => self.begins(Open::Escaped, 2),
            '$' if rest.starts_with("$((") => self.begins(Open::Sum, 3),
            '$' if rest.starts_with("$(") => self.begins(Open::Group, 2),
            '(' => self.begins(Open::Group, 1),
            ')' => self.ends_group(rest),
            '#' if self.begins_word() => self.comment(rest),
            '<' if rest.starts_with("<<") && !rest.starts_with("<<<") => self.text_follows(rest),
            '\n' => self.newline(),
            _ => self.skip(1),
        }
    }

    fn comment(&mut self, rest: &str) {
        let end = self.at + rest.find('\n').unwrap_or(rest.len());
        self.slots.extend(bare(self.code, self.at, end, self.known));
        self.at = end;
    }

    fn backtick(&mut self) {
        match self.open.last() {
            Some(Open::Backtick) => drop(self.open.pop()),
            _ => return self.begins(Open::Backtick, 1),
        }
        self.skip(1);
    }

    fn ends_group(&mut self, rest: &str) {
        match self.open.last() {
            Some(Open::Sum) if rest.starts_with("))") => {
                self.open.pop();
                self.skip(1);
            }
            Some(Open::Group) => drop(self.open.pop()),
            _ => {}
        }
        self.skip(1);
    }

    fn begins_word(&self) -> bool {
        let before = self.code.get(..self.at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| before.is_whitespace() || ";&|(".contains(before))
    }

    /// What other programs read once more is bare.
    fn end_line(&mut self) {
        let (first, reads) = std::mem::replace(&mut self.line, (self.slots.len(), false));
        let slots = self.slots.iter_mut().skip(first);
        slots.filter(|_| reads).for_each(|slot| slot.place = Place::Bare);
    }

    /// Whether a name begins here; a word of a program that reads others is noted on the way.
    fn slot(&mut self, rest: &str) -> bool {
        if self.begins_word()
            || self.code.get(..self.at).is_some_and(|before| before.ends_with(['/', '\'', '"']))
        {
            let end =
                rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-._".contains(c)).unwrap_or(rest.len());
            self.line.1 |= rest.get(..end).is_some_and(reader::reads);
        }
        let Some((name, length)) = name::at(rest) else { return false };
        let is_quiet =
            rest.starts_with('$') && self.open.contains(&Open::Single) && !self.known.is_declared(name);
        if is_quiet || !self.known.is_blank(rest, name) {
            return false;
        }
        let place = match self.open.last() {
            None | Some(Open::Group) => Place::Word,
            Some(Open::Double) => Place::Double,
            Some(Open::Single) => Place::Single,
            Some(Open::Escaped | Open::Sum | Open::Backtick) => Place::Bare,
        };
        self.slots.push(Slot { from: self.at, to: self.at + length, name: name.to_owned(), place });
        self.at += length;
        true
    }
}

//! The way through the lines of a source: what is open, what a line ends, and what takes its place.

use std::borrow::Cow;

use super::fence::Fence;
use super::include::{self, Includes};
use super::syntax::{self, Syntax};
use super::{Blocks, Mark, hugo};
use crate::problem::{Kind, Problem};
use crate::render::text;

/// How deep blocks may stand in each other; deeper ones are shown as written.
const DEPTH: usize = 16;

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// Begun by so many colons.
    Colons(usize),
    /// Begun by colons and an unknown word, shown as written.
    Unknown(usize),
    Details,
    /// Its lines have at least this indent, of which four columns are taken away.
    Indented(usize),
    /// Tabs whose marks have this indent.
    Tabs(usize),
}

/// The way through the lines.
pub(super) struct Scan<'a> {
    pub source: &'a str,
    pub includes: &'a Includes<'a>,
    pub blocks: Blocks,
    stack: Vec<Frame>,
    pub fence: Option<Fence>,
    /// Line of the file that is being read.
    pub number: usize,
    pub problems: Vec<Problem>,
    /// How many includes there were.
    pub included: usize,
}

impl<'a> Scan<'a> {
    /// A scan into `blocks` of the file `source`, whose first line has number `first`.
    pub(super) fn new(source: &'a str, blocks: Blocks, first: usize, includes: &'a Includes<'a>) -> Scan<'a> {
        Scan {
            source,
            includes,
            blocks,
            stack: Vec::new(),
            fence: None,
            number: first,
            problems: Vec::new(),
            included: 0,
        }
    }

    /// Takes a line, and tells how many of those below it belong to its mark.
    pub(super) fn line(&mut self, line: &str, below: &[&str], depth: usize) -> usize {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indent == line.len() {
            self.push(line);
            return 0;
        }
        let columns = columns(&line[..indent]);
        let is_tab = matches!(syntax::read(&line[indent..]), Some(Syntax::Tab(_)));
        self.outdent(columns, is_tab);
        let outer = line;
        let line = self.dedented(line);
        if include::is_include(&line) && self.include(&line, outer, depth) {
            return 0;
        }
        if let Some(fence) = &self.fence {
            if fence.is_closed_by(&line) {
                self.fence = None;
            }
            self.push(&line);
            return 0;
        }
        self.fence = Fence::opened_by(&line, self.stack.len());
        let content = line.trim_start();
        match syntax::read(content).filter(|_| self.fence.is_none() && self.stack.len() < DEPTH) {
            None if self.fence.is_some() => self.push(&line),
            None => self.prose(&line),
            Some(mark) => return self.mark(mark, &line, columns, below),
        }
        0
    }

    fn prose(&mut self, line: &str) {
        let (line, unknown) = hugo::read(line);
        if let Some(code) = unknown {
            let message = format!("the shortcode {} is shown as written", text::first_words(code));
            self.wrong(Kind::UnknownBlock, message, "write in markdown what it stands for");
        }
        self.push(&line);
    }

    /// Ends what a line with this indent is outside of.
    fn outdent(&mut self, columns: usize, is_tab: bool) {
        let is_outside = |frame: &Frame| matches!(frame, Frame::Indented(least) if columns < *least);
        if let Some(at) = self.stack.iter().position(is_outside) {
            self.close_to(at);
        }
        let ends = |frame: &Frame| matches!(frame, Frame::Tabs(own) if !is_tab || columns != *own);
        if self.stack.last().is_some_and(ends) {
            self.close_to(self.stack.len() - 1);
        }
    }

    fn dedented<'l>(&self, line: &'l str) -> Cow<'l, str> {
        let levels = self.stack.iter().filter(|frame| matches!(frame, Frame::Indented(_))).count();
        let mut left = levels * 4;
        let mut rest = line;
        while left > 0 {
            match rest.chars().next() {
                Some(' ') => left -= 1,
                // A tab may be wider than what is taken away.
                Some('\t') if left >= 4 => left -= 4,
                Some('\t') => return format!("{}{}", " ".repeat(4 - left), &rest[1..]).into(),
                _ => break,
            }
            rest = &rest[1..];
        }
        rest.into()
    }

    fn mark(&mut self, syntax: Syntax, line: &str, columns: usize, below: &[&str]) -> usize {
        match syntax {
            Syntax::Contents => self.put(Mark::Contents, line),
            Syntax::Colons { count, mark: Some(mark) } => self.open(Frame::Colons(count), mark, line),
            Syntax::Colons { count, mark: None } => {
                self.stack.push(Frame::Unknown(count));
                let message = format!("block is shown as text: {}", text::first_words(line));
                self.wrong(
                    Kind::UnknownBlock,
                    message,
                    "use note, tip, info, important, warning, caution, danger or details",
                );
                self.push(line);
            }
            Syntax::ColonsEnd(count) => self.colons_end(count, line),
            Syntax::Indented(mark) => self.open(Frame::Indented(columns + 4), mark, line),
            Syntax::Tab(label) => {
                if self.stack.last() != Some(&Frame::Tabs(columns)) {
                    self.open(Frame::Tabs(columns), Mark::Tabs, "");
                }
                self.open(Frame::Indented(columns + 4), Mark::Tab { label }, line);
            }
            Syntax::Details { is_open, rest } => return self.details(is_open, rest, line, below),
            Syntax::DetailsEnd(before) => self.details_end(&before, line),
        }
        0
    }

    fn open(&mut self, frame: Frame, mark: Mark, line: &str) {
        self.put(mark, line);
        self.stack.push(frame);
    }

    fn colons_end(&mut self, count: usize, line: &str) {
        let own = self.own();
        let frames = &self.stack[own..];
        let same = frames
            .iter()
            .rposition(|frame| matches!(frame, Frame::Colons(n) | Frame::Unknown(n) if *n == count));
        let any = || frames.iter().rposition(|frame| matches!(frame, Frame::Colons(_) | Frame::Unknown(_)));
        match same.or_else(any).map(|at| own + at) {
            None => self.push(line),
            Some(at) if matches!(self.stack[at], Frame::Unknown(_)) => {
                self.close_to(at + 1);
                self.stack.truncate(at);
                self.push(line);
            }
            Some(at) => {
                self.close_to(at + 1);
                self.stack.truncate(at);
                self.put(Mark::Close, line);
            }
        }
    }

    fn details(&mut self, is_open: bool, rest: String, line: &str, below: &[&str]) -> usize {
        let (summary, taken) = syntax::summary(&rest, below);
        let label = summary.as_ref().map_or_else(|| "Details".to_owned(), |(label, _)| label.clone());
        self.open(Frame::Details, Mark::Details { class: "note", label, is_open }, line);
        let after = summary.map_or(rest, |(_, after)| after);
        if !after.trim().is_empty() {
            self.push(&after);
        }
        taken
    }

    fn details_end(&mut self, before: &str, line: &str) {
        let own = self.own();
        let Some(at) = self.stack[own..].iter().rposition(|frame| *frame == Frame::Details) else {
            return self.push(line);
        };
        if !before.trim().is_empty() {
            self.push(before);
        }
        self.close_to(own + at + 1);
        self.stack.truncate(own + at);
        self.put(Mark::Close, "</details>");
    }

    /// Index of the first frame that a closing mark may end: none beyond an indented block.
    fn own(&self) -> usize {
        self.stack.iter().rposition(|frame| matches!(frame, Frame::Indented(_))).map_or(0, |at| at + 1)
    }

    /// Closes all frames from `at` on.
    fn close_to(&mut self, at: usize) {
        while self.stack.len() > at {
            match self.stack.pop() {
                Some(Frame::Unknown(_)) | None => continue,
                Some(Frame::Colons(_) | Frame::Details) => {
                    let message = "a block is never closed and ends with what it is in".to_owned();
                    self.wrong(Kind::UnknownBlock, message, "close it with `:::` or `</details>`");
                }
                Some(Frame::Indented(_) | Frame::Tabs(_)) => {}
            }
            self.put(Mark::Close, "");
        }
        if self.fence.as_ref().is_some_and(|fence| fence.depth > at) {
            self.fence = None;
        }
    }

    /// Closes what is open on the last line.
    pub(super) fn finish(&mut self) {
        self.number = self.blocks.origins.last().copied().unwrap_or(self.number);
        self.close_to(0);
    }

    /// A comment in place of `written`, at its indent.
    fn put(&mut self, mark: Mark, written: &str) {
        let content = written.trim_start();
        let indent = &written[..written.len() - content.len()];
        let comment = format!("{indent}{}{}-->", self.blocks.prefix, self.blocks.marks.len());
        self.blocks.marks.push((mark, content.to_owned()));
        self.push(&comment);
    }

    pub(super) fn push(&mut self, line: &str) {
        self.blocks.text.push_str(line);
        self.blocks.text.push('\n');
        self.blocks.origins.push(self.number);
    }

    pub(super) fn wrong(&mut self, kind: Kind, message: String, remedy: &str) {
        self.problems.push(Problem::new(kind, self.source, self.number, message, remedy));
    }
}

/// Width of an indent; a tab goes on to the next multiple of four.
fn columns(indent: &str) -> usize {
    indent.chars().fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

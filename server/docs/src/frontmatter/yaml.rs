//! The part of YAML that front matter uses: maps, lists, quotes, comments, blocks of text; anything else is text.

use super::flow;
use super::scalar::{is_silent, scalar, strip_comment};
use crate::problem::{Kind, Problem};

/// How deep lists and maps may stand in each other.
pub(crate) const DEPTH: usize = 12;

/// A value as written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// `key:` with nothing behind it.
    Nothing,
    Text(String),
    /// Entries without keys.
    List(Vec<Entry>),
    Map(Vec<Entry>),
}

/// An entry of a map or list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// "" in a list.
    pub key: String,
    pub value: Value,
    /// Line of the file, from 1.
    pub line: usize,
}

#[derive(Clone, Copy)]
struct Line<'a> {
    indent: usize,
    text: &'a str,
    number: usize,
}

struct Reader<'a> {
    source: &'a str,
    lines: Vec<Line<'a>>,
    at: usize,
    problems: Vec<Problem>,
}

/// Entries of the block whose first line is the second of the file `source`; or the first, of a file that is YAML alone, with
/// lines one too high.
pub(crate) fn parse(source: &str, block: &str) -> (Vec<Entry>, Vec<Problem>) {
    let lines = block.lines().enumerate().map(|(index, line)| Line {
        indent: line.len() - line.trim_start().len(),
        text: line.trim(),
        number: index + 2,
    });
    let mut reader = Reader { source, lines: lines.collect(), at: 0, problems: Vec::new() };
    let entries = reader.map(0, 0);
    (entries, reader.problems)
}

fn is_dash(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

/// Key and value of a line; a colon without a space behind it is taken only where nothing else can be meant.
fn pair(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(['[', '{']) {
        return None;
    }
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = quote.and_then(|quote| text[1..].find(quote)).map_or(0, |end| end + 2);
    let colon = text[from..].find(": ").map(|at| at + from);
    let colon = colon.or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
    Some((text[..colon].trim_end(), text[colon + 1..].trim()))
}

impl<'a> Reader<'a> {
    /// The next line that says something.
    fn peek(&mut self) -> Option<Line<'a>> {
        while self.lines.get(self.at).is_some_and(|line| is_silent(line.text)) {
            self.at += 1;
        }
        self.lines.get(self.at).copied()
    }

    fn map(&mut self, indent: usize, depth: usize) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(line) = self.peek().filter(|line| line.indent >= indent) {
            self.at += 1;
            let found = if is_dash(line.text) || line.indent > indent {
                self.lost(line);
                continue;
            } else {
                pair(line.text).or_else(|| line.text.split_once(':'))
            };
            let Some((key, value)) = found else {
                let message = format!("`{}` is not `key: value`", line.text);
                self.wrong(line.number, message, "write `key: value` or `---`");
                continue;
            };
            let key = scalar(key.trim_end());
            if entries.iter().any(|entry| entry.key == key) {
                self.wrong(line.number, format!("`{key}` is there twice"), "keep one of the two lines");
            }
            let value = self.value(value.trim(), line.indent, depth);
            entries.push(Entry { key, value, line: line.number });
        }
        entries
    }

    fn list(&mut self, indent: usize, depth: usize) -> Vec<Entry> {
        let mut entries = Vec::new();
        while let Some(line) = self.peek().filter(|line| line.indent == indent && is_dash(line.text)) {
            let rest = line.text[1..].trim_start();
            let inner = indent + line.text.len() - rest.len();
            let value = if is_dash(rest) || pair(rest).is_some() {
                // What follows the dash is the first line of a block that stands further in.
                self.lines[self.at] = Line { indent: inner, text: rest, ..line };
                self.block(inner, depth + 1)
            } else {
                self.at += 1;
                self.value(rest, indent, depth)
            };
            entries.push(Entry { key: String::new(), value, line: line.number });
        }
        entries
    }

    /// The list or map whose lines begin here.
    fn block(&mut self, indent: usize, depth: usize) -> Value {
        if depth >= DEPTH {
            let number = self.lines.get(self.at).map_or(1, |line| line.number);
            self.wrong(number, "lists and maps stand too deep in each other".to_owned(), "flatten them");
            while self.peek().is_some_and(|line| line.indent >= indent) {
                self.at += 1;
            }
            return Value::Nothing;
        }
        match self.peek() {
            Some(line) if is_dash(line.text) => Value::List(self.list(indent, depth)),
            _ => Value::Map(self.map(indent, depth)),
        }
    }

    /// What stands behind `key:` or `-`, and below it if that is nothing.
    fn value(&mut self, text: &'a str, indent: usize, depth: usize) -> Value {
        let plain = strip_comment(text);
        if plain.is_empty() {
            return match self.peek() {
                Some(line) if line.indent > indent => self.block(line.indent, depth + 1),
                // A list may stand as far out as its key.
                Some(line) if line.indent == indent && is_dash(line.text) && !self.is_item(indent) => {
                    self.block(indent, depth + 1)
                }
                _ => Value::Nothing,
            };
        }
        if plain.starts_with(['|', '>']) && plain[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9')) {
            return Value::Text(self.text_block(indent, if plain.starts_with('|') { "\n" } else { " " }));
        }
        if plain.starts_with(['[', '{']) {
            return self.flow(plain, indent);
        }
        Value::Text(self.continued(text, indent))
    }

    /// Whether the line before is an item of a list at `indent`, so that the next dash is its sibling.
    fn is_item(&self, indent: usize) -> bool {
        let before = self.lines[..self.at].iter().rev().find(|line| !is_silent(line.text));
        before.is_some_and(|line| line.indent == indent && is_dash(line.text))
    }

    fn text_block(&mut self, indent: usize, glue: &str) -> String {
        let mut lines = Vec::new();
        while let Some(line) =
            self.lines.get(self.at).filter(|line| line.indent > indent || line.text.is_empty())
        {
            lines.push(line.text);
            self.at += 1;
        }
        lines.join(glue).trim().to_owned()
    }

    /// `[..]` or `{..}`, which may go on over the lines below.
    fn flow(&mut self, text: &str, indent: usize) -> Value {
        let mut whole = text.to_owned();
        let start = self.at;
        loop {
            if let Some(value) = flow::parse(&whole, self.lines[start.saturating_sub(1)].number) {
                return value;
            }
            // PERF: every further line is read once more from the start, so a value has few of them.
            match self.peek().filter(|line| line.indent > indent || line.text.starts_with([']', '}'])) {
                Some(line) if self.at - start < 64 => {
                    whole = whole + " " + strip_comment(line.text);
                    self.at += 1;
                }
                _ => break,
            }
        }
        self.at = start;
        Value::Text(text.to_owned())
    }

    /// A text and the lines below it that are further in.
    fn continued(&mut self, text: &str, indent: usize) -> String {
        let mut whole = scalar(text);
        while let Some(line) = self.peek().filter(|line| line.indent > indent && !is_dash(line.text)) {
            if pair(line.text).is_some() {
                break;
            }
            whole = whole + " " + strip_comment(line.text);
            self.at += 1;
        }
        whole
    }

    fn lost(&mut self, line: Line<'_>) {
        let message = format!("`{}` belongs to no list or key", line.text);
        self.wrong(line.number, message, "put the whole value on the line of its key");
    }

    fn wrong(&mut self, number: usize, message: String, remedy: &str) {
        self.problems.push(Problem::new(Kind::FrontMatter, self.source, number, message, remedy));
    }
}

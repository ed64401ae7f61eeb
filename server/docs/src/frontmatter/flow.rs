//! Values on one line: `[a, "b, c"]` and `{name: x, default: 1}`.

use super::scalar::scalar;
use super::yaml::{DEPTH, Entry, Value};

/// The value, if `text` is exactly one list or map; its entries are on `line`.
pub(super) fn parse(text: &str, line: usize) -> Option<Value> {
    let mut reader = Reader { rest: text, line };
    let value = reader.value(0)?;
    reader.rest.trim().is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.rest = self.rest.trim_start();
        let open = self.rest.chars().next()?;
        match open {
            '[' | '{' if depth < DEPTH => self.entries(open, depth),
            '[' | '{' => None,
            _ => {
                let text = self.word();
                Some(if text.is_empty() { Value::Nothing } else { Value::Text(scalar(text)) })
            }
        }
    }

    fn entries(&mut self, open: char, depth: usize) -> Option<Value> {
        let close = if open == '[' { ']' } else { '}' };
        let mut entries = Vec::new();
        self.rest = &self.rest[1..];
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix(close) {
                self.rest = rest;
                return Some(if open == '[' { Value::List(entries) } else { Value::Map(entries) });
            }
            entries.push(self.entry(open == '{', depth)?);
            self.rest = self.rest.trim_start();
            match self.rest.strip_prefix(',') {
                Some(rest) => self.rest = rest,
                None if self.rest.starts_with(close) => {}
                None => return None,
            }
        }
    }

    fn entry(&mut self, is_keyed: bool, depth: usize) -> Option<Entry> {
        let key = if is_keyed { scalar(self.key()) } else { String::new() };
        let value = match self.rest.strip_prefix(':') {
            Some(rest) if is_keyed => {
                self.rest = rest;
                self.value(depth + 1)?
            }
            _ if is_keyed => Value::Nothing,
            _ => self.value(depth + 1)?,
        };
        Some(Entry { key, value, line: self.line })
    }

    fn key(&mut self) -> &'a str {
        let end = self.quoted().unwrap_or_else(|| self.rest.find([':', ',', '}']).unwrap_or(self.rest.len()));
        self.take(end)
    }

    fn word(&mut self) -> &'a str {
        let end = self.quoted().unwrap_or_else(|| self.rest.find([',', ']', '}']).unwrap_or(self.rest.len()));
        self.take(end)
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken.trim()
    }

    /// Where the quoted text that begins here ends.
    fn quoted(&self) -> Option<usize> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let mut is_escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' if quote == '"' => is_escaped = true,
                _ if c == quote => return Some(at + 1),
                _ => {}
            }
        }
        None
    }
}

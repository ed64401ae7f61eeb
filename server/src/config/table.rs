//! Reads TOML tables key by key, keeps each key's line, and collects every problem instead of stopping at the first.

use super::environment::Environment;
use super::problem::{Problem, instead};
use model::time::parse_length;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One file of the content folder.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Path below the content folder, for messages.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Where what it names by `${NAME}` comes from.
    pub environment: &'a Environment,
}

impl Source<'_> {
    /// A problem on the line that holds byte `at`.
    pub fn problem(&self, at: usize, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        Problem { file: self.file.into(), line, message: message.into(), remedy: remedy.into() }
    }
}

/// A value and where it stands in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub at: usize,
}

/// A table that is read key by key; what is left at the end is unknown.
pub struct Table<'a> {
    source: Source<'a>,
    name: String,
    at: usize,
    left: DeTable<'a>,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// The whole file as a table; a file that is not TOML gives its one problem.
    pub fn parse(source: Source<'a>, problems: &mut Vec<Problem>) -> Option<Table<'a>> {
        match DeTable::parse(source.text) {
            Ok(table) => Some(Table::new(source, "the file".into(), 0, table.into_inner())),
            Err(error) => {
                let at = error.span().map_or(0, |span: Range<usize>| span.start);
                problems.push(source.problem(at, "This is not valid TOML.", error.message()));
                None
            }
        }
    }

    fn new(source: Source<'a>, name: String, at: usize, left: DeTable<'a>) -> Table<'a> {
        Table { source, name, at, left, asked: Vec::new() }
    }

    /// What the table is called in messages: `[site]`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the table begins in its file.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The file that it stands in.
    pub fn source(&self) -> Source<'a> {
        self.source
    }

    /// Where what the file names by `${NAME}` comes from.
    pub fn environment(&self) -> &'a Environment {
        self.source.environment
    }

    /// A problem at byte `at` of this table's file.
    pub fn problem(&self, at: usize, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        self.source.problem(at, message, remedy)
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.left.remove(key)
    }

    fn read<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        problems: &mut Vec<Problem>,
        convert: impl FnOnce(&DeValue<'a>) -> Option<T>,
    ) -> Option<Placed<T>> {
        let value = self.take(key)?;
        let at = value.span().start;
        let found = convert(value.get_ref());
        if found.is_none() {
            let message = format!("`{key}` of {} is {}.", self.name, describe(value.get_ref()));
            problems.push(self.source.problem(at, message, format!("Write {wanted}.")));
        }
        found.map(|value| Placed { value, at })
    }

    /// A text.
    pub fn text(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<String>> {
        self.read(key, &format!("`{key} = \"...\"`"), problems, |value| value.as_str().map(String::from))
    }

    /// A text that must be there and hold something.
    pub fn need_text(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<String>> {
        let there = self.left.contains_key(key);
        match self.text(key, problems) {
            Some(text) if text.value.trim().is_empty() => {
                problems.push(self.problem(
                    text.at,
                    format!("`{key}` of {} is empty.", self.name),
                    "Fill it in.",
                ));
                None
            }
            None if !there => {
                let message = format!("`{key}` is missing in {}.", self.name);
                problems.push(self.problem(self.at, message, format!("Add `{key} = \"...\"`.")));
                None
            }
            text => text,
        }
    }

    /// True or false.
    pub fn truth(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<bool>> {
        let wanted = format!("`{key} = true` or `{key} = false`");
        self.read(key, &wanted, problems, |value| value.as_bool())
    }

    /// Whether there is a key that nobody has asked for yet.
    pub fn has(&self, key: &str) -> bool {
        self.left.contains_key(key)
    }

    /// A whole number from `range`.
    pub fn number(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<i64>,
        problems: &mut Vec<Problem>,
    ) -> Option<Placed<i64>> {
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        self.read(key, &wanted, problems, |value| integer(value).filter(|number| range.contains(number)))
    }

    /// A number that may have decimals, in the digits in which it is written, as `convert` reads it; `wanted` says what to
    /// write.
    pub fn decimal<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        problems: &mut Vec<Problem>,
        convert: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Placed<T>> {
        self.read(key, wanted, problems, |value| match value {
            DeValue::Float(number) => convert(number.as_str()),
            _ => convert(&integer(value)?.to_string()),
        })
    }

    /// A whole number or a text, as `convert` reads it; `wanted` says what to write.
    pub fn number_or_text<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        problems: &mut Vec<Problem>,
        convert: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Placed<T>> {
        self.read(key, wanted, problems, |value| match value {
            DeValue::Integer(_) => convert(&integer(value)?.to_string()),
            _ => convert(value.as_str()?),
        })
    }

    /// A length of time such as `"90s"`, in milliseconds.
    pub fn length(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<i64>> {
        let wanted = "a length of time such as \"500ms\", \"60s\", \"5m\", \"2h\" or \"1d\"";
        self.read(key, wanted, problems, |value| value.as_str().and_then(parse_length))
    }

    /// A list of texts; an absent one is empty.
    pub fn texts(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Vec<Placed<String>> {
        let wanted = format!("a list of texts: `{key} = [\"...\"]`");
        let list = self.read(key, &wanted, problems, |value| {
            value
                .as_array()?
                .iter()
                .map(|item| Some((item.get_ref().as_str()?.to_string(), item.span().start)))
                .collect()
        });
        let items: Vec<(String, usize)> = list.map(|list| list.value).unwrap_or_default();
        items.into_iter().map(|(value, at)| Placed { value, at }).collect()
    }

    /// A list of TCP ports; an absent one is empty.
    pub fn ports(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Vec<u16> {
        let wanted = format!("a list of ports from 1 to 65535: `{key} = [8080]`");
        let list = self.read(key, &wanted, problems, |value| {
            let port =
                |item: &Spanned<DeValue<'a>>| integer(item.get_ref()).and_then(|n| u16::try_from(n).ok());
            value.as_array()?.iter().map(|item| port(item).filter(|port| *port > 0)).collect()
        });
        list.map(|list| list.value).unwrap_or_default()
    }

    /// One table under `[key]`; an absent one is empty.
    pub fn table(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Table<'a> {
        let source = self.source;
        let there =
            self.read(key, &format!("a table: `[{key}]`"), problems, |value| value.as_table().cloned());
        let (at, table) = there.map_or((self.at, DeTable::new()), |placed| (placed.at, placed.value));
        Table::new(source, format!("[{}]", self.path(key)), at, table)
    }

    /// The tables under `[[key]]`.
    pub fn tables(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Vec<Table<'a>> {
        let source = self.source;
        let list = self.read(key, &format!("tables: `[[{}]]`", self.path(key)), problems, |value| {
            let table =
                |item: &Spanned<DeValue<'a>>| Some((item.span().start, item.get_ref().as_table()?.clone()));
            value.as_array()?.iter().map(table).collect::<Option<Vec<_>>>()
        });
        let items = list.map(|list| list.value).unwrap_or_default();
        let name = format!("[[{}]]", self.path(key));
        items.into_iter().map(|(at, table)| Table::new(source, name.clone(), at, table)).collect()
    }

    /// All keys that nobody has asked for, in the order of their names, each with its text.
    pub fn rest(&mut self, problems: &mut Vec<Problem>) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for (key, value) in std::mem::take(&mut self.left) {
            match value.get_ref().as_str() {
                Some(text) => texts.push((key.get_ref().to_string(), text.to_owned())),
                None => {
                    let message =
                        format!("`{}` of {} is {}.", key.get_ref(), self.name, describe(value.get_ref()));
                    problems.push(self.source.problem(value.span().start, message, "Write a text."));
                }
            }
        }
        texts
    }

    /// The dotted path of a table below this one: `component.check`.
    fn path(&self, key: &str) -> String {
        match self.name.trim_matches(['[', ']']) {
            name if name == self.name => key.into(),
            name => format!("{name}.{key}"),
        }
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, problems: &mut Vec<Problem>) {
        for key in self.left.keys() {
            let word: &Cow<'_, str> = key.get_ref();
            let message = format!("`{word}` is no key of {}.", self.name);
            problems.push(self.source.problem(key.span().start, message, instead(word, &self.asked)));
        }
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn describe(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text \"{}\"", text.chars().take(60).collect::<String>()),
        DeValue::Integer(number) => format!("the number {}", number.as_str()),
        DeValue::Float(number) => format!("the number {}", number.as_str()),
        DeValue::Boolean(truth) => format!("the truth value {truth}"),
        DeValue::Datetime(_) => "a date".into(),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a table".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_told_with_its_line() {
        let text = "name = 3\n\n[[part]]\nsizes = 4\nother = 1\n";
        let source = Source { file: "x.toml", text, environment: &Environment::default() };
        let mut problems = Vec::new();
        let mut table = Table::parse(source, &mut problems).unwrap();
        table.need_text("name", &mut problems);
        for mut part in table.tables("part", &mut problems) {
            part.number("size", 1..=9, &mut problems);
            part.need_text("title", &mut problems);
            part.finish(&mut problems);
        }
        table.finish(&mut problems);
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.message.as_str(), p.remedy.as_str())).collect();
        assert_eq!(
            told,
            [
                (1, "`name` of the file is the number 3.", "Write `name = \"...\"`."),
                (3, "`title` is missing in [[part]].", "Add `title = \"...\"`."),
                (5, "`other` is no key of [[part]].", "Write one of: size, title."),
                (4, "`sizes` is no key of [[part]].", "Did you mean \"size\"?"),
            ]
        );
    }

    #[test]
    fn a_broken_file_is_told_with_its_line() {
        let mut problems = Vec::new();
        let source = Source { file: "x.toml", text: "a = 1\nb = \n", environment: &Environment::default() };
        assert!(Table::parse(source, &mut problems).is_none());
        assert_eq!((problems[0].file.as_str(), problems[0].line), ("x.toml", 2));
    }
}

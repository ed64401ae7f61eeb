//! The block between two `---` lines at the top of a file: title, summary, components, order.
//!
//! A small typed part of YAML, read by hand: `key: value` lines, quotes, comments, inline and dash lists.

mod scalar;

use crate::nearest::nearest;
use crate::problem::{Kind, Problem};
use scalar::{is_silent, scalar, strip_comment};

const KEYS: [&str; 4] = ["title", "summary", "components", "order"];

/// What a file says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub summary: Option<String>,
    /// Component and the line that names it.
    pub components: Vec<(String, usize)>,
    pub order: Option<i64>,
}

/// A file taken apart.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub front: FrontMatter,
    pub body: &'a str,
    /// Line of the file on which the body starts, from 1.
    pub body_line: usize,
    pub problems: Vec<Problem>,
}

/// Splits `text` (line ends `\n`) of the file `source` into front matter and body.
///
/// Without a closing `---`, or if what is between is no `key:` line at all, everything is body.
pub(crate) fn split<'a>(source: &str, text: &'a str) -> Parts<'a> {
    let mut reader = Reader::new(source);
    let Some((block, body)) = block(text) else {
        return Parts { front: reader.front, body: text, body_line: 1, problems: reader.problems };
    };
    for (index, line) in block.lines().enumerate() {
        reader.line(line, index + 2);
    }
    let body_line = block.lines().count() + 3;
    Parts { front: reader.front, body, body_line, problems: reader.problems }
}

fn block(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let block = &rest[..end];
            return is_keyed(block).then(|| (block, &rest[end + line.len()..]));
        }
        end += line.len();
    }
    None
}

/// Whether the first line that says anything is a key; else `---` was a rule and this is prose.
fn is_keyed(block: &str) -> bool {
    let Some(line) = block.lines().map(str::trim).find(|line| !is_silent(line)) else { return true };
    line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace))
}

struct Reader<'a> {
    source: &'a str,
    front: FrontMatter,
    problems: Vec<Problem>,
    /// The keys so far; the last one owns the indented and dash lines below it.
    seen: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Reader { source, front: FrontMatter::default(), problems: Vec::new(), seen: Vec::new() }
    }

    fn line(&mut self, line: &str, number: usize) {
        let trimmed = line.trim();
        if is_silent(trimmed) {
            return;
        }
        let is_nested = line.starts_with([' ', '\t']) || trimmed == "-" || trimmed.starts_with("- ");
        match trimmed.split_once(':') {
            _ if is_nested => self.nested(trimmed, number),
            Some((key, value)) => self.key(key.trim_end(), value.trim(), number),
            None => {
                self.wrong(number, format!("`{trimmed}` is not `key: value`"), "write `key: value` or `---`")
            }
        }
    }

    fn nested(&mut self, item: &str, number: usize) {
        let owner = self.seen.last().map_or("", String::as_str);
        match (owner, item.strip_prefix('-')) {
            ("components", Some(name)) => self.component(name, number),
            ("title" | "summary" | "order" | "components" | "", _) => {
                self.wrong(
                    number,
                    format!("`{item}` belongs to no list"),
                    "put the whole value on the line of its key",
                );
            }
            // Lines below an unknown key are part of it, and that has been said.
            _ => {}
        }
    }

    fn key(&mut self, key: &str, value: &str, number: usize) {
        if self.seen.iter().any(|seen| seen == key) {
            self.wrong(number, format!("`{key}` is there twice"), "keep one of the two lines");
        }
        self.seen.push(key.to_owned());
        match key {
            "title" => self.front.title = self.text(key, value, number),
            "summary" => self.front.summary = self.text(key, value, number),
            "components" => self.components(value, number),
            "order" => self.order(value, number),
            _ => self.unknown(key, number),
        }
    }

    fn text(&mut self, key: &str, value: &str, number: usize) -> Option<String> {
        let text = scalar(value);
        if text.is_empty() || text.starts_with(['|', '>', '[', '{']) && text == strip_comment(value) {
            self.wrong(
                number,
                format!("`{key}` needs text on its own line"),
                format!("write `{key}: \"some words\"`"),
            );
            return None;
        }
        Some(text)
    }

    fn components(&mut self, value: &str, number: usize) {
        let value = strip_comment(value);
        if value.is_empty() {
            return;
        }
        match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some("") => {}
            Some(list) => list.split(',').for_each(|name| self.component(name, number)),
            None => self.wrong(
                number,
                format!("`components` is a list, not `{value}`"),
                format!("write `components: [{value}]`"),
            ),
        }
    }

    fn component(&mut self, name: &str, number: usize) {
        let name = scalar(name.trim());
        if name.is_empty() {
            self.wrong(
                number,
                "an entry of `components` is empty".to_owned(),
                "name a component or remove it",
            );
        } else {
            self.front.components.push((name, number));
        }
    }

    fn order(&mut self, value: &str, number: usize) {
        match scalar(value).parse() {
            Ok(order) => self.front.order = Some(order),
            Err(_) => {
                self.wrong(number, format!("`order` is not a whole number: `{value}`"), "write `order: 10`")
            }
        }
    }

    fn unknown(&mut self, key: &str, number: usize) {
        let remedy = match nearest(key, KEYS) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("known keys: {}", KEYS.join(", ")),
        };
        let message = format!("unknown key `{key}`");
        self.problems.push(Problem::new(Kind::UnknownKey, self.source, number, message, remedy));
    }

    fn wrong(&mut self, number: usize, message: String, remedy: impl Into<String>) {
        self.problems.push(Problem::new(Kind::FrontMatter, self.source, number, message, remedy));
    }
}

#[cfg(test)]
mod tests;

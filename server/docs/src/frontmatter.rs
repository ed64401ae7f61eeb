//! The block between two `---` lines at the top of a file: what the file says about itself.
//!
//! ```text
//! block -- yaml --> entries (key, value, line) -- read --> FrontMatter, problems
//! ```
//! A small part of YAML without anchors, aliases and tags, so nothing in it can grow.

mod flow;
mod foreign;
mod read;
mod scalar;
pub(crate) mod yaml;

use crate::page::Variable;
use crate::problem::{Kind, Problem};
use scalar::is_silent;

/// The largest block that is read, in bytes.
const LIMIT: usize = 64 * 1024;

/// A value and the line of the file that holds it.
pub(crate) type Named = (String, usize);

/// What a file says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub components: Vec<Named>,
    pub order: Option<i64>,
    pub owner: Option<Named>,
    pub severity: Option<Named>,
    pub alerts: Vec<Named>,
    /// Paths below `/docs`, as `page_path` makes them.
    pub redirect_from: Vec<Named>,
    pub variables: Vec<(Variable, usize)>,
    pub draft: bool,
    /// Whether dollars enclose formulas.
    pub math: bool,
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
    let Some((block, body)) = block(text) else {
        return Parts { front: FrontMatter::default(), body: text, body_line: 1, problems: Vec::new() };
    };
    let body_line = block.lines().count() + 3;
    if block.len() > LIMIT {
        let message = "the front matter is larger than 64 KiB and is passed over";
        let problem = Problem::new(Kind::FrontMatter, source, 1, message, "shorten it");
        return Parts { front: FrontMatter::default(), body, body_line, problems: vec![problem] };
    }
    let (entries, mut problems) = yaml::parse(source, block);
    let (front, found) = read::read(source, entries);
    problems.extend(found);
    problems.sort_by_key(|problem| problem.line);
    Parts { front, body, body_line, problems }
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

#[cfg(test)]
mod tests;

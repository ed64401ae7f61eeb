//! Marks of blocks that CommonMark does not have, found in the source line by line: `:::` and `!!!` admonitions, `???` and
//! `<details>`, `===` tabs, `[[_TOC_]]`, and includes.
//!
//! Each becomes a comment with a number, which the parser passes on where it stands, so that the markdown inside a block is
//! part of the one document: references and footnotes work across it. A comment that turns up where no block can be, such as
//! in indented code, is undone by [`Blocks::restore`].

mod fence;
mod hugo;
mod include;
mod scan;
mod syntax;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::problem::Problem;
pub(super) use include::Includes;
use scan::Scan;

/// What begins or ends at a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// An admonition of a class of alerts, with its label.
    Note { class: &'static str, label: String },
    /// A part that the reader opens.
    Details { class: &'static str, label: String, is_open: bool },
    /// A set of tabs, in which only tabs stand.
    Tabs,
    /// One of them.
    Tab { label: String },
    /// The end of the innermost of the above.
    Close,
    /// The place for a list of the page's headings.
    Contents,
}

/// A source with its marks as comments.
#[derive(Debug)]
pub(super) struct Blocks {
    pub text: String,
    /// For each line of the text the line of the file that it comes from.
    pub origins: Vec<usize>,
    /// What a mark stands for, and the text that it replaces.
    marks: Vec<(Mark, String)>,
    prefix: String,
}

/// Finds the blocks of `body`, whose first line has number `first`; includes are looked up in `includes`.
pub(super) fn find<'a>(
    source: &'a str,
    body: &str,
    first: usize,
    includes: &'a Includes<'a>,
) -> (Blocks, Vec<Problem>) {
    let blocks = Blocks {
        text: String::with_capacity(body.len() + body.len() / 16),
        origins: Vec::new(),
        marks: Vec::new(),
        prefix: format!("<!--:{}:", free_number(body)),
    };
    let mut scan = Scan::new(source, blocks, first, includes);
    let lines: Vec<&str> = body.lines().collect();
    let mut rest = lines.as_slice();
    while let Some((line, below)) = rest.split_first() {
        rest = &below[scan.line(line, below, 0)..];
        scan.number = first + lines.len() - rest.len();
    }
    scan.finish();
    (scan.blocks, scan.problems)
}

/// The least number that no comment of the author has where ours have theirs.
fn free_number(body: &str) -> usize {
    let numbers = body.split("<!--:").skip(1).filter_map(|part| part.split_once(':')?.0.parse().ok());
    let taken: HashSet<usize> = numbers.collect();
    (0..=taken.len()).find(|number| !taken.contains(number)).unwrap_or(0)
}

impl Blocks {
    /// The marks that a comment holds, or none if it is a comment of the author.
    pub(super) fn marks(&self, html: &str) -> Vec<Mark> {
        let numbers = html.split(self.prefix.as_str()).skip(1).filter_map(|part| part.split_once("-->"));
        numbers
            .filter_map(|(number, _)| Some(self.marks.get(number.parse::<usize>().ok()?)?.0.clone()))
            .collect()
    }

    /// `text` with what its marks replaced.
    pub(super) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(&self.prefix) {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        for (index, part) in text.split(self.prefix.as_str()).enumerate() {
            let mark = part.split_once("-->").filter(|_| index > 0);
            let found = mark
                .and_then(|(number, after)| Some((self.marks.get(number.parse::<usize>().ok()?)?, after)));
            match found {
                Some(((_, written), after)) => out.extend([written.as_str(), after]),
                None => out.push_str(part),
            }
        }
        out.into()
    }
}

#[cfg(test)]
mod tests;

//! The line of a section that answers a query best, with what was asked for marked.

use crate::document::Body;
use crate::words::{compounds, is_filler};

/// Letters of the longest excerpt.
const LONGEST: usize = 200;
/// Letters before the first mark of a line that is cut.
const LEAD: usize = 60;

/// A line of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// True for a line of code.
    pub command: bool,
    /// The line in parts; together they are its text.
    pub parts: Vec<Part>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its text.
    pub text: String,
    /// True if it is what was asked for.
    pub marked: bool,
}

/// The line of `body` that holds most words of `query`; without one the first sentence or command. None if there is
/// no text at all.
pub fn excerpt(body: &Body, query: &str) -> Option<Excerpt> {
    let asked: Vec<String> = compounds(query)
        .flat_map(|it| [it.parts, vec![it.joined]].concat())
        .filter(|word| word.len() > 1 && !is_filler(word))
        .collect();
    let lines = |text: &'_ str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let prose = lines(&body.prose).into_iter().map(|line| (false, line));
    let commands = lines(&body.commands).into_iter().map(|line| (true, line));
    let mut best: Option<(usize, bool, String)> = None;
    for (command, line) in prose.chain(commands) {
        let held = held(&line, &asked);
        if best.as_ref().is_none_or(|(most, ..)| held > *most) {
            best = Some((held, command, line));
        }
    }
    let (_, command, line) = best?;
    Some(Excerpt { command, parts: cut(marked(&line, &asked)) })
}

/// How many of the words `asked` begin somewhere in `line`.
fn held(line: &str, asked: &[String]) -> usize {
    let small = line.to_ascii_lowercase();
    let begins = |at: usize| {
        let letter = line.get(at..).and_then(|rest| rest.chars().next());
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(char::is_alphanumeric) || letter.is_some_and(char::is_uppercase)
    };
    asked.iter().filter(|asked| small.match_indices(asked.as_str()).any(|(at, _)| begins(at))).count()
}

/// `line` in runs of letters and digits and what is between them, each marked if a word of `asked` begins it.
fn marked(line: &str, asked: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for run in line.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = run.trim_end_matches(|c: char| !c.is_alphanumeric());
        let its: Vec<String> = compounds(word).flat_map(|compound| compound.words()).collect();
        let is_asked = its.iter().any(|word| asked.iter().any(|asked| word.starts_with(asked)));
        push(&mut parts, word, is_asked);
        push(&mut parts, run.get(word.len()..).unwrap_or_default(), false);
    }
    parts
}

fn push(parts: &mut Vec<Part>, text: &str, marked: bool) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => parts.push(Part { text: text.to_owned(), marked }),
    }
}

/// At most [`LONGEST`] letters around the first mark.
fn cut(parts: Vec<Part>) -> Vec<Part> {
    let before: usize =
        parts.iter().take_while(|part| !part.marked).map(|part| part.text.chars().count()).sum();
    let whole: usize = parts.iter().map(|part| part.text.chars().count()).sum();
    let any = parts.iter().any(|part| part.marked);
    let skip = if any && whole > LONGEST { before.saturating_sub(LEAD) } else { 0 };
    let (mut at, mut kept) = (0, Vec::new());
    for part in parts {
        let text: String = part
            .text
            .chars()
            .enumerate()
            .filter(|(number, _)| (skip..skip + LONGEST).contains(&(at + number)))
            .map(|(_, letter)| letter)
            .collect();
        at += part.text.chars().count();
        push(&mut kept, &text, part.marked);
    }
    if skip > 0 {
        kept.insert(0, Part { text: "\u{2026}".into(), marked: false });
    }
    if at > skip + LONGEST {
        push(&mut kept, "\u{2026}", false);
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn shown(body: &Body, query: &str) -> (bool, String) {
        let excerpt = excerpt(body, query).unwrap();
        let part = |part: &Part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() };
        (excerpt.command, excerpt.parts.iter().map(part).collect())
    }

    #[test]
    fn the_line_that_holds_most_is_shown_with_its_marks() {
        let body = Body {
            prose: "The ring lost a node.\nNobody writes.".into(),
            commands: "nodetool status\nnodetool removenode <id>".into(),
        };
        assert_eq!(shown(&body, "nodetool status"), (true, "[nodetool] [status]".into()));
        assert_eq!(shown(&body, "lost nodes ring"), (false, "The [ring] [lost] a node.".into()));
        assert_eq!(shown(&body, "zebra"), (false, "The ring lost a node.".into()));
        assert_eq!(excerpt(&Body::default(), "x"), None);
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let body =
            Body { prose: format!("{}needle {}", "hay ".repeat(90), "hay ".repeat(90)), ..Body::default() };
        let (_, text) = shown(&body, "needle");
        assert!(
            text.starts_with('\u{2026}') && text.ends_with('\u{2026}') && text.contains("[needle]"),
            "{text}"
        );
        assert!(text.chars().count() <= LONGEST + 4, "{}", text.chars().count());
    }
}

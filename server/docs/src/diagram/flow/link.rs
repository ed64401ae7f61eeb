//! The links of flowcharts: `-->`, `---`, `-.->`, `==>`, with text as `-->|text|` or `-- text -->`.

use super::{Link, Stroke};
use crate::diagram::svg;

/// The link at the start of `text`, and what follows it.
pub(super) fn link(text: &str) -> Option<(Link, &str)> {
    let (back, text) = text.strip_prefix('<').map_or((false, text), |rest| (true, rest));
    let (stroke, letters, open, end) = match () {
        () if text.starts_with("-.") => (Stroke::Dotted, "-.", 0, ".-"),
        () if text.starts_with("--") => (Stroke::Solid, "-", 3, "--"),
        () if text.starts_with("==") => (Stroke::Thick, "=", 3, "=="),
        () => return None,
    };
    let (run, rest) = split_run(text, letters);
    let (has_head, rest) = head(rest);
    let is_whole =
        has_head || if open == 0 { run.len() > 2 && run.ends_with('-') } else { run.len() >= open };
    let (words, has_head, rest) = match is_whole {
        true => ("", has_head, rest),
        false => {
            let (words, rest) = rest.split_at_checked(rest.find(end)?)?;
            let (has_head, rest) = head(split_run(rest, letters).1);
            (words, has_head, rest)
        }
    };
    let (words, rest) = match rest.trim_start().strip_prefix('|') {
        Some(after) => after.split_once('|')?,
        None => (words, rest),
    };
    Some((Link { text: svg::lines(words), stroke, heads: (back, has_head) }, rest))
}

/// The run of these letters at the start.
fn split_run<'a>(text: &'a str, letters: &str) -> (&'a str, &'a str) {
    let end = text.find(|letter| !letters.contains(letter)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Whether an arrow's head comes next, and what follows it. A circle or a cross is one too, if no name begins with it.
fn head(text: &str) -> (bool, &str) {
    let sign =
        |mark| text.strip_prefix(mark).filter(|rest: &&str| rest.is_empty() || rest.starts_with([' ', '|']));
    match text.strip_prefix('>').or_else(|| sign('o')).or_else(|| sign('x')) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

//! Plain text of events, line numbers of offsets, and text as the rest expects it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::raw;

/// The longest label made from text, in characters.
const LABEL: usize = 80;

/// Without byte order mark, with line ends as `\n`, NUL as U+FFFD (as CommonMark asks).
pub(super) fn normal(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains(['\r', '\0']) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

/// Where the lines of a text start, and which lines of the file they are from.
pub(super) struct Lines<'a> {
    starts: Vec<usize>,
    origins: &'a [usize],
}

impl Lines<'_> {
    /// Lines of `text`, each with the number that `origins` has for it.
    pub(super) fn new<'a>(text: &str, origins: &'a [usize]) -> Lines<'a> {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Lines { starts, origins }
    }

    /// Number of the line of the file that holds this byte.
    pub(super) fn at(&self, offset: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= offset);
        self.origins.get(line).or(self.origins.last()).copied().unwrap_or(1)
    }
}

/// Index of the event that ends the element whose start stands just before `events`.
pub(super) fn end(events: &[(Event<'_>, Range<usize>)]) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return index,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    events.len()
}

/// Text and code of the events, descriptions of images included, in one line.
pub(super) fn plain(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) | Event::InlineMath(part) | Event::DisplayMath(part) => {
                text.push_str(part);
            }
            Event::InlineHtml(part) => text.push_str(raw::shown(part).trim_matches('\n')),
            Event::SoftBreak | Event::HardBreak | Event::End(pulldown_cmark::TagEnd::TableCell) => {
                text.push(' ')
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// As [`plain`], of what GitHub makes ids from: neither HTML nor descriptions of images.
pub(super) fn for_slug(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    let mut images = 0_usize;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(pulldown_cmark::TagEnd::Image) => images -= 1,
            Event::Text(part) | Event::Code(part) | Event::InlineMath(part) | Event::DisplayMath(part)
                if images == 0 =>
            {
                text.push_str(part);
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// The first words of a text, for a label.
pub(super) fn first_words(text: &str) -> String {
    let mut label = String::new();
    for word in text.split_whitespace() {
        let word_is_long = word.len() > LABEL && word.chars().count() > LABEL;
        if label.is_empty() && word_is_long {
            return word.chars().take(LABEL).collect::<String>() + " ...";
        }
        if !label.is_empty() && (word_is_long || label.chars().count() + word.chars().count() > LABEL) {
            return label + " ...";
        }
        label = if label.is_empty() { word.to_owned() } else { label + " " + word };
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_lines() {
        let lines = Lines::new("a\nb\n\nc", &[4, 5, 6, 7]);
        assert_eq!([0, 1, 2, 4, 5].map(|offset| lines.at(offset)), [4, 4, 5, 6, 7]);
    }

    #[test]
    fn any_line_end_and_nul() {
        assert_eq!(normal("\u{feff}a\r\nb\rc\0\n"), "a\nb\nc\u{fffd}\n");
    }

    #[test]
    fn labels_end_at_a_word() {
        assert_eq!(first_words(" a\n b "), "a b");
        let long = first_words(&"word ".repeat(40));
        assert!(long.len() < 90 && long.ends_with("word ..."), "{long}");
        assert_eq!(first_words(&"x".repeat(5_000)).len(), LABEL + 4);
        assert_eq!(first_words(&format!("a {}", "x".repeat(5_000))), "a ...");
    }
}

//! The lines of a page, each with where it stands: under which heading, in prose or in code.

/// A line of a page's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// From 1, in the file.
    pub number: usize,
    /// As written.
    pub text: &'a str,
    /// What it is.
    pub is: Is<'a>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is<'a> {
    /// A heading: its level and its words.
    Heading(usize, &'a str),
    /// Prose, a table, an empty line.
    Prose,
    /// The line that opens or closes a block of code, with the block's language.
    Fence(&'a str),
    /// Code in this language; "" if none is named.
    Code(&'a str),
}

impl Line<'_> {
    /// Whether it is of a block of commands for a shell.
    pub(super) fn is_shell(&self) -> bool {
        matches!(self.is, Is::Code("bash" | "sh" | "shell" | "zsh" | "console" | "shell-session"))
    }

    /// Whether it is code of any kind.
    pub(super) fn is_code(&self) -> bool {
        matches!(self.is, Is::Code(_))
    }
}

/// The lines of `markdown` (line ends `\n`) behind its front matter.
pub(super) fn of(markdown: &str) -> Vec<Line<'_>> {
    let start = front_matter(markdown);
    let mut open: Option<(&str, &str)> = None;
    let numbered = markdown.lines().zip(1..).skip(start);
    numbered
        .map(|(text, number)| {
            let trimmed = text.trim_start();
            let is = match (open, fence(trimmed)) {
                (None, Some((marks, language))) => {
                    open = Some((marks, language));
                    Is::Fence(language)
                }
                (None, None) => heading(text).unwrap_or(Is::Prose),
                (Some((marks, language)), _) if trimmed.trim_end().starts_with(marks) => {
                    open = None;
                    Is::Fence(language)
                }
                (Some((_, language)), _) => Is::Code(language),
            };
            Line { number, text, is }
        })
        .collect()
}

/// How many lines the front matter takes.
fn front_matter(markdown: &str) -> usize {
    if markdown.lines().next().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let end = markdown.lines().skip(1).position(|line| matches!(line.trim_end(), "---" | "..."));
    end.map_or(0, |end| end + 2)
}

fn fence(line: &str) -> Option<(&str, &str)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let marks = line.get(..line.len() - rest.len()).filter(|marks| marks.len() >= 3)?;
    let language = rest.trim().split([' ', ',', '{']).next().unwrap_or_default();
    (!rest.contains('`')).then_some((marks, language))
}

fn heading(line: &str) -> Option<Is<'_>> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let words = rest.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    (1..=6).contains(&level).then_some(Is::Heading(level, words))
}

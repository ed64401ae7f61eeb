//! HTML taken apart into tags, comments and words. Reads what the parser has found to be HTML, and takes anything else for
//! words.

/// The longest tag, in characters; so that the search for an end that is not there stays short.
const LONGEST: usize = 2_000;

/// A part of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Left out.
    Comment,
    /// Anything that is no tag.
    Text(&'a str),
    /// A tag from `<` to `>`.
    Tag { name: &'a str, is_end: bool, raw: &'a str },
}

/// The parts of `html` in order; together they are the whole.
pub(super) fn parts(html: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            found.push(Part::Text(before));
        }
        let (part, length) = part(from);
        found.push(part);
        rest = &from[length..];
    }
    if !rest.is_empty() {
        found.push(Part::Text(rest));
    }
    found
}

/// The part at the `<` that `from` begins with, and its length.
fn part(from: &str) -> (Part<'_>, usize) {
    if from.starts_with("<!--") {
        return (Part::Comment, from.find("-->").map_or(from.len(), |end| end + 3));
    }
    let name_at = if from.starts_with("</") { 2 } else { 1 };
    let name = from[name_at..].split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or("");
    match end(from).filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
        Some(end) => (Part::Tag { name, is_end: name_at == 2, raw: &from[..end] }, end),
        None => (Part::Text(&from[..1]), 1),
    }
}

/// Where the tag ends: at a `>` that is in no quotes, before the next `<`.
fn end(from: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in from.char_indices().skip(1).take(LONGEST) {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            (None, '<') => return None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of the tag, with `&amp;` undone.
pub(super) fn attribute(raw: &str, wanted: &str) -> Option<String> {
    let inner = raw.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let mut rest = inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => value_of(value.trim_start()),
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.replace("&amp;", "&"));
        }
        if after.len() == rest.len() || after.is_empty() {
            return None;
        }
        rest = after;
    }
}

fn value_of(text: &str) -> (&str, &str) {
    match text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn attributes_are_found_in_any_quotes() {
        let tag = "<img  src='a b.png' alt=\"x > y\" width=4 hidden/>";
        let value = |name| attribute(tag, name);
        assert_eq!(value("src").as_deref(), Some("a b.png"));
        assert_eq!(value("alt").as_deref(), Some("x > y"));
        assert_eq!(value("width").as_deref(), Some("4"));
        assert_eq!(value("HIDDEN").as_deref(), Some(""));
        assert_eq!(value("title"), None);
        assert_eq!(attribute("<a name=x>", "name").as_deref(), Some("x"));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(html in "([a-z]|[<>/\"'= ]|<b>|</b>|\u{e9}){0,40}") {
            let whole: String = parts(&html)
                .iter()
                .map(|part| match part {
                    Part::Comment => "",
                    Part::Text(text) => text,
                    Part::Tag { raw, .. } => raw,
                })
                .collect();
            prop_assert_eq!(whole, html.clone());
            attribute(&html, "x");
        }
    }
}

//! Reading a file of messages in Project Fluent's syntax: what is used of it, and what is wrong with the rest.
//!
//! ```text
//! since = since { $time }
//! days = { $count ->
//!     [one] { $count } day
//!    *[other] { $count } days
//! }
//! ```
//! A message becomes a phrase of its name, a choice one for each form: `days.one`, `days.other`. A text may go on in lines
//! that are indented; the break is a space, as it is in HTML. Blanks are written `{ $name }`.

use crate::plural::Category;
use std::collections::BTreeMap;
use std::fmt;

/// What is wrong with a file of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What it is, and what to write instead.
    pub words: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "line {}: {}", self.line, self.words)
    }
}

/// A message as it stands in the file: its name, the line that it begins in, its text in lines.
struct Entry<'a> {
    id: &'a str,
    line: usize,
    text: Vec<&'a str>,
}

/// The phrases of `file` by name, and what is wrong with the rest of it.
pub fn read(file: &str) -> (BTreeMap<String, String>, Vec<Problem>) {
    let (entries, mut problems) = entries(file);
    let mut phrases = BTreeMap::new();
    for entry in entries {
        let read = phrases_of(&entry).and_then(|found| {
            found.into_iter().try_for_each(|(id, text)| match phrases.insert(id, text) {
                None => Ok(()),
                Some(_) => Err(format!("{} stands here twice. Keep one of the two.", entry.id)),
            })
        });
        problems.extend(read.err().map(|words| Problem { line: entry.line, words }));
    }
    (phrases, problems)
}

/// The names of the blanks in a text, in their order.
pub fn blanks(text: &str) -> Vec<&str> {
    text.split("{ $").skip(1).filter_map(|rest| Some(rest.split_once(" }")?.0)).collect()
}

fn entries(file: &str) -> (Vec<Entry<'_>>, Vec<Problem>) {
    let (mut entries, mut problems) = (Vec::<Entry>::new(), Vec::new());
    for (index, line) in file.lines().enumerate() {
        let is_inside = line.starts_with([' ', '}']);
        match (line.split_once('='), entries.last_mut()) {
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            (_, Some(entry)) if is_inside => entry.text.push(line.trim()),
            (Some((id, text)), _) if is_name(id.trim()) => {
                entries.push(Entry { id: id.trim(), line: index + 1, text: vec![text.trim()] });
            }
            _ => {
                let words = "this is no message. Write `name = text`, with a name of small letters, digits and hyphens.";
                problems.push(Problem { line: index + 1, words: words.into() });
            }
        }
    }
    (entries, problems)
}

fn is_name(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The phrases of a message, by name.
fn phrases_of(entry: &Entry<'_>) -> Result<Vec<(String, String)>, String> {
    if !entry.text.first().is_some_and(|first| first.ends_with("->")) {
        let text = entry.text.join(" ");
        return Ok(vec![(entry.id.into(), checked(text.trim(), entry.id)?)]);
    }
    if entry.text.last() != Some(&"}") {
        return Err(format!("the choice of {} has no end. Write `}}` on a line of its own.", entry.id));
    }
    let mut forms: Vec<(&str, String)> = Vec::new();
    for line in entry.text.iter().skip(1).filter(|line| **line != "}") {
        match (form(line), forms.last_mut()) {
            (Some((name, text)), _) => forms.push((name, text.to_owned())),
            (None, Some((_, text))) => *text = format!("{text} {line}"),
            (None, None) => return Err(format!("the choice of {} begins with no form.", entry.id)),
        }
    }
    let named =
        forms.into_iter().map(|(form, text)| Ok((format!("{}.{form}", entry.id), checked(&text, entry.id)?)));
    named.collect()
}

/// The name and the text of a form: `[one] { $count } day`, `*[other] { $count } days`.
fn form(line: &str) -> Option<(&str, &str)> {
    const FORMS: [Category; 6] =
        [Category::Zero, Category::One, Category::Two, Category::Few, Category::Many, Category::Other];
    let (name, text) = line.trim_start_matches('*').strip_prefix('[')?.split_once(']')?;
    FORMS.iter().any(|form| form.name() == name).then(|| (name, text.trim()))
}

/// A text whose blanks are all written in one way.
fn checked(text: &str, id: &str) -> Result<String, String> {
    let wrong = || format!("a blank of {id} is none. Write it as `{{ $name }}`.");
    if text.is_empty() {
        return Err(format!("{id} says nothing. Write its text behind `=`."));
    }
    let mut parts = text.split('{');
    let mut checked = parts.next().unwrap_or_default().to_owned();
    if checked.contains('}') {
        return Err(wrong());
    }
    for part in parts {
        let (blank, rest) = part.split_once('}').ok_or_else(wrong)?;
        let name = blank.trim().strip_prefix('$').filter(|name| is_name(name)).ok_or_else(wrong)?;
        if rest.contains('}') {
            return Err(wrong());
        }
        checked.push_str(&format!("{{ ${name} }}{rest}"));
    }
    Ok(checked)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "### Times\n\n# A comment.\nsince = since {$time}\nlong = one line\n    and = another\n\
        days = { $count ->\n    [one] { $count } day\n   *[other] { $count } days,\n        and more\n}\nlast = x\n";

    #[test]
    fn messages_and_choices_are_read() {
        let (phrases, problems) = read(FILE);
        let phrases: Vec<_> = phrases.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(problems, []);
        assert_eq!(
            phrases,
            [
                ("days.one", "{ $count } day"),
                ("days.other", "{ $count } days, and more"),
                ("last", "x"),
                ("long", "one line and = another"),
                ("since", "since { $time }"),
            ]
        );
        assert_eq!(blanks("{ $a } and { $b-c }{ $a }"), ["a", "b-c", "a"]);
    }

    #[test]
    fn what_is_not_read_is_told_with_its_line() {
        for (file, line, words) in [
            ("a = b\nNo = c", 2, "no message"),
            ("a = { b }", 1, "a blank of a"),
            ("a = { $b", 1, "a blank of a"),
            ("a = b }", 1, "a blank of a"),
            ("a =", 1, "says nothing"),
            ("a = b\n\na = c", 3, "twice"),
            ("a = { $n ->\n  [one] x", 1, "no end"),
            ("a = { $n ->\n  [one-ish] x\n}", 1, "begins with no form"),
            ("-term = x", 1, "no message"),
        ] {
            let (_, problems) = read(file);
            assert_eq!(problems.len(), 1, "{file}: {problems:?}");
            assert!(problems[0].line == line && problems[0].words.contains(words), "{file}: {}", problems[0]);
        }
    }

    proptest! {
        #[test]
        fn any_file_is_read_or_told(file in "(\\PC{0,12}|[a-z]{1,3} = [a-z{}$ ]{0,12}|\n| ){0,8}") {
            let (phrases, _) = read(&file);
            for (id, text) in &phrases {
                prop_assert!(!id.is_empty() && !text.is_empty());
                prop_assert_eq!(blanks(text).len(), text.matches('{').count());
            }
        }

        #[test]
        fn what_is_written_is_what_is_read(texts in prop::collection::btree_map("[a-z]{1,6}", "[A-Za-z,.:;]{1,12}", 1..8)) {
            let file: String = texts.iter().map(|(id, text)| format!("{id} = {text}\n")).collect();
            prop_assert_eq!(read(&file), (texts, vec![]));
        }
    }
}

//! Letters and signs of code that look like ASCII and are not: a command with one of them is not the command that is read.
//!
//! SECURITY: homoglyphs (Unicode Technical Standard 39, section 4; CVE-2021-42694) make a name read as another one than it is.
//! Word processors do the same to commands without meaning it: a dash for `--`, curly quotes, spaces that do not break. What is
//! honest in other languages stays: a word with any letter that looks like none of ASCII is a word of its language.

mod table;

use std::fmt::Write;

use crate::{escape, hidden};

/// A character that looks like ASCII, at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lookalike {
    /// Where in the code it begins, in bytes.
    pub at: usize,
    /// What stands there.
    pub is: char,
    /// What it is taken for.
    pub like: &'static str,
}

/// Who reads a part of code, which decides what in it can do harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A shell: names, options, quotes and spaces.
    Shell,
    /// A compiler or a parser: names.
    Program,
    /// People, who type what is between backticks: names and options.
    Inline,
    /// Strings, in which any language may be written: names that mix alphabets.
    Text,
}

/// What of `from..to` in `code` looks like ASCII and is not, in order.
pub(crate) fn find(code: &str, from: usize, to: usize, reader: Reader) -> Vec<Lookalike> {
    let part = code.get(from..to).unwrap_or_default();
    if part.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = from;
    for run in part.split_inclusive(|c: char| !is_of_word(c)) {
        let last = run.chars().next_back().filter(|c| !is_of_word(*c));
        let word = &run[..run.len() - last.map_or(0, char::len_utf8)];
        found.extend(in_word(code, at, word, reader));
        let sign = at + word.len();
        let like = last.filter(|c| !c.is_ascii()).and_then(|c| sign_like(code, sign, c, reader));
        found.extend(last.zip(like).map(|(is, like)| Lookalike { at: sign, is, like }));
        at += run.len();
    }
    found
}

/// `code[from..to]` as HTML in which each of `found` is marked with its number.
pub(crate) fn html(code: &str, from: usize, to: usize, found: &[Lookalike]) -> String {
    let mut html = String::with_capacity((to - from) * 2);
    let mut at = from;
    for one in found {
        html.push_str(&hidden::html(&code[at..one.at]));
        let (number, shown) = (hidden::number(one.is), escape::html(one.is.encode_utf8(&mut [0; 4])));
        // Writing to a String cannot fail.
        let _ = write!(html, "<span class=\"docs-lookalike\" data-number=\"{number}\">{shown}</span>");
        at = one.at + one.is.len_utf8();
    }
    html.push_str(&hidden::html(&code[at..to]));
    html
}

/// What is wrong in each word of `code` with some of `found`, and what was meant: the place of the first, message and remedy.
pub(crate) fn told(code: &str, found: &[Lookalike]) -> Vec<(usize, String, String)> {
    let mut told = Vec::new();
    let mut rest = found;
    while let [first, ..] = rest {
        let around = |c: char| c.is_ascii_whitespace();
        let from = code[..first.at].rfind(around).map_or(0, |at| at + 1);
        let to = code[first.at..].find(around).map_or(code.len(), |length| first.at + length);
        let (here, after) = rest.split_at(rest.partition_point(|one| one.at < to));
        rest = after;
        told.push((first.at, message(&code[from..to], here), remedy(code, from, to, here)));
    }
    told
}

/// Letters of a word that a message repeats.
const MOST_SHOWN: usize = 60;
/// Characters of a word that a message names.
const MOST_NAMED: usize = 3;

fn message(word: &str, found: &[Lookalike]) -> String {
    let mut names: Vec<String> = Vec::new();
    for one in found {
        let like = if one.like == " " { "a space".to_owned() } else { format!("`{}`", one.like) };
        let name = format!("{} in the place of {like}", hidden::number(one.is));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = if names.len() > MOST_NAMED { " and more" } else { "" };
    names.truncate(MOST_NAMED);
    let shown: String = hidden::named(word).chars().take(MOST_SHOWN).collect();
    format!("`{shown}` has {}{more}", names.join(", "))
}

fn remedy(code: &str, from: usize, to: usize, found: &[Lookalike]) -> String {
    let mut meant = String::new();
    let mut at = from;
    for one in found {
        meant.extend([&code[at..one.at], one.like]);
        at = one.at + one.is.len_utf8();
    }
    meant.push_str(&code[at..to]);
    let shown: String = hidden::named(&meant).chars().take(MOST_SHOWN).collect();
    format!("did you mean `{shown}`?")
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The lookalikes of a word at this place; none if it is a word of another language.
fn in_word(code: &str, at: usize, word: &str, reader: Reader) -> Vec<Lookalike> {
    let strange = word.char_indices().filter(|(_, c)| !c.is_ascii());
    let like = |(offset, is)| Some(Lookalike { at: at + offset, is, like: table::letter(is)? });
    let Some(found) = strange.map(like).collect::<Option<Vec<_>>>().filter(|found| !found.is_empty()) else {
        return Vec::new();
    };
    let is_styled = found.iter().all(|one| table::is_styled(one.is));
    let line = line(code, at);
    let is_meant = match (word.contains(|c: char| c.is_ascii_alphabetic()), reader) {
        // Full-width letters are at home between those of East Asia.
        _ if is_styled && line.contains(table::is_east_asian) => false,
        (true, _) => true,
        (false, Reader::Text) => false,
        (false, Reader::Shell) => found.iter().all(|one| table::is_same(one.is)) && !is_foreign(line),
        (false, Reader::Program | Reader::Inline) => is_styled,
    };
    if is_meant { found } else { Vec::new() }
}

/// Whether a line has a letter of another language that looks like none of ASCII.
fn is_foreign(line: &str) -> bool {
    line.chars().any(|c| !c.is_ascii() && c.is_alphabetic() && table::letter(c).is_none())
}

fn line(code: &str, at: usize) -> &str {
    let from = code[..at].rfind('\n').map_or(0, |at| at + 1);
    code[from..].split('\n').next().unwrap_or_default()
}

/// What the sign `c` at this place is taken for.
fn sign_like(code: &str, at: usize, c: char, reader: Reader) -> Option<&'static str> {
    let before = code[..at].chars().next_back();
    let after = code[at + c.len_utf8()..].chars().next();
    if table::is_dash(c) {
        return dash_like(c, before, &code[at + c.len_utf8()..], reader);
    }
    if reader != Reader::Shell {
        return None;
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let line = line(code, at);
    let like = table::sign(c)?;
    let is_honest = match like {
        // An apostrophe; what `tree` draws has such spaces.
        "'" => is_letter(before) && is_letter(after),
        " " => line.contains(|c: char| ('\u{2500}'..='\u{257f}').contains(&c)),
        _ => false,
    };
    (!is_honest && !line.contains(table::is_east_asian)).then_some(like)
}

/// A dash is an option's if a name follows it at once. Between words of their own it is one of prose.
fn dash_like(c: char, before: Option<char>, after: &str, reader: Reader) -> Option<&'static str> {
    let name = after.chars().take_while(char::is_ascii_alphanumeric).count();
    let begins = before.is_none_or(|c| c.is_whitespace());
    let is_meant = match reader {
        Reader::Shell => name > 0 || after.starts_with(|c: char| c == '-' || table::is_dash(c)),
        Reader::Inline => begins && after.starts_with(|c: char| c.is_ascii_alphabetic()),
        Reader::Program | Reader::Text => false,
    };
    is_meant.then_some(if begins && name > 1 && table::is_long_dash(c) { "--" } else { "-" })
}

#[cfg(test)]
mod tests;

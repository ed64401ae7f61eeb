//! Content lines (RFC 5545, section 3.1) and the values in them.

use calendar::Zone;
use chrono::NaiveDateTime;
use model::time::At;

/// The most bytes of a line without its break.
const LONGEST: usize = 75;

/// Lines as they are sent.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line, folded where it is too long. `value` is a value as its type is written, which holds no break.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if used + letter.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// All of them.
    pub(super) fn text(self) -> String {
        self.0
    }
}

/// A TEXT (RFC 5545, section 3.3.11). Control characters, which it cannot hold, become the replacement character.
pub(super) fn text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => safe.extend(['\\', letter]),
            '\n' | '\r' => safe.push_str("\\n"),
            '\t' => safe.push(letter),
            _ if letter.is_control() => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

/// A value without escapes, such as a URI: its control characters are left out.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// A DATE-TIME on the wall: `20261120T230939`.
pub(super) fn wall(at: NaiveDateTime) -> String {
    let text = at.to_string();
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).take("YYYYMMDDhhmmss".len()).collect();
    let (date, time) = digits.split_at_checked("YYYYMMDD".len()).unwrap_or((&digits, &[]));
    date.iter().chain(['T'].iter()).chain(time).collect()
}

/// A DATE-TIME in UTC: `20261120T230939Z`.
pub(super) fn instant(at: At) -> String {
    format!("{}Z", wall(Zone::UTC.local(at).0))
}

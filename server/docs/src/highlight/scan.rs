//! The engine: one pass over the bytes of a code, by the table of its language.

use super::languages::{Keys, Language, Listed, Quote};
use super::{Class, Out};

/// Marks the parts of `from..to`; `is_first` says whether a command may begin there.
pub(super) fn scan(out: &mut Out<'_>, language: &Language, from: usize, to: usize, is_first: bool) {
    let code = out.code;
    out.reads(language.is_shell);
    let bytes = &code.as_bytes()[..to];
    let mut scan = Scan { bytes, at: from, is_first, language };
    scan.line_start(out);
    while scan.at < to {
        scan.step(out);
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether a command or directive may begin here.
    is_first: bool,
    language: &'a Language,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Scan<'_> {
    fn step(&mut self, out: &mut Out<'_>) {
        let byte = self.bytes[self.at];
        match byte {
            b'\n' => {
                self.at += 1;
                self.is_first = !self.bytes[..self.at - 1].ends_with(b"\\");
                self.line_start(out);
            }
            b' ' | b'\t' => self.at += 1,
            _ if self.comment(out) || self.string(out, byte) || self.variable(out, byte) => {}
            b'0'..=b'9' => self.number(out),
            b'-' if self.language.is_shell && self.begins_word() => self.option(out),
            b'<' if self.language.is_shell => self.placeholder(out),
            _ if is_word(byte) => self.word(out),
            _ => {
                self.is_first |= self.language.starts_commands.contains(&byte);
                self.at += 1;
            }
        }
    }

    /// Whether nothing that belongs to a word is before this byte.
    fn begins_word(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.bytes[at]);
        before.is_none_or(|byte| {
            byte.is_ascii_whitespace()
                || matches!(byte, b'(' | b'[' | b'{' | b',' | b';' | b'|' | b'&' | b'`')
        })
    }

    fn line_end(&self) -> usize {
        self.bytes[self.at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.bytes.len(), |end| self.at + end)
    }

    /// What only stands at the start of a line: sections and keys.
    fn line_start(&mut self, out: &mut Out<'_>) {
        if self.language.keys == Keys::None {
            return;
        }
        let end = self.line_end();
        let line = &self.bytes[self.at..end];
        let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let content = &line[indent..];
        if self.language.keys == Keys::BeforeEquals
            && content.starts_with(b"[")
            && content.trim_ascii_end().ends_with(b"]")
        {
            out.mark(Class::Meta, self.at + indent, self.at + indent + content.trim_ascii_end().len());
            self.at = end;
        } else if self.language.keys == Keys::BeforeColon {
            self.yaml_key(out, indent, end);
        } else if self.language.keys == Keys::BeforeEquals {
            let key = content
                .iter()
                .take_while(|byte| is_word(**byte) || matches!(**byte, b'.' | b'-' | b'"' | b'\''))
                .count();
            if content[key..].trim_ascii_start().starts_with(b"=") {
                out.mark(Class::Key, self.at + indent, self.at + indent + key);
                self.at += indent + key;
            }
        }
    }

    /// `key:` behind an indent and dashes.
    fn yaml_key(&mut self, out: &mut Out<'_>, indent: usize, end: usize) {
        let mut from = self.at + indent;
        while self.bytes[from..end].starts_with(b"- ") {
            from += 2;
            from += self.bytes[from..end].iter().take_while(|byte| **byte == b' ').count();
        }
        let rest = &self.bytes[from..end];
        let length = match rest.first() {
            Some(b'"' | b'\'') => rest[1..].iter().position(|byte| *byte == rest[0]).map(|at| at + 2),
            Some(b'#' | b'{' | b'[' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@') | None => None,
            _ => rest
                .windows(2)
                .position(|pair| pair == b": ")
                .or_else(|| rest.ends_with(b":").then(|| rest.len() - 1)),
        };
        let is_key = |length: &usize| rest[*length..].first() == Some(&b':');
        if let Some(length) = length.filter(is_key).filter(|length| !rest[..*length].contains(&b'#')) {
            out.mark(Class::Key, from, from + length);
            self.at = from + length;
        }
    }

    fn comment(&mut self, out: &mut Out<'_>) -> bool {
        let rest = &self.bytes[self.at..];
        if let Some((_, close)) =
            self.language.block_comment.filter(|(open, _)| rest.starts_with(open.as_bytes()))
        {
            let length = find(&rest[2..], close.as_bytes()).map_or(rest.len(), |end| end + 2 + close.len());
            return self.take(out, Class::Comment, length);
        }
        let starts =
            |open: &&&str| rest.starts_with(open.as_bytes()) && (**open != "#" || self.begins_word());
        if self.language.line_comments.iter().find(starts).is_none() {
            return false;
        }
        let length = self.line_end() - self.at;
        self.take(out, Class::Comment, length)
    }

    fn take(&mut self, out: &mut Out<'_>, class: Class, length: usize) -> bool {
        out.mark(class, self.at, self.at + length);
        self.at += length;
        true
    }

    fn string(&mut self, out: &mut Out<'_>, byte: u8) -> bool {
        if !matches!(byte, b'"' | b'\'' | b'`') {
            return false;
        }
        let rest = &self.bytes[self.at..];
        // An apostrophe within a word begins nothing.
        let is_apostrophe = byte == b'\'' && self.at > 0 && is_word(self.bytes[self.at - 1]);
        let quote = self.language.quotes.iter().find(|quote| rest.starts_with(quote.mark.as_bytes()));
        let Some(quote) = quote.filter(|_| !is_apostrophe) else {
            // A lifetime of Rust, or what the language has no use for.
            self.is_first |= self.language.starts_commands.contains(&byte);
            self.at += 1;
            return true;
        };
        let length = string_length(rest, quote);
        let is_key =
            self.language.keys == Keys::Quoted && rest[length..].trim_ascii_start().starts_with(b":");
        self.is_first = false;
        self.take(out, if is_key { Class::Key } else { Class::String }, length)
    }

    fn variable(&mut self, out: &mut Out<'_>, byte: u8) -> bool {
        if !self.language.sigils.contains(&byte) {
            return false;
        }
        let rest = &self.bytes[self.at + 1..];
        let name = |bytes: &[u8]| bytes.iter().take_while(|byte| is_word(**byte)).count();
        let length = match rest.first() {
            Some(b'{') => rest.iter().take_while(|byte| !matches!(**byte, b'}' | b'\n')).count() + 1,
            Some(b'?' | b'@' | b'#' | b'!' | b'*' | b'$') if self.language.is_shell => 1,
            _ => name(rest),
        };
        if length == 0 {
            // `$(` runs a command.
            self.is_first |= rest.first() == Some(&b'(');
            self.at += 1;
            return true;
        }
        self.is_first = false;
        self.take(out, Class::Variable, (length + 1).min(self.bytes.len() - self.at))
    }

    fn number(&mut self, out: &mut Out<'_>) {
        let rest = &self.bytes[self.at..];
        // Units and hexadecimal digits belong to it: `30s`, `0xff`, `512Mi`, `1.5e3`.
        let length = rest.iter().take_while(|byte| is_word(**byte) || **byte == b'.').count();
        let length = without_dots(&rest[..length]);
        self.is_first = false;
        self.take(out, Class::Number, length);
    }

    fn option(&mut self, out: &mut Out<'_>) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| is_word(**byte) || **byte == b'-').count();
        let is_option = rest[..length].iter().any(|byte| *byte != b'-');
        if is_option {
            self.take(out, Class::Key, length);
        } else {
            self.at += length;
        }
    }

    /// `<name>` to be filled in.
    fn placeholder(&mut self, out: &mut Out<'_>) {
        let rest = &self.bytes[self.at + 1..];
        let length = rest.iter().take_while(|byte| is_word(**byte) || matches!(**byte, b'-' | b'.')).count();
        if length > 0 && rest[0].is_ascii_alphabetic() && rest.get(length) == Some(&b'>') {
            self.take(out, Class::Variable, length + 2);
        } else {
            self.at += 1;
        }
        self.is_first = false;
    }

    fn word(&mut self, out: &mut Out<'_>) {
        let rest = &self.bytes[self.at..];
        let extra = self.language.word_marks;
        let length = rest.iter().take_while(|byte| is_word(**byte) || extra.contains(*byte)).count();
        let word = &rest[..length];
        let after = rest.get(length).copied().unwrap_or(b'\n');
        let class = self.class(word, after);
        // A command follows `sudo`, `then` and the setting of a variable.
        self.is_first =
            self.is_first && self.language.is_shell && (class == Some(Class::Keyword) || after == b'=');
        match class {
            Some(class) => drop(self.take(out, class, length)),
            None => self.at += length,
        }
    }

    fn class(&self, word: &[u8], after: u8) -> Option<Class> {
        let language = self.language;
        match language.listed(word) {
            Some(Listed::Keyword) => return Some(Class::Keyword),
            Some(Listed::Builtin) => return Some(Class::Function),
            None => {}
        }
        if self.is_first && language.first_is_command && after != b'=' {
            return Some(Class::Function);
        }
        if after == b'=' && language.is_shell && self.is_first {
            return Some(Class::Variable);
        }
        (after == b'(' && language.calls).then_some(Class::Function)
    }
}

/// Length of a number without the dots that end a sentence or begin a range.
fn without_dots(number: &[u8]) -> usize {
    number.iter().rposition(|byte| *byte != b'.').map_or(0, |last| last + 1)
}

/// Length of the string at the start of `rest`, its marks included; one that is not closed ends with its line.
fn string_length(rest: &[u8], quote: &Quote) -> usize {
    let mark = quote.mark.as_bytes();
    let mut at = mark.len();
    while at < rest.len() {
        match rest[at] {
            b'\\' if quote.escapes => at += 2,
            b'\n' if !quote.is_long => return at,
            byte if byte == mark[0] && rest[at..].starts_with(mark) => return at + mark.len(),
            _ => at += 1,
        }
    }
    rest.len()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

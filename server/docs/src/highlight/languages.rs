//! The table of languages.

mod operations;
mod programs;

use operations::{DOCKERFILE, HCL, INI, JSON, NGINX, PROMQL, SQL, TOML, YAML};
pub(super) use operations::{LOG, SHELL};
use programs::{JAVA, JAVASCRIPT, PYTHON, RUST};

/// Where keys stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    None,
    /// `key:` at the start of a line.
    BeforeColon,
    /// `key =` at the start of a line, and `[section]`.
    BeforeEquals,
    /// `"key":` anywhere.
    Quoted,
}

/// How a string is written.
#[derive(Debug)]
pub(super) struct Quote {
    /// Before and behind it.
    pub mark: &'static str,
    /// Whether a backslash keeps the next character from ending it.
    pub escapes: bool,
    /// Whether it may go over lines.
    pub is_long: bool,
}

/// How to tell the parts of a language.
#[derive(Debug)]
pub(super) struct Language {
    pub names: &'static [&'static str],
    pub line_comments: &'static [&'static str],
    pub block_comment: Option<(&'static str, &'static str)>,
    /// Longer marks first.
    pub quotes: &'static [Quote],
    /// Words between spaces, sorted; in lower case if case does not matter.
    pub keywords: &'static [&'static str],
    /// As the keywords: commands, functions and types that the language brings along.
    pub builtins: &'static [&'static str],
    pub ignores_case: bool,
    /// Bytes that begin a variable.
    pub sigils: &'static [u8],
    /// Bytes that belong to words besides letters, digits and `_`.
    pub word_marks: &'static [u8],
    pub keys: Keys,
    /// Whether the first word of a line or behind `starts_commands` is a command.
    pub first_is_command: bool,
    pub starts_commands: &'static [u8],
    /// Whether a word before `(` is a function.
    pub calls: bool,
    pub is_shell: bool,
}

/// The longest word of a list.
const LONGEST: usize = 24;

impl Language {
    /// What a word of this language's lists is.
    pub(super) fn listed(&self, word: &[u8]) -> Option<Listed> {
        let mut buffer = [0_u8; LONGEST];
        let lower = buffer.get_mut(..word.len())?;
        lower.copy_from_slice(word);
        if self.ignores_case {
            lower.make_ascii_lowercase();
        }
        let is_in = |words: &[&str]| words.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok();
        if is_in(self.keywords) {
            return Some(Listed::Keyword);
        }
        is_in(self.builtins).then_some(Listed::Builtin)
    }
}

/// Which list a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    Keyword,
    Builtin,
}

const fn short(mark: &'static str) -> Quote {
    Quote { mark, escapes: true, is_long: false }
}

const fn long(mark: &'static str) -> Quote {
    Quote { mark, escapes: true, is_long: true }
}

const fn raw(mark: &'static str) -> Quote {
    Quote { mark, escapes: false, is_long: true }
}

const PLAIN: Language = Language {
    names: &[],
    line_comments: &[],
    block_comment: None,
    quotes: &[short("\""), short("'")],
    keywords: &[],
    builtins: &[],
    ignores_case: false,
    sigils: b"",
    word_marks: b"",
    keys: Keys::None,
    first_is_command: false,
    starts_commands: b"",
    calls: false,
    is_shell: false,
};

static ALL: [&Language; 14] = [
    &SHELL,
    &PROMQL,
    &YAML,
    &JSON,
    &SQL,
    &TOML,
    &INI,
    &HCL,
    &NGINX,
    &DOCKERFILE,
    &RUST,
    &PYTHON,
    &JAVA,
    &JAVASCRIPT,
];

/// The language with this name, in lower case.
pub(super) fn named(name: &str) -> Option<&'static Language> {
    ALL.into_iter().find(|language| language.names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_short_and_in_the_right_case() {
        for language in ALL {
            for words in [language.keywords, language.builtins] {
                assert!(words.is_sorted(), "{:?}", language.names);
                assert!(words.iter().all(|word| word.len() <= LONGEST));
                assert!(!language.ignores_case || words.iter().all(|word| word.to_lowercase() == **word));
            }
        }
    }

    #[test]
    fn every_language_is_found_by_its_names() {
        let names: Vec<_> = ALL.iter().flat_map(|language| language.names).collect();
        for name in &names {
            assert!(named(name).is_some());
            assert_eq!(names.iter().filter(|other| other == &name).count(), 1, "{name}");
        }
    }
}

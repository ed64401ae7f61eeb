//! Heading ids equal to GitHub's, so that links written for one work on the other.
//!
//! Rule: <https://github.com/Flet/github-slugger> (lower case; only letters, marks, decimal digits, connector
//! punctuation, `-` and spaces stay; a space becomes `-`; repeats get `-1`, `-2`).

use std::collections::HashMap;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Gives out the ids of one page.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    /// Every id given, and how often it was asked for again.
    given: HashMap<String, usize>,
}

impl Slugs {
    /// Whether `id` was not given yet; it is given then.
    pub(crate) fn take(&mut self, id: &str) -> bool {
        self.given.insert(id.to_owned(), 0).is_none()
    }

    /// An id for `text` that this page does not have yet. Text without a letter or digit gives "section".
    pub(crate) fn next(&mut self, text: &str) -> String {
        let plain = slug(text);
        let base = if plain.is_empty() { "section".to_owned() } else { plain };
        let mut id = base.clone();
        let mut repeat = self.given.get(&base).copied().unwrap_or(0);
        while self.given.contains_key(&id) {
            repeat += 1;
            id = format!("{base}-{repeat}");
        }
        self.given.insert(base, repeat);
        self.given.entry(id.clone()).or_insert(0);
        id
    }
}

fn slug(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| stays(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn stays(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ');
    }
    // Alphabetic and join control are part of what GitHub's pattern calls a word.
    c.is_alphabetic()
        || matches!(c, '\u{200c}' | '\u{200d}')
        || matches!(
            c.general_category(),
            GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::DecimalNumber
                | GeneralCategory::ConnectorPunctuation
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn equals_github() {
        let cases = [
            ("Hello World", "hello-world"),
            ("1. Check the pods!", "1-check-the-pods"),
            ("What's new?", "whats-new"),
            ("C++ & C#", "c--c"),
            ("snake_case-kebab", "snake_case-kebab"),
            ("a  b", "a--b"),
            ("KubePodCrashLooping", "kubepodcrashlooping"),
            ("v1.2.3 (beta)", "v123-beta"),
            ("path/to/file.md", "pathtofilemd"),
            ("\u{dc}bersicht \u{2014} \u{c4}rger", "\u{fc}bersicht--\u{e4}rger"),
            ("\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}", "\u{43f}\u{440}\u{438}\u{432}\u{435}\u{442}"),
            ("e\u{301}", "e\u{301}"),
            ("\u{1f680} Launch", "-launch"),
            ("x\u{b2} \u{bd}", "x-"),
            ("tab\there", "tabhere"),
        ];
        for (text, wanted) in cases {
            assert_eq!(slug(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn repeats_are_numbered_around_what_is_taken() {
        let mut slugs = Slugs::default();
        let ids: Vec<_> =
            ["A", "A", "A-1", "A", "A-1", "!", "?"].iter().map(|text| slugs.next(text)).collect();
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2", "a-1-2", "section", "section-1"]);
    }

    proptest! {
        #[test]
        fn ids_are_unique(texts in proptest::collection::vec("[aA!]{0,2}(-[12])?", 0..40)) {
            let mut slugs = Slugs::default();
            let ids: HashSet<_> = texts.iter().map(|text| slugs.next(text)).collect();
            prop_assert_eq!(ids.len(), texts.len());
        }
    }
}

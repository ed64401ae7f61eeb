//! The files of messages, which are part of the program.

use crate::lang::Lang;
use crate::locale::Locale;
use std::sync::Arc;

/// The file of each language.
pub const SOURCES: [(Lang, &str); 3] = [
    (Lang::En, include_str!("../en.ftl")),
    (Lang::De, include_str!("../de.ftl")),
    (Lang::Ar, include_str!("../ar.ftl")),
];

/// All languages with their phrases.
#[derive(Clone, Debug)]
pub struct Locales(Vec<Arc<Locale>>);

impl Locales {
    /// Those that are part of the program.
    pub fn embedded() -> Locales {
        Locales(SOURCES.map(|(lang, file)| Arc::new(Locale::of(lang, file))).into())
    }

    /// The phrases of a language.
    pub fn get(&self, lang: Lang) -> Arc<Locale> {
        self.0.iter().find(|locale| locale.lang() == lang).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plural::{categories, category};
    use crate::read::{blanks, read};
    use std::collections::{BTreeMap, BTreeSet};

    /// Each message of a language: the blanks that it has in any form, and its forms.
    fn messages(lang: Lang) -> BTreeMap<String, (BTreeSet<String>, Vec<String>)> {
        let locale = Locales::embedded().get(lang);
        let mut messages: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
        for (id, text) in locale.phrases() {
            let (name, form) = id.split_once('.').unwrap_or((id, ""));
            let (found, forms) = messages.entry(name.into()).or_default();
            // Some languages say one or two of something without the number.
            found.extend(blanks(text).into_iter().filter(|its| *its != "count").map(String::from));
            forms.extend((!form.is_empty()).then(|| form.to_owned()));
        }
        messages
    }

    #[test]
    fn every_file_is_read_as_a_whole() {
        for (lang, file) in SOURCES {
            let (phrases, problems) = read(file);
            assert_eq!(problems, [], "{}", lang.tag());
            assert!(phrases.len() > 100, "{} holds too little to be what is meant", lang.tag());
        }
    }

    #[test]
    fn every_language_says_all_that_english_says_with_the_same_blanks() {
        let english = messages(Lang::En);
        for lang in Lang::ALL {
            let its = messages(lang);
            let names = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<BTreeSet<_>>();
            let (ours, theirs) = (names(&english), names(&its));
            let missing: Vec<_> = ours.symmetric_difference(&theirs).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", lang.tag());
            for (name, (blanks, _)) in &english {
                assert_eq!(its.get(name).map(|its| &its.0), Some(blanks), "{name} in {}", lang.tag());
            }
        }
    }

    #[test]
    fn a_choice_has_all_forms_of_its_language() {
        for lang in Lang::ALL {
            let mut wanted: Vec<_> = categories(lang).iter().map(|form| form.name()).collect();
            wanted.sort_unstable();
            let choices = messages(lang).into_iter().filter(|(_, (_, forms))| !forms.is_empty());
            let wrong: Vec<_> = choices.filter(|(_, (_, forms))| *forms != wanted).collect();
            assert!(wrong.is_empty(), "{}: {wrong:?}", lang.tag());
        }
    }

    #[test]
    fn no_message_is_markup() {
        for (lang, file) in SOURCES {
            let marks = file.lines().find(|line| line.contains(['<', '&', '"']));
            assert_eq!(marks, None, "{}", lang.tag());
        }
    }

    #[test]
    fn no_message_was_left_in_english() {
        let english = Locales::embedded().get(Lang::En);
        let words =
            |text: &str| text.split('{').filter_map(|part| part.split('}').next_back()).collect::<String>();
        let same = |lang: Lang| {
            let its = Locales::embedded().get(lang);
            let same = its.phrases().filter(|(id, text)| {
                words(text).chars().filter(|letter| letter.is_alphabetic()).count() > 12
                    && english.phrases().any(|other| other == (*id, *text))
            });
            same.map(|(id, _)| id.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!([same(Lang::De), same(Lang::Ar)], [vec![], Vec::<String>::new()]);
    }

    #[test]
    fn arabic_counts_days_as_its_speakers_do() {
        let arabic = Locales::embedded().get(Lang::Ar);
        let told: Vec<_> = [0, 1, 2, 3, 11, 100].map(|days| arabic.count("days", days, &[])).into();
        let forms = [0, 1, 2, 3, 11, 100].map(|number| category(Lang::Ar, number).name());
        assert_eq!(forms, ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), 6, "{told:?}");
        assert!(told[2].contains("\u{64a}\u{648}\u{645}\u{627}\u{646}"), "{told:?}");
        assert!(told[3].contains('3') && told[3].contains("\u{623}\u{64a}\u{627}\u{645}"), "{told:?}");
    }
}

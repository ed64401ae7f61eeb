//! A language with its phrases: filling their blanks, and choosing the form that a number asks for.

use crate::lang::Lang;
use crate::plural::category;
use crate::read::read;
use std::collections::BTreeMap;

/// The mark before what stands in a blank, by which its direction, that of its first letter, does not change that of the sentence
/// (UAX 9, section 2.4).
const ISOLATE: char = '\u{2068}';

/// The same for what is from right to left whatever it begins with.
const RIGHT_TO_LEFT: char = '\u{2067}';

/// The mark behind it.
const END: char = '\u{2069}';

/// A language with its phrases. A phrase that is not there is shown by its name, which the tests of the languages keep from
/// happening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locale {
    lang: Lang,
    /// By name, in the order of names.
    phrases: Vec<(String, String)>,
}

impl Locale {
    /// A language with these phrases.
    pub fn new(lang: Lang, phrases: BTreeMap<String, String>) -> Locale {
        Locale { lang, phrases: phrases.into_iter().collect() }
    }

    /// A language with the messages of a file; what cannot be read of it is left out.
    pub fn of(lang: Lang, file: &str) -> Locale {
        Locale::new(lang, read(file).0)
    }

    /// The language with this tag, with the phrases of an [`excerpt`](Locale::excerpt).
    pub fn from_excerpt(tag: &str, excerpt: &str) -> Locale {
        // Searching for a letter weighs less on a bundle than searching for words.
        let phrases = excerpt.split('\n').filter_map(|line| line.split_once('='));
        let phrases = phrases
            .map(|(id, text)| (id.trim_end_matches(' ').to_owned(), text.trim_start_matches(' ').to_owned()))
            .collect();
        Locale { lang: Lang::from_tag(tag).unwrap_or_default(), phrases }
    }

    /// The phrases of these names, in the order of names and a line each, for a page that fills them itself. Choices between
    /// forms are not among them.
    pub fn excerpt<'a>(&self, ids: impl Iterator<Item = &'a str>) -> String {
        let mut lines: Vec<_> = ids.filter_map(|id| Some(format!("{id} = {}", self.phrase(id)?))).collect();
        lines.sort_unstable();
        lines.join("\n")
    }

    /// Its language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The names of all its phrases, with their texts.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.phrases.iter().map(|(id, text)| (id.as_str(), text.as_str()))
    }

    /// The phrase of this name, as it stands in the file.
    pub(crate) fn phrase(&self, id: &str) -> Option<&str> {
        let at = self.phrases.binary_search_by(|(its, _)| its.as_str().cmp(id)).ok()?;
        Some(self.phrases.get(at)?.1.as_str())
    }

    /// A phrase without blanks.
    pub fn text(&self, id: &str) -> String {
        self.phrase(id).unwrap_or(id).to_owned()
    }

    /// A phrase whose blanks hold these values, by name. What a value holds is never read as a blank; where the sentence is
    /// HTML, values are escaped by whoever gives them.
    pub fn fill(&self, id: &str, values: &[(&str, &str)]) -> String {
        let phrase = self.phrase(id).unwrap_or(id);
        let mut text = String::with_capacity(phrase.len() + 16);
        // Behind each brace but the first stand a blank, `$name`, and the text up to the next one.
        for (at, part) in phrase.split('{').enumerate() {
            match part.split_once('}') {
                Some((blank, behind)) if at > 0 => {
                    self.push_isolated(&mut text, value(blank, values));
                    text.push_str(behind);
                }
                _ => text.push_str(part),
            }
        }
        text
    }

    /// The form of a phrase that `number` asks for, its blanks filled; the blank `count` holds the number.
    pub fn count(&self, id: &str, number: usize, values: &[(&str, &str)]) -> String {
        let form = category(self.lang, number as u64).name();
        let named = [format!("{id}.{form}"), format!("{id}.other")];
        let named = named.iter().map(String::as_str).find(|name| self.phrase(name).is_some());
        let count = self.figure(&number.to_string());
        let values = [&[("count", count.as_str())], values].concat();
        self.fill(named.unwrap_or(id), &values)
    }

    /// Parts of a sentence, listed.
    pub fn list(&self, parts: impl IntoIterator<Item = String>) -> String {
        let comma = self.text("comma") + " ";
        parts.into_iter().collect::<Vec<_>>().join(&comma)
    }

    fn push_isolated(&self, text: &mut String, value: &str) {
        if self.lang != Lang::Ar {
            return text.push_str(value);
        }
        // A phrase of this language whose letters all stand in blanks of its own has no first letter to go by.
        text.push(if value.contains(END) { RIGHT_TO_LEFT } else { ISOLATE });
        text.push_str(value);
        text.push(END);
    }
}

/// What stands in a blank, which is written ` $name `.
fn value<'a>(blank: &str, values: &[(&str, &'a str)]) -> &'a str {
    let name = blank.get(2..blank.len().saturating_sub(1));
    values.iter().find(|(its, _)| Some(*its) == name).map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "since = since { $time }\nplain = so\nboth = { $a } to { $b } and { $a }\n\
        days = { $count ->\n [one] { $count } day of { $all }\n *[other] { $count } days of { $all }\n}\n";

    fn english() -> Locale {
        Locale::of(Lang::En, FILE)
    }

    #[test]
    fn blanks_are_filled_by_name() {
        let english = english();
        assert_eq!(english.text("plain"), "so");
        assert_eq!(english.fill("since", &[("time", "12:00")]), "since 12:00");
        assert_eq!(english.fill("both", &[("b", "2"), ("a", "1")]), "1 to 2 and 1");
        assert_eq!(english.fill("since", &[]), "since ");
        assert_eq!(english.text("nothing-like-it"), "nothing-like-it");
    }

    #[test]
    fn a_number_chooses_the_form() {
        let days = |number| english().count("days", number, &[("all", "7")]);
        assert_eq!([days(0), days(1), days(2)], ["0 days of 7", "1 day of 7", "2 days of 7"]);
        assert_eq!(english().count("plain", 3, &[]), "so");
    }

    #[test]
    fn what_is_written_the_other_way_stands_alone() {
        let arabic = Locale::of(Lang::Ar, FILE);
        assert_eq!(arabic.fill("since", &[("time", "12:00 UTC")]), "since \u{2068}12:00 UTC\u{2069}");
    }

    #[test]
    fn a_phrase_in_a_blank_goes_the_way_of_its_language() {
        let arabic = Locale::of(Lang::Ar, FILE);
        let date = arabic.fill("both", &[("a", "22"), ("b", "2026")]);
        assert!(arabic.fill("since", &[("time", &date)]).starts_with("since \u{2067}\u{2068}22"));
    }

    #[test]
    fn an_excerpt_fills_as_the_whole_does() {
        let ids = ["since", "both", "gone", "plain"];
        let excerpt = english().excerpt(ids.into_iter());
        assert_eq!(excerpt, "both = { $a } to { $b } and { $a }\nplain = so\nsince = since { $time }");
        let read = Locale::from_excerpt("en", &excerpt);
        assert_eq!(read.fill("both", &[("a", "x"), ("b", "y")]), "x to y and x");
        assert_eq!(Locale::from_excerpt("xx", "").lang(), Lang::En);
    }

    proptest! {
        #[test]
        fn a_value_is_never_read(value in "\\PC{0,20}|\\{ \\$(a|b) \\}") {
            let english = english();
            let text = english.fill("both", &[("a", &value), ("b", &value)]);
            prop_assert_eq!(text, format!("{value} to {value} and {value}"));
        }
    }
}

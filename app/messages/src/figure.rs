//! Figures with their units, in the signs and words of a language.

use crate::locale::Locale;

impl Locale {
    /// A figure as all of Pharos writes it, such as `2,150.2 h`, `99.958 %` and `3 d 4 h`, as this language does: the signs
    /// between thousands and before decimals are those of the message `separators`, a unit is that of `unit-` and its name,
    /// and what has no such message stays as it is.
    pub fn figure(&self, written: &str) -> String {
        let separators = self.phrase("separators").unwrap_or(",.");
        let mut signs = separators.chars();
        let (group, decimal) = (signs.next().unwrap_or(','), signs.next().unwrap_or('.'));
        let mut text = String::with_capacity(written.len() + 8);
        for (at, word) in written.split(' ').enumerate() {
            if at > 0 {
                text.push(' ');
            }
            if !word.bytes().any(|byte| byte.is_ascii_digit()) {
                text.push_str(self.phrase(&["unit-", word].concat()).unwrap_or(word));
                continue;
            }
            for letter in word.chars() {
                text.push(match letter {
                    ',' => group,
                    '.' => decimal,
                    other => other,
                });
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use crate::{Lang, Locales};
    use proptest::prelude::*;

    #[test]
    fn figures_have_the_signs_and_units_of_their_language() {
        let locales = Locales::embedded();
        let of = |lang: Lang, text: &str| locales.get(lang).figure(text);
        for same in ["2,150.2 h", "99.958 %", "3 d 4 h", "3.4 ms", "14.4 /s", "512 MiB", "-", ""] {
            assert_eq!(of(Lang::En, same), same);
        }
        assert_eq!(of(Lang::De, "2,150.2 h"), "2.150,2 h");
        assert_eq!(of(Lang::De, "99.958 %"), "99,958 %");
        assert_eq!(of(Lang::De, "14.4 req/s"), "14,4 req/s");
        assert!(of(Lang::Ar, "12 min").starts_with("12 ") && !of(Lang::Ar, "12 min").contains("min"));
    }

    proptest! {
        #[test]
        fn digits_are_never_lost(whole in 0u64..u64::MAX, unit in "[a-zA-Z/%]{0,4}") {
            let locales = Locales::embedded();
            for lang in Lang::ALL {
                let text = locales.get(lang).figure(&format!("{whole} {unit}"));
                prop_assert!(text.starts_with(&whole.to_string()), "{}", text);
            }
        }
    }
}

//! Which form a number asks for: the cardinal rules of CLDR 46 for whole numbers
//! (unicode.org/reports/tr35/tr35-numbers.html, section 5.1.1).

use crate::lang::Lang;

/// A form that a language has for numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Nothing at all.
    Zero,
    /// As one.
    One,
    /// As a pair.
    Two,
    /// As a few.
    Few,
    /// As many.
    Many,
    /// As any other number.
    Other,
}

impl Category {
    /// Its name in files of messages: `few`.
    pub fn name(self) -> &'static str {
        match self {
            Category::Zero => "zero",
            Category::One => "one",
            Category::Two => "two",
            Category::Few => "few",
            Category::Many => "many",
            Category::Other => "other",
        }
    }
}

/// The forms that a language has.
pub fn categories(lang: Lang) -> &'static [Category] {
    match lang {
        Lang::En | Lang::De => &[Category::One, Category::Other],
        Lang::Ar => {
            &[Category::Zero, Category::One, Category::Two, Category::Few, Category::Many, Category::Other]
        }
    }
}

/// The form that `number` of something asks for.
pub fn category(lang: Lang, number: u64) -> Category {
    match (lang, number) {
        (_, 1) => Category::One,
        (Lang::En | Lang::De, _) => Category::Other,
        (Lang::Ar, 0) => Category::Zero,
        (Lang::Ar, 2) => Category::Two,
        (Lang::Ar, _) => match number % 100 {
            3..=10 => Category::Few,
            11..=99 => Category::Many,
            _ => Category::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arabic_has_six_forms() {
        use Category::*;
        for (number, form) in [
            (0, Zero),
            (1, One),
            (2, Two),
            (3, Few),
            (10, Few),
            (11, Many),
            (99, Many),
            (100, Other),
            (101, Other),
            (102, Other),
            (103, Few),
            (111, Many),
            (200, Other),
            (1_011, Many),
        ] {
            assert_eq!(category(Lang::Ar, number), form, "{number}");
        }
    }

    #[test]
    fn english_and_german_have_two() {
        for lang in [Lang::En, Lang::De] {
            let forms = [0, 1, 2, 11, 101].map(|number| category(lang, number).name());
            assert_eq!(forms, ["other", "one", "other", "other", "other"]);
        }
    }

    proptest! {
        #[test]
        fn a_number_asks_for_a_form_that_its_language_has(number in any::<u64>()) {
            for lang in Lang::ALL {
                prop_assert!(categories(lang).contains(&category(lang, number)));
            }
        }
    }
}

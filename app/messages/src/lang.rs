//! The languages, by what they are called, and which of them somebody reads.

/// A language in which the public pages can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English, which every page speaks.
    #[default]
    En,
    /// German.
    De,
    /// Arabic, written from right to left.
    Ar,
}

impl Lang {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Ar];

    /// Its tag (BCP 47): `de`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
            Lang::Ar => "ar",
        }
    }

    /// What those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::De => "Deutsch",
            Lang::Ar => "\u{627}\u{644}\u{639}\u{631}\u{628}\u{64a}\u{629}",
        }
    }

    /// Which way it is written, as HTML has it: `ltr`, `rtl`.
    pub fn direction(self) -> &'static str {
        if self == Lang::Ar { "rtl" } else { "ltr" }
    }

    /// The language of exactly this tag.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The language that `Accept-Language` (RFC 9110, section 12.5.4) weighs most; of equal ones the first. A region or a
    /// script behind a language changes nothing: `de-AT` is German (RFC 4647, section 3.4). Nothing if it names none of ours.
    pub fn accepted(header: &str) -> Option<Lang> {
        let mut best: Option<(u32, Lang)> = None;
        for item in header.split(',').take(MOST_RANGES) {
            let (range, weight) = item.split_once(';').unwrap_or((item, ""));
            let Some(lang) = primary(range.trim()) else { continue };
            let weight = quality(weight);
            if weight > best.map_or(0, |(most, _)| most) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }
}

/// The most ranges of a header that are looked at.
const MOST_RANGES: usize = 32;

/// The language of a range: of `*`, that of the site.
fn primary(range: &str) -> Option<Lang> {
    let first = range.split('-').next().unwrap_or_default();
    let named = Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(first));
    named.or((range == "*").then(Lang::default))
}

/// A weight such as `q=0.8` in thousandths; 1 where there is none, 0 for what is no weight.
fn quality(parameter: &str) -> u32 {
    let parameter = parameter.trim();
    if parameter.is_empty() {
        return 1_000;
    }
    let value = parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q="));
    let value = value.and_then(|value| value.parse::<f32>().ok()).filter(|value| (0.0..=1.0).contains(value));
    value.map_or(0, |value| (value * 1_000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_are_read_as_they_are_written() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_tag(lang.tag()), Some(lang));
        }
        for other in ["", "DE", "de-AT", "fr", "en\r\n", "../de"] {
            assert_eq!(Lang::from_tag(other), None, "{other}");
        }
    }

    #[test]
    fn a_reader_gets_what_they_weigh_most() {
        for (header, lang) in [
            ("de", Some(Lang::De)),
            ("de-AT,de;q=0.9,en;q=0.8", Some(Lang::De)),
            ("fr-FR, fr;q=0.9, ar;q=0.3, en;q=0.4", Some(Lang::En)),
            ("AR-EG", Some(Lang::Ar)),
            ("en;q=0.5, de;q=0.5", Some(Lang::En)),
            ("de;q=0, *;q=0.1", Some(Lang::En)),
            ("de;q=0", None),
            ("de;q=2, ar;q=x", None),
            ("fr", None),
            ("", None),
        ] {
            assert_eq!(Lang::accepted(header), lang, "{header}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_answered(header in "\\PC{0,80}", tag in "[a-z]{2}") {
            let _ = Lang::accepted(&header);
            let named = Lang::accepted(&tag);
            prop_assert_eq!(named, Lang::from_tag(&tag));
        }
    }
}

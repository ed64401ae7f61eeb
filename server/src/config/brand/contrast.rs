//! Colours, and whether text in them can be read on the grounds of our pages: WCAG 2.2, "relative luminance" and "contrast
//! ratio".

use std::fmt;

/// The least contrast of text to its ground (WCAG 2.2, success criterion 1.4.3).
pub(super) const LEAST: f64 = 4.5;

/// A colour of the screen: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

/// The grounds of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Light,
    Dark,
}

/// `--ground`, `--raised` and `--sunken` of `style/tokens.css`.
const LIGHT: [Color; 3] = [Color([0xf7, 0xf6, 0xf2]), Color([0xff, 0xff, 0xff]), Color([0xee, 0xec, 0xe5])];
const DARK: [Color; 3] = [Color([0x0f, 0x15, 0x1c]), Color([0x16, 0x1e, 0x27]), Color([0x0b, 0x10, 0x16])];

impl Color {
    /// Reads `#12507e`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text
            .strip_prefix('#')
            .filter(|it| it.len() == 6 && it.bytes().all(|it| it.is_ascii_hexdigit()))?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Color([red, green, blue]))
    }

    /// From 0 for black to 1 for white.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// From 1 to 21, whichever of the two is the text.
    fn contrast(self, other: Color) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }

    /// This colour with `share` of 100 parts of `other` in it.
    fn mixed(self, other: Color, share: u32) -> Color {
        let part = |(one, other): (u8, u8)| {
            let sum = u32::from(one) * (100 - share) + u32::from(other) * share;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        let ([red, green, blue], [its_red, its_green, its_blue]) = (self.0, other.0);
        Color([(red, its_red), (green, its_green), (blue, its_blue)].map(part))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Ground {
    pub(super) fn word(self) -> &'static str {
        match self {
            Ground::Light => "light",
            Ground::Dark => "dark",
        }
    }

    /// What a colour has to be to be read better.
    pub(super) fn better(self) -> &'static str {
        match self {
            Ground::Light => "darker",
            Ground::Dark => "lighter",
        }
    }

    /// The least contrast of a colour on these grounds.
    pub(super) fn contrast(self, color: Color) -> f64 {
        let grounds = if self == Ground::Light { LIGHT } else { DARK };
        grounds.into_iter().map(|ground| color.contrast(ground)).fold(f64::INFINITY, f64::min)
    }

    /// The colour, as much darker or lighter as it takes to be read.
    pub(super) fn readable(self, color: Color) -> Color {
        let end = if self == Ground::Light { Color([0; 3]) } else { Color([255; 3]) };
        let all = (0..=100).map(|share| color.mixed(end, share));
        all.into_iter().find(|it| self.contrast(*it) >= LEAST).unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn contrast_is_as_the_standard_has_it() {
        let (black, white, grey) = (Color([0; 3]), Color([255; 3]), Color::parse("#767676").unwrap());
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        // The lightest grey that passes on white.
        assert!((4.5..4.6).contains(&grey.contrast(white)), "{}", grey.contrast(white));
        assert_eq!(grey.to_string(), "#767676");
    }

    #[test]
    fn the_grounds_are_those_of_the_style_sheet() {
        let css = include_str!("../../../../style/tokens.css");
        for (place, token) in ["ground", "raised", "sunken"].into_iter().enumerate() {
            let line = format!("--{token}: light-dark({}, {});", LIGHT[place], DARK[place]);
            assert!(css.contains(&line), "{line}");
        }
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for wrong in ["", "#", "#12507", "#12507ee", "12507e", "#12507g", "#+2507e", "#\u{e9}507e", "red"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_colour_is_asked_for_a_readable_one_is_offered(color: [u8; 3]) {
            for ground in [Ground::Light, Ground::Dark] {
                prop_assert!(ground.contrast(ground.readable(Color(color))) >= LEAST);
            }
        }
    }
}

//! Titles that are the names of alerts: words so long that they break somewhere, which is to be between the words they are of.

use crate::ui::drawn::Drawn;
use leptos::prelude::RenderHtml;

/// Letters up to which a word fits into a line of a phone.
const SHORT: usize = 14;

/// A title as HTML that may break a long word before each of its capitals: `KubeletToo|Many|Pods`.
pub(super) fn breakable(title: &str) -> Drawn {
    let mut html = String::new();
    for (at, part) in parts(title).into_iter().enumerate() {
        if at > 0 {
            html.push_str("<wbr>");
        }
        html.push_str(&part.to_owned().to_html());
    }
    Drawn::new(html)
}

/// The title cut before each capital that follows a small letter or a digit of a long word.
fn parts(title: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for word in title.split_inclusive(char::is_whitespace) {
        // A word is a part of the title, so the difference of their addresses is its place.
        let from = word.as_ptr() as usize - title.as_ptr() as usize;
        if word.chars().count() <= SHORT {
            continue;
        }
        let mut before = ' ';
        for (at, letter) in word.char_indices() {
            if letter.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
                parts.extend(title.get(start..from + at));
                start = from + at;
            }
            before = letter;
        }
    }
    parts.extend(title.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_break_at_their_capitals_and_nothing_is_lost() {
        for (title, wanted) in [
            ("KubeletTooManyPods is down", vec!["Kubelet", "Too", "Many", "Pods is down"]),
            (
                "The HCOGoldenImageWithNoSupport2Arch",
                vec!["The HCOGolden", "Image", "With", "No", "Support2", "Arch"],
            ),
            ("Disk full, KafkaLag", vec!["Disk full, KafkaLag"]),
            ("\u{c9}tat\u{c9}lev\u{e9}DesDisques", vec!["\u{c9}tat", "\u{c9}lev\u{e9}", "Des", "Disques"]),
            ("", vec![""]),
        ] {
            assert_eq!(parts(title), wanted);
            assert_eq!(parts(title).concat(), title);
        }
    }
}

//! Characters that a reader does not see but a shell or a compiler does, shown by their numbers.
//!
//! SECURITY: "Trojan Source" (CVE-2021-42574): characters that turn the direction of writing make a command read as another
//! one than it is, and those without width hide in names. Pages show each as `U+202E`, so that neither eye nor copy is fooled.

use std::borrow::Cow;
use std::fmt::Write;

use crate::escape;

/// Whether nobody sees `c` where it stands. What joins or selects glyphs in scripts and emoji is not among them.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e007f}' | '\u{1}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}')
}

/// The first hidden character of `text`.
pub(crate) fn first(text: &str) -> Option<char> {
    // PERF: nearly every text is ASCII, which is scanned by bytes.
    if text.is_ascii()
        && !text
            .bytes()
            .any(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x1b) || byte == 0x7f)
    {
        return None;
    }
    text.chars().find(|c| is_hidden(*c))
}

/// The number of a character as Unicode writes it: `U+202E`.
pub(crate) fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// `text` with `[U+202E]` in the place of what is hidden, for titles and descriptions.
pub(crate) fn named(text: &str) -> Cow<'_, str> {
    if first(text).is_none() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if is_hidden(c) {
            out.extend(["[", &number(c), "]"]);
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// `text` escaped for HTML, with a marked number in the place of what is hidden.
pub(crate) fn html(text: &str) -> String {
    if first(text).is_none() {
        return escape::html(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for part in text.split_inclusive(is_hidden) {
        let hidden = part.chars().next_back().filter(|c| is_hidden(*c));
        let seen = &part[..part.len() - hidden.map_or(0, char::len_utf8)];
        out.push_str(&escape::html(seen));
        if let Some(c) = hidden {
            // Writing to a String cannot fail.
            let _ = write!(out, "<span class=\"docs-hidden\">{}</span>", number(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_hides_is_shown_and_what_scripts_need_stays() {
        assert_eq!(html("a\u{202e}<b"), "a<span class=\"docs-hidden\">U+202E</span>&lt;b");
        assert_eq!(named("x\u{200b}y\u{e0041}"), "x[U+200B]y[U+E0041]");
        assert_eq!(html("\u{7}"), "<span class=\"docs-hidden\">U+0007</span>");
        for text in [
            "tab\tand\nline",
            "\u{1f468}\u{200d}\u{1f469}\u{fe0f}",
            "\u{645}\u{6cc}\u{200c}\u{62e}",
            "\u{5d0}\u{200f}",
        ] {
            assert_eq!(first(text), None, "{text:?}");
        }
    }
}

//! Text within XML 1.0, between tags or in a quoted attribute.

/// `text` without meaning in XML. What no XML document may hold (XML 1.0, section 2.2), such as control characters, becomes
/// the replacement character.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                safe.push(letter)
            }
            _ => safe.push('\u{fffd}'),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_all_else_is_kept() {
        assert_eq!(escape("]]><b a='\"'>&"), "]]&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;");
        assert_eq!(
            escape("a\u{0}\u{b}\u{1b}\u{fffe}\n\u{1f525}"),
            "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n\u{1f525}"
        );
    }
}

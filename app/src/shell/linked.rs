//! What a page is, for programs that read schema.org as JSON-LD (W3C JSON-LD 1.1): data in the head, which no browser runs.

use super::language::canonical;
use crate::frame::Frame;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;

/// The page with this title and description, as a part of its site.
pub(super) fn data(frame: &Frame, title: &str, description: &str) -> Drawn {
    leptos::html::script()
        .attr("type", "application/ld+json")
        .inner_html(json(frame, title, description))
        .drawn()
}

fn json(frame: &Frame, title: &str, description: &str) -> String {
    let site = &frame.site;
    format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"WebPage\",\"name\":{},\"description\":{},\"url\":{},\
         \"inLanguage\":{},\"isPartOf\":{{\"@type\":\"WebSite\",\"name\":{},\"url\":{}}}}}",
        quoted(title),
        quoted(description),
        quoted(&canonical(frame)),
        quoted(frame.locale.lang().tag()),
        quoted(&site.name),
        quoted(&site.url)
    )
}

/// A JSON string (RFC 8259, section 7) that means nothing in HTML either.
fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' | '\u{7f}' => {
                json.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => json.push(letter),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::status::sample::frame;

    #[test]
    fn whatever_a_title_holds_it_is_data() {
        for text in [
            "</script><script>alert(1)</script>",
            "a\"b\\c\n\u{0}\u{7f}\u{2028}\u{1f525}",
            "<!--<script>&amp;",
        ] {
            let json = json(&frame(), text, text);
            assert!(!json.contains(['<', '>', '&', '\n']), "{json}");
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!((&read["name"], &read["description"]), (&text.into(), &text.into()));
            assert_eq!(read["isPartOf"]["url"], "https://status.example.org");
        }
    }
}

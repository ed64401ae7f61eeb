//! How an incident is named in URLs: the day on which it began and the words of its title.

use crate::time::At;

/// The most bytes of the words.
const WORDS: usize = 60;

/// `2026-11-21-kafka-is-down`, and with `-2`, `-3` behind it for the second and third of that name.
pub fn id(began: At, title: &str, nth: u32) -> String {
    let mut words = String::new();
    for part in title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        if words.len() + part.len() >= WORDS && !words.is_empty() {
            break;
        }
        words.push('-');
        words.extend(part.chars().take(WORDS).map(|c| c.to_ascii_lowercase()));
    }
    if words.is_empty() {
        words.push_str("-incident");
    }
    let day = began.day();
    if nth > 1 { format!("{day}{words}-{nth}") } else { format!("{day}{words}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_it_is_about_and_stands_in_a_url() {
        let began = At(951_826_153_000);
        assert_eq!(id(began, "Kafka: not reachable!", 1), "2000-02-29-kafka-not-reachable");
        assert_eq!(id(began, "Kafka: not reachable!", 2), "2000-02-29-kafka-not-reachable-2");
        assert_eq!(id(began, "\u{1f525}", 1), "2000-02-29-incident");
        let long = id(began, &"over and ".repeat(40), 1);
        assert!(long.len() <= 75 && long.ends_with("-over-and-over"), "{long}");
        assert!(id(began, &"x".repeat(400), 1).len() <= 75);
    }
}

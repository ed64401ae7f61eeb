//! Words for people: durations with units, and foreign text made safe to show.

use std::time::Duration;

/// A duration with at most two decimals: `5 s`, `1.23 s`, `800 ms`, `0.35 ms`.
pub(crate) fn duration(duration: Duration) -> String {
    let micros = duration.as_micros();
    if micros >= 1_000_000 { decimal(micros, 10_000, "s") } else { decimal(micros, 10, "ms") }
}

/// `micros` in hundredths of a unit, rounded to the nearest, without trailing zeros.
fn decimal(micros: u128, hundredth: u128, unit: &str) -> String {
    let hundredths = (micros + hundredth / 2) / hundredth;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{whole} {unit}"),
        (_, 0) => format!("{whole}.{} {unit}", rest / 10),
        _ => format!("{whole}.{rest:02} {unit}"),
    }
}

/// Foreign text on one line, at most `limit` characters, without anything that a terminal or a page would obey.
pub(crate) fn tidy(text: &str, limit: usize) -> String {
    let shown = |c: &char| !is_control(*c);
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(shown);
    let mut tidy: String = spaced.clone().take(limit).collect();
    if spaced.count() > limit {
        tidy.push_str("...");
    }
    tidy.trim().to_owned()
}

/// Control characters, and the invisible ones that reorder or hide text (Unicode TR 36, section 2.10.2).
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let words = |micros| duration(Duration::from_micros(micros));
        assert_eq!(words(5_000_000), "5 s");
        assert_eq!(words(1_234_567), "1.23 s");
        assert_eq!(words(1_500_000), "1.5 s");
        assert_eq!(words(1_050_000), "1.05 s");
        assert_eq!(words(800_000), "800 ms");
        assert_eq!(words(345), "0.35 ms");
        assert_eq!(words(0), "0 ms");
    }

    #[test]
    fn foreign_text_is_harmless() {
        assert_eq!(tidy("a\u{1b}[31mb\r\n\tc\0", 40), "a[31mb   c");
        assert_eq!(tidy("user\u{202e}drowssap\u{200b}", 40), "userdrowssap");
        assert_eq!(tidy("abcdef", 3), "abc...");
        assert_eq!(tidy("abc", 3), "abc");
    }
}

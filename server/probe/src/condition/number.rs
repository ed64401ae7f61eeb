//! Numbers in conditions: plain ones, and lengths of time in milliseconds.

/// A whole number, decimal or with `0x`, `0o`, `0b` in front.
pub(super) fn integer(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let number = match digits.get(..2) {
        Some("0x" | "0X") => i64::from_str_radix(&digits[2..], 16).ok()?,
        Some("0o" | "0O") => i64::from_str_radix(&digits[2..], 8).ok()?,
        Some("0b" | "0B") => i64::from_str_radix(&digits[2..], 2).ok()?,
        _ => digits.parse().ok().filter(|_| !digits.starts_with('+'))?,
    };
    Some(sign * number)
}

/// A finite number, or a length of time such as `48h`, `1h30m`, `500ms` in milliseconds.
pub(super) fn number(text: &str) -> Option<f64> {
    integer(text)
        .map(|number| number as f64)
        .or_else(|| duration(text))
        .or_else(|| text.parse().ok().filter(|number: &f64| number.is_finite()))
}

/// Milliseconds of a length of time in the notation of Go's `time.ParseDuration`, and `d` for days.
fn duration(text: &str) -> Option<f64> {
    let (sign, mut rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    if rest.is_empty() {
        return None;
    }
    let mut millis = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        let unit = rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |end| digits + end);
        millis += number * factor(&rest[digits..unit])?;
        rest = &rest[unit..];
    }
    Some(sign * millis)
}

fn factor(unit: &str) -> Option<f64> {
    match unit {
        "ns" => Some(1e-6),
        "us" | "\u{b5}s" => Some(1e-3),
        "ms" => Some(1.0),
        "s" => Some(1e3),
        "m" => Some(6e4),
        "h" => Some(3.6e6),
        "d" => Some(8.64e7),
        _ => None,
    }
}

//! Figures with their units, in whole-number arithmetic: what formats floats would weigh on the wasm bundles.

/// A latency given in microseconds: `0.4 ms`, `3.4 ms`, `120 ms`.
pub fn latency(micros: u32) -> String {
    let tenths = (u64::from(micros) + 50) / 100;
    if tenths < 100 {
        format!("{}.{} ms", tenths / 10, tenths % 10)
    } else {
        format!("{} ms", grouped((tenths as i64 + 5) / 10))
    }
}

/// A length of time given in milliseconds, in hours with one decimal, rounded down: `2,150.2 h`.
pub fn hours(millis: i64) -> String {
    let tenths = millis / 360_000;
    format!("{}.{} h", grouped(tenths / 10), tenths % 10)
}

/// A whole number with a comma between thousands: `2,150`.
pub fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        let left = digits.len() - at;
        if at > 0 && left.is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latencies_show_what_matters() {
        assert_eq!(latency(0), "0.0 ms");
        assert_eq!(latency(351), "0.4 ms");
        assert_eq!(latency(9_960), "10 ms");
        assert_eq!(latency(119_700), "120 ms");
        assert_eq!(latency(4_294_967_295), "4,294,967 ms");
    }

    #[test]
    fn hours_and_thousands() {
        assert_eq!(hours(0), "0.0 h");
        assert_eq!(hours(2_150 * 3_600_000 + 719_999), "2,150.1 h");
        assert_eq!(grouped(-123_456), "-123,456");
        assert_eq!(grouped(1_000_000), "1,000,000");
        assert_eq!(grouped(999), "999");
    }
}

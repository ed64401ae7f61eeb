//! A number with its unit as people read it: three digits that count, and the units of Prometheus made fit.

use crate::ui::figure::grouped;

/// `14.3 /s`; seconds, bytes and ratios, in which Prometheus counts, become `42 ms`, `512 MiB` and `3.5 %`.
pub(super) fn value(number: f64, unit: &str) -> String {
    match unit {
        "seconds" => scaled(number, &[(1e-6, "us"), (1e-3, "ms"), (1.0, "s")]),
        "bytes" => {
            let units = [(1.0, "B"), (KIB, "KiB"), (KIB * KIB, "MiB"), (KIB * KIB * KIB, "GiB")];
            scaled(number, &units)
        }
        "ratio" => format!("{} %", digits(number * 100.0)),
        "" => digits(number),
        unit => format!("{} {unit}", digits(number)),
    }
}

const KIB: f64 = 1_024.0;

/// In the largest of these units, smallest first, of which it has at least one, or else in the smallest.
fn scaled(number: f64, units: &[(f64, &str)]) -> String {
    let fits = units.iter().rev().find(|(size, _)| number.abs() >= *size);
    let Some((size, name)) = fits.or(units.first()) else { return digits(number) };
    format!("{} {name}", digits(number / size))
}

/// Three digits that count, without zeros at the end; more before the point, grouped by thousands.
fn digits(number: f64) -> String {
    let size = number.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-4) {
        return format!("{number:.2e}");
    }
    if size >= 100.0 {
        return grouped(number.round() as i64);
    }
    let before = if size >= 10.0 { 1 } else { 2 };
    // A digit more for each zero behind the point.
    let zeros = if size > 0.0 { (-size.log10()).ceil().clamp(0.0, 4.0) as usize } else { 0 };
    let text = format!("{number:.*}", before + zeros);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        let read =
            [0.0, -0.0, 14.25, 9.999, 12.0, 99.96, 100.4, 1_234.5, -0.5, 0.1234, 0.05678, 1e-4, 2.5e-7, 1e18];
        let words = [
            "0", "0", "14.2", "10", "12", "100", "100", "1,235", "-0.5", "0.123", "0.0568", "0.0001",
            "2.50e-7", "1.00e18",
        ];
        assert_eq!(read.map(digits), words);
    }

    #[test]
    fn the_units_of_prometheus_are_made_fit() {
        assert_eq!(value(0.0421, "seconds"), "42.1 ms");
        assert_eq!(value(0.000_02, "seconds"), "20 us");
        assert_eq!(value(0.0, "seconds"), "0 us");
        assert_eq!(value(90.0, "seconds"), "90 s");
        assert_eq!(value(536_870_912.0, "bytes"), "512 MiB");
        assert_eq!(value(0.035, "ratio"), "3.5 %");
        assert_eq!(value(14.3, "/s"), "14.3 /s");
        assert_eq!(value(3.0, ""), "3");
    }
}

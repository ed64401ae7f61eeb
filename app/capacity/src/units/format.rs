//! Figures as people read them: three significant digits, the largest fitting unit, no trailing zeros.

use serde::Serialize;

use super::table::{Kind, Unit};

/// How a figure in base units is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Bytes in powers of 1000: `64 GB`.
    Bytes,
    /// Bytes in powers of 1024: `1.5 TiB`.
    BinaryBytes,
    /// Bytes per second, shown in bits: `10 Gbps`.
    Bandwidth,
    /// Requests per second: `20 k rps`.
    Rate,
    /// `12.4 cores`.
    Cores,
    /// Seconds: `38 ms`.
    Time,
    /// A share of 1: `60 %`.
    Share,
    /// A whole number: `3`.
    Count,
    /// Offered load: `1.25 erlangs`.
    Erlangs,
    /// A multiplier: `2.4x`.
    Factor,
}

impl Format {
    /// The format for bytes that matches the unit a limit was typed in.
    pub fn like(unit: &Unit) -> Format {
        let binary = unit.kind == Kind::Bytes && unit.symbol.contains('i');
        if binary { Format::BinaryBytes } else { Format::Bytes }
    }

    /// `value`, in base units, as text.
    pub fn text(self, value: f64) -> String {
        match self {
            Format::Bytes => scaled(value, BYTES),
            Format::BinaryBytes => scaled(value, BINARY),
            Format::Bandwidth => scaled(value, BITS),
            Format::Rate => scaled(value, RATES),
            Format::Time => scaled(value, TIMES),
            Format::Cores => plural(value, "core", "cores"),
            Format::Erlangs => plural(value, "erlang", "erlangs"),
            Format::Share => format!("{} %", digits(value * 100.0)),
            Format::Count => format!("{value:.0}"),
            Format::Factor => format!("{}x", digits(value)),
        }
    }
}

/// Units from small to large, with their worth in base units.
type Ladder = [(&'static str, f64)];

const BYTES: &Ladder = &[("B", 1.0), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15)];
const KIB: f64 = 1024.0;
const BINARY: &Ladder = &[
    ("B", 1.0),
    ("KiB", KIB),
    ("MiB", KIB * KIB),
    ("GiB", KIB * KIB * KIB),
    ("TiB", KIB * KIB * KIB * KIB),
    ("PiB", KIB * KIB * KIB * KIB * KIB),
];
/// A bit is an eighth of a byte.
const BITS: &Ladder = &[("bps", 0.125), ("kbps", 125.0), ("Mbps", 125e3), ("Gbps", 125e6), ("Tbps", 125e9)];
const RATES: &Ladder = &[("rps", 1.0), ("k rps", 1e3), ("M rps", 1e6)];
const TIMES: &Ladder =
    &[("us", 1e-6), ("ms", 1e-3), ("s", 1.0), ("min", 60.0), ("h", 3600.0), ("d", 86_400.0)];

/// The value in the largest of these units in which it is at least 1 after rounding, else in the smallest.
/// Zero is shown in the base unit.
fn scaled(value: f64, ladder: &Ladder) -> String {
    let smallest = if value == 0.0 { 1.0 } else { 0.0 };
    let fits = |(_, worth): &&(&str, f64)| value / worth >= 0.9995;
    let unit = ladder.iter().rfind(fits).or_else(|| ladder.iter().find(|(_, worth)| *worth >= smallest));
    let (symbol, worth) = unit.copied().unwrap_or(("", 1.0));
    format!("{} {symbol}", digits(value / worth))
}

fn plural(value: f64, one: &str, many: &str) -> String {
    let text = digits(value);
    let word = if text == "1" { one } else { many };
    format!("{text} {word}")
}

/// Three significant digits down to 0.0001, all digits before the point, and no trailing zeros.
fn digits(value: f64) -> String {
    let places = match value.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        size if size >= 0.9995 => 2,
        size if size >= 0.099_95 => 3,
        size if size >= 0.009_995 => 4,
        _ => 6,
    };
    let text = format!("{value:.places$}");
    if places == 0 {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_free_of_noise() {
        assert_eq!(Format::BinaryBytes.text(1_649_267_441_664.0), "1.5 TiB");
        assert_eq!(Format::Bytes.text(63.999_999_999e9), "64 GB");
        assert_eq!(Format::Cores.text(12.399_999_999_999), "12.4 cores");
        assert_eq!(Format::Cores.text(1.0), "1 core");
        assert_eq!(Format::Time.text(0.037_999_999), "38 ms");
        assert_eq!(Format::Time.text(90.0), "1.5 min");
        assert_eq!(Format::Bandwidth.text(1.25e9), "10 Gbps");
        assert_eq!(Format::Rate.text(20_000.0), "20 k rps");
        assert_eq!(Format::Share.text(0.6), "60 %");
        assert_eq!(Format::Factor.text(2.415), "2.42x");
    }

    #[test]
    fn rounding_moves_to_the_next_unit() {
        assert_eq!(Format::Bytes.text(999_960.0), "1 MB");
        assert_eq!(Format::BinaryBytes.text(1023.9 * 1024.0), "1 MiB");
        assert_eq!(Format::Time.text(0.999_9), "1 s");
    }

    #[test]
    fn zero_and_the_very_small_keep_a_sensible_unit() {
        assert_eq!(Format::Bytes.text(0.0), "0 B");
        assert_eq!(Format::Time.text(0.0), "0 s");
        assert_eq!(Format::Time.text(2e-7), "0.2 us");
        assert_eq!(Format::Cores.text(0.0), "0 cores");
    }
}

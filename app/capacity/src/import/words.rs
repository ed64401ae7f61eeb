//! Words and numbers of measured figures.

use super::preset::Preset;
use super::series::{Extent, Series, Together};

/// What was put together, and how.
pub(super) fn added(name: &str, series: &[&Series], preset: &Preset) -> String {
    let rate = if preset.counts { "rate of " } else { "" };
    match (series.len(), preset.together) {
        (1, _) => format!("{rate}{name}"),
        (count, Together::Sum) => format!("{rate}{name}, added up over {count} series"),
        (count, Together::Most) => format!("{rate}{name}, the largest of {count} series"),
    }
}

/// How many readings there are.
pub(super) fn times(extent: Extent) -> String {
    if extent.times == 1 { "one reading".into() } else { format!("{} readings", extent.times) }
}

/// Four digits that count, as one types a number.
pub(super) fn significant(value: f64) -> String {
    let whole = if value > 0.0 { libm::floor(libm::log10(value)) } else { 0.0 };
    let places = (3.0 - whole).clamp(0.0, 9.0) as usize;
    let text = format!("{value:.places$}");
    if places == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_count() {
        let texts = [0.0, 0.000_123_456, 0.5, 12.0, 1234.5678, 98765.0].map(significant);
        assert_eq!(texts, ["0", "0.0001235", "0.5", "12", "1235", "98765"]);
    }
}

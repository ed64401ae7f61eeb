//! Text to quantity: a number, an optional space, a unit. Errors name the unit found and the one wanted.

use super::table::{Kind, Unit, find, near};

/// Why a text is not the quantity that is wanted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum UnitError {
    /// The text does not begin with a number.
    #[error("`{text}` does not begin with a number; write for example `{example}`")]
    Number {
        /// What was typed.
        text: String,
        /// What to type.
        example: &'static str,
    },
    /// A number without a unit.
    #[error("`{text}` has no unit; write for example `{example}`")]
    NoUnit {
        /// What was typed.
        text: String,
        /// What to type.
        example: &'static str,
    },
    /// A unit that is not in the table.
    #[error("`{unit}` is not a known unit; did you mean `{meant}`?")]
    Unknown {
        /// The unit typed.
        unit: String,
        /// The nearest known unit, or an example of the quantity wanted.
        meant: &'static str,
    },
    /// A quantity of another kind than the one wanted.
    #[error("`{text}` is {}, in {unit}, but {} is wanted; write for example `{}`", found.words(), wanted.words(), wanted.example())]
    Kind {
        /// What was typed.
        text: String,
        /// The unit typed.
        unit: &'static str,
        /// What was typed measures this.
        found: Kind,
        /// What is wanted measures this.
        wanted: Kind,
    },
}

/// Reads a quantity of any kind: the amount as typed and its unit.
pub fn parse(text: &str) -> Result<(f64, &'static Unit), UnitError> {
    read(text, None)
}

/// The worth of a quantity of any kind in base units: bytes, bytes per second, seconds and so on.
pub fn si(text: &str) -> Result<f64, UnitError> {
    parse(text).map(|(amount, unit)| amount * unit.times / unit.over)
}

/// A range such as `8k to 25k rps` in base units, low and high; the first figure may leave out what its unit
/// shares with the second. A single quantity is a range of nothing but itself.
pub fn si_range(text: &str) -> Result<(f64, f64), UnitError> {
    let Some((low, high)) = text.split_once(" to ") else { return si(text).map(|value| (value, value)) };
    let (amount, last) = parse(high)?;
    let high = amount * last.times / last.over;
    // The unit as typed, whole or without its prefix: `8k` and `25k rps` make `8k rps`.
    let suffix = split(text.trim()).1;
    let typed = suffix.split_once(" to ").map_or(suffix, |(_, high)| split(high.trim()).1);
    let endings = ["", typed, typed.trim_start_matches(['k', 'M']).trim_start()];
    let reading = |ending: &str| {
        parse(&format!("{} {ending}", low.trim())).or_else(|_| parse(&format!("{}{ending}", low.trim())))
    };
    let readings: Vec<_> = endings.iter().filter_map(|ending| reading(ending).ok()).collect();
    let same = readings.iter().filter(|(_, unit)| unit.kind == last.kind);
    let mut lows = same.map(|(amount, unit)| amount * unit.times / unit.over);
    let fits = lows.find(|low| *low <= high);
    fits.map(|low| (low, high)).ok_or_else(|| match readings.first() {
        Some((_, unit)) if unit.kind != last.kind => {
            let (text, unit, found) = (low.trim().into(), unit.symbol, unit.kind);
            UnitError::Kind { text, unit, found, wanted: last.kind }
        }
        _ => UnitError::Number { text: text.trim().into(), example: "8k to 25k rps" },
    })
}

/// The number that a text begins with, and what follows it. An `e` belongs to the number before a digit.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let sign = |at: usize| matches!(bytes.get(at), Some(b'+' | b'-'));
    let mut end =
        bytes.iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_')).count();
    if end > 0 && matches!(bytes.get(end), Some(b'e' | b'E')) {
        let first = end + 1 + usize::from(sign(end + 1));
        if digit(first) {
            end = first + bytes.iter().skip(first).take_while(|byte| byte.is_ascii_digit()).count();
        }
    }
    text.split_at(end)
}

/// Reads a quantity of the wanted kind.
pub(super) fn read_kind(text: &str, wanted: Kind) -> Result<(f64, &'static Unit), UnitError> {
    let (amount, unit) = read(text, Some(wanted))?;
    if unit.kind == wanted {
        return Ok((amount, unit));
    }
    Err(UnitError::Kind { text: text.trim().into(), unit: unit.symbol, found: unit.kind, wanted })
}

fn read(text: &str, wanted: Option<Kind>) -> Result<(f64, &'static Unit), UnitError> {
    let text = text.trim();
    let example = wanted.unwrap_or(Kind::Bytes).example();
    // Money has its sign in front: `$0.21/h` is 0.21 `$/h`.
    let (bare, money) = text.strip_prefix('$').map_or((text, false), |bare| (bare.trim_start(), true));
    let (number, suffix) = split(bare);
    let amount = number.replace('_', "").parse::<f64>().ok().filter(|amount| amount.is_finite());
    let amount = amount.ok_or_else(|| UnitError::Number { text: text.into(), example })?;
    let in_money = format!("${}", suffix.trim());
    let suffix = if money { in_money.as_str() } else { suffix.trim_start() };
    if suffix.is_empty() {
        return Err(UnitError::NoUnit { text: text.into(), example });
    }
    let meant = || near(suffix, wanted).map_or(example, |unit| unit.symbol);
    let unit = find(suffix).ok_or_else(|| UnitError::Unknown { unit: suffix.into(), meant: meant() })?;
    if (amount * unit.times).is_finite() {
        Ok((amount, unit))
    } else {
        Err(UnitError::Number { text: text.into(), example })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn message(text: &str, wanted: Kind) -> String {
        read_kind(text, wanted).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_kind_names_both() {
        let want = "`20k rps` is a rate of requests, in k rps, but a size in bytes is wanted; write for example `2 GiB`";
        assert_eq!(message("20k rps", Kind::Bytes), want);
    }

    #[test]
    fn errors_say_what_to_type() {
        assert_eq!(message("64", Kind::Bytes), "`64` has no unit; write for example `2 GiB`");
        assert_eq!(message("64 gb", Kind::Bytes), "`gb` is not a known unit; did you mean `GB`?");
        assert_eq!(
            message("3 furlongs", Kind::Time),
            "`furlongs` is not a known unit; did you mean `20 ms`?"
        );
        assert_eq!(
            message("-2 GB", Kind::Bytes),
            "`-2 GB` does not begin with a number; write for example `2 GiB`"
        );
        assert_eq!(
            message("1.2.3 s", Kind::Time),
            "`1.2.3 s` does not begin with a number; write for example `20 ms`"
        );
    }

    #[test]
    fn money_exponents_and_longer_units_are_read() {
        assert_eq!(si("$3600/h").unwrap(), 1.0);
        assert_eq!(si("$730/month").unwrap(), si("$1/h").unwrap());
        assert_eq!(si("1e3 rps").unwrap(), 1000.0);
        assert_eq!(si("2.5E-3 s").unwrap(), 0.0025);
        assert_eq!(si("2w").unwrap(), 1_209_600.0);
        assert_eq!(si("128M").unwrap(), 128e6);
        assert_eq!(si("3.35 TB/s").unwrap(), 3.35e12);
        assert!(si("$").is_err() && si("e3 rps").is_err());
    }

    #[test]
    fn a_range_shares_its_unit() {
        assert_eq!(si_range("8k to 25k rps"), Ok((8000.0, 25_000.0)));
        assert_eq!(si_range("800 to 25k rps"), Ok((800.0, 25_000.0)));
        assert_eq!(si_range("5 to 10 GB"), Ok((5e9, 10e9)));
        assert_eq!(si_range("500 MB to 2 GiB"), Ok((500e6, 2_147_483_648.0)));
        assert_eq!(si_range("30d"), Ok((2_592_000.0, 2_592_000.0)));
        assert!(matches!(si_range("5 s to 10 GB"), Err(UnitError::Kind { .. })));
        assert!(matches!(si_range("9 GB to 1 GB"), Err(UnitError::Number { .. })));
    }

    #[test]
    fn a_number_too_large_to_hold_is_no_number() {
        for nines in [300, 400] {
            let huge = format!("{} GB", "9".repeat(nines));
            assert!(matches!(read_kind(&huge, Kind::Bytes), Err(UnitError::Number { .. })));
        }
    }
}

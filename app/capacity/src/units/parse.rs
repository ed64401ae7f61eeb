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
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_').unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let amount = number.replace('_', "").parse::<f64>().ok().filter(|amount| amount.is_finite());
    let amount = amount.ok_or_else(|| UnitError::Number { text: text.into(), example })?;
    let suffix = suffix.trim_start();
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
    fn a_number_too_large_to_hold_is_no_number() {
        for nines in [300, 400] {
            let huge = format!("{} GB", "9".repeat(nines));
            assert!(matches!(read_kind(&huge, Kind::Bytes), Err(UnitError::Number { .. })));
        }
    }
}

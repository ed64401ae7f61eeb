//! Uncertain figures as people type them, with units inside: `5 to 10 ms`, `8k to 25k rps`, `10 +- 2 GiB`,
//! `10 (8..15) MB`, `~20k rps x2`, or one quantity alone.

use super::{Distribution, Interval};
use crate::Problem;
use crate::units;

/// Reads `text` in base units. `A to B` is the interval from the 5th to the 95th percentile, lognormal where
/// it is above zero; `M +- W` is normal and W is half of that interval; `M (A..B)` has the median M as well;
/// `~M xF` is lognormal, a factor F to either side. Units may differ, but must measure the same.
pub fn parse(text: &str) -> Result<Distribution, Problem> {
    let typed = text.replace('\u{b1}', "+-").replace('\u{d7}', "x");
    let typed = typed.trim();
    let wrong = |message: String| {
        Problem::new(
            text.trim(),
            message,
            "write for example `20 ms`, `8k to 25k rps`, `10 +- 2 GiB`, `10 (8..15) MB`",
        )
    };
    let read = if let Some((low, high)) = typed.split_once(" to ") {
        interval(low, high)
    } else if let Some((middle, half)) = typed.split_once("+-") {
        symmetric(middle, half)
    } else if let Some((middle, rest)) = typed.split_once('(') {
        three(middle, rest)
    } else if let Some(rest) = typed.strip_prefix('~') {
        factor(rest)
    } else {
        quantity(typed, "").map(Distribution::Point)
    };
    read.map_err(wrong)
}

fn interval(low: &str, high: &str) -> Result<Distribution, String> {
    let (low, high) = pair(low, high)?;
    let interval = Interval::ninety(low, high).map_err(|error| error.to_string())?;
    if low > 0.0 { interval.lognormal().map_err(|error| error.to_string()) } else { Ok(interval.normal()) }
}

fn symmetric(middle: &str, half: &str) -> Result<Distribution, String> {
    let (middle, half) = pair(middle, half)?;
    let interval = Interval::ninety(middle - half, middle + half).map_err(|error| error.to_string())?;
    Ok(interval.normal())
}

fn three(middle: &str, rest: &str) -> Result<Distribution, String> {
    let (range, unit) = rest.split_once(')').ok_or("the bracket is not closed")?;
    let (low, high) = range.split_once("..").ok_or("the bracket has no `..`")?;
    let unit = if unit.trim().is_empty() { unit_of(high) } else { unit.trim() };
    same_kind(&[middle, low, high], unit)?;
    let [middle, low, high] = [middle, low, high].map(|text| quantity(text, unit));
    let interval = Interval::ninety(low?, high?).map_err(|error| error.to_string())?;
    interval.around(middle?).map_err(|error| error.to_string())
}

fn factor(rest: &str) -> Result<Distribution, String> {
    let (middle, factor) = rest.rsplit_once('x').ok_or("a factor such as `x2` is missing")?;
    let factor: f64 = factor.trim().parse().map_err(|_| "the factor is no number")?;
    let middle = quantity(middle, "")?;
    let interval = Interval::ninety(middle / factor, middle * factor).map_err(|error| error.to_string())?;
    interval.lognormal().map_err(|error| error.to_string())
}

fn pair(low: &str, high: &str) -> Result<(f64, f64), String> {
    let unit = unit_of(high);
    same_kind(&[low, high], unit)?;
    Ok((quantity(low, unit)?, quantity(high, unit)?))
}

/// Everything behind the number.
fn unit_of(text: &str) -> &str {
    units::split(text.trim().trim_start_matches(['-', '+'])).1.trim()
}

/// All that have a unit of their own must measure what `unit` does.
fn same_kind(texts: &[&str], unit: &str) -> Result<(), String> {
    let last = units::parse(&format!("1 {unit}")).map(|(_, unit)| unit.kind);
    for text in texts {
        if let (Ok((_, own)), Ok(last)) = (units::parse(text), &last)
            && own.kind != *last
        {
            return Err(format!(
                "`{}` is {}, but `{unit}` is {}",
                text.trim(),
                own.kind.words(),
                last.words()
            ));
        }
    }
    Ok(())
}

/// A quantity with a unit of its own, with the other side's unit (`8k` beside `25k rps`), or a bare number
/// where the other side is bare too.
fn quantity(text: &str, unit: &str) -> Result<f64, String> {
    let text = text.trim();
    let (negative, size) = text.strip_prefix('-').map_or((false, text), |size| (true, size));
    let value = if unit_of(size).is_empty() && unit.is_empty() {
        let number = size.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| format!("`{size}` is no number"))?
    } else {
        let base = unit.split(' ').next_back().unwrap_or_default();
        let written =
            [size.to_string(), format!("{size} {base}"), format!("{size} {unit}"), format!("{size}{base}")];
        let bare = unit_of(size).is_empty();
        let known = written.iter().skip(usize::from(bare)).find_map(|text| units::si(text).ok());
        known.ok_or_else(|| units::si(size).err().map_or_else(String::new, |error| error.to_string()))?
    };
    Ok(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ends(text: &str) -> [f64; 3] {
        let read = parse(text).unwrap();
        [0.05, 0.5, 0.95].map(|p| (read.quantile(p) * 1e6).round() / 1e6)
    }

    #[test]
    fn every_form_meets_what_it_says() {
        let close = |text: &str, want: [f64; 3]| {
            let got = ends(text);
            assert!(
                got.iter().zip(want).all(|(got, want)| (got - want).abs() <= 1e-6 * want.abs()),
                "{text}: {got:?}"
            );
        };
        close("8k to 25k rps", [8000.0, 14_142.135_624, 25_000.0]);
        close("-5 to 5", [-5.0, 0.0, 5.0]);
        close("10 +- 2 ms", [0.008, 0.01, 0.012]);
        close("10 (8..15) MB", [8e6, 10e6, 15e6]);
        close("~20k rps x2", [10_000.0, 20_000.0, 40_000.0]);
        close("512 MiB to 2 GiB", [536_870_912.0, 1_073_741_824.0, 2_147_483_648.0]);
        close("30 d", [2_592_000.0; 3]);
        close("3", [3.0; 3]);
        close("1e3 to 4e3", [1000.0, 2000.0, 4000.0]);
        close("1_000 to 4_000 rps", [1000.0, 2000.0, 4000.0]);
    }

    #[test]
    fn what_is_no_figure_says_why() {
        for text in
            ["", "a to b", "10 to 5", "1 GiB to 20 ms", "5 (1..2) ms", "5 (1-2)", "~5", "1 +-", "1e999"]
        {
            let problem = parse(text).unwrap_err();
            assert!(!problem.message.is_empty(), "{text}");
        }
        let message = parse("1 GiB to 20 ms").unwrap_err().message;
        assert!(message.contains("bytes") && message.contains("ms"), "{message}");
    }
}

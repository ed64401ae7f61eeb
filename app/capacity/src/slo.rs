//! Error budgets: what an objective allows, and how fast it is used up.
//! Source: Google, The Site Reliability Workbook (2018), chapter 5.

use crate::Error;
use crate::trace::{Trace, symbol};

/// What burning a budget at some rate amounts to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burn {
    /// Share of the budget that is used within the window; above 1 it is overspent.
    pub fraction: f64,
    /// Time until the whole budget is used, in the unit of the period; none at a rate of zero.
    pub exhaustion: Option<f64>,
}

/// Burning at `rate` times what the budget allows, for `window` of a `period` in the same unit:
/// fraction = rate window / period, exhaustion = period / rate.
pub fn burn(rate: f64, window: f64, period: f64) -> Result<Burn, Error> {
    let rate = Error::check("burn rate", rate, "between 0 and 1e9", (0.0..=1e9).contains(&rate))?;
    let window = Error::check("window", window, "between 0 and 1e15", (0.0..=1e15).contains(&window))?;
    let period = checked_period(period)?;
    let exhaustion = Some(period / rate).filter(|time| time.is_finite());
    Ok(Burn { fraction: rate * window / period, exhaustion })
}

/// How the share of a budget came about that is used at `rate` for `window` of a `period`.
pub fn trace_burn(rate: f64, window: f64, period: f64) -> Result<Trace, Error> {
    let symbols = [
        symbol("rate", "times faster than the budget allows", rate),
        symbol("window", "time that it lasts", window),
        symbol("period", "time that the budget is for, in the same unit", period),
    ];
    let source = "Google, The Site Reliability Workbook (2018), chapter 5";
    let fraction = burn(rate, window, period)?.fraction;
    let holds = "errors come as evenly as requests do";
    Ok(Trace::of("fraction = rate * window / period", &symbols, fraction, source, holds))
}

/// The burn rate that uses `fraction` of the budget within `window` of a `period`: the threshold of an alert.
pub fn threshold(fraction: f64, window: f64, period: f64) -> Result<f64, Error> {
    let fraction = Error::check("fraction", fraction, "between 0 and 1", (0.0..=1.0).contains(&fraction))?;
    let period = checked_period(period)?;
    let window =
        Error::check("window", window, "from 1e-9 up to the period", window >= 1e-9 && window <= period)?;
    Ok(fraction * period / window)
}

/// How many times faster than allowed the budget of the objective `slo` burns at this share of errors.
pub fn rate_of(errors: f64, slo: f64) -> Result<f64, Error> {
    let errors = Error::check("share of errors", errors, "between 0 and 1", (0.0..=1.0).contains(&errors))?;
    Ok(errors / (1.0 - objective(slo)?))
}

/// Time that the objective `slo` allows to be down within `period`, in its unit.
pub fn budget(slo: f64, period: f64) -> Result<f64, Error> {
    Ok((1.0 - objective(slo)?) * checked_period(period)?)
}

fn objective(slo: f64) -> Result<f64, Error> {
    Error::check("objective", slo, "between 0 and 0.999999999", (0.0..=0.999_999_999).contains(&slo))
}

fn checked_period(period: f64) -> Result<f64, Error> {
    Error::check("period", period, "between 1e-9 and 1e15", (1e-9..=1e15).contains(&period))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn two_percent_in_an_hour_of_thirty_days_is_the_rate_of_the_workbook() {
        assert!((threshold(0.02, 1.0, 720.0).unwrap() - 14.4).abs() < 1e-12);
        assert_eq!(burn(0.0, 1.0, 720.0).unwrap().exhaustion, None);
        assert!((rate_of(0.0144, 0.999).unwrap() - 14.4).abs() < 1e-10);
        assert!((budget(0.999, 43_200.0).unwrap() - 43.2).abs() < 1e-9);
        assert!(budget(1.0, 30.0).is_err(), "an objective of 100 % has no budget");
    }
}

//! Growth by a share or an amount per period, what is stored of it, and how long it lasts.

use crate::Error;

/// How a rate grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Growth {
    /// By this amount per period.
    Linear(f64),
    /// By this share per period: 0.2 is 20 %.
    Compound(f64),
}

impl Growth {
    /// What `start` has become after `periods`. `Domain` for a share of -1 or less, and beyond what is a number.
    pub fn value(self, start: f64, periods: f64) -> Result<f64, Error> {
        let periods = Error::check("periods", periods, "a number", true)?;
        let value = match self {
            Growth::Linear(amount) => start + amount * periods,
            Growth::Compound(share) => start * libm::exp(rate(share)? * periods),
        };
        Error::check("value", value, "small enough to be a number", true)
    }

    /// What has come in between `from` and `to` at a rate that was `start` at period 0: the exact integral.
    pub fn sum(self, start: f64, from: f64, to: f64) -> Result<f64, Error> {
        Error::check("period", from, "at most the later one", from <= to)?;
        let sum = match self {
            Growth::Linear(amount) => (to - from) * (start + amount * (from + to) / 2.0),
            Growth::Compound(share) => {
                let rate = rate(share)?;
                let length = to - from;
                // (e^(rate length) - 1) / rate is the length itself where the rate is zero.
                let grown =
                    if (rate * length).abs() < 1e-12 { length } else { libm::expm1(rate * length) / rate };
                start * libm::exp(rate * from) * grown
            }
        };
        Error::check("sum", sum, "small enough to be a number", true)
    }

    /// What is stored at period `at` of what came in at a growing rate and is kept for `retention` periods.
    pub fn stock(self, start: f64, at: f64, retention: f64) -> Result<f64, Error> {
        let at = Error::check("period", at, "zero or more", at >= 0.0)?;
        let retention = Error::check("retention", retention, "zero or more", retention >= 0.0)?;
        self.sum(start, (at - retention).max(0.0), at)
    }
}

fn rate(share: f64) -> Result<f64, Error> {
    Ok(libm::log1p(Error::check(
        "growth",
        share,
        "a share above -1 and at most 1e6",
        share > -1.0 && share <= 1e6,
    )?))
}

/// Periods until `from`, growing by the share `rate` each, has become `to`: ln(to / from) / ln(1 + rate).
/// `Infeasible` where it never will: without growth, or growing the other way. 0 where they are the same.
pub fn compound_periods(from: f64, to: f64, rate: f64) -> Result<f64, Error> {
    let from = Error::check("from", from, "above zero", from > 0.0)?;
    let to = Error::check("to", to, "above zero", to > 0.0)?;
    let step = self::rate(rate)?;
    let distance = libm::log(to / from);
    if distance == 0.0 {
        return Ok(0.0);
    }
    let periods = distance / step;
    if periods.is_finite() && periods > 0.0 {
        return Ok(periods);
    }
    Err(Error::infeasible("to", to, from))
}

/// Periods until growth that slows as it nears `cap` has come from `from` to `to`; `rate` is the share by which
/// it would grow far below the cap: ln(to (cap - from) / (from (cap - to))) / ln(1 + rate).
/// `Infeasible` where `to` is not below the cap.
pub fn logistic_periods(from: f64, to: f64, rate: f64, cap: f64) -> Result<f64, Error> {
    let from = Error::check("from", from, "above zero and below the cap", from > 0.0 && from < cap)?;
    if to >= cap {
        return Err(Error::infeasible("to", to, cap));
    }
    Error::check("cap", cap, "a number", true)?;
    compound_periods(from / (cap - from), to / (cap - to), rate)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn growth_and_its_time_undo_each_other() {
        let periods = compound_periods(0.6, 0.8, 0.2).unwrap();
        assert!((Growth::Compound(0.2).value(0.6, periods).unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(compound_periods(5.0, 5.0, 0.0).unwrap(), 0.0);
        assert!(matches!(compound_periods(0.6, 0.8, 0.0), Err(Error::Infeasible { .. })));
        assert!(matches!(compound_periods(0.6, 0.8, -0.1), Err(Error::Infeasible { .. })));
        assert!(compound_periods(0.0, 0.8, 0.1).is_err());
    }

    #[test]
    fn a_cap_slows_growth_and_is_never_reached() {
        let capped = logistic_periods(10.0, 40.0, 0.1, 100.0).unwrap();
        assert!(capped > compound_periods(10.0, 40.0, 0.1).unwrap());
        assert!(matches!(logistic_periods(10.0, 100.0, 0.1, 100.0), Err(Error::Infeasible { .. })));
    }

    #[test]
    fn what_is_stored_is_the_integral_over_the_retention() {
        assert_eq!(Growth::Linear(0.0).stock(40.0, 100.0, 30.0).unwrap(), 1200.0);
        assert_eq!(Growth::Linear(2.0).stock(40.0, 10.0, 30.0).unwrap(), 500.0);
        let fine: f64 =
            (0..30_000).map(|i| 40.0 * 1.01f64.powf(70.0 + (f64::from(i) + 0.5) / 1000.0) / 1000.0).sum();
        assert!((Growth::Compound(0.01).stock(40.0, 100.0, 30.0).unwrap() / fine - 1.0).abs() < 1e-9);
        assert_eq!(Growth::Compound(0.0).stock(40.0, 100.0, 30.0).unwrap(), 1200.0);
    }
}

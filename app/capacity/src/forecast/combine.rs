//! Several methods at once, and the median of their forecasts, which is more often right than any one of them.
//! Source: S. Makridakis et al., The M4 Competition (2018): 12 of the 17 most accurate methods were combinations.

use super::ets::{Form, auto, fit};
use super::series::{self, at};
use super::theil_sen::theil_sen;
use super::theta::theta;
use crate::Error;

/// A way to forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The stable ETS model with the least corrected Akaike criterion.
    Ets,
    /// The Theta method.
    Theta,
    /// Holt's trend that fades: ETS(A,Ad,N).
    DampedHolt,
    /// The same as one season before; without a season, the same as the last value.
    SeasonalNaive,
    /// The median of all of these that give a forecast.
    Median,
    /// The line by Theil and Sen through the logarithms, with the median rest of each step of the season.
    Trend,
}

impl Method {
    /// The methods that the median is taken of.
    pub const PARTS: [Method; 4] = [Method::Ets, Method::Theta, Method::DampedHolt, Method::SeasonalNaive];

    /// The next `h` steps of `y`, with seasons of `m` steps.
    pub fn forecast(self, y: &[f64], m: usize, h: usize) -> Result<Vec<f64>, Error> {
        match self {
            Method::Ets => auto(y, m)?.forecast(h),
            Method::Theta => theta(y, m)?.forecast(h),
            Method::DampedHolt => fit(y, Form::parse("AAdN")?, 1)?.forecast(h),
            Method::SeasonalNaive => seasonal_naive(y, m, h),
            Method::Median => combine(y, m, h),
            Method::Trend => trend(y, m, h),
        }
    }
}

fn seasonal_naive(y: &[f64], m: usize, h: usize) -> Result<Vec<f64>, Error> {
    series::check(y, 1)?;
    let m = Some(series::season(m)?).filter(|m| *m <= y.len()).unwrap_or(1);
    Ok((0..series::horizon(h)?).map(|i| at(y, y.len() - m + i % m)).collect())
}

/// The next `h` steps along the line by Theil and Sen through the logarithms, with the median rest of each step of the season.
/// `Domain` for fewer than two points, more than 2000, and values that have no logarithm.
pub fn trend(y: &[f64], m: usize, h: usize) -> Result<Vec<f64>, Error> {
    let least = y.iter().copied().fold(f64::INFINITY, f64::min);
    Error::check("values", least, "above zero", least > 0.0)?;
    let logs: Vec<f64> = y.iter().map(|y| libm::log(*y)).collect();
    let line = theil_sen(&series::steps(y.len()), &logs, 0.8)?;
    let m = Some(series::season(m)?).filter(|m| *m <= y.len()).unwrap_or(1);
    let rest = |phase: usize| {
        let rests = logs.iter().enumerate().skip(phase).step_by(m);
        series::median(rests.map(|(step, log)| log - line.intercept - line.slope * step as f64).collect())
    };
    let rests: Vec<f64> = (0..m).map(rest).collect();
    let step = |step: usize| {
        let log = line.intercept + line.slope * step as f64 + at(&rests, step % m);
        Error::check("forecast", libm::exp(log), "small enough to be a number", true)
    };
    (y.len()..y.len() + series::horizon(h)?).map(step).collect()
}

/// The median, step by step, of the methods that give a forecast.
pub fn combine(y: &[f64], m: usize, h: usize) -> Result<Vec<f64>, Error> {
    let last = seasonal_naive(y, m, h)?;
    let parts = Method::PARTS.iter().filter(|part| **part != Method::SeasonalNaive);
    let mut forecasts: Vec<Vec<f64>> = parts.filter_map(|part| part.forecast(y, m, h).ok()).collect();
    forecasts.push(last);
    Ok((0..h).map(|i| series::median(forecasts.iter().map(|forecast| at(forecast, i)).collect())).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_median_lies_among_its_parts_and_the_naive_forecast_always_exists() {
        let y: Vec<f64> = (0..40).map(|i| 20.0 + f64::from(i) + 5.0 * f64::from(i % 4)).collect();
        let parts = Method::PARTS.map(|part| part.forecast(&y, 4, 6).unwrap());
        for (i, got) in combine(&y, 4, 6).unwrap().into_iter().enumerate() {
            let values = parts.iter().map(|part| part[i]);
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)));
            assert!((low..=high).contains(&got));
        }
        assert_eq!(combine(&[7.0], 12, 2).unwrap(), [7.0, 7.0]);
        assert_eq!(Method::SeasonalNaive.forecast(&[1.0, 2.0, 3.0], 2, 3).unwrap(), [2.0, 3.0, 2.0]);
    }

    #[test]
    fn growth_with_a_season_goes_on_as_it_was() {
        let value = |i: i32| 100.0 * libm::pow(1.02, f64::from(i)) * [1.0, 1.3, 0.8, 1.1][(i % 4) as usize];
        let y: Vec<f64> = (0..40).map(value).collect();
        let got = Method::Trend.forecast(&y, 4, 5).unwrap();
        assert!(got.iter().zip(40..).all(|(got, i)| (got / value(i) - 1.0).abs() < 0.02), "{got:?}");
        assert!(Method::Trend.forecast(&[1.0, 0.0, 2.0], 1, 2).is_err());
    }
}

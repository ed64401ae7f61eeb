//! Several methods at once, and the median of their forecasts, which is more often right than any one of them.
//! Source: S. Makridakis et al., The M4 Competition (2018): 12 of the 17 most accurate methods were combinations.

use super::ets::{Form, auto, fit};
use super::series::{self, at};
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
        }
    }
}

fn seasonal_naive(y: &[f64], m: usize, h: usize) -> Result<Vec<f64>, Error> {
    series::check(y, 1)?;
    let m = Some(series::season(m)?).filter(|m| *m <= y.len()).unwrap_or(1);
    Ok((0..series::horizon(h)?).map(|i| at(y, y.len() - m + i % m)).collect())
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
}

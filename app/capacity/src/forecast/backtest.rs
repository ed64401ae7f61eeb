//! How well a method would have forecast the past: from one origin after the other, against what then came.
//! Sources: Hyndman, Koehler, Another look at measures of forecast accuracy (2006) for MASE; the M4 competition
//! for sMAPE and OWA.

use super::combine::Method;
use super::decompose::{classical, is_seasonal};
use super::series::{self, at};
use crate::Error;

/// Errors of a method over all origins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean absolute error as a multiple of the seasonal naive method's within the known part.
    pub mase: f64,
    /// Mean of 2 |y - f| / (|y| + |f|).
    pub smape: f64,
    /// Mean of MASE and sMAPE, each as a multiple of the naive method on the seasonally adjusted series; below 1
    /// is better than that. `None` where the naive method makes no error.
    pub owa: Option<f64>,
}

/// Forecasts `h` steps from each of `origins` origins, the last of them `h` steps before the end, `h` apart.
/// `Domain` where the first origin would know fewer than 8 points or two seasons, and where the known part repeats
/// itself exactly, so that errors have no measure.
pub fn backtest(y: &[f64], m: usize, h: usize, origins: usize, method: Method) -> Result<Score, Error> {
    backtest_of(y, m, h, origins, |known, m, h| method.forecast(known, m, h))
}

/// The same of one way to forecast, given the known part, the steps of a season and how many to look ahead. Who uses one way
/// alone does not take all methods along into the browser.
pub fn backtest_of(
    y: &[f64],
    m: usize,
    h: usize,
    origins: usize,
    forecast: impl Fn(&[f64], usize, usize) -> Result<Vec<f64>, Error>,
) -> Result<Score, Error> {
    let (m, h) = (series::season(m)?, series::horizon(h)?);
    Error::check("origins", origins as f64, "between 1 and 100", (1..=100).contains(&origins))?;
    series::check(y, h.saturating_mul(origins).saturating_add(8.max(2 * m)))?;
    let (mut own, mut naive) = ([0.0; 2], [0.0; 2]);
    for origin in (1..=origins).map(|i| y.len() - i * h) {
        let (known, came) = y.split_at(origin);
        let came = came.get(..h).unwrap_or(came);
        let scale =
            Error::check("errors", naive_error(known, m), "not all zero", naive_error(known, m) > 0.0)?;
        add(&mut own, &errors(&forecast(known, m, h)?, came, scale));
        add(&mut naive, &errors(&adjusted_naive(known, m, h)?, came, scale));
    }
    let [mase, smape] = own.map(|sum| sum / origins as f64);
    let [naive_mase, naive_smape] = naive.map(|sum| sum / origins as f64);
    let owa = (mase / naive_mase + smape / naive_smape) / 2.0;
    Ok(Score { mase, smape, owa: Some(owa).filter(|owa| owa.is_finite()) })
}

fn add(sums: &mut [f64; 2], errors: &[f64; 2]) {
    sums.iter_mut().zip(errors).for_each(|(sum, error)| *sum += error);
}

/// Mean absolute error of the seasonal naive method, one season ahead.
fn naive_error(known: &[f64], m: usize) -> f64 {
    let pairs = known.iter().zip(known.iter().skip(m));
    let count = known.len().saturating_sub(m).max(1) as f64;
    pairs.map(|(before, after)| (after - before).abs()).sum::<f64>() / count
}

/// MASE and sMAPE of one forecast.
fn errors(forecast: &[f64], came: &[f64], scale: f64) -> [f64; 2] {
    let (mut mase, mut smape) = (0.0, 0.0);
    for (f, y) in forecast.iter().zip(came) {
        let (off, size) = ((y - f).abs(), y.abs() + f.abs());
        mase += off / scale;
        smape += if size > 0.0 { 2.0 * off / size } else { 0.0 };
    }
    let count = came.len().max(1) as f64;
    [mase / count, smape / count]
}

/// M4's Naive 2: the last seasonally adjusted value, with the season put back.
fn adjusted_naive(known: &[f64], m: usize, h: usize) -> Result<Vec<f64>, Error> {
    let n = known.len();
    let last = at(known, n - 1);
    let seasonal = is_seasonal(known, m) && known.iter().all(|y| *y > 0.0);
    if !seasonal {
        return Ok(vec![last; h]);
    }
    let season = classical(known, m, true)?;
    Ok((0..h).map(|i| last / season.at(n - 1) * season.at(n + i)).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_method_that_sees_the_trend_beats_the_naive_one() {
        let y: Vec<f64> = (0..60).map(|i| 20.0 + 2.0 * f64::from(i) + f64::from(i * 7 % 5)).collect();
        let score = |method| backtest(&y, 1, 6, 3, method).unwrap();
        assert!(score(Method::Ets).owa.unwrap() < 0.6);
        assert!((score(Method::SeasonalNaive).owa.unwrap() - 1.0).abs() < 1e-12);
        assert!(backtest(&y, 1, 20, 3, Method::Ets).is_err());
        assert!(backtest(&[5.0; 60], 1, 6, 3, Method::Ets).is_err());
    }
}

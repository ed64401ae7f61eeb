//! What every method asks of a series.

use crate::Error;

/// The most points of a series.
pub(super) const MOST: usize = 100_000;

/// Refuses a series with fewer than `least` points, with too many, or with what is no number of sensible size.
pub(super) fn check(y: &[f64], least: usize) -> Result<(), Error> {
    let enough = y.len() >= least && y.len() <= MOST;
    Error::check("points", y.len() as f64, "enough for the method, at most 100000", enough)?;
    for value in y {
        Error::check("value", *value, "a number of at most 1e100 in size", value.abs() <= 1e100)?;
    }
    Ok(())
}

/// Refuses a season without a step, and one too long to be kept.
pub(super) fn season(m: usize) -> Result<usize, Error> {
    Error::check("season", m as f64, "between 1 and 10000 steps", (1..=10_000).contains(&m))?;
    Ok(m)
}

/// Refuses horizons beyond what anyone draws.
pub(super) fn horizon(h: usize) -> Result<usize, Error> {
    Error::check("horizon", h as f64, "between 1 and 100000 steps", (1..=100_000).contains(&h))?;
    Ok(h)
}

pub(super) fn at(values: &[f64], index: usize) -> f64 {
    values.get(index).copied().unwrap_or_default()
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The middle of the figures in rising order; the mean of the two middle ones of an even number.
pub(super) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let half = figures.len() / 2;
    if figures.len() % 2 == 1 {
        at(&figures, half)
    } else {
        (at(&figures, half.wrapping_sub(1)) + at(&figures, half)) / 2.0
    }
}

/// The times 0, 1, 2, ... of a series without times of its own.
pub(super) fn steps(n: usize) -> Vec<f64> {
    (0..n).map(|i| i as f64).collect()
}

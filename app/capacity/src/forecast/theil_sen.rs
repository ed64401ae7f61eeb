//! The line that outliers do not move: the median of the slopes between all pairs of points.
//! Sources: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau (1968), as in scipy.

use super::series;
use crate::Error;
use crate::special::normal;

/// The most points, whose pairs number two million.
const MOST: usize = 2000;

/// A line by the medians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TheilSen {
    /// Median slope.
    pub slope: f64,
    /// Median value less slope times median time.
    pub intercept: f64,
    /// Lower end of the slope's interval.
    pub low: f64,
    /// Upper end of the slope's interval.
    pub high: f64,
}

/// The line through the points (t, y), with an interval of the slope that holds with probability `level`.
pub fn theil_sen(t: &[f64], y: &[f64], level: f64) -> Result<TheilSen, Error> {
    series::check(y, 2)?;
    series::check(t, 2)?;
    let fits = t.len() == y.len() && y.len() <= MOST;
    Error::check("points", y.len() as f64, "at most 2000, with a time each", fits)?;
    let level = Error::check("level", level, "above 0 and below 1", level > 0.0 && level < 1.0)?;
    let mut slopes = Vec::new();
    for (i, (t1, y1)) in t.iter().zip(y).enumerate() {
        let later = t.iter().zip(y).skip(i + 1).filter(|(t2, _)| *t2 != t1);
        slopes.extend(later.map(|(t2, y2)| (y2 - y1) / (t2 - t1)));
    }
    Error::check("times", slopes.len() as f64, "at least two different ones", !slopes.is_empty())?;
    slopes.sort_by(f64::total_cmp);
    let (low, high) = interval(&slopes, t, y, level);
    let slope = series::median(slopes);
    let intercept = series::median(y.to_vec()) - slope * series::median(t.to_vec());
    Error::check("slope", slope, "small enough to be a number", intercept.is_finite())?;
    Ok(TheilSen { slope, intercept, low, high })
}

/// The slopes whose ranks lie z standard deviations of Kendall's statistic off the middle.
fn interval(slopes: &[f64], t: &[f64], y: &[f64], level: f64) -> (f64, f64) {
    let variance = (concordance(y.len()) - ties(t) - ties(y)) / 18.0;
    let reach = normal::quantile(0.5 + level / 2.0) * libm::sqrt(variance.max(0.0));
    let count = slopes.len() as f64;
    let last = count - 1.0;
    let upper = libm::rint((count + reach) / 2.0).min(last);
    let lower = (libm::rint((count - reach) / 2.0) - 1.0).max(0.0);
    (series::at(slopes, lower as usize), series::at(slopes, upper as usize))
}

fn concordance(n: usize) -> f64 {
    let n = n as f64;
    n * (n - 1.0) * (2.0 * n + 5.0)
}

fn ties(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).map(|equal| concordance(equal.len())).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_outlier_does_not_move_it() {
        let t = series::steps(21);
        let mut y: Vec<f64> = t.iter().map(|t| 10.0 + 3.0 * t).collect();
        y[20] = 1e6;
        let line = theil_sen(&t, &y, 0.95).unwrap();
        assert_eq!((line.slope, line.low), (3.0, 3.0));
        assert!(theil_sen(&t, &y[1..], 0.95).is_err());
        assert!(theil_sen(&[1.0, 1.0], &[1.0, 2.0], 0.95).is_err());
    }
}

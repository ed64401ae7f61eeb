//! Classical decomposition into trend and season by moving averages, as R's `decompose` does it, and the test
//! of whether there is a season at all.

use super::series::{self, at};
use crate::Error;
use crate::special::normal;

/// A series taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Classical {
    /// The trend where the moving average covers it: from half a season on, to half a season before the end.
    pub trend: Vec<f64>,
    /// The season by phase; phase 0 is that of the first point. Sums to 0, or averages to 1.
    pub season: Vec<f64>,
}

/// Takes `y` apart with seasons of `m` steps, multiplied with the trend or added to it. `Domain` for fewer than
/// two seasons, and where the trend of a multiplied season is zero.
pub fn classical(y: &[f64], m: usize, multiplicative: bool) -> Result<Classical, Error> {
    let m = series::season(m)?;
    series::check(y, 2 * m)?;
    Error::check("season", m as f64, "two steps or more", m >= 2)?;
    let trend = moving_average(y, m);
    let skipped = m / 2;
    let (mut sums, mut counts) = (vec![0.0; m], vec![0.0; m]);
    for (i, level) in trend.iter().enumerate() {
        let value = at(y, i + skipped);
        let phase = (i + skipped) % m;
        let ratio = if multiplicative { value / level } else { value - level };
        let ratio = Error::check("trend", ratio, "nowhere zero", true)?;
        if let (Some(sum), Some(count)) = (sums.get_mut(phase), counts.get_mut(phase)) {
            *sum += ratio;
            *count += 1.0;
        }
    }
    let season: Vec<f64> = sums.iter().zip(&counts).map(|(sum, count)| sum / count).collect();
    let middle = series::mean(&season);
    let centred = season.iter().map(|s| if multiplicative { s / middle } else { s - middle }).collect();
    Ok(Classical { trend, season: centred })
}

/// Averages over a season; over an even one, its ends count half.
fn moving_average(y: &[f64], m: usize) -> Vec<f64> {
    let length = if m.is_multiple_of(2) { m + 1 } else { m };
    let average = |window: &[f64]| {
        let ends = if m.is_multiple_of(2) { (at(window, 0) + at(window, m)) / 2.0 } else { 0.0 };
        (window.iter().sum::<f64>() - ends) / m as f64
    };
    y.windows(length).map(average).collect()
}

impl Classical {
    /// The season at step `t` of the series.
    pub fn at(&self, t: usize) -> f64 {
        at(&self.season, t % self.season.len().max(1))
    }
}

/// Whether the autocorrelation at `m` steps stands out at the 10 % level. `false` for a series that does not vary.
/// Source: V. Assimakopoulos, K. Nikolopoulos, The theta model (2000), as in R's `thetaf`.
pub fn is_seasonal(y: &[f64], m: usize) -> bool {
    if m < 2 || y.len() < 2 * m {
        return false;
    }
    let middle = series::mean(y);
    let off: Vec<f64> = y.iter().map(|y| y - middle).collect();
    let variance: f64 = off.iter().map(|x| x * x).sum();
    if variance <= 0.0 {
        return false;
    }
    let correlation =
        |lag: usize| off.iter().zip(off.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>() / variance;
    let before: f64 = (1..m).map(correlation).map(|r| r * r).sum();
    let error = libm::sqrt((1.0 + 2.0 * before) / y.len() as f64);
    correlation(m).abs() / error > normal::quantile(0.95)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_line_with_a_season_is_taken_apart_exactly() {
        for m in [3, 4] {
            let season = [1.0, -2.0, 3.0, -2.0];
            let mean = series::mean(&season[..m]);
            let y: Vec<f64> = (0..5 * m).map(|i| 10.0 + 0.5 * i as f64 + season[i % m]).collect();
            let parts = classical(&y, m, false).unwrap();
            assert!(
                parts.season.iter().zip(season).all(|(got, want)| (got - want + mean).abs() < 0.4),
                "{parts:?}"
            );
            assert!((parts.trend[0] - (10.0 + mean + 0.5 * (m / 2) as f64)).abs() < 1e-12);
            assert!(is_seasonal(
                &y.iter().zip(0..).map(|(y, i)| y - 0.5 * f64::from(i)).collect::<Vec<_>>(),
                m
            ));
        }
        assert!(!is_seasonal(&[1.0; 48], 12) && !is_seasonal(&series::steps(10), 12));
        assert!(classical(&[1.0; 5], 3, false).is_err());
        assert!(classical(&[0.0; 9], 3, true).is_err());
    }
}

//! Several seasons at once, such as a day within a week: decomposition by local regression, one season after the
//! other (MSTL over STL), and the forecast that puts them back. Sources: R. B. Cleveland et al., STL (1990), with
//! lines in each neighbourhood; K. Bandara, R. J. Hyndman, C. Bergmeir, MSTL (2021); statsmodels' implementation.

use super::ets::auto;
use super::series::{self, at};
use crate::Error;
use crate::order;

/// Rounds over all seasons, and of trend and season within each.
const ROUNDS: usize = 2;
const INNER: usize = 5;

/// The most steps of a series, which bounds the work of the neighbourhoods.
const MOST: usize = 20_000;

/// A series taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Mstl {
    /// Trend at each step.
    pub trend: Vec<f64>,
    /// Each season's length, shortest first, and what it adds at each step.
    pub seasons: Vec<(usize, Vec<f64>)>,
    /// What is left at each step.
    pub rest: Vec<f64>,
}

/// Takes `y` apart with seasons of these lengths, each of 2 steps or more. `Domain` for none, for fewer than two
/// of the longest, and for more than 20,000 steps.
pub fn mstl(y: &[f64], lengths: &[usize]) -> Result<Mstl, Error> {
    let mut lengths = lengths.to_vec();
    order::by(&mut lengths, |length| *length as f64);
    lengths.dedup();
    let longest = lengths.last().copied().unwrap_or(0);
    let shortest = lengths.first().copied().unwrap_or(0);
    Error::check("season", shortest as f64, "two steps or more", shortest >= 2)?;
    Error::check("seasons", lengths.len() as f64, "at most 6", lengths.len() <= 6)?;
    series::check(y, 2 * series::season(longest)?)?;
    Error::check("points", y.len() as f64, "at most 20000", y.len() <= MOST)?;
    let mut seasons: Vec<(usize, Vec<f64>)> = lengths.into_iter().map(|m| (m, vec![0.0; y.len()])).collect();
    let mut bare = y.to_vec();
    let mut trend = vec![0.0; y.len()];
    for _ in 0..if seasons.len() > 1 { ROUNDS } else { 1 } {
        for (i, (m, season)) in seasons.iter_mut().enumerate() {
            bare.iter_mut().zip(season.iter()).for_each(|(bare, season)| *bare += season);
            // Later, longer seasons are smoothed over more cycles.
            (trend, *season) = stl(&bare, *m, 7 + 4 * (i + 1));
            bare.iter_mut().zip(season.iter()).for_each(|(bare, season)| *bare -= season);
        }
    }
    let rest = bare.iter().zip(&trend).map(|(bare, trend)| bare - trend).collect();
    Ok(Mstl { trend, seasons, rest })
}

impl Mstl {
    /// The next `h` steps: the series without its seasons continued by ETS, and the last cycle of each season.
    pub fn forecast(&self, h: usize) -> Result<Vec<f64>, Error> {
        let bare: Vec<f64> = self.trend.iter().zip(&self.rest).map(|(trend, rest)| trend + rest).collect();
        let mut ahead = auto(&bare, 1)?.forecast(h)?;
        let n = bare.len();
        for (m, season) in &self.seasons {
            for (i, place) in ahead.iter_mut().enumerate() {
                *place += at(season, n - m + i % m);
            }
        }
        Ok(ahead)
    }
}

/// Trend and season by STL without weights against outliers; the season is smoothed over `cycles` of its cycles.
fn stl(y: &[f64], m: usize, cycles: usize) -> (Vec<f64>, Vec<f64>) {
    let n = y.len();
    let low = if m.is_multiple_of(2) { m + 1 } else { m + 2 };
    let wide = 1.5 * m as f64 / (1.0 - 1.5 / cycles as f64);
    let wide = libm::ceil(wide) as usize;
    let wide = wide + usize::from(wide.is_multiple_of(2));
    let (mut trend, mut season) = (vec![0.0; n], vec![0.0; n]);
    for _ in 0..INNER {
        let flat: Vec<f64> = y.iter().zip(&trend).map(|(y, trend)| y - trend).collect();
        let cycle = cycle_smooth(&flat, m, cycles);
        let slow = averages(&averages(&averages(&cycle, m), m), 3);
        let slow = smooth(&slow, low);
        let middle = cycle.iter().skip(m);
        season = middle.zip(&slow).map(|(cycle, slow)| cycle - slow).collect();
        let bare: Vec<f64> = y.iter().zip(&season).map(|(y, season)| y - season).collect();
        trend = smooth(&bare, wide);
    }
    (trend, season)
}

/// Each phase smoothed by itself over the cycles, with one more cycle at both ends.
fn cycle_smooth(y: &[f64], m: usize, cycles: usize) -> Vec<f64> {
    let mut all = vec![0.0; y.len() + 2 * m];
    for phase in 0..m {
        let own: Vec<f64> = y.iter().skip(phase).step_by(m).copied().collect();
        let k = own.len();
        let window = cycles.min(k);
        let first = fitted(&own, cycles, -1.0, 0, window);
        let last = fitted(&own, cycles, k as f64, k - window, k);
        let smoothed = std::iter::once(first).chain(smooth(&own, cycles)).chain(std::iter::once(last));
        for (i, value) in smoothed.enumerate() {
            if let Some(place) = all.get_mut(phase + i * m) {
                *place = value;
            }
        }
    }
    all
}

/// Averages of each `length` neighbours.
fn averages(y: &[f64], length: usize) -> Vec<f64> {
    y.windows(length).map(|window| window.iter().sum::<f64>() / length as f64).collect()
}

/// A line through each point's neighbourhood of `length` steps, and its value there.
fn smooth(y: &[f64], length: usize) -> Vec<f64> {
    let n = y.len();
    let window = length.min(n);
    // The neighbourhood starts to move once the point is past its middle, and stops at the end.
    let left = |i: usize| (i + 1).saturating_sub(length.div_ceil(2)).min(n - window);
    (0..n).map(|i| fitted(y, length, i as f64, left(i), left(i) + window)).collect()
}

/// The weighted line through y from `left` to before `right`, at `x`: weights (1 - (distance / reach)^3)^3.
fn fitted(y: &[f64], length: usize, x: f64, left: usize, right: usize) -> f64 {
    let n = y.len();
    let beyond = (length.saturating_sub(n) / 2) as f64;
    let reach = (x - left as f64).max(right as f64 - 1.0 - x) + beyond;
    let weight = |j: usize| {
        let off = (j as f64 - x).abs();
        if off > 0.999 * reach {
            return 0.0;
        }
        let share = off / reach;
        let rest = 1.0 - share * share * share;
        if off > 0.001 * reach { rest * rest * rest } else { 1.0 }
    };
    let points = || (left..right).map(|j| (j as f64, weight(j), at(y, j)));
    let total: f64 = points().map(|(_, weight, _)| weight).sum();
    if total <= 0.0 {
        return at(y, left);
    }
    let middle = points().map(|(j, weight, _)| weight * j).sum::<f64>() / total;
    let height = points().map(|(_, weight, y)| weight * y).sum::<f64>() / total;
    let spread = points().map(|(j, weight, _)| weight * (j - middle) * (j - middle)).sum::<f64>() / total;
    if libm::sqrt(spread) <= 0.001 * (n as f64 - 1.0) {
        return height;
    }
    let slope = points().map(|(j, weight, y)| weight * (j - middle) * y).sum::<f64>() / total / spread;
    height + slope * (x - middle)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn series() -> Vec<f64> {
        let value = |i: usize| {
            50.0 + 0.2 * i as f64
                + [3.0, -1.0, -2.0, 0.0][i % 4]
                + (i % 12) as f64
                + (i * i % 7) as f64 / 10.0
        };
        (0..72).map(value).collect()
    }

    #[test]
    fn the_parts_are_those_of_statsmodels() {
        let parts = mstl(&series(), &[12, 4]).unwrap();
        let got =
            [parts.trend[0], parts.trend[40], parts.seasons[0].1[5], parts.seasons[1].1[30], parts.rest[71]];
        let want = [
            55.64460895887074,
            63.69909204620633,
            -1.3254003561491499,
            0.12380725146975316,
            0.02587403901826235,
        ];
        assert!(got.iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-9), "{got:?}");
        let sum =
            parts.trend[9] + parts.rest[9] + parts.seasons.iter().map(|(_, season)| season[9]).sum::<f64>();
        assert!((sum - series()[9]).abs() < 1e-12);
    }

    #[test]
    fn both_seasons_are_carried_on() {
        let ahead = mstl(&series(), &[4, 12]).unwrap().forecast(12).unwrap();
        for (i, got) in ahead.iter().enumerate() {
            let t = 72 + i;
            let want = 50.3 + 0.2 * t as f64 + [3.0, -1.0, -2.0, 0.0][t % 4] + (t % 12) as f64;
            assert!((got - want).abs() < 1.5, "{i}: {got} {want}");
        }
        assert!(
            mstl(&series(), &[]).is_err()
                && mstl(&series(), &[1]).is_err()
                && mstl(&series(), &[40]).is_err()
        );
    }
}

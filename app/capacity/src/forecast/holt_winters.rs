//! Holt-Winters smoothing in R's convention: the filter starts at the second season, from states at the end of
//! the first. Source: R's `HoltWinters` (stats, HoltWinters.c).

use super::decompose::classical;
use super::linear::Line;
use super::minimise::minimise;
use super::series::{self, at};
use crate::Error;

/// The smoothing parameters, each between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing {
    /// Of the level.
    pub alpha: f64,
    /// Of the trend.
    pub beta: f64,
    /// Of the season.
    pub gamma: f64,
}

/// The states before the filter starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Level.
    pub level: f64,
    /// Trend per step.
    pub trend: f64,
    /// Season by phase; phase 0 is that of the first point.
    pub season: Vec<f64>,
}

impl Start {
    /// R's start: classical decomposition of the first `seasons` seasons, and a line through its trend.
    pub fn of(y: &[f64], m: usize, multiplicative: bool, seasons: usize) -> Result<Start, Error> {
        Error::check("start seasons", seasons as f64, "two or more", (2..=1000).contains(&seasons))?;
        let length = series::season(m)?.saturating_mul(seasons);
        Error::check("points", y.len() as f64, "at least the seasons of the start", y.len() >= length)?;
        let parts = classical(y.get(..length).unwrap_or(y), m, multiplicative)?;
        let times: Vec<f64> = (1..=parts.trend.len()).map(|i| i as f64).collect();
        let line = Line::fit(&times, &parts.trend)?;
        Ok(Start { level: line.intercept, trend: line.slope, season: parts.season })
    }
}

/// What the filter ends with.
#[derive(Clone, Debug, PartialEq)]
pub struct HoltWinters {
    /// Parameters that were used.
    pub smoothing: Smoothing,
    /// Sum of the squared one-step errors.
    pub sse: f64,
    /// Last level.
    pub level: f64,
    /// Last trend per step.
    pub trend: f64,
    /// The last season, the coming step first.
    pub season: Vec<f64>,
    multiplicative: bool,
}

/// Alpha, beta and gamma from which the search for the best ones sets out: the errors have several valleys.
const STARTS: [[f64; 3]; 6] = [
    [0.3, 0.1, 0.1],
    [0.1, 0.02, 0.6],
    [0.7, 0.02, 0.2],
    [0.02, 0.6, 0.3],
    [0.5, 0.001, 0.9],
    [0.95, 0.3, 0.95],
];

impl HoltWinters {
    /// Filters `y` with given parameters and start. `Domain` for parameters outside 0 to 1, for fewer points than
    /// one season and one more, and where a multiplied season or level becomes zero.
    pub fn filter(
        y: &[f64],
        smoothing: Smoothing,
        start: &Start,
        multiplicative: bool,
    ) -> Result<Self, Error> {
        let m = series::season(start.season.len())?;
        series::check(y, m + 1)?;
        series::check(&start.season, 1)?;
        series::check(&[start.level, start.trend], 2)?;
        for (field, value) in
            [("alpha", smoothing.alpha), ("beta", smoothing.beta), ("gamma", smoothing.gamma)]
        {
            Error::check(field, value, "between 0 and 1", (0.0..=1.0).contains(&value))?;
        }
        let ended = run(y, smoothing, start, multiplicative);
        let states = [ended.level, ended.trend].into_iter().chain(ended.season.iter().copied());
        let known = states.fold(ended.sse, |sum, state| sum + state.abs());
        Error::check("level", known, "nowhere zero under a multiplied season", true)?;
        Ok(ended)
    }

    /// Fits the parameters to the smallest squared errors from R's start of two seasons.
    pub fn fit(y: &[f64], m: usize, multiplicative: bool) -> Result<Self, Error> {
        let start = Start::of(y, m, multiplicative, 2)?;
        let of = |at: &[f64]| {
            let [alpha, beta, gamma] = [0, 1, 2].map(|i| 1.0 / (1.0 + libm::exp(-series::at(at, i))));
            Smoothing { alpha, beta, gamma }
        };
        let loss = |at: &[f64]| libm::log(run(y, of(at), &start, multiplicative).sse.max(1e-300));
        let logit = |share: f64| libm::log(share / (1.0 - share));
        let walk = |from: [f64; 3], steps: u32| {
            minimise(&from.map(logit), steps, 1e-10, |at, slope| {
                let value = loss(at);
                for (i, place) in slope.iter_mut().enumerate() {
                    let mut moved = at.to_vec();
                    let mut nudge = |by: f64| {
                        if let Some(place) = moved.get_mut(i) {
                            *place += by;
                        }
                        loss(&moved)
                    };
                    *place = (nudge(1e-5) - nudge(-2e-5)) / 2e-5;
                }
                value
            })
        };
        let ends = STARTS.map(|from| walk(from, 200)).into_iter().filter(|end| end.value.is_finite());
        let best = ends.min_by(|a, b| a.value.total_cmp(&b.value));
        let best = best.map_or([0.3, 0.1, 0.1].map(logit).to_vec(), |best| best.at);
        HoltWinters::filter(y, of(&best), &start, multiplicative)
    }

    /// The next `h` steps: (level + i trend) with the season of each.
    pub fn forecast(&self, h: usize) -> Result<Vec<f64>, Error> {
        let ahead = |i: usize| {
            let (line, season) =
                (self.level + (i + 1) as f64 * self.trend, at(&self.season, i % self.season.len().max(1)));
            if self.multiplicative { line * season } else { line + season }
        };
        Ok((0..series::horizon(h)?).map(ahead).collect())
    }
}

fn run(y: &[f64], smoothing: Smoothing, start: &Start, multiplicative: bool) -> HoltWinters {
    let Smoothing { alpha, beta, gamma } = smoothing;
    let m = start.season.len().max(1);
    let (mut level, mut trend, mut season) = (start.level, start.trend, start.season.clone());
    let mut sse = 0.0;
    for (i, value) in y.iter().enumerate().skip(m) {
        let own = at(&season, i % m);
        let (line, before) = (level + trend, level);
        let error = value - if multiplicative { line * own } else { line + own };
        sse += error * error;
        let bare = if multiplicative { value / own } else { value - own };
        level = alpha * bare + (1.0 - alpha) * line;
        trend = beta * (level - before) + (1.0 - beta) * trend;
        let seen = if multiplicative { value / level } else { value - level };
        if let Some(place) = season.get_mut(i % m) {
            *place = gamma * seen + (1.0 - gamma) * own;
        }
    }
    season.rotate_left(y.len() % m);
    HoltWinters { smoothing, sse, level, trend, season, multiplicative }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_line_with_a_season_is_forecast_exactly() {
        for multiplicative in [false, true] {
            let season = if multiplicative { [0.5, 1.5, 1.0] } else { [-2.0, 3.0, -1.0] };
            let value = |i: usize| {
                let line = 100.0 + 2.0 * i as f64;
                if multiplicative { line * season[i % 3] } else { line + season[i % 3] }
            };
            let y: Vec<f64> = (0..20).map(value).collect();
            let start = Start { level: 104.0, trend: 2.0, season: season.to_vec() };
            let smoothing = Smoothing { alpha: 0.3, beta: 0.2, gamma: 0.4 };
            let ended = HoltWinters::filter(&y, smoothing, &start, multiplicative).unwrap();
            assert!(ended.sse < 1e-18);
            let ahead = ended.forecast(4).unwrap();
            assert!(ahead.iter().zip(20..).all(|(got, i)| (got - value(i)).abs() < 1e-9));
        }
    }

    #[test]
    fn fitted_parameters_are_no_worse_than_guessed_ones() {
        let y: Vec<f64> =
            (0..60).map(|i| 50.0 + f64::from(i) + 9.0 * f64::from(i % 4) + f64::from(i * i % 7)).collect();
        let fitted = HoltWinters::fit(&y, 4, false).unwrap();
        let start = Start::of(&y, 4, false, 2).unwrap();
        let guessed = Smoothing { alpha: 0.3, beta: 0.1, gamma: 0.1 };
        assert!(fitted.sse <= HoltWinters::filter(&y, guessed, &start, false).unwrap().sse);
        assert!(HoltWinters::filter(&y, Smoothing { alpha: 1.1, ..guessed }, &start, false).is_err());
        let nothing = Start { season: vec![0.0; 4], ..start };
        assert!(HoltWinters::filter(&y, guessed, &nothing, true).is_err());
        assert!(Start::of(&y[..6], 4, false, 2).is_err());
    }
}

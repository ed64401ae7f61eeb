//! Fitting a model to a series, and choosing one.

use super::super::decompose::classical;
use super::super::linear::Line;
use super::super::minimise::minimise;
use super::super::series::{self, at};
use super::gradient::Likelihood;
use super::space::Space;
use super::{Effect, Ets, Form, States};
use crate::Error;
use crate::order;

/// The longest season for which states are kept, as in R.
const LONGEST: usize = 24;

/// Shares of alpha, beta, gamma and phi between their bounds, from which each search sets out: a likelihood has several
/// peaks, above all where a model without a season is to follow a series with one.
const STARTS: [[f64; 4]; 5] = [
    [0.2, 0.1, 0.05, 0.95],
    [0.6, 0.02, 0.1, 0.5],
    [0.03, 0.5, 0.3, 0.9],
    [0.98, 0.9, 0.5, 0.7],
    [0.1, 0.97, 0.1, 0.9],
];

/// Steps of the first walk from each start, and of the walks on from the best ones: from `WALKED`, but from one alone on a
/// series longer than `LONG` steps with a season, which takes longest and leaves the least in doubt.
const SCOUT: u32 = 15;
const WALK: u32 = 250;
const WALKED: usize = 3;
const LONG: usize = 300;

/// Fits a model with seasons of `m` steps by the largest likelihood. `Domain` for fewer than two seasons, for too
/// few points, and for values not above zero where errors or seasons are multiplied.
pub fn fit(y: &[f64], form: Form, m: usize) -> Result<Ets, Error> {
    let m = if form.season.is_some() { series::season(m)? } else { 0 };
    series::check(y, (form.parameters(m) + 2).max(2 * m))?;
    let in_range = form.season.is_none() || (2..=LONGEST).contains(&m);
    Error::check("season", m as f64, "two steps or more, at most 24", in_range)?;
    let least = y.iter().copied().fold(f64::INFINITY, f64::min);
    Error::check(
        "value",
        least,
        "above zero for a model that multiplies",
        !form.multiplies() || least > 0.0,
    )?;
    let guess = guess(y, form, m)?;
    let other = calm(&guess, y);
    let first = search(y, form, guess);
    let second = if first.is_none() || !long(y, form) { search(y, form, other) } else { None };
    let best = first.into_iter().chain(second).min_by(|a, b| a.0.total_cmp(&b.0)).ok_or(Error::Domain {
        field: "value",
        value: least,
        range: "within what the model can follow",
    })?;
    Ets::filter(y, form, &best.1)
}

fn long(y: &[f64], form: Form) -> bool {
    form.season.is_some() && y.len() > LONG
}

/// The least -2 loglik that walks from this guess lead to, and where; none where the model cannot follow the series.
fn search(y: &[f64], form: Form, guess: States) -> Option<(f64, States)> {
    let mut likelihood = Likelihood::new(y, form, guess.season.len());
    let mut slope = guess.clone();
    let space = Space { form, guess, scale: spread(y) };
    let mut walk = |from: &[f64], steps: u32| {
        minimise(from, steps, 1e-9, |at, out| {
            let states = space.states(at);
            let value = likelihood.value(&states, &mut slope);
            space.slope(at, &states, &slope, out);
            value
        })
    };
    let mut scouts = STARTS.map(|start| walk(&space.start(start), SCOUT)).to_vec();
    scouts.retain(|scout| scout.value.is_finite());
    order::by(&mut scouts, |scout| scout.value);
    let walked = if long(y, form) { 1 } else { WALKED };
    let ends = scouts.iter().take(walked).map(|scout| walk(&scout.at, WALK));
    let best = ends.min_by(|a, b| a.value.total_cmp(&b.value))?;
    Some((best.value, space.states(&best.at)))
}

/// The stable model with the least corrected Akaike criterion. Seasons are left out where `m` is 1 or above 24,
/// or where there are fewer than two of them; multiplied errors and seasons where a value is not above zero.
pub fn auto(y: &[f64], m: usize) -> Result<Ets, Error> {
    series::check(y, 5)?;
    let seasonal = (2..=LONGEST).contains(&series::season(m)?) && y.len() >= 2 * m;
    let forms = Form::stable(y.iter().all(|y| *y > 0.0), seasonal);
    let fits = forms.into_iter().filter_map(|form| fit(y, form, m).ok());
    let best = fits.min_by(|a, b| a.aicc.total_cmp(&b.aicc));
    best.ok_or(Error::Domain { field: "points", value: y.len() as f64, range: "enough for a model to fit" })
}

/// States to begin with, from a decomposition and a line through what it leaves (R's `initstate`).
fn guess(y: &[f64], form: Form, m: usize) -> Result<States, Error> {
    let (mut bare, mut season) = (y.to_vec(), Vec::new());
    if let Some(effect) = form.season {
        let multiplied = effect == Effect::Multiplicative;
        season = classical(y, m, multiplied)?.season;
        if multiplied {
            season.iter_mut().for_each(|s| *s = s.max(0.01));
        }
        for (i, value) in bare.iter_mut().enumerate() {
            let own = at(&season, i % m);
            *value = if multiplied { *value / own } else { *value - own };
        }
    }
    let first = bare.get(..bare.len().min(10.max(2 * m))).unwrap_or(&bare);
    let (level, trend) = if form.trend {
        let line = Line::fit(&series::steps(first.len()), first)?;
        (line.intercept - line.slope, line.slope)
    } else {
        (series::mean(first), 0.0)
    };
    Ok(States { alpha: 0.0, beta: 0.0, gamma: 0.0, phi: 1.0, level, trend, season })
}

/// A guess that any series can be followed from: the level of its first steps, no trend, and half of the season.
fn calm(guess: &States, y: &[f64]) -> States {
    let first = y.get(..y.len().min(guess.season.len().max(4))).unwrap_or(y);
    let middle = series::mean(&guess.season);
    let season = guess.season.iter().map(|s| middle + (s - middle) / 2.0).collect();
    States { level: series::mean(first), trend: 0.0, season, ..guess.clone() }
}

/// Standard deviation of the series, or its size where it does not vary.
fn spread(y: &[f64]) -> f64 {
    let mean = series::mean(y);
    let deviation = libm::sqrt(y.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / y.len() as f64);
    if deviation > 1e-12 * mean.abs() { deviation } else { mean.abs().max(1e-12) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_straight_line_is_continued() {
        let y: Vec<f64> = (0..40).map(|i| 100.0 + 3.0 * f64::from(i) + f64::from(i % 2)).collect();
        let best = auto(&y, 1).unwrap();
        assert!(best.form.trend, "{}", best.form.name());
        assert!((best.forecast(10).unwrap()[9] / 247.5 - 1.0).abs() < 0.02);
    }

    #[test]
    fn a_model_that_multiplies_follows_a_series_that_begins_low() {
        // Seasons that are added grow with the series: what they are on average is below zero at its beginning.
        let y: Vec<f64> =
            (0..40).map(|i| libm::exp(0.08 * f64::from(i)) * (1.0 + 0.4 * f64::from(i % 2))).collect();
        for name in ["MNA", "MAA", "MAN", "MAdN"] {
            assert!(fit(&y, Form::parse(name).unwrap(), 4).unwrap().loglik.is_finite(), "{name}");
        }
    }

    #[test]
    fn odd_series_have_a_model_or_an_error() {
        assert!(auto(&[5.0; 30], 12).unwrap().forecast(3).unwrap().iter().all(|y| (y - 5.0).abs() < 1e-6));
        assert!(auto(&[0.0; 30], 4).unwrap().forecast(3).is_ok());
        let signs: Vec<f64> = (0..30).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
        assert!(auto(&signs, 2).unwrap().loglik.is_finite());
        assert!(auto(&[1.0, 2.0, 3.0], 1).is_err());
        assert!(fit(&signs, Form::parse("MNN").unwrap(), 1).is_err());
    }
}

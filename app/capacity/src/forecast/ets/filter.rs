//! One run of a model over a series: errors, likelihood, last states, and the forecast from them.

use super::super::series::{self, at};
use super::{Effect, Form, States};
use crate::Error;

/// A model with its parameters, run over a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Ets {
    /// Which model.
    pub form: Form,
    /// Its parameters and first states.
    pub start: States,
    /// Its states after the last point; phase 0 of the season is that of the coming step.
    pub end: States,
    /// R's logarithm of the likelihood: -(n ln(sum e^2) + 2 sum ln|r|) / 2, with r the forecast where errors are
    /// multiplied and 1 where they are added.
    pub loglik: f64,
    /// The corrected Akaike criterion: 2 k - 2 loglik + 2 k (k + 1) / (n - k - 1).
    pub aicc: f64,
    /// Variance of the errors, which are relative where they are multiplied, with n - k degrees of freedom.
    pub variance: f64,
}

/// The errors of a perfect fit count as this share of the series' size, so that likelihoods stay numbers.
const PERFECT: f64 = 1e-24;

/// The least sum of squared errors that a likelihood is computed from.
pub(super) fn least_squares(y: &[f64], form: Form) -> f64 {
    let size = match form.error {
        Effect::Additive => y.iter().map(|y| y * y).sum(),
        Effect::Multiplicative => y.len() as f64,
    };
    (PERFECT * size).max(f64::MIN_POSITIVE)
}

impl Ets {
    /// Runs the model over `y`. `Domain` for too few points for its parameters (n - k - 1 above 0), for a season
    /// without phases, for parameters outside 0 to 1, and where the run leaves the numbers.
    pub fn filter(y: &[f64], form: Form, start: &States) -> Result<Ets, Error> {
        let m = start.season.len();
        Error::check("season", m as f64, "phases as the model has", form.season.is_some() == (m > 0))?;
        series::check(y, form.parameters(m) + 2)?;
        series::check(&start.season, 0)?;
        series::check(&[start.level, start.trend], 2)?;
        let shares =
            [("alpha", start.alpha), ("beta", start.beta), ("gamma", start.gamma), ("phi", start.phi)];
        for (field, value) in shares {
            Error::check(field, value, "between 0 and 1", (0.0..=1.0).contains(&value))?;
        }
        let mut run = Run::new(form, start);
        for value in y {
            run.step(*value);
        }
        run.end(y, start)
    }

    /// The next `h` steps.
    pub fn forecast(&self, h: usize) -> Result<Vec<f64>, Error> {
        let mut run = Run::new(self.form, &self.end);
        let ahead: Vec<f64> = (0..series::horizon(h)?).map(|_| run.pass()).collect();
        for value in &ahead {
            Error::check("forecast", *value, "small enough to be a number", true)?;
        }
        Ok(ahead)
    }
}

/// The states as they move.
pub(super) struct Run {
    form: Form,
    states: States,
    phase: usize,
    squares: f64,
    logs: f64,
}

impl Run {
    pub fn new(form: Form, start: &States) -> Self {
        let phi = if form.damped { start.phi } else { 1.0 };
        let trend = if form.trend { start.trend } else { 0.0 };
        Run { form, states: States { phi, trend, ..start.clone() }, phase: 0, squares: 0.0, logs: 0.0 }
    }

    fn season(&self) -> f64 {
        at(&self.states.season, self.phase)
    }

    /// What the coming value is expected to be.
    pub fn expected(&self) -> f64 {
        let line = self.states.level + self.states.phi * self.states.trend;
        match self.form.season {
            None => line,
            Some(Effect::Additive) => line + self.season(),
            Some(Effect::Multiplicative) => line * self.season(),
        }
    }

    /// Takes the value as it was expected: the step of a forecast.
    fn pass(&mut self) -> f64 {
        let expected = self.expected();
        self.states.trend *= self.states.phi;
        self.states.level += self.states.trend;
        self.turn(self.season());
        expected
    }

    /// Takes the coming value in.
    pub fn step(&mut self, value: f64) {
        let expected = self.expected();
        let error = match self.form.error {
            Effect::Additive => value - expected,
            Effect::Multiplicative => {
                self.logs += libm::log(expected.abs());
                (value - expected) / expected
            }
        };
        self.squares += error * error;
        let fading = self.states.phi * self.states.trend;
        let line = self.states.level + fading;
        let own = self.season();
        let (bare, seen) = match self.form.season {
            None => (value, own),
            Some(Effect::Additive) => (value - own, value - line),
            Some(Effect::Multiplicative) => (value / own, value / line),
        };
        self.states.level = line + self.states.alpha * (bare - line);
        if self.form.trend {
            self.states.trend = fading + self.states.beta * (bare - line);
        }
        self.turn(own + self.states.gamma * (seen - own));
    }

    /// Leaves `season` behind for this phase, and goes on to the coming one.
    fn turn(&mut self, season: f64) {
        let m = self.states.season.len();
        if let Some(place) = self.states.season.get_mut(self.phase) {
            *place = season;
            self.phase = (self.phase + 1) % m;
        }
    }

    fn end(mut self, y: &[f64], start: &States) -> Result<Ets, Error> {
        let form = self.form;
        let (n, k) = (y.len() as f64, form.parameters(start.season.len()) as f64);
        let squares = self.squares.max(least_squares(y, form));
        let loglik = -0.5 * n * libm::log(squares) - self.logs;
        Error::check("likelihood", loglik, "a number: no forecast may be zero", true)?;
        let aicc = 2.0 * k - 2.0 * loglik + 2.0 * k * (k + 1.0) / (n - k - 1.0);
        self.states.season.rotate_left(self.phase);
        let states =
            [self.states.level, self.states.trend].into_iter().chain(self.states.season.iter().copied());
        Error::check("states", states.map(f64::abs).sum(), "numbers", true)?;
        let variance = self.squares / (n - k);
        Ok(Ets { form, start: start.clone(), end: self.states, loglik, aicc, variance })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn start(level: f64, trend: f64) -> States {
        States { alpha: 0.5, beta: 0.1, gamma: 0.0, phi: 0.5, level, trend, season: vec![] }
    }

    #[test]
    fn a_fading_trend_is_forecast_to_fade() {
        let y = [14.0, 16.0, 17.0, 17.5, 17.75, 17.875, 17.9375, 17.96875];
        let ets = Ets::filter(&y, Form::parse("AAdN").unwrap(), &start(10.0, 8.0)).unwrap();
        assert!(ets.variance < 1e-20);
        assert!((ets.forecast(2).unwrap()[1] - (17.96875 + 0.015_625 + 0.007_812_5)).abs() < 1e-9);
    }

    #[test]
    fn runs_that_make_no_sense_are_refused() {
        let filter =
            |y: &[f64], form: &str, start: &States| Ets::filter(y, Form::parse(form).unwrap(), start);
        let y = [1.0; 12];
        assert!(filter(&y, "MNN", &start(0.0, 0.0)).is_err());
        assert!(filter(&y, "ANA", &start(1.0, 0.0)).is_err());
        assert!(filter(&y[..4], "ANN", &start(1.0, 0.0)).is_err());
        assert!(filter(&y, "ANN", &States { alpha: 1.5, ..start(1.0, 0.0) }).is_err());
    }
}

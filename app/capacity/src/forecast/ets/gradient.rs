//! A model's likelihood and its slope in all parameters at once, by running the filter forward and its
//! derivative backward (reverse accumulation; Griewank, Walther: Evaluating Derivatives, 2008): the slope costs
//! as much as a few runs, however many states a season has.

use super::super::series::at;
use super::filter::least_squares;
use super::{Effect, Form, States};

/// How a season acts, as a constant by which the loops are compiled.
const NONE: u8 = 0;
const ADDED: u8 = 1;
const MULTIPLIED: u8 = 2;

/// One step as it was, for the way back.
#[derive(Clone, Copy, Default)]
struct Step {
    trend: f64,
    season: f64,
    line: f64,
    expected: f64,
}

/// The likelihood of one model over one series, with room for its steps.
pub(super) struct Likelihood<'a> {
    y: &'a [f64],
    form: Form,
    least: f64,
    steps: Vec<Step>,
    ring: Vec<f64>,
}

impl<'a> Likelihood<'a> {
    pub fn new(y: &'a [f64], form: Form, m: usize) -> Self {
        let least = least_squares(y, form);
        Likelihood { y, form, least, steps: vec![Step::default(); y.len()], ring: vec![0.0; m] }
    }

    /// n ln(sum e^2) + 2 sum ln|r|, which is -2 loglik; its slope in each field of `at` goes to `slope`. No number
    /// where a forecast that errors or seasons are multiplied with is not above zero.
    pub fn value(&mut self, at: &States, slope: &mut States) -> f64 {
        use Effect::{Additive, Multiplicative};
        match (self.form.error, self.form.season) {
            (Additive, None) => self.both::<false, NONE>(at, slope),
            (Additive, Some(Additive)) => self.both::<false, ADDED>(at, slope),
            (Additive, Some(Multiplicative)) => self.both::<false, MULTIPLIED>(at, slope),
            (Multiplicative, None) => self.both::<true, NONE>(at, slope),
            (Multiplicative, Some(Additive)) => self.both::<true, ADDED>(at, slope),
            (Multiplicative, Some(Multiplicative)) => self.both::<true, MULTIPLIED>(at, slope),
        }
    }

    fn both<const RELATIVE: bool, const SEASON: u8>(&mut self, at: &States, slope: &mut States) -> f64 {
        let (squares, logs) = self.forward::<RELATIVE, SEASON>(at);
        let squares = squares.max(self.least);
        let value = self.y.len() as f64 * libm::log(squares) + 2.0 * logs;
        if value.is_finite() {
            self.backward::<RELATIVE, SEASON>(at, squares, slope);
        }
        value
    }

    /// Sum of the squared errors, and of the logarithms of the forecasts where errors are multiplied.
    fn forward<const RELATIVE: bool, const SEASON: u8>(&mut self, start: &States) -> (f64, f64) {
        let (mut level, mut trend) = (start.level, start.trend);
        let (mut squares, mut logs, mut product, mut phase) = (0.0, 0.0, 1.0, 0);
        self.ring.copy_from_slice(&start.season);
        for (value, step) in self.y.iter().zip(&mut self.steps) {
            let fading = start.phi * trend;
            let line = level + fading;
            let season = if SEASON == NONE { 0.0 } else { at(&self.ring, phase) };
            let expected = match SEASON {
                NONE => line,
                ADDED => line + season,
                _ => line * season,
            };
            *step = Step { trend, season, line, expected };
            let mut error = value - expected;
            if RELATIVE {
                if expected.is_nan() || expected <= 0.0 || (SEASON == MULTIPLIED && line <= 0.0) {
                    return (f64::NAN, f64::NAN);
                }
                error /= expected;
                // One logarithm for many forecasts: that of their product, before it leaves the numbers.
                product *= expected;
                if !(1e-150..1e150).contains(&product) {
                    logs += libm::log(product);
                    product = 1.0;
                }
            }
            squares += error * error;
            let (bare, seen) = parts::<SEASON>(*value, season, line);
            level = line + start.alpha * (bare - line);
            trend = fading + start.beta * (bare - line);
            if let Some(place) = self.ring.get_mut(phase) {
                *place = season + start.gamma * (seen - season);
                phase = if phase + 1 == self.ring.len() { 0 } else { phase + 1 };
            }
        }
        (squares, logs + libm::log(product))
    }

    fn backward<const RELATIVE: bool, const SEASON: u8>(
        &mut self,
        at_: &States,
        squares: f64,
        slope: &mut States,
    ) {
        let scale = 2.0 * self.y.len() as f64 / squares;
        let (mut level, mut trend) = (0.0, 0.0);
        let (mut alpha, mut beta, mut gamma, mut phi) = (0.0, 0.0, 0.0, 0.0);
        let m = self.ring.len().max(1);
        self.ring.fill(0.0);
        let mut phase = self.y.len() % m;
        for (value, step) in self.y.iter().zip(&self.steps).rev() {
            phase = if phase == 0 { m - 1 } else { phase - 1 };
            let Step { trend: before, season, line, expected } = *step;
            let to_expected = if RELATIVE {
                let error = (value - expected) / expected;
                (2.0 - scale * error * value / expected) / expected
            } else {
                -scale * (value - expected)
            };
            let (bare, seen) = parts::<SEASON>(*value, season, line);
            alpha += level * (bare - line);
            beta += trend * (bare - line);
            let to_bare = level * at_.alpha + trend * at_.beta;
            let mut to_line = level - to_bare;
            if SEASON == NONE {
                to_line += to_expected;
            } else {
                let left = at(&self.ring, phase);
                gamma += left * (seen - season);
                let to_seen = left * at_.gamma;
                let (mut to_season, factor) = (left - to_seen, if SEASON == ADDED { 1.0 } else { season });
                if SEASON == ADDED {
                    to_season += to_expected - to_bare;
                    to_line -= to_seen;
                } else {
                    to_season += to_expected * line - to_bare * bare / season;
                    to_line -= to_seen * seen / line;
                }
                to_line += to_expected * factor;
                if let Some(place) = self.ring.get_mut(phase) {
                    *place = to_season;
                }
            }
            let to_fading = trend + to_line;
            phi += to_fading * before;
            (level, trend) = (to_line, to_fading * at_.phi);
        }
        (slope.alpha, slope.beta, slope.gamma, slope.phi) = (alpha, beta, gamma, phi);
        (slope.level, slope.trend) = (level, trend);
        slope.season.clone_from(&self.ring);
    }
}

/// The value without its season, and the season as the value shows it.
fn parts<const SEASON: u8>(value: f64, season: f64, line: f64) -> (f64, f64) {
    match SEASON {
        NONE => (value, 0.0),
        ADDED => (value - season, value - line),
        _ => (value / season, value / line),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Ets;
    use super::*;

    /// What the test moves, by name.
    fn field<'a>(at: &'a mut States, name: &str) -> &'a mut f64 {
        match name {
            "alpha" => &mut at.alpha,
            "beta" => &mut at.beta,
            "gamma" => &mut at.gamma,
            "phi" => &mut at.phi,
            "level" => &mut at.level,
            "trend" => &mut at.trend,
            phase => &mut at.season[phase.parse::<usize>().unwrap()],
        }
    }

    #[test]
    fn the_slope_is_the_change_of_the_likelihood() {
        let y: Vec<f64> = (0..30).map(|i| 10.0 + f64::from(i * 7 % 5) + 0.3 * f64::from(i)).collect();
        for form in Form::stable(true, true) {
            let season = match form.season {
                None => vec![],
                Some(Effect::Additive) => vec![1.0, -0.5, -0.5],
                Some(Effect::Multiplicative) => vec![1.1, 0.95, 0.95],
            };
            let (beta, trend) = if form.trend { (0.1, 0.7) } else { (0.0, 0.0) };
            let phi = if form.damped { 0.9 } else { 1.0 };
            let at = States { alpha: 0.4, beta, gamma: 0.2, phi, level: 10.0, trend, season };
            let mut likelihood = Likelihood::new(&y, form, at.season.len());
            let mut slope = at.clone();
            let value = likelihood.value(&at, &mut slope);
            assert!(
                (value + 2.0 * Ets::filter(&y, form, &at).unwrap().loglik).abs() < 1e-9,
                "{}",
                form.name()
            );
            let mut names = vec!["alpha", "level"];
            names.extend(["beta", "phi", "trend"].iter().filter(|_| form.trend));
            names.extend(["gamma", "0", "1", "2"].iter().filter(|_| form.season.is_some()));
            for name in names {
                let mut at_nudged = |by: f64| {
                    let mut moved = at.clone();
                    *field(&mut moved, name) += by;
                    likelihood.value(&moved, &mut at.clone())
                };
                let change = (at_nudged(1e-6) - at_nudged(-1e-6)) / 2e-6;
                let got = *field(&mut slope, name);
                assert!(
                    (got - change).abs() < 1e-4 * (1.0 + change.abs()),
                    "{} {name}: {got} {change}",
                    form.name()
                );
            }
        }
    }
}

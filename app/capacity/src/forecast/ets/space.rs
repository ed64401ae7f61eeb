//! The free parameters of a model as a point without bounds, in which a search may walk anywhere: logits of
//! alpha, of beta as a share of alpha, of gamma as a share of 1 - alpha and of phi, each between R's bounds; then
//! the states as steps away from a guess. The last phase of a season is what the others leave.

use super::{Effect, Form, States};

/// R's bounds of the smoothing parameters.
const LEAST: f64 = 1e-4;
const MOST: f64 = 0.9999;
/// R's bounds of phi.
const PHI: (f64, f64) = (0.8, 0.98);

/// Such a space.
pub(super) struct Space {
    pub form: Form,
    /// States to begin with; the season has as many phases as the model.
    pub guess: States,
    /// What counts as one unit of the level.
    pub scale: f64,
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

fn logit(share: f64) -> f64 {
    libm::log(share / (1.0 - share))
}

impl Space {
    /// The point with these shares of alpha, beta, gamma and phi between their bounds, and the guessed states.
    pub fn start(&self, [alpha, beta, gamma, phi]: [f64; 4]) -> Vec<f64> {
        let parts = [
            (alpha, true),
            (beta, self.form.trend),
            (gamma, self.form.season.is_some()),
            (phi, self.form.damped),
        ];
        let mut point: Vec<f64> =
            parts.iter().filter(|(_, has)| *has).map(|(share, _)| logit(*share)).collect();
        point.resize(point.len() + 1 + usize::from(self.form.trend) + self.free_phases(), 0.0);
        point
    }

    fn free_phases(&self) -> usize {
        self.guess.season.len().saturating_sub(1)
    }

    /// One unit of a season's coordinate.
    fn season_scale(&self) -> f64 {
        if self.form.season == Some(Effect::Multiplicative) { 0.1 } else { 0.3 * self.scale }
    }

    /// The parameters and states at a point.
    pub fn states(&self, point: &[f64]) -> States {
        let mut rest = point.iter().copied();
        let mut next = |has: bool| if has { rest.next().unwrap_or_default() } else { 0.0 };
        let Form { trend, damped, season, .. } = self.form;
        let alpha = LEAST + (MOST - LEAST) * logistic(next(true));
        let beta = if trend { LEAST + (alpha - LEAST) * logistic(next(true)) } else { 0.0 };
        let room = (1.0 - alpha - LEAST).max(0.0);
        let gamma = if season.is_some() { LEAST + room * logistic(next(true)) } else { 0.0 };
        let phi = if damped { PHI.0 + (PHI.1 - PHI.0) * logistic(next(true)) } else { 1.0 };
        let level = self.guess.level + self.scale * next(true);
        let trend = self.guess.trend + 0.1 * self.scale * next(trend);
        let mut season = self.guess.season.clone();
        let mut moved = 0.0;
        for place in season.iter_mut().take(self.free_phases()) {
            let by = self.season_scale() * next(true);
            *place += by;
            moved += by;
        }
        if let Some(last) = season.last_mut() {
            *last -= moved;
        }
        States { alpha, beta, gamma, phi, level, trend, season }
    }

    /// The slope at `point` from the slope in the parameters and states there, by the chain rule.
    pub fn slope(&self, point: &[f64], states: &States, slope: &States, out: &mut [f64]) {
        let mut places = out.iter_mut();
        let mut put = |value: f64| places.next().into_iter().for_each(|place| *place = value);
        let mut shares = point.iter().map(|x| logistic(*x));
        let mut share = |has: bool| if has { shares.next().unwrap_or_default() } else { 0.0 };
        let steep = |share: f64| share * (1.0 - share);
        let Form { trend, damped, season, .. } = self.form;
        let (a, b, g, p) = (share(true), share(trend), share(season.is_some()), share(damped));
        let room = (1.0 - states.alpha - LEAST).max(0.0);
        // Beta and gamma are shares of what alpha leaves them.
        let to_alpha = slope.alpha + slope.beta * b - if room > 0.0 { slope.gamma * g } else { 0.0 };
        put(to_alpha * (MOST - LEAST) * steep(a));
        if trend {
            put(slope.beta * (states.alpha - LEAST) * steep(b));
        }
        if season.is_some() {
            put(slope.gamma * room * steep(g));
        }
        if damped {
            put(slope.phi * (PHI.1 - PHI.0) * steep(p));
        }
        put(slope.level * self.scale);
        if trend {
            put(slope.trend * 0.1 * self.scale);
        }
        let last = slope.season.last().copied().unwrap_or_default();
        for season in slope.season.iter().take(self.free_phases()) {
            put((season - last) * self.season_scale());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_point_is_within_the_bounds_and_its_season_stays_whole() {
        let form = Form::parse("MAdM").unwrap();
        let guess = States {
            alpha: 0.0,
            beta: 0.0,
            gamma: 0.0,
            phi: 1.0,
            level: 9.0,
            trend: 1.0,
            season: vec![1.2, 0.9, 0.9],
        };
        let space = Space { form, guess, scale: 2.0 };
        let point = space.start([0.3, 0.1, 0.2, 0.9]);
        assert_eq!(point.len(), 8);
        for shift in [-40.0, 0.0, 0.7, 40.0] {
            let moved: Vec<f64> = point.iter().map(|x| x + shift).collect();
            let at = space.states(&moved);
            assert!(
                at.beta <= at.alpha && at.gamma <= 1.0 - at.alpha + 1e-4 && (0.8..=0.98).contains(&at.phi)
            );
            assert!((at.season.iter().sum::<f64>() - 3.0).abs() < 1e-12);
        }
    }
}

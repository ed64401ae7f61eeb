//! Fitting the law to measured pairs of N and X by least squares.

use super::Usl;
use super::descend::{Problem, entry, scale};
use super::linear::Matrix;
use crate::Error;

/// The fewest points that a fit takes; below 6 its intervals say little.
pub const MIN_POINTS: usize = 4;

/// The most points of a fit.
const MAX_POINTS: usize = 100_000;

/// Which coefficients are fitted; the others are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// X = gamma N.
    Linear,
    /// Contention, no coherency.
    Amdahl,
    /// Both.
    Usl,
}

impl Form {
    /// The form in one word.
    pub fn word(self) -> &'static str {
        match self {
            Form::Linear => "linear",
            Form::Amdahl => "amdahl",
            Form::Usl => "usl",
        }
    }

    /// Whether alpha, beta, gamma are fitted.
    pub(super) fn fitted(self) -> [bool; 3] {
        match self {
            Form::Linear => [false, false, true],
            Form::Amdahl => [true, false, true],
            Form::Usl => [true, true, true],
        }
    }
}

/// A fitted law.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The law.
    pub law: Usl,
    /// Which coefficients were fitted.
    pub form: Form,
    /// Measured pairs of N and X.
    pub points: Vec<(f64, f64)>,
    /// Weight of each pair.
    pub weights: Vec<f64>,
    /// Whether alpha, beta, gamma are free: fitted, and not on a bound.
    pub free: [bool; 3],
    /// Weighted sum of squared errors.
    pub squares: f64,
    /// Number of points less number of coefficients fitted.
    pub df: f64,
    /// Covariance of alpha, beta, gamma; zero where one is not free.
    pub(super) covariance: Matrix,
}

impl Fit {
    /// Standard error of the residuals: sqrt(SSE / df).
    pub fn sigma(&self) -> f64 {
        libm::sqrt(self.squares / self.df)
    }

    /// Standard errors of alpha, beta, gamma; none where one is on a bound or not fitted.
    pub fn standard_errors(&self) -> [Option<f64>; 3] {
        let diagonal: [f64; 3] = std::array::from_fn(|i| entry(&self.covariance, i, i));
        std::array::from_fn(|i| {
            let free = self.free.get(i).copied().unwrap_or(false);
            diagonal.get(i).filter(|_| free).map(|variance| libm::sqrt(variance.max(0.0)))
        })
    }

    /// Corrected information criterion of Akaike: n ln(SSE / n) + 2 k + 2 k (k + 1) / (n - k - 1), where k
    /// counts sigma too; none with too few points for it.
    pub fn aicc(&self) -> Option<f64> {
        let n = self.points.len() as f64;
        let k = self.form.fitted().iter().filter(|fitted| **fitted).count() as f64 + 1.0;
        // An exact fit has no information criterion but is better than any other.
        let squares = self.squares.max(f64::MIN_POSITIVE);
        (n > k + 1.0).then(|| n * libm::log(squares / n) + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0))
    }

    /// Share of the variance of X that the law explains.
    pub fn r_squared(&self) -> f64 {
        let total: f64 = self.weights.iter().sum();
        let mean = self.points.iter().zip(&self.weights).map(|((_, x), w)| w * x).sum::<f64>() / total;
        let around = |((_, x), w): (&(f64, f64), &f64)| w * (x - mean) * (x - mean);
        let spread: f64 = self.points.iter().zip(&self.weights).map(around).sum();
        if spread > 0.0 { 1.0 - self.squares / spread } else { 0.0 }
    }
}

/// The law fitted with all three coefficients to pairs of N (at least 1) and X (above 0).
pub fn fit(points: &[(f64, f64)]) -> Result<Fit, Error> {
    fit_form(points, &vec![1.0; points.len()], Form::Usl)
}

/// The law fitted in this form to weighted pairs.
pub fn fit_form(points: &[(f64, f64)], weights: &[f64], form: Form) -> Result<Fit, Error> {
    let count = points.len();
    let fits = (MIN_POINTS..=MAX_POINTS).contains(&count) && weights.len() == count;
    Error::check("points", count as f64, "4 to 100000, with a weight each", fits)?;
    for (&(n, x), &weight) in points.iter().zip(weights) {
        Error::check("N", n, "between 1 and 1e9", (1.0..=1e9).contains(&n))?;
        Error::check("X (1/s)", x, "between 1e-30 and 1e30", (1e-30..=1e30).contains(&x))?;
        Error::check("weight", weight, "between 1e-9 and 1e9", (1e-9..=1e9).contains(&weight))?;
    }
    let ascending = points.iter().map(|(n, _)| *n).fold(f64::INFINITY, f64::min);
    let spread = points.iter().any(|(n, _)| *n > ascending);
    Error::check("different N", if spread { 2.0 } else { 1.0 }, "at least 2", spread)?;
    let problem = Problem { points, weights, fitted: form.fitted(), scale: scale(points) };
    let best = problem.best();
    let law = Usl::new(best.at(0), best.at(1), best.at(2))?;
    let free = problem.free(&best);
    let covariance = problem.covariance(&best, free);
    let df = count as f64 - form.fitted().iter().filter(|fitted| **fitted).count() as f64;
    let covariance = covariance.map(|row| row.map(|value| value * best.squares / df));
    let (points, weights) = (points.to_vec(), weights.to_vec());
    Ok(Fit { law, form, points, weights, free, squares: best.squares, df, covariance })
}

/// The law of `fit` fitted again to other throughputs (1/s) at its N, from where it lies.
pub(super) fn refit(fit: &Fit, points: &[(f64, f64)]) -> Result<Usl, Error> {
    let problem = Problem { points, weights: &fit.weights, fitted: fit.form.fitted(), scale: scale(points) };
    let best = problem.descend([fit.law.alpha(), fit.law.beta(), fit.law.gamma()]);
    Usl::new(best.at(0), best.at(1), best.at(2))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn points(law: &Usl) -> Vec<(f64, f64)> {
        [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0].map(|n| (n, law.throughput(n).unwrap())).to_vec()
    }

    #[test]
    fn an_exact_curve_is_found_again() {
        for (alpha, beta, gamma) in [(0.05, 1e-3, 40.0), (0.3, 0.02, 1e6), (0.9, 1e-5, 1e-3), (0.0, 0.1, 5.0)]
        {
            let fit = fit(&points(&Usl::new(alpha, beta, gamma).unwrap())).unwrap();
            let near = |got: f64, want: f64| (got - want).abs() <= 1e-7 * want.max(1e-3);
            assert!(near(fit.law.alpha(), alpha) && near(fit.law.beta(), beta), "{fit:?}");
            assert!((fit.law.gamma() - gamma).abs() <= 1e-7 * gamma);
        }
    }

    #[test]
    fn a_straight_line_rests_on_both_bounds_and_the_linear_form_is_preferred() {
        let line: Vec<(f64, f64)> =
            (1..=8).map(|n| (f64::from(n), 10.0 * f64::from(n) + 0.3 * f64::from(n % 3))).collect();
        let full = fit(&line).unwrap();
        assert!(full.law.alpha() < 0.01 && full.law.beta() < 0.01);
        let simple = fit_form(&line, &[1.0; 8], Form::Linear).unwrap();
        assert!(simple.aicc().unwrap() < full.aicc().unwrap());
    }

    #[test]
    fn too_few_or_senseless_points_are_refused() {
        assert!(fit(&[(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]).is_err());
        assert!(fit(&[(1.0, 1.0); 5]).is_err());
        assert!(fit(&[(0.5, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)]).is_err());
    }
}

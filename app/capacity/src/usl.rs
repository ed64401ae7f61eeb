//! The Universal Scalability Law: throughput X of N concurrent users or machines,
//! X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1)).
//! Source: Gunther, Guerrilla Capacity Planning (2007); the inversions are solved from that formula, because
//! published libraries have sign errors there or drop beta.

mod descend;
mod explain;
mod fit;
mod interval;
mod linear;
mod measured;

pub use fit::{Fit, Form, MIN_POINTS, fit, fit_form};
pub use interval::{Interval, PeakInterval, bootstrap_peak};
pub use measured::{Binned, bin, huber_weights, robust};

use crate::Error;

/// What throughput falls short of, by the square of N, is not told from rounding below this.
const NEGLIGIBLE: f64 = 1e-300;

/// The law with its three coefficients; made by `Usl::new`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usl {
    alpha: f64,
    beta: f64,
    gamma: f64,
}

/// A point on the curve: users N, throughput X (1/s) and response time R (s); N = X R.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Users or machines.
    pub n: f64,
    /// Throughput (1/s).
    pub x: f64,
    /// Response time (s).
    pub r: f64,
}

/// Where the time of one request goes at some N, in units of the time it takes alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overhead {
    /// 1 / N: what would be left with no overhead.
    pub ideal: f64,
    /// alpha (N - 1) / N: waiting for what is shared.
    pub contention: f64,
    /// beta (N - 1) / 2: keeping copies the same.
    pub coherency: f64,
}

impl Usl {
    /// The law with contention `alpha` (0 to 1), coherency `beta` (0 or more) and throughput of one `gamma`
    /// (1/s, above 0).
    pub fn new(alpha: f64, beta: f64, gamma: f64) -> Result<Usl, Error> {
        let alpha = Error::check("alpha", alpha, "between 0 and 1", (0.0..=1.0).contains(&alpha))?;
        let beta = Error::check("beta", beta, "between 0 and 1e6", (0.0..=1e6).contains(&beta))?;
        let range = (1e-100..=1e100).contains(&gamma);
        let gamma = Error::check("gamma (1/s)", gamma, "between 1e-100 and 1e100", range)?;
        // Below this, coherency has no effect at any N that is allowed.
        let beta = if beta < NEGLIGIBLE { 0.0 } else { beta };
        Ok(Usl { alpha, beta, gamma })
    }

    /// Contention.
    pub fn alpha(&self) -> f64 {
        self.alpha
    }

    /// Coherency.
    pub fn beta(&self) -> f64 {
        self.beta
    }

    /// Throughput of one (1/s).
    pub fn gamma(&self) -> f64 {
        self.gamma
    }

    /// Throughput (1/s) of `n` users, at least 1.
    pub fn throughput(&self, n: f64) -> Result<f64, Error> {
        let n = Error::check("N", n, "between 1 and 1e15", (1.0..=1e15).contains(&n))?;
        Ok(self.curve(n))
    }

    /// Response time (s) with `n` users, at least 1: R = N / X.
    pub fn latency(&self, n: f64) -> Result<f64, Error> {
        Ok(n / self.throughput(n)?)
    }

    /// The N with the highest throughput, sqrt((1 - alpha) / beta), and that throughput; none if beta is 0.
    pub fn peak(&self) -> Option<Point> {
        let n = libm::sqrt((1.0 - self.alpha) / self.beta);
        (self.beta > 0.0 && n.is_finite()).then(|| self.point(n.max(1.0)))
    }

    /// The whole number of users with the highest throughput: the better neighbour of the peak.
    pub fn best_whole(&self) -> Option<Point> {
        let peak = self.peak()?.n;
        let (below, above) = (self.point(libm::floor(peak)), self.point(libm::ceil(peak)));
        Some(if above.x > below.x { above } else { below })
    }

    /// The throughput (1/s) that no N exceeds: that of the peak, gamma / alpha without one, none if it is
    /// linear.
    pub fn ceiling(&self) -> Option<f64> {
        self.peak().map(|peak| peak.x).or_else(|| self.limit())
    }

    /// gamma / alpha: where throughput would level off without coherency; none if alpha is 0.
    pub fn limit(&self) -> Option<f64> {
        Some(self.gamma / self.alpha).filter(|limit| limit.is_finite())
    }

    /// 1 / alpha: users at whom the straight line of gamma meets that limit; none if alpha is 0.
    pub fn optimum(&self) -> Option<f64> {
        Some(1.0 / self.alpha).filter(|optimum| optimum.is_finite())
    }

    /// The users at whom the response time is `r` seconds, in a form that holds as beta goes to 0:
    /// N = 2 (gamma R - 1 + alpha) / ((alpha - beta) + sqrt((alpha - beta)^2 + 4 beta (gamma R - 1 + alpha))), and with
    /// more coherency than contention its other form, in which nothing cancels. `Infeasible` below the shortest response
    /// time, and above the longest if the law is linear.
    pub fn at_latency(&self, r: f64) -> Result<Point, Error> {
        let r = Error::check("latency (s)", r, "more than zero", r > 0.0)?;
        let over = self.gamma * r - 1.0 + self.alpha;
        // What the product has lost of the time of one alone is rounding.
        let over = if over.abs() <= 4.0 * f64::EPSILON { 0.0 } else { over };
        let gap = self.alpha - self.beta;
        let root = libm::sqrt(gap * gap + 4.0 * self.beta * over.max(0.0));
        let n = if gap < 0.0 { (root - gap) / (2.0 * self.beta) } else { 2.0 * over / (gap + root) };
        if over < 0.0 || !n.is_finite() || n <= 0.0 {
            let limit = (1.0 - self.alpha) / self.gamma;
            return Err(Error::infeasible("latency (s)", r, limit));
        }
        Ok(Point { n, x: n / r, r })
    }

    /// The two points with throughput `x` (1/s): the stable one below the peak, and the overloaded one
    /// above it, where retries lead; the latter only if there is a peak. Solves
    /// beta X^2 R^2 - (gamma + beta X - alpha X) R + (1 - alpha) = 0. `Infeasible` above the ceiling.
    pub fn at_throughput(&self, x: f64) -> Result<(Point, Option<Point>), Error> {
        let x = Error::check("throughput (1/s)", x, "more than zero", x > 0.0)?;
        let beyond = |limit| Error::infeasible("throughput (1/s)", x, limit);
        let ceiling = self.ceiling().unwrap_or(f64::INFINITY);
        let b = self.gamma + self.beta * x - self.alpha * x;
        let product = 4.0 * self.beta * x * x * (1.0 - self.alpha);
        let disc = b * b - product;
        if x > ceiling * (1.0 + 1e-12) || b <= 0.0 {
            return Err(beyond(ceiling));
        }
        let root = libm::sqrt(disc.max(0.0));
        // With alpha = 1 nothing is left of the work that runs side by side: the response is all queue.
        let stable = 2.0 * (1.0 - self.alpha) / (b + root);
        let overloaded = (b + root) / (2.0 * self.beta * x * x);
        let point = |r: f64| Point { n: x * r, x, r };
        let overloaded = Some(point(overloaded)).filter(|point| self.beta > 0.0 && point.n.is_finite());
        Ok((point(stable), overloaded))
    }

    /// Where the time of one request goes with `n` users.
    pub fn overhead(&self, n: f64) -> Result<Overhead, Error> {
        let n = Error::check("N", n, "between 1 and 1e15", (1.0..=1e15).contains(&n))?;
        Ok(Overhead {
            ideal: 1.0 / n,
            contention: self.alpha * (n - 1.0) / n,
            coherency: self.beta * (n - 1.0) / 2.0,
        })
    }

    fn point(&self, n: f64) -> Point {
        let x = self.curve(n);
        Point { n, x, r: n / x }
    }

    fn curve(&self, n: f64) -> f64 {
        self.gamma * n / (1.0 + self.alpha * (n - 1.0) + self.beta * n * (n - 1.0))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn published_inversions_are_wrong_where_alpha_and_beta_differ() {
        // codahale/usl and the crate usl assert 7047.8 for this: a sign error that Little's law shows.
        let law = Usl::new(0.026_715_91, 0.000_769_094_5, 995.6486).unwrap();
        let point = law.at_latency(0.03).unwrap();
        assert!((point.n - 177.7).abs() < 0.1 && (point.x - 5923.0).abs() < 1.0, "{point:?}");
        assert!((law.latency(point.n).unwrap() - 0.03).abs() < 1e-14);
    }

    #[test]
    fn one_alone_takes_the_time_of_one() {
        // R(1) = 1 / gamma, so that N = 1 comes back, also where nothing is contended for.
        for (alpha, beta, gamma) in [(0.0, 7e-4, 995.6), (0.0, 1e-6, 1e6), (0.0, 1.0, 1.0), (0.02, 0.3, 40.0)]
        {
            let law = Usl::new(alpha, beta, gamma).unwrap();
            let point = law.at_latency(law.latency(1.0).unwrap()).unwrap();
            assert!((point.n - 1.0).abs() < 1e-9, "{alpha} {beta} {gamma}: {point:?}");
        }
    }

    #[test]
    fn without_coherency_there_is_a_limit_but_no_peak() {
        let amdahl = Usl::new(0.1, 0.0, 50.0).unwrap();
        assert_eq!((amdahl.peak(), amdahl.limit(), amdahl.optimum()), (None, Some(500.0), Some(10.0)));
        let (stable, overloaded) = amdahl.at_throughput(250.0).unwrap();
        assert!((stable.n - 9.0).abs() < 1e-12 && overloaded.is_none());
        assert!(
            matches!(amdahl.at_throughput(501.0), Err(Error::Infeasible { limit, .. }) if limit == 500.0)
        );
        let linear = Usl::new(0.0, 0.0, 50.0).unwrap();
        assert_eq!(linear.ceiling(), None);
        assert!((linear.at_throughput(1e9).unwrap().0.n - 2e7).abs() < 1e-6);
        assert!(linear.at_latency(0.5).is_err(), "it answers in 20 ms at any load");
    }

    #[test]
    fn the_better_neighbour_of_the_peak_is_not_always_the_lower_one() {
        let law = Usl::new(0.0, 0.073, 1.0).unwrap();
        assert!((law.peak().unwrap().n - 3.701).abs() < 1e-3);
        assert_eq!(law.best_whole().unwrap().n, 4.0);
    }

    #[test]
    fn coefficients_out_of_range_are_refused() {
        assert!(Usl::new(1.1, 0.0, 1.0).is_err());
        assert!(Usl::new(0.1, -1e-9, 1.0).is_err());
        assert!(Usl::new(0.1, 0.0, 0.0).is_err());
        assert!(Usl::new(0.1, 0.1, 1.0).unwrap().throughput(0.5).is_err());
    }
}

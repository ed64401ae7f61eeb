//! Random times with a given mean and variation.
//! Source: Tijms: Stochastic Models (1994), appendix B.

use crate::Error;

/// How long something takes, or from one arrival to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Times {
    pub(super) mean: f64,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// Always the mean.
    Constant,
    /// A sum of exponential stages: one fewer with this probability. Less varied than exponential.
    Stages { stages: u32, fewer: f64, each: f64 },
    /// One of two exponential times, the first with this probability. More varied.
    Two { first: f64, means: (f64, f64) },
    /// Heavy-tailed.
    Lognormal { mu: f64, sigma: f64 },
}

impl Times {
    /// Times of this mean (s) and squared coefficient of variation: constant at 0, exponential at 1, stages
    /// between, and a mix of two exponential times with balanced means above.
    pub fn of(mean: f64, scv: f64) -> Result<Times, Error> {
        let mean =
            Error::check("mean time (s)", mean, "between 1e-12 and 1e12", (1e-12..=1e12).contains(&mean))?;
        let scv = Error::check("scv", scv, "between 0 and 1e4", (0.0..=1e4).contains(&scv))?;
        let shape = if scv < 1e-4 {
            Shape::Constant
        } else if scv <= 1.0 {
            let stages = libm::ceil(1.0 / scv - 1e-12);
            let fewer = (stages * scv - libm::sqrt((stages * (1.0 + scv) - stages * stages * scv).max(0.0)))
                / (1.0 + scv);
            let fewer = fewer.clamp(0.0, 1.0);
            Shape::Stages { stages: stages as u32, fewer, each: mean / (stages - fewer) }
        } else {
            let first = 0.5 * (1.0 + libm::sqrt((scv - 1.0) / (scv + 1.0)));
            Shape::Two { first, means: (mean / (2.0 * first), mean / (2.0 * (1.0 - first))) }
        };
        Ok(Times { mean, shape })
    }

    /// Lognormal times of this mean (s) and squared coefficient of variation, for heavy tails.
    pub fn lognormal(mean: f64, scv: f64) -> Result<Times, Error> {
        let times = Times::of(mean, scv)?;
        let variance = libm::log1p(scv);
        let shape = Shape::Lognormal { mu: libm::log(mean) - variance / 2.0, sigma: libm::sqrt(variance) };
        Ok(Times { shape, ..times })
    }

    /// The mean in seconds.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// One time in seconds, from uniform numbers of (0, 1).
    pub(super) fn draw(&self, uniform: &mut impl FnMut() -> f64) -> f64 {
        match self.shape {
            Shape::Constant => self.mean,
            Shape::Stages { stages, fewer, each } => {
                let stages = if fewer > 0.0 && uniform() < fewer { stages.saturating_sub(1) } else { stages };
                (0..stages).map(|_| exponential(each, uniform())).sum()
            }
            Shape::Two { first, means } => {
                let mean = if uniform() < first { means.0 } else { means.1 };
                exponential(mean, uniform())
            }
            Shape::Lognormal { mu, sigma } => {
                let (radius, angle) = (libm::sqrt(exponential(2.0, uniform())), uniform());
                libm::exp(mu + sigma * radius * libm::cos(2.0 * std::f64::consts::PI * angle))
            }
        }
    }
}

fn exponential(mean: f64, uniform: f64) -> f64 {
    -mean * libm::log(uniform.max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Uniform numbers by a linear congruence, enough for a test.
    fn uniform(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        }
    }

    #[test]
    fn times_have_the_mean_and_variation_that_was_asked_for() {
        for scv in [0.0, 0.1, 0.25, 0.4, 0.5, 0.99, 1.0, 1.5, 8.0] {
            let (times, mut uniform) = (Times::of(2.0, scv).unwrap(), uniform(7));
            let drawn: Vec<f64> = (0..100_000).map(|_| times.draw(&mut uniform)).collect();
            let mean = drawn.iter().sum::<f64>() / 1e5;
            let variance = drawn.iter().map(|time| (time - mean) * (time - mean)).sum::<f64>() / 1e5;
            assert!((mean - 2.0).abs() < 0.07, "{scv}: mean {mean}");
            assert!((variance / 4.0 - scv).abs() < 0.06 * scv + 0.01, "{scv}: {}", variance / 4.0);
        }
        let (times, mut uniform) = (Times::lognormal(2.0, 1.0).unwrap(), uniform(3));
        let mean = (0..100_000).map(|_| times.draw(&mut uniform)).sum::<f64>() / 1e5;
        assert!((mean - 2.0).abs() < 0.03);
    }
}

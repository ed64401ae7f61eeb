//! The distributions of uncertain figures. Each gives its quantiles, so that evenly spread points become
//! evenly spread figures.

use crate::Error;
use crate::special::{beta, gamma, normal, root};

/// How an uncertain figure is distributed.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same.
    Point(f64),
    /// With this mean and standard deviation.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        deviation: f64,
    },
    /// Its logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Anything between two figures, equally likely.
    Uniform {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// Gamma, with mean shape * scale.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Beta with shapes `a` and `b`, stretched from `low` to `high`. PERT is one of these.
    Beta {
        /// First shape.
        a: f64,
        /// Second shape.
        b: f64,
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// A median, and a normal half on each side with a spread of its own; of the logarithm if `log`.
    Split {
        /// The median, or its logarithm.
        middle: f64,
        /// Spread below the median.
        below: f64,
        /// Spread above the median.
        above: f64,
        /// Whether the halves are those of the logarithm.
        log: bool,
    },
    /// One of several, with weights that sum to 1.
    Mixture(Vec<(f64, Distribution)>),
    /// Figures that were measured, in rising order; between them in a straight line.
    Empirical(Vec<f64>),
}

impl Distribution {
    /// PERT from the least, the most likely and the most: beta with mean (min + 4 mode + max) / 6.
    /// Source: D. G. Malcolm et al., Application of a technique for R and D program evaluation (1959).
    pub fn pert(min: f64, mode: f64, max: f64) -> Result<Self, Error> {
        let min = Error::check("min", min, "a number below max", min < max)?;
        let max = Error::check("max", max, "small enough to be a number", (max - min).is_finite())?;
        let mode = Error::check("mode", mode, "between min and max", (min..=max).contains(&mode))?;
        let share = (mode - min) / (max - min);
        Ok(Distribution::Beta { a: 1.0 + 4.0 * share, b: 5.0 - 4.0 * share, low: min, high: max })
    }

    /// Figures that were measured. `Domain` for none, or for one that is no number.
    pub fn empirical(mut figures: Vec<f64>) -> Result<Self, Error> {
        Error::check("figures", figures.len() as f64, "at least one", !figures.is_empty())?;
        for figure in &figures {
            Error::check("figure", *figure, "a number", true)?;
        }
        figures.sort_by(f64::total_cmp);
        Ok(Distribution::Empirical(figures))
    }

    /// One of several with these weights. `Domain` unless the weights are above zero.
    pub fn mixture(parts: Vec<(f64, Distribution)>) -> Result<Self, Error> {
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        Error::check("weights", total, "all above zero", parts.iter().all(|(weight, _)| *weight > 0.0))?;
        Error::check("weights", total, "at least one", total > 0.0)?;
        Ok(Distribution::Mixture(parts.into_iter().map(|(weight, part)| (weight / total, part)).collect()))
    }

    /// The figure that is not exceeded with probability `p`, strictly between 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Distribution::Point(value) => *value,
            Distribution::Normal { mean, deviation } => mean + deviation * normal::quantile(p),
            Distribution::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal::quantile(p)),
            Distribution::Uniform { low, high } => low + (high - low) * p,
            Distribution::Gamma { shape, scale } => scale * gamma::quantile(*shape, p),
            Distribution::Beta { a, b, low, high } => low + (high - low) * beta::quantile(*a, *b, p),
            Distribution::Split { middle, below, above, log } => {
                let z = normal::quantile(p);
                let x = middle + z * if z < 0.0 { below } else { above };
                if *log { libm::exp(x) } else { x }
            }
            Distribution::Mixture(parts) => mixture_quantile(self, parts, p),
            Distribution::Empirical(figures) => between(figures, p),
        }
    }

    /// Probability that the figure is at most `x`.
    pub fn probability(&self, x: f64) -> f64 {
        match self {
            Distribution::Point(value) => f64::from(u8::from(x >= *value)),
            Distribution::Normal { mean, deviation } => normal::cdf((x - mean) / deviation),
            Distribution::Lognormal { .. } | Distribution::Gamma { .. } if x <= 0.0 => 0.0,
            Distribution::Lognormal { mu, sigma } => normal::cdf((libm::log(x) - mu) / sigma),
            Distribution::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Distribution::Gamma { shape, scale } => gamma::regularised(*shape, x / scale).0,
            Distribution::Beta { a, b, low, high } => beta::regularised(*a, *b, (x - low) / (high - low)),
            Distribution::Split { log: true, .. } if x <= 0.0 => 0.0,
            Distribution::Split { middle, below, above, log } => {
                let off = if *log { libm::log(x) - middle } else { x - middle };
                normal::cdf(off / if off < 0.0 { below } else { above })
            }
            Distribution::Mixture(parts) => {
                parts.iter().map(|(weight, part)| weight * part.probability(x)).sum()
            }
            Distribution::Empirical(figures) => {
                figures.partition_point(|figure| *figure <= x) as f64 / figures.len() as f64
            }
        }
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        match self {
            Distribution::Point(value) => *value,
            Distribution::Normal { mean, .. } => *mean,
            Distribution::Lognormal { mu, sigma } => libm::exp(mu + sigma * sigma / 2.0),
            Distribution::Uniform { low, high } => low + (high - low) / 2.0,
            Distribution::Gamma { shape, scale } => shape * scale,
            Distribution::Beta { a, b, low, high } => low + (high - low) * a / (a + b),
            Distribution::Split { middle, below, above, log: true } => {
                let half = |spread: f64, sign: f64| {
                    libm::exp(middle + spread * spread / 2.0) * normal::cdf(sign * spread)
                };
                half(*below, -1.0) + half(*above, 1.0)
            }
            Distribution::Split { middle, below, above, log: false } => {
                // A half-normal lies sqrt(2 / pi) of its spread off the middle, with probability 1/2.
                middle + (above - below) / libm::sqrt(2.0 * std::f64::consts::PI)
            }
            Distribution::Mixture(parts) => parts.iter().map(|(weight, part)| weight * part.mean()).sum(),
            Distribution::Empirical(figures) => figures.iter().sum::<f64>() / figures.len() as f64,
        }
    }
}

/// By the probability, between the least and the most of the parts' own quantiles.
fn mixture_quantile(whole: &Distribution, parts: &[(f64, Distribution)], p: f64) -> f64 {
    let quantiles = parts.iter().map(|(_, part)| part.quantile(p));
    let (low, high) =
        quantiles.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    root::zero(|x| whole.probability(x) - p, low, high)
}

/// The quantile of measured figures in a straight line between neighbours (type 7 of Hyndman and Fan).
pub(super) fn between(figures: &[f64], p: f64) -> f64 {
    let place = p * (figures.len().saturating_sub(1)) as f64;
    let index = libm::floor(place);
    let at = |index: f64| figures.get(index as usize).or(figures.last()).copied().unwrap_or_default();
    let (low, high) = (at(index), at(index + 1.0));
    low + (high - low) * (place - index)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn each() -> Vec<Distribution> {
        vec![
            Distribution::Normal { mean: 3.0, deviation: 2.0 },
            Distribution::Lognormal { mu: 1.0, sigma: 0.7 },
            Distribution::Uniform { low: -1.0, high: 4.0 },
            Distribution::Gamma { shape: 2.4, scale: 180.0 },
            Distribution::pert(2.0, 4.0, 10.0).unwrap(),
            Distribution::Split { middle: 1.0, below: 0.2, above: 0.9, log: true },
            Distribution::Split { middle: 1.0, below: 0.2, above: 0.9, log: false },
            Distribution::mixture(vec![
                (1.0, Distribution::Normal { mean: 0.0, deviation: 1.0 }),
                (3.0, Distribution::Uniform { low: 5.0, high: 9.0 }),
            ])
            .unwrap(),
        ]
    }

    #[test]
    fn quantiles_undo_probabilities_and_average_to_the_mean() {
        for distribution in each() {
            for p in [0.001, 0.05, 0.3, 0.5, 0.95, 0.999] {
                let x = distribution.quantile(p);
                assert!((distribution.probability(x) - p).abs() < 1e-9, "{distribution:?} {p}");
            }
            let n = 20_000;
            let mean =
                (0..n).map(|i| distribution.quantile((f64::from(i) + 0.5) / f64::from(n))).sum::<f64>();
            let mean = mean / f64::from(n);
            assert!((mean / distribution.mean() - 1.0).abs() < 2e-3, "{distribution:?} {mean}");
        }
    }

    #[test]
    fn measured_figures_are_joined_by_straight_lines() {
        let measured = Distribution::empirical(vec![4.0, 1.0, 2.0]).unwrap();
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|p| measured.quantile(p)), [1.0, 1.5, 2.0, 4.0]);
        assert!(Distribution::empirical(vec![]).is_err());
        assert!(Distribution::empirical(vec![f64::NAN]).is_err());
    }
}

//! What people state, a low and a high figure and how sure they are, as a distribution that meets it exactly.

use super::Distribution;
use crate::Error;
use crate::special::{gamma, normal, root};

/// A stated interval: the figure is below `low` with probability `p_low` and below `high` with `p_high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
    p_low: f64,
    p_high: f64,
}

impl Interval {
    /// An interval with its probabilities. `Domain` unless both rise and the probabilities are between
    /// 1e-9 and 1 - 1e-9.
    pub fn new((p_low, low): (f64, f64), (p_high, high): (f64, f64)) -> Result<Self, Error> {
        let range = "a number below the high one, at most 1e300 in size";
        Error::check("low", low, range, low < high && low.abs() <= 1e300 && high.abs() <= 1e300)?;
        let range = "between 1e-9 and 1 - 1e-9, rising";
        Error::check("probability", p_low, range, p_low >= 1e-9 && p_low < p_high)?;
        Error::check("probability", p_high, range, p_high <= 1.0 - 1e-9)?;
        Ok(Interval { low, high, p_low, p_high })
    }

    /// The usual interval, from the 5th to the 95th percentile: `5 to 10`.
    pub fn ninety(low: f64, high: f64) -> Result<Self, Error> {
        Interval::new((0.05, low), (0.95, high))
    }

    fn normals(&self) -> (f64, f64) {
        (normal::quantile(self.p_low), normal::quantile(self.p_high))
    }

    /// Mean and deviation of the normal figure that meets the interval from `low` to `high`.
    fn fit(&self, low: f64, high: f64) -> (f64, f64) {
        let (z_low, z_high) = self.normals();
        let deviation = (high - low) / (z_high - z_low);
        (low - z_low * deviation, deviation)
    }

    fn above_zero(&self) -> Result<(), Error> {
        Error::check("low", self.low, "above zero and at least 1e-300", self.low >= 1e-300).map(|_| ())
    }

    /// The normal distribution that meets it.
    pub fn normal(&self) -> Distribution {
        let (mean, deviation) = self.fit(self.low, self.high);
        Distribution::Normal { mean, deviation }
    }

    /// The lognormal distribution that meets it: sigma = (ln high - ln low) / (z_high - z_low).
    /// Source: Squiggle, `Lognormal.fromCredibleInterval`. `Domain` unless the interval is above zero.
    pub fn lognormal(&self) -> Result<Distribution, Error> {
        self.above_zero()?;
        let (mu, sigma) = self.fit(libm::log(self.low), libm::log(self.high));
        Error::check("mean", libm::exp(mu + sigma * sigma / 2.0), "small enough to be a number", true)?;
        Ok(Distribution::Lognormal { mu, sigma })
    }

    /// The gamma distribution that meets it: the ratio of its two quantiles falls as its shape rises, so the
    /// shape is found first and the scale from it. `Domain` unless the interval is above zero, `Infeasible`
    /// when it is too wide or too narrow for a shape between 0.02 and 1e7.
    pub fn gamma(&self) -> Result<Distribution, Error> {
        self.above_zero()?;
        let asked = libm::log(self.high / self.low);
        let spread = |shape: f64| {
            libm::log(gamma::quantile(shape, self.p_high)) - libm::log(gamma::quantile(shape, self.p_low))
        };
        let (least, most) = (libm::log(0.02), libm::log(1e7));
        let limits = (spread(libm::exp(most)), spread(libm::exp(least)));
        if asked < limits.0 || asked > limits.1 {
            let limit = if asked < limits.0 { limits.0 } else { limits.1 };
            let limit = libm::exp(limit.min(700.0));
            return Err(Error::infeasible("high / low", self.high / self.low, limit));
        }
        let shape = libm::exp(root::zero(|log| spread(libm::exp(log)) - asked, least, most));
        Ok(Distribution::Gamma { shape, scale: self.high / gamma::quantile(shape, self.p_high) })
    }

    /// The distribution that meets the interval and has the median `middle`, all three exactly: lognormal on
    /// each side of the median with a spread of its own, normal where the low figure is not above zero.
    /// `Domain` unless the median lies between the two and the probabilities on both sides of 1/2.
    pub fn around(&self, middle: f64) -> Result<Distribution, Error> {
        let inside = self.low < middle && middle < self.high;
        Error::check("median", middle, "between the low and the high figure", inside)?;
        let astride = self.p_low < 0.5 && self.p_high > 0.5;
        Error::check("probability", self.p_low, "on both sides of 1/2", astride)?;
        let (z_low, z_high) = self.normals();
        let log = self.low > 0.0;
        let of = |x: f64| if log { libm::log(x) } else { x };
        let middle = of(middle);
        let (below, above) = ((of(self.low) - middle) / z_low, (of(self.high) - middle) / z_high);
        let split = Distribution::Split { middle, below, above, log };
        Error::check("mean", split.mean(), "small enough to be a number", below > 0.0 && above > 0.0)?;
        Ok(split)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_distribution_meets_the_interval_that_it_is_made_from() {
        let interval = Interval::new((0.1, 100.0), (0.8, 1000.0)).unwrap();
        let gamma = interval.gamma().unwrap();
        let three = interval.around(150.0).unwrap();
        for distribution in [interval.normal(), interval.lognormal().unwrap(), gamma, three.clone()] {
            assert!((distribution.quantile(0.1) / 100.0 - 1.0).abs() < 1e-9, "{distribution:?}");
            assert!((distribution.quantile(0.8) / 1000.0 - 1.0).abs() < 1e-9, "{distribution:?}");
        }
        assert!((three.quantile(0.5) - 150.0).abs() < 1e-9);
    }

    #[test]
    fn intervals_that_make_no_sense_are_refused() {
        assert!(Interval::ninety(10.0, 5.0).is_err());
        assert!(Interval::ninety(f64::NAN, 5.0).is_err());
        assert!(Interval::ninety(-1.0, 5.0).unwrap().lognormal().is_err());
        assert!(Interval::ninety(-1.0, 5.0).unwrap().around(2.0).is_ok());
        assert!(Interval::ninety(1.0, 5.0).unwrap().around(5.0).is_err());
        let narrow = Interval::ninety(1.0, 1.0 + 1e-12).unwrap().gamma();
        assert!(matches!(narrow, Err(Error::Infeasible { .. })));
        assert!(Interval::ninety(1e-300, 1e300).unwrap().lognormal().is_err());
    }
}

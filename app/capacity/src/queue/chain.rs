//! Percentiles over several calls: side by side, and one after another.

use super::{Mmc, probability};
use crate::Error;
use crate::special::gamma;

/// Mean and variance of a time, in seconds and seconds squared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// The mean.
    pub mean: f64,
    /// The variance.
    pub variance: f64,
}

/// The share that each of `calls` parallel calls must reach for all of them to reach `p` together, if they
/// are independent: p^(1/n).
pub fn each_of_parallel(p: f64, calls: u32) -> Result<f64, Error> {
    let p = probability(p)?;
    let calls = Error::check("calls", f64::from(calls), "at least 1", calls >= 1)?;
    Ok(libm::exp(libm::log(p) / calls))
}

/// Mean and variance of the response time of an M/M/c queue:
/// Var(T) = S^2 + C (2 - C) / theta^2, with theta = (c - a) / S.
pub fn response_moments(queue: &Mmc) -> Moments {
    let (waits, theta) = (queue.wait_probability(), queue.spare() / queue.service());
    let variance = queue.service() * queue.service() + waits * (2.0 - waits) / (theta * theta);
    Moments { mean: queue.mean_response(), variance }
}

/// The time in seconds that a share `p` of requests does not exceed over independent `stages` one after
/// another. Their sum is taken for a gamma variable of the same mean and variance, which is exact for equal
/// exponential stages.
pub fn percentile(stages: &[Moments], p: f64) -> Result<f64, Error> {
    let p = probability(p)?;
    let holds = stages.iter().all(|stage| stage.mean >= 0.0 && stage.variance >= 0.0);
    let mean: f64 = stages.iter().map(|stage| stage.mean).sum();
    let mean = Error::check("mean time (s)", mean, "more than zero", holds && mean > 0.0)?;
    let variance: f64 = stages.iter().map(|stage| stage.variance).sum();
    let variance = Error::check("variance (s^2)", variance, "zero or more", variance >= 0.0)?;
    let shape = mean * mean / variance;
    // Beyond this the spread is below a millionth of the mean.
    if shape >= 1e12 {
        return Ok(mean);
    }
    let shape = Error::check("shape", shape, "at least 1e-6", shape >= 1e-6)?;
    Error::check("percentile (s)", gamma::quantile(shape, p) * variance / mean, "a number", true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_hundred_calls_at_p99_need_four_nines_each() {
        assert!((each_of_parallel(0.99, 100).unwrap() - 0.999_899_501_7).abs() < 1e-9);
    }

    #[test]
    fn one_exponential_stage_has_its_own_percentile() {
        let stage = response_moments(&Mmc::new(0.8, 1.0, 1).unwrap());
        assert!((stage.mean - 5.0).abs() < 1e-12 && (stage.variance - 25.0).abs() < 1e-11);
        assert!((percentile(&[stage], 0.99).unwrap() - 23.025_850_929_940_46).abs() < 1e-9);
        assert_eq!(percentile(&[Moments { mean: 2.0, variance: 0.0 }], 0.5), Ok(2.0));
    }
}

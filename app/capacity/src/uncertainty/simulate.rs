//! A model over uncertain inputs: its percentiles at evenly spread points, each with its standard error.

use super::distribution::between;
use super::{Correlation, Distribution, Sobol};
use crate::Error;
use crate::special::normal;

/// Independently scrambled sets of points, from whose differences the standard errors come.
pub const REPLICATES: u32 = 16;

/// An estimate and its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// Results of a model, by replicate and in rising order.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    replicates: Vec<Vec<f64>>,
    all: Vec<f64>,
}

/// Runs `model` at `points` points (rounded up to a power of two in each of `REPLICATES` sets) of the `inputs`,
/// correlated if `correlation` is given. `Domain` where the model gives no number, for no inputs, and for more
/// than 2^22 points.
pub fn simulate(
    inputs: &[Distribution],
    correlation: Option<&Correlation>,
    points: u32,
    seed: u64,
    mut model: impl FnMut(&[f64]) -> f64,
) -> Result<Simulation, Error> {
    Error::check("points", f64::from(points), "between 16 and 4194304", (16..=1 << 22).contains(&points))?;
    let each = points.div_ceil(REPLICATES).next_power_of_two();
    let mut replicates = Vec::with_capacity(REPLICATES as usize);
    let mut point = vec![0.0; inputs.len()];
    for replicate in 0..REPLICATES {
        let mut sobol = Sobol::new(inputs.len(), seed.wrapping_add(u64::from(replicate)))?;
        let mut results = Vec::with_capacity(each as usize);
        for _ in 0..each {
            sobol.next(&mut point);
            if let Some(correlation) = correlation {
                correlation.apply(&mut point, normal::cdf);
            }
            for (place, input) in point.iter_mut().zip(inputs) {
                *place = input.quantile(*place);
            }
            results.push(Error::check("result", model(&point), "a number", true)?);
        }
        replicates.push(results);
    }
    Ok(Simulation::of(replicates))
}

impl Simulation {
    /// The simulation with these results by replicate.
    pub(crate) fn of(mut replicates: Vec<Vec<f64>>) -> Simulation {
        replicates.iter_mut().for_each(|results| results.sort_by(f64::total_cmp));
        let mut all: Vec<f64> = replicates.concat();
        all.sort_by(f64::total_cmp);
        Simulation { replicates, all }
    }

    /// How many results there are.
    pub fn points(&self) -> usize {
        self.all.len()
    }

    /// The result that is not exceeded with probability `p`, with its standard error.
    pub fn percentile(&self, p: f64) -> Result<Estimate, Error> {
        let p = Error::check("percentile", p, "above 0 and below 1", p > 0.0 && p < 1.0)?;
        Ok(self.estimate(|results| between(results, p)))
    }

    /// The mean result, with its standard error.
    pub fn mean(&self) -> Estimate {
        self.estimate(|results| results.iter().sum::<f64>() / results.len() as f64)
    }

    /// Probability that the result is at most `limit`, with its standard error.
    pub fn within(&self, limit: f64) -> Estimate {
        self.estimate(|results| results.partition_point(|x| *x <= limit) as f64 / results.len() as f64)
    }

    fn estimate(&self, of: impl Fn(&[f64]) -> f64) -> Estimate {
        let value = of(&self.all);
        let each: Vec<f64> = self.replicates.iter().map(|results| of(results)).collect();
        let n = each.len() as f64;
        let mean = each.iter().sum::<f64>() / n;
        let squares: f64 = each.iter().map(|x| (x - mean) * (x - mean)).sum();
        Estimate { value, error: libm::sqrt(squares / (n - 1.0) / n) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Interval, Product};
    use super::*;

    #[test]
    fn a_product_has_the_percentiles_of_the_closed_form() {
        let factors = [(8000.0, 25000.0), (2.0, 9.0), (1.2, 2.5)]
            .map(|(low, high)| Interval::ninety(low, high).unwrap());
        let inputs = factors.map(|factor| factor.lognormal().unwrap());
        let run = simulate(&inputs, None, 65_536, 1, |x| x.iter().product::<f64>() * 0.001).unwrap();
        let exact = Product::of(&factors, 0.001).unwrap().distribution();
        assert_eq!(run.points(), 65_536);
        for p in [0.05, 0.5, 0.95] {
            let got = run.percentile(p).unwrap();
            let off = (got.value / exact.quantile(p) - 1.0).abs();
            assert!(off < 0.003 && got.error < 0.003 * got.value, "{p}: {off}");
        }
        assert!((run.mean().value / exact.mean() - 1.0).abs() < 0.003);
        assert!((run.within(exact.quantile(0.9)).value - 0.9).abs() < 0.002);
    }

    #[test]
    fn a_model_without_a_number_is_refused() {
        let inputs = [Distribution::Uniform { low: 0.0, high: 1.0 }];
        assert!(simulate(&inputs, None, 64, 0, |_| f64::NAN).is_err());
        assert!(simulate(&[], None, 64, 0, |_| 1.0).is_err());
        assert!(simulate(&inputs, None, 1, 0, |_| 1.0).is_err());
    }
}

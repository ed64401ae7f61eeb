//! A simulation of a plan: its needs at evenly spread points of its uncertain figures, in steps that can be stopped
//! at any time.

use super::kernel::Kernel;
use crate::Error;
use crate::special::normal;
use crate::uncertainty::{REPLICATES, Simulation, Sobol};

/// Quantiles of a factor are looked up at so many even steps and interpolated: off by less than two ten-thousandths from the
/// first per mille to the last, and by less than a millionth where nine tenths of all lie.
const STEPS: usize = 4096;

/// A simulation under way.
pub struct Spread {
    kernel: Kernel,
    tables: Vec<Vec<f64>>,
    sobols: Vec<Sobol>,
    results: [Vec<Vec<f64>>; 4],
    point: Vec<f64>,
    each: usize,
    done: usize,
}

impl Spread {
    /// A simulation of `points` points, rounded up to a power of two in each of `REPLICATES` sets. `Domain` for more
    /// than 2^22 points and for more than 85 items.
    pub fn new(kernel: Kernel, points: u32, seed: u64) -> Result<Spread, Error> {
        Error::check(
            "points",
            f64::from(points),
            "between 16 and 4194304",
            (16..=1 << 22).contains(&points),
        )?;
        let each = points.div_ceil(REPLICATES).next_power_of_two() as usize;
        let tables = kernel.inputs().iter().map(|input| table(input.sigma())).collect();
        let dimensions = kernel.inputs().len();
        let sobol = |replicate| Sobol::new(dimensions, seed.wrapping_add(u64::from(replicate)));
        let sobols = (0..REPLICATES).map(sobol).collect::<Result<_, _>>()?;
        let results = std::array::from_fn(|_| vec![Vec::with_capacity(each); REPLICATES as usize]);
        Ok(Spread { kernel, tables, sobols, results, point: vec![0.0; dimensions], each, done: 0 })
    }

    /// Evaluates at most `points` further points; gives what share of all is done.
    pub fn step(&mut self, points: usize) -> f64 {
        let all = self.each * self.sobols.len();
        for _ in 0..points.min(all - self.done) {
            let replicate = self.done / self.each;
            let Some(sobol) = self.sobols.get_mut(replicate) else { break };
            sobol.next(&mut self.point);
            for (place, table) in self.point.iter_mut().zip(&self.tables) {
                *place = looked_up(table, *place);
            }
            let needs = self.kernel.needs(&self.point);
            for (need, results) in needs.into_iter().zip(&mut self.results) {
                if let Some(results) = results.get_mut(replicate) {
                    results.push(need);
                }
            }
            self.done += 1;
        }
        self.done as f64 / all as f64
    }

    /// The needs by resource, in the order of `Resource::ALL`; evaluates what is left first.
    pub fn finish(mut self) -> [Simulation; 4] {
        self.step(usize::MAX);
        self.results.map(Simulation::of)
    }
}

/// Quantiles of exp(sigma Z) from the first to the last step; the ends are those of a two hundredth of a step.
fn table(sigma: f64) -> Vec<f64> {
    let end = 0.005 / STEPS as f64;
    let at =
        |step: usize| libm::exp(sigma * normal::quantile((step as f64 / STEPS as f64).clamp(end, 1.0 - end)));
    (0..=STEPS).map(at).collect()
}

fn looked_up(table: &[f64], p: f64) -> f64 {
    let at = p * STEPS as f64;
    let step = at as usize;
    let (low, high) = (table.get(step).copied().unwrap_or(1.0), table.get(step + 1).copied().unwrap_or(1.0));
    low + (high - low) * (at - step as f64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn looked_up_quantiles_are_those_of_the_distribution() {
        let table = table(0.25);
        for (p, off) in
            [(0.001, 2e-4), (0.05, 1e-6), (0.3, 1e-6), (0.5, 1e-6), (0.8, 1e-6), (0.95, 1e-6), (0.999, 2e-4)]
        {
            let exact = libm::exp(0.25 * normal::quantile(p));
            assert!((looked_up(&table, p) / exact - 1.0).abs() < off, "{p}");
        }
    }
}

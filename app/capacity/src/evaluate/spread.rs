//! A simulation of a plan: its needs at evenly spread points of its uncertain figures, in steps that can be stopped
//! at any time, and in parts that run side by side.

use std::ops::Range;

use super::kernel::Kernel;
use crate::Error;
use crate::special::normal;
use crate::uncertainty::{REPLICATES, Simulation, Sobol};

/// Points that are evaluated at once.
pub(crate) const BLOCK: usize = 64;

/// Quantiles of a factor are looked up at 2^12 even steps and interpolated: off by less than two ten-thousandths from the
/// first per mille to the last, and by less than a millionth where nine tenths of all lie.
const STEP_BITS: u32 = 12;
const STEPS: usize = 1 << STEP_BITS;
/// Bits of a coordinate that say where it lies within a step.
const REST_BITS: u32 = 32 - STEP_BITS;

/// Quantiles at the steps.
type Table = [f64; STEPS + 1];

/// A simulation under way.
pub struct Spread {
    kernel: Kernel,
    /// By deviation, which many inputs share.
    tables: Vec<(u64, Box<Table>)>,
    /// The place of each input's table.
    table_of: Vec<usize>,
    sobols: Vec<Sobol>,
    /// By set and resource.
    results: Vec<[Vec<f64>; 4]>,
    factors: Vec<[f64; BLOCK]>,
    each: usize,
    done: usize,
}

impl Spread {
    /// A simulation of `points` points, rounded up to a power of two in each of `REPLICATES` sets. `Domain` for more
    /// than 2^22 points and for more than 85 items.
    pub fn new(kernel: Kernel, points: u32, seed: u64) -> Result<Spread, Error> {
        Spread::part(kernel, points, seed, 0..REPLICATES)
    }

    /// These sets of such a simulation. `Domain` besides for sets that it does not have.
    pub fn part(kernel: Kernel, points: u32, seed: u64, sets: Range<u32>) -> Result<Spread, Error> {
        let fits = (16..=1 << 22).contains(&points);
        Error::check("points", f64::from(points), "between 16 and 4194304", fits)?;
        let known = sets.start < sets.end && sets.end <= REPLICATES;
        Error::check("end of sets", f64::from(sets.end), "after their start and at most 16", known)?;
        let each = points.div_ceil(REPLICATES).next_power_of_two() as usize;
        let dimensions = kernel.inputs().len();
        let sobol = |set| Sobol::new(dimensions, seed.wrapping_add(u64::from(set)));
        let sobols = sets.map(sobol).collect::<Result<Vec<_>, _>>()?;
        let room = || std::array::from_fn(|_| Vec::with_capacity(each));
        let results = sobols.iter().map(|_| room()).collect();
        let (mut tables, mut table_of) = (Vec::new(), Vec::new());
        for sigma in kernel.inputs().iter().map(|input| input.sigma()) {
            let known = tables.iter().position(|(bits, _)| *bits == sigma.to_bits());
            table_of.push(known.unwrap_or(tables.len()));
            if known.is_none() {
                tables.push((sigma.to_bits(), table(sigma)));
            }
        }
        let factors = vec![[1.0; BLOCK]; dimensions];
        Ok(Spread { kernel, tables, table_of, sobols, results, factors, each, done: 0 })
    }

    /// Evaluates `points` further points, rounded up to whole blocks; gives what share of all is done.
    #[inline]
    pub fn step(&mut self, points: usize) -> f64 {
        let all = self.each * self.sobols.len();
        let end = all.min(self.done.saturating_add(points));
        while self.done < end {
            self.block();
        }
        self.done as f64 / all as f64
    }

    #[inline]
    fn block(&mut self) {
        let Some((set, count)) = self.draw() else { return };
        let needs = self.kernel.needs(&self.factors);
        let Some(results) = self.results.get_mut(set) else { return };
        for (results, needs) in results.iter_mut().zip(&needs) {
            results.extend(needs.iter().take(count));
        }
    }

    /// Takes the factors of the next block; gives its set and how many points it has.
    #[inline]
    fn draw(&mut self) -> Option<(usize, usize)> {
        let count = BLOCK.min(self.each);
        let (set, index) = (self.done / self.each, self.done % self.each);
        self.done += count;
        let sobol = self.sobols.get(set)?;
        let mut bits = [0; BLOCK];
        for (dimension, (factors, table)) in self.factors.iter_mut().zip(&self.table_of).enumerate() {
            let (_, table) = self.tables.get(*table)?;
            sobol.block(dimension, index as u32, bits.get_mut(..count)?);
            look_up(table, &bits, factors);
        }
        Some((set, count))
    }

    /// Shows each block of points instead of keeping what they need: its set, how many points it has, and by point the
    /// factors of the uncertain figures and the needs by resource.
    #[cfg(feature = "panel")]
    pub(crate) fn through(mut self, mut see: impl FnMut(usize, usize, &[[f64; BLOCK]], &[[f64; BLOCK]; 4])) {
        while let Some((set, count)) = self.draw() {
            see(set, count, &self.factors, &self.kernel.needs(&self.factors));
        }
    }

    /// What this part has found, for [`together`]; evaluates what is left first.
    pub fn found(mut self) -> Vec<f64> {
        self.step(usize::MAX);
        self.results.iter_mut().flatten().for_each(|results| results.sort_by(f64::total_cmp));
        self.results.into_iter().flatten().flatten().collect()
    }

    /// The needs by resource, in the order of `Resource::ALL`; evaluates what is left first. None if it is a part.
    pub fn finish(self) -> Option<[Simulation; 4]> {
        together(&self.found())
    }
}

/// The needs by resource of a whole simulation, from what all of its parts have found, in the order of their sets. None for
/// lists of a length that no simulation has.
pub fn together(found: &[f64]) -> Option<[Simulation; 4]> {
    let lists = 4 * REPLICATES as usize;
    let each =
        Some(found.len() / lists).filter(|each| each.is_power_of_two() && *each * lists == found.len())?;
    let mut by_resource: [Vec<Vec<f64>>; 4] = Default::default();
    for set in found.chunks_exact(4 * each) {
        for (sets, results) in by_resource.iter_mut().zip(set.chunks_exact(each)) {
            sets.push(results.to_vec());
        }
    }
    Some(by_resource.map(Simulation::of))
}

/// Quantiles of exp(sigma Z) from the first to the last step; the ends are those of a two hundredth of a step.
fn table(sigma: f64) -> Box<Table> {
    let end = 0.005 / STEPS as f64;
    let mut table = Box::new([0.0; STEPS + 1]);
    for (step, place) in table.iter_mut().enumerate() {
        let p = (step as f64 / STEPS as f64).clamp(end, 1.0 - end);
        *place = libm::exp(sigma * normal::quantile(p));
    }
    table
}

/// The quantiles at coordinates in units of 2^-32, half of which is added.
#[cfg_attr(all(target_arch = "wasm32", feature = "simd"), target_feature(enable = "simd128"))]
#[inline]
fn look_up(table: &Table, bits: &[u32; BLOCK], factors: &mut [f64; BLOCK]) {
    for (factor, bits) in factors.iter_mut().zip(bits) {
        let (step, rest) = ((bits >> REST_BITS) as usize, bits & ((1 << REST_BITS) - 1));
        let share = (f64::from(rest) + 0.5) * (1.0 / (1_u32 << REST_BITS) as f64);
        let (low, high) =
            (table.get(step).copied().unwrap_or(1.0), table.get(step + 1).copied().unwrap_or(1.0));
        *factor = low + (high - low) * share;
    }
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
            let mut factors = [0.0; BLOCK];
            look_up(&table, &[(p * 4_294_967_296.0) as u32; BLOCK], &mut factors);
            let exact = libm::exp(0.25 * normal::quantile(p));
            assert!(factors.iter().all(|factor| (factor / exact - 1.0).abs() < off), "{p}");
        }
    }

    #[test]
    fn what_is_not_a_whole_simulation_is_none() {
        assert!([0, 65, 3 * 64].iter().all(|length| together(&vec![1.0; *length]).is_none()));
        assert_eq!(together(&[1.0; 128]).unwrap()[3].points(), 32);
    }
}

//! Points that fill the unit cube evenly: Sobol's sequence with nested uniform (Owen) scrambling by hashing.
//! Sources: S. Joe, F. Y. Kuo (2008) for the direction numbers in `joe-kuo.txt`; A. B. Owen, Scrambling
//! Sobol and Niederreiter-Xing points (1998); B. Burley, Practical Hash-based Owen Scrambling (2020), with
//! the constants of N. Vegdahl (2021).

use crate::Error;

const DIRECTIONS: &str = include_str!("joe-kuo.txt");

/// The most dimensions that there are direction numbers for.
pub const MAX_DIMENSIONS: usize = 256;

/// A point has 32 bits in each dimension, so the sequence has 2^32 points.
const BITS: usize = 32;

/// Sobol's sequence in so many dimensions, scrambled by a seed.
#[derive(Clone, Debug)]
pub struct Sobol {
    /// By dimension; bits in reverse, which is how the scrambling takes them.
    directions: Vec<[u32; BITS]>,
    scrambles: Vec<u32>,
    state: Vec<u32>,
    index: u32,
}

impl Sobol {
    /// The sequence from its first point. `Domain` for no dimensions or more than `MAX_DIMENSIONS`.
    pub fn new(dimensions: usize, seed: u64) -> Result<Self, Error> {
        let in_range = (1..=MAX_DIMENSIONS).contains(&dimensions);
        Error::check("dimensions", dimensions as f64, "between 1 and 256", in_range)?;
        let lines = DIRECTIONS.lines().filter(|line| !line.starts_with('#'));
        Ok(Sobol {
            directions: lines.take(dimensions).map(directions).collect(),
            scrambles: (0..dimensions as u64).map(|dimension| scramble(seed, dimension)).collect(),
            state: vec![0; dimensions],
            index: 0,
        })
    }

    /// The sequence from its point number `index`, counted from 0: where a worker takes over.
    pub fn skip_to(mut self, index: u32) -> Self {
        let gray = index ^ (index >> 1);
        for (state, directions) in self.state.iter_mut().zip(&self.directions) {
            *state = chosen(directions, gray);
        }
        self.index = index;
        self
    }

    /// Writes one coordinate of the points from number `index` on, as many as there are places in `bits`, a power of two that
    /// divides `index`: in units of 2^-32, half of which is still to be added. The order of the points is another than that of
    /// [`Sobol::next`], but the same in each dimension.
    #[cfg_attr(all(target_arch = "wasm32", feature = "simd"), target_feature(enable = "simd128"))]
    #[inline]
    pub(crate) fn block(&self, dimension: usize, index: u32, bits: &mut [u32]) {
        let known = self.directions.get(dimension).zip(self.scrambles.get(dimension));
        let Some(((directions, seed), first)) = known.zip(bits.first_mut()) else { return };
        // The Gray codes of a block are the first one's with all patterns of as many low bits as it takes.
        *first = chosen(directions, index ^ (index >> 1));
        let mut filled = 1;
        for direction in directions.iter().take(bits.len().ilog2() as usize) {
            let (done, rest) = bits.split_at_mut(filled);
            rest.iter_mut().zip(done).for_each(|(fresh, done)| *fresh = *done ^ direction);
            filled *= 2;
        }
        bits.iter_mut().for_each(|place| *place = owen(*place, *seed));
    }

    /// Writes the next point, each coordinate strictly between 0 and 1; `point` has one place for each
    /// dimension.
    pub fn next(&mut self, point: &mut [f64]) {
        let bit = self.index.trailing_ones() as usize;
        let each = self.state.iter_mut().zip(&self.directions).zip(&self.scrambles);
        for (place, ((state, directions), seed)) in point.iter_mut().zip(each) {
            *place = (f64::from(owen(*state, *seed)) + 0.5) * (1.0 / 4_294_967_296.0);
            // Gray code: the next point differs in one direction.
            *state ^= directions.get(bit).copied().unwrap_or_default();
        }
        self.index = self.index.wrapping_add(1);
    }
}

/// The sum of the direction numbers whose bits are set.
#[inline]
fn chosen(directions: &[u32; BITS], bits: u32) -> u32 {
    let chosen = directions.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    chosen.fold(0, |sum, (_, direction)| sum ^ direction)
}

/// The direction numbers of one line: a primitive polynomial and its first numbers.
fn directions(line: &str) -> [u32; BITS] {
    let mut fields = line.split(' ').map(|field| field.parse::<u32>().unwrap_or_default());
    let polynomial = fields.next().unwrap_or(1);
    let degree = polynomial.max(1).ilog2() as usize;
    let mut numbers: Vec<u32> = fields.collect();
    for k in numbers.len()..BITS {
        let number = match degree {
            0 => 1,
            _ => (1..=degree).fold(at(&numbers, k - degree), |sum, j| {
                let taken = polynomial >> (degree - j) & 1;
                sum ^ (taken * at(&numbers, k - j)).wrapping_shl(j as u32)
            }),
        };
        numbers.push(number);
    }
    std::array::from_fn(|k| (at(&numbers, k) << (BITS - 1 - k)).reverse_bits())
}

fn at(numbers: &[u32], k: usize) -> u32 {
    numbers.get(k).copied().unwrap_or_default()
}

/// A seed of its own for each dimension (the finaliser of SplitMix64).
fn scramble(seed: u64, dimension: u64) -> u32 {
    let mut x = seed.wrapping_add((dimension + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) as u32
}

/// Each bit flipped or not by a hash of the bits above it; `x` comes with its bits in reverse.
#[inline]
fn owen(mut x: u32, seed: u32) -> u32 {
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(seed);
    x = x.wrapping_mul((seed >> 16) | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^= x.wrapping_mul(0x53a2_2864);
    x.reverse_bits()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn before_scrambling_it_is_the_sequence_of_joe_and_kuo() {
        // Point 1000 of scipy.stats.qmc.Sobol(256, scramble=False), dimensions 5, 100, 200 and 255.
        let sobol = Sobol::new(256, 0).unwrap().skip_to(1000);
        let value = |dimension: usize| f64::from(sobol.state[dimension].reverse_bits()) / 4_294_967_296.0;
        let want = [0.907_226_56, 0.768_554_69, 0.752_929_69, 0.249_023_44];
        for (dimension, want) in [5, 100, 200, 255].into_iter().zip(want) {
            assert!((value(dimension) - want).abs() < 1e-8, "{dimension}");
        }
    }

    #[test]
    fn scrambled_points_keep_one_point_in_each_of_as_many_equal_steps() {
        let mut sobol = Sobol::new(60, 42).unwrap();
        let mut seen = vec![[false; 1024]; 60];
        let mut point = [0.0; 60];
        for _ in 0..1024 {
            sobol.next(&mut point);
            for (dimension, x) in point.iter().enumerate() {
                seen[dimension][(x * 1024.0) as usize] = true;
            }
        }
        assert!(seen.iter().flatten().all(|seen| *seen));
    }

    #[test]
    fn a_block_has_the_points_of_the_sequence() {
        let sobol = Sobol::new(3, 9).unwrap();
        for (start, count) in [(0_u32, 64_usize), (192, 64), (4096, 128), (7, 1)] {
            let mut columns = vec![vec![0; count]; 3];
            columns.iter_mut().enumerate().for_each(|(dimension, bits)| sobol.block(dimension, start, bits));
            let unit = |bits: u32| (f64::from(bits) + 0.5) / 4_294_967_296.0;
            let mut got: Vec<_> = (0..count).map(|at| [0, 1, 2].map(|it| unit(columns[it][at]))).collect();
            let mut next = sobol.clone().skip_to(start);
            let mut want = vec![[0.0; 3]; count];
            want.iter_mut().for_each(|point| next.next(point));
            got.sort_by(|a, b| a[0].total_cmp(&b[0]));
            want.sort_by(|a, b| a[0].total_cmp(&b[0]));
            assert_eq!(got, want, "{start} {count}");
        }
    }

    #[test]
    fn a_worker_that_takes_over_goes_on_with_the_same_points() {
        let mut whole = Sobol::new(3, 9).unwrap();
        let (mut want, mut got) = ([0.0; 3], [0.0; 3]);
        for _ in 0..=300 {
            whole.next(&mut want);
        }
        Sobol::new(3, 9).unwrap().skip_to(300).next(&mut got);
        assert_eq!(want, got);
        assert!(Sobol::new(0, 0).is_err() && Sobol::new(257, 0).is_err());
    }
}

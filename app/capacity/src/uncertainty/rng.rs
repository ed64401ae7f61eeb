//! Random numbers for paths: xoshiro256++, whose state is a parameter and which the browser has no
//! 128-bit multiplications to do for. Source: D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number
//! Generators (2021), by the crate `rand_xoshiro`.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

use crate::Error;
use crate::special::normal;

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// Stream `number` of `seed`. Streams of one seed are 2^128 numbers apart, one for each worker.
    pub fn new(seed: u64, number: u32) -> Self {
        let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
        for _ in 0..number {
            stream.jump();
        }
        Stream(stream)
    }

    /// The stream with this state. `Domain` for all zeros, from which it could not move.
    pub fn with_state(state: [u64; 4]) -> Result<Self, Error> {
        Error::check("state", 0.0, "not all zeros", state != [0; 4])?;
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(8).zip(state) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        Ok(Stream(Xoshiro256PlusPlus::from_seed(seed)))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A uniform figure strictly between 0 and 1: the middles of 2^52 equal steps.
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }

    /// A standard normal figure.
    pub fn normal(&mut self) -> f64 {
        normal::quantile(self.uniform())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let first = |number| Stream::new(7, number).bits();
        assert_eq!(first(1), first(1));
        assert_ne!(first(0), first(1));
        assert!(Stream::with_state([0; 4]).is_err());
    }

    #[test]
    fn normal_figures_have_mean_zero_and_variance_one() {
        let mut stream = Stream::new(1, 0);
        let figures: Vec<f64> = (0..20_000).map(|_| stream.normal()).collect();
        let mean = figures.iter().sum::<f64>() / 20_000.0;
        let variance = figures.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
    }
}

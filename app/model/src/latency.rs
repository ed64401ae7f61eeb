//! Quantiles of latencies in little space: counts in buckets that grow by a fixed ratio.
//!
//! Source: Masson, Rim, Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error
//! Guarantees", VLDB 2019. Every quantile is within 2 % of a value that was counted.

mod over;

use crate::time::{At, Day};
use crate::uptime::Quantiles;

pub use over::{Latencies, Range};

/// A latency in microseconds to three significant digits, within half a percent of what was measured.
///
/// What is below that is the noise of clocks and schedulers; kept for good, it would be most of the history's bytes.
pub fn rounded(micros: u32) -> u32 {
    let mut step = 1;
    while micros / step >= 1_000 {
        step *= 10;
    }
    (micros / step + u32::from(micros % step * 2 >= step && step > 1)).saturating_mul(step)
}

/// Half the width of a bucket, relative to its value.
const ERROR: f64 = 0.02;

/// Counts of latencies in microseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    counts: Vec<u32>,
    total: u32,
}

/// What is known of a component's current day besides its timeline, so that a restart need not read the day again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Which day.
    pub day: Day,
    /// When the component was last looked at.
    pub checked: Option<At>,
    /// Its latest good latency in microseconds.
    pub latency: Option<u32>,
    /// The good latencies of the day.
    pub sketch: Sketch,
}

impl Sketch {
    /// Counts one latency in microseconds.
    pub fn add(&mut self, latency: u32) {
        let bucket = bucket(latency);
        if bucket >= self.counts.len() {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] = self.counts[bucket].saturating_add(1);
        self.total = self.total.saturating_add(1);
    }

    /// A sketch with these counts, from the fastest bucket on.
    pub fn of(counts: Vec<u32>) -> Sketch {
        let total = counts.iter().fold(0u32, |total, count| total.saturating_add(*count));
        Sketch { counts, total }
    }

    /// Its counts, from the fastest bucket on, as [`Sketch::of`] takes them.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// How many were counted.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// The latency in microseconds that the share `q` (0 to 1) of them did not exceed, within 2 %.
    pub fn quantile(&self, q: f64) -> Option<u32> {
        let rank = (q * f64::from(self.total)).ceil().max(1.0) as u32;
        let mut seen = 0u32;
        let found = self.counts.iter().position(|count| {
            seen += count;
            seen >= rank
        })?;
        Some(value(found))
    }

    /// The three quantiles that a day keeps.
    pub fn quantiles(&self) -> Option<Quantiles> {
        Some(Quantiles { p50: self.quantile(0.5)?, p95: self.quantile(0.95)?, p99: self.quantile(0.99)? })
    }
}

fn gamma() -> f64 {
    (1.0 + ERROR) / (1.0 - ERROR)
}

fn bucket(latency: u32) -> usize {
    (f64::from(latency.max(1)).ln() / gamma().ln()).ceil() as usize
}

fn value(bucket: usize) -> u32 {
    (2.0 * gamma().powi(bucket as i32) / (gamma() + 1.0)).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_counted_has_no_quantiles() {
        assert_eq!(Sketch::default().quantiles(), None);
    }

    #[test]
    fn a_latency_has_three_digits() {
        let cases = [
            (0, 0),
            (7, 7),
            (999, 999),
            (1_004, 1_000),
            (1_005, 1_010),
            (25_449, 25_400),
            (u32::MAX, 4_290_000_000),
        ];
        for (taken, kept) in cases {
            assert_eq!(rounded(taken), kept, "{taken}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_within_half_a_percent(micros in 1u32..4_000_000_000) {
            let kept = rounded(micros);
            prop_assert!(kept.abs_diff(micros) <= micros / 200, "{kept}");
            prop_assert_eq!(rounded(kept), kept);
        }

        #[test]
        fn a_sketch_is_its_counts(latencies in prop::collection::vec(50u32..60_000_000, 0..100)) {
            let mut sketch = Sketch::default();
            latencies.iter().for_each(|latency| sketch.add(*latency));
            prop_assert_eq!(Sketch::of(sketch.counts().to_vec()), sketch);
        }

        #[test]
        fn quantiles_are_within_two_percent(mut latencies in prop::collection::vec(50u32..60_000_000, 1..300), q in 0.0f64..1.0) {
            let mut sketch = Sketch::default();
            latencies.iter().for_each(|latency| sketch.add(*latency));
            latencies.sort_unstable();
            let rank = ((q * latencies.len() as f64).ceil().max(1.0) as usize).min(latencies.len());
            let exact = f64::from(latencies[rank - 1]);
            let told = f64::from(sketch.quantile(q).unwrap());
            prop_assert!((told - exact).abs() <= 0.0201 * exact + 1.0, "{told} for {exact}");
        }
    }
}

//! From a counter to its rate a second, also over a reset.

use crate::time::{At, SECOND};

/// Turns the readings of a counter into rates.
#[derive(Clone, Debug)]
pub struct Rate {
    longest: i64,
    last: Option<(At, f64)>,
}

impl Rate {
    /// A rate between readings that are at most `longest` milliseconds apart.
    pub fn new(longest: i64) -> Rate {
        Rate { longest, last: None }
    }

    /// Takes the next reading and gives what the counter grew by a second since the one before; nothing if that is
    /// missing, too long ago or not earlier.
    ///
    /// A counter that fell has begun anew at 0, so its growth is all that it says: what came between the last reading
    /// and the reset is not known. This is how Prometheus' `rate` sees it too.
    pub fn step(&mut self, at: At, value: f64) -> Option<f64> {
        let before = self.last.replace((at, value));
        let (then, base) = before.filter(|(then, _)| (1..=self.longest).contains(&at.since(*then)))?;
        let growth = if value < base { value } else { value - base };
        let rate = growth / (at.since(then) as f64 / SECOND as f64);
        (rate.is_finite() && rate >= 0.0).then_some(rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GAP: i64 = 60 * SECOND;

    #[test]
    fn a_counter_grows_by_the_second() {
        let mut rate = Rate::new(GAP);
        let rates = [(0, 100.0), (10, 150.0), (20, 150.0), (30, 20.0), (31, 21.0)];
        let rates = rates.map(|(second, value)| rate.step(At(second * SECOND), value));
        assert_eq!(rates, [None, Some(5.0), Some(0.0), Some(2.0), Some(1.0)]);
    }

    #[test]
    fn over_a_gap_and_at_one_instant_there_is_no_rate() {
        let mut rate = Rate::new(GAP);
        let rates = [(0, 0.0), (61, 10.0), (121, 70.0), (121, 80.0), (120, 90.0)];
        let rates = rates.map(|(second, value)| rate.step(At(second * SECOND), value));
        assert_eq!(rates, [None, None, Some(1.0), None, None]);
    }

    proptest! {
        /// Whatever the restarts, the rates times their seconds add up to what was counted and seen.
        #[test]
        fn rates_add_up_to_what_was_counted(steps in prop::collection::vec((1i64..=60, 0u32..1_000, any::<bool>()), 1..50)) {
            let (mut rate, mut at, mut counter) = (Rate::new(GAP), At(0), 7.0);
            rate.step(at, counter);
            let (mut counted, mut summed) = (0.0, 0.0);
            for (seconds, growth, reset) in steps {
                let before = counter;
                counter = if reset { 0.0 } else { counter } + f64::from(growth);
                // A reset that has caught up cannot be told from growth.
                counted += if counter < before { f64::from(growth) } else { counter - before };
                at = at + seconds * SECOND;
                summed += rate.step(at, counter).unwrap() * seconds as f64;
            }
            prop_assert!((summed - counted).abs() <= 1e-9 * counted.max(1.0), "{summed} for {counted}");
        }

        #[test]
        fn no_counter_gives_a_rate_that_is_not_a_number(steps in prop::collection::vec((-5i64..100_000, any::<f64>()), 1..20)) {
            let (mut rate, mut at) = (Rate::new(GAP), At(0));
            for (passed, value) in steps {
                at = at + passed;
                prop_assert!(rate.step(at, value).is_none_or(|rate| rate.is_finite() && rate >= 0.0));
            }
        }
    }
}

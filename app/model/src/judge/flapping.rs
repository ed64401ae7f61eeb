//! How much a check goes to and fro, as Nagios measures it.
//!
//! Of the latest 21 samples, each of the 20 changes between neighbours counts, from 0.75 for the oldest to 1.25 for
//! the latest; the rate is their sum in percent of 20. Source: Nagios Core, `base/flapping.c`.

/// How many samples are looked at.
pub const SAMPLES: u32 = 21;

/// A history in which everything was good: what is not known counts as that.
pub const GOOD: u32 = (1 << SAMPLES) - 1;

/// Adds the latest sample to a history.
pub fn push(history: u32, good: bool) -> u32 {
    (history << 1 | u32::from(good)) & GOOD
}

/// The rate of change in percent, from 0 to 100.
///
/// It is added up in whole 76ths, of which each weight is so many, so that a rate that is a threshold is just that.
pub fn rate(history: u32) -> f64 {
    let changes = SAMPLES - 1;
    let changed = (history ^ (history >> 1)) & (GOOD >> 1);
    // Bit 0 is the latest change, number 20; its weight is 1.25, which is 95 of 76.
    let sum: u32 = (0..changes).filter(|bit| changed >> bit & 1 == 1).map(|bit| 95 - 2 * bit).sum();
    f64::from(100 * sum) / f64::from(76 * changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(samples: impl IntoIterator<Item = bool>) -> u32 {
        samples.into_iter().fold(GOOD, push)
    }

    #[test]
    fn the_rate_is_that_of_nagios() {
        assert_eq!(rate(GOOD), 0.0);
        assert_eq!(rate(0), 0.0);
        // All twenty changes: their weights add up to 20.
        assert!((rate(history((0..21).map(|n| n % 2 == 0))) - 100.0).abs() < 1e-9);
        // The latest change alone: 1.25 of 20; the oldest alone: 0.75 of 20.
        assert!((rate(history([false])) - 6.25).abs() < 1e-9);
        assert!((rate(history(std::iter::once(true).chain((0..20).map(|_| false)))) - 3.75).abs() < 1e-9);
    }

    #[test]
    fn a_rate_that_is_a_threshold_is_exactly_that() {
        // Four changes whose weights add up to 4 of 20: number 1, 10, 11 and 20, and the like.
        let mut met = 0;
        for changed in 0..1u32 << (SAMPLES - 1) {
            let numbers = (0..SAMPLES - 1).filter(|bit| changed >> bit & 1 == 1).map(|bit| 19 - bit);
            if changed.count_ones() == 4 && numbers.sum::<u32>() == 38 {
                // The history whose neighbours differ just there: bit by bit, from the oldest on.
                let history = (0..SAMPLES - 1)
                    .rev()
                    .fold(0, |history: u32, bit| history << 1 | (history & 1) ^ (changed >> bit & 1));
                assert_eq!(rate(history), 20.0, "{history:021b}");
                met += 1;
            }
        }
        assert!(met > 100, "{met}");
    }

    #[test]
    fn one_outage_is_no_flapping_and_two_are() {
        let outage = [false, false, false, true, true];
        assert!(rate(history(outage)) < 20.0);
        assert!(rate(history(outage.into_iter().chain(outage))) >= 20.0);
    }
}

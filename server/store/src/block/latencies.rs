//! The column of latencies: what three digits say, and what is left of each.
//!
//! Samples come with three digits ([`model::latency::rounded`]), so that nothing is left and the rest costs nothing;
//! any other latency is kept as exactly. The digits are numbered in order of what they stand for, without the holes
//! that round numbers leave: 0 to 999 us are themselves, 1.00 ms is 1000, 1.01 ms is 1001, 10.0 ms is 1900.

use super::bytes::{Reader, put_section};
use super::{Corrupt, compress, decompress};

/// Three digits of one magnitude: 100 to 999.
const DIGITS: u32 = 900;

/// Adds the column.
pub(super) fn put(out: &mut Vec<u8>, latencies: &[u32]) -> Result<(), Corrupt> {
    let (places, rests): (Vec<u32>, Vec<u32>) = latencies.iter().map(|latency| split(*latency)).unzip();
    put_section(out, &compress(&places)?);
    put_section(out, &compress(&rests)?);
    Ok(())
}

/// Takes the column of `count` latencies.
pub(super) fn take(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u32>, Corrupt> {
    let places: Vec<u32> = decompress(reader.section()?, count)?;
    let rests: Vec<u32> = decompress(reader.section()?, count)?;
    let whole = places.into_iter().zip(rests).map(|(place, rest)| join(place, rest));
    whole.collect::<Option<_>>().ok_or(Corrupt("it has a latency that is too long"))
}

/// The number of a latency's three digits, and what is left.
fn split(latency: u32) -> (u32, u32) {
    let (mut step, mut magnitude) = (1, 0);
    while latency / step >= 1_000 {
        step *= 10;
        magnitude += 1;
    }
    (magnitude * DIGITS + latency / step, latency % step)
}

/// The latency that [`split`] made this of.
fn join(place: u32, rest: u32) -> Option<u32> {
    let magnitude = place.saturating_sub(100) / DIGITS;
    let digits = place - magnitude * DIGITS;
    digits.checked_mul(10u32.checked_pow(magnitude)?)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::latency::rounded;
    use proptest::prelude::*;

    #[test]
    fn digits_are_numbered_without_holes() {
        let numbers: Vec<_> = (0..40_000).map(|latency| split(latency).0).collect();
        assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1));
        assert_eq!(
            [999, 1_000, 1_010, 9_990, 10_000].map(|latency| split(latency).0),
            [999, 1_000, 1_001, 1_899, 1_900]
        );
    }

    proptest! {
        #[test]
        fn every_latency_comes_back(latency: u32) {
            let (place, rest) = split(latency);
            prop_assert_eq!(join(place, rest), Some(latency));
            prop_assert_eq!(split(rounded(latency)).1, 0);
        }

        #[test]
        fn nonsense_is_no_panic(place: u32, rest: u32) {
            let _ = join(place, rest);
        }
    }
}

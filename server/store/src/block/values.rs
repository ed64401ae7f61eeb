//! Codec 2: the readings of one metric as columns, compressed without loss.
//!
//! ```text
//! CRC-32 of the rest (u32, little endian) | count | times | values
//! ```
//!
//! Count and times are as in codec 1. Values go through pco, which looks for what suits them: a counter is best kept as
//! differences, a share of memory as whole numbers of pages, a ratio as what it is.

use super::bytes::put_section;
use super::{Corrupt, LEVEL, decompress, frame, times};
use pco::ChunkConfig;
use pco::standalone::simple_compress;

/// A reading without the name that its series gives it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    /// When it was asked for, in milliseconds since the Unix epoch.
    pub at: i64,
    /// The number.
    pub value: f64,
}

/// The bytes of `values`, which are in order of time and at most [`super::MOST`].
pub(crate) fn encode(values: &[Value]) -> Result<Vec<u8>, Corrupt> {
    let mut out = frame::begin(values.len())?;
    times::put(&mut out, &values.iter().map(|value| value.at).collect::<Vec<_>>())?;
    let column: Vec<f64> = values.iter().map(|value| value.value).collect();
    let config = ChunkConfig::default().with_compression_level(LEVEL);
    let column = simple_compress(&column, &config);
    put_section(&mut out, &column.map_err(|_| Corrupt("its numbers cannot be compressed"))?);
    Ok(frame::close(out))
}

/// The values that [`encode`] made these bytes of.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Value>, Corrupt> {
    let (mut reader, count) = frame::open(bytes)?;
    let times = times::take(&mut reader, count)?;
    let values: Vec<f64> = decompress(reader.section()?, count)?;
    frame::end(&reader)?;
    Ok(times.into_iter().zip(values).map(|(at, value)| Value { at, value }).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::block::tests::sealed;
    use proptest::prelude::*;

    /// The values to the bit, which `==` would not compare.
    fn bits(values: &[Value]) -> Vec<(i64, u64)> {
        values.iter().map(|value| (value.at, value.value.to_bits())).collect()
    }

    /// A reading a minute, some milliseconds late.
    fn minutes(count: i64, value: impl Fn(i64) -> f64) -> Vec<Value> {
        let at = |n: i64| 1_790_000_000_000 + n * 60_000 + n * 7_919 % 5;
        (0..count).map(|n| Value { at: at(n), value: value(n) }).collect()
    }

    #[test]
    fn counters_pages_and_ratios_take_few_bytes() {
        let counter = minutes(1_024, |n| (n * 900 + n * 7_919 % 211) as f64);
        let pages = minutes(1_024, |n| (100_000 + n * 104_729 % 997) as f64 * 4_096.0);
        let ratio = minutes(1_024, |n| (n * 104_729 % 997) as f64 / 997.0);
        for (values, most) in [(counter, 2), (pages, 2), (ratio, 9)] {
            let bytes = encode(&values).unwrap();
            assert_eq!(bits(&decode(&bytes).unwrap()), bits(&values));
            assert!(bytes.len() < most * values.len(), "{} bytes for {} values", bytes.len(), values.len());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn decoding_gives_back_every_bit(rows in prop::collection::vec((any::<i64>(), any::<u64>()), 0..300)) {
            let mut values: Vec<_> =
                rows.into_iter().map(|(at, bits)| Value { at, value: f64::from_bits(bits) }).collect();
            values.sort_by_key(|value| value.at);
            prop_assert_eq!(bits(&decode(&encode(&values).unwrap()).unwrap()), bits(&values));
        }

        #[test]
        fn a_changed_byte_is_noticed_and_a_forged_checksum_gives_no_panic(
            place in any::<prop::sample::Index>(),
            flip in 1u8..,
        ) {
            let mut bytes = encode(&minutes(200, |n| n as f64 * 0.1)).unwrap();
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
            prop_assert!(decode(&bytes).is_err());
            if let Ok(values) = decode(&sealed(bytes)) {
                prop_assert!(values.len() <= crate::block::MOST);
            }
        }

        #[test]
        fn bytes_that_were_never_a_block_give_an_error(bytes in prop::collection::vec(any::<u8>(), 4..400)) {
            prop_assert!(decode(&bytes).is_err());
            prop_assert!(decode(&sealed(bytes)).is_err());
        }
    }
}

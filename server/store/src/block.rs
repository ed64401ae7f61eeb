//! Codec 3: the samples of one series as columns, compressed without loss.
//!
//! ```text
//! CRC-32 of the rest (u32, little endian) | count | times | latencies | outcomes | details
//! ```
//!
//! Counts and lengths are LEB128. Times are ticks of a steady step, plus what each differs from its tick.
//! Those differences and the latencies (see [`latencies`]) go through pco (<https://github.com/pcodec/pcodec>), the rest as runs.

use bytes::put_runs;
use model::sample::Outcome;
use pco::standalone::{simple_compress, simple_decompress_into};
use pco::{ChunkConfig, DeltaSpec, ModeSpec};
use std::borrow::Cow;

mod bytes;
mod details;
mod frame;
mod latencies;
mod times;
pub(crate) mod values;

pub(crate) use values::Value;

/// This codec's number in the table of blocks; no number is given twice.
pub(crate) const SAMPLES: i64 = 3;

/// The number of the codec of readings.
pub(crate) const READINGS: i64 = 2;

/// The most points that one block may hold; what claims more is corrupt.
pub(crate) const MOST: usize = 1 << 16;

/// A sample without the names that its series gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Point<'a> {
    /// When the probe started, in milliseconds since the Unix epoch.
    pub at: i64,
    /// How it went.
    pub outcome: Outcome,
    /// The whole of it in microseconds.
    pub latency: u32,
    /// What was wrong.
    pub detail: Cow<'a, str>,
}

/// What is wrong with the bytes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Corrupt(pub &'static str);

/// The bytes of `points`, which are in order of time and at most [`MOST`].
pub(crate) fn encode(points: &[Point]) -> Result<Vec<u8>, Corrupt> {
    let mut out = frame::begin(points.len())?;
    times::put(&mut out, &points.iter().map(|point| point.at).collect::<Vec<_>>())?;
    let latencies: Vec<u32> = points.iter().map(|point| point.latency).collect();
    latencies::put(&mut out, &latencies)?;
    put_runs(&mut out, points.iter().map(|point| u64::from(point.outcome.code())));
    details::put(&mut out, points);
    Ok(frame::close(out))
}

/// The points that [`encode`] made these bytes of.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Point<'static>>, Corrupt> {
    let (mut reader, count) = frame::open(bytes)?;
    let times = times::take(&mut reader, count)?;
    let latencies = latencies::take(&mut reader, count)?;
    let outcomes = reader.runs(count)?;
    let details = details::take(&mut reader, count)?;
    frame::end(&reader)?;
    let columns = times.into_iter().zip(latencies).zip(outcomes).zip(details);
    columns
        .map(|(((at, latency), outcome), detail)| {
            let outcome = u8::try_from(outcome).ok().and_then(Outcome::from_code);
            let outcome = outcome.ok_or(Corrupt("it has an unknown outcome"))?;
            Ok(Point { at, outcome, latency, detail: Cow::Owned(detail) })
        })
        .collect()
}

/// Compresses a column of numbers.
///
/// No mode and no differences between neighbours are tried: both columns are noise around a level.
fn compress<T: pco::data_types::Number>(column: &[T]) -> Result<Vec<u8>, Corrupt> {
    let config = ChunkConfig::default()
        .with_compression_level(LEVEL)
        .with_mode_spec(ModeSpec::Classic)
        .with_delta_spec(DeltaSpec::NoOp);
    simple_compress(column, &config).map_err(|_| Corrupt("its numbers cannot be compressed"))
}

/// How hard pco looks for a good division into bins; more gains nothing on columns of a few thousand numbers.
const LEVEL: usize = 6;

/// The `count` numbers that [`compress`] made these bytes of.
fn decompress<T: pco::data_types::Number>(bytes: &[u8], count: usize) -> Result<Vec<T>, Corrupt> {
    let mut column = vec![T::default(); count];
    match simple_decompress_into(bytes, &mut column) {
        Ok(progress) if progress.finished && progress.n_processed == count => Ok(column),
        Ok(_) => Err(Corrupt("a column has another length than the block")),
        Err(_) => Err(Corrupt("a column cannot be decompressed")),
    }
}

#[cfg(test)]
mod tests;

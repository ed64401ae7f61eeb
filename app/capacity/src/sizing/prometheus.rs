//! Prometheus: disk by samples, memory by series and by the block that is being written.

use super::{amount, positive};
use crate::Error;

/// Bytes on disk: retention x samples per second x bytes per sample (1 to 2).
/// Source: prometheus/prometheus, docs/storage.md.
pub fn disk(retention: f64, samples: f64, bytes: f64) -> Result<f64, Error> {
    Ok(amount("retention (s)", retention)?
        * amount("samples per second", samples)?
        * amount("bytes per sample", bytes)?)
}

/// Series and their labels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cardinality {
    /// Series at one time.
    pub series: f64,
    /// Label pairs of each.
    pub label_pairs: f64,
    /// Bytes of names and values of each.
    pub name_bytes: f64,
    /// Label values that differ, over all labels.
    pub values: f64,
}

/// Bytes of memory for series: 2 (N (732 + 32 labels + 2 name) + 120 values); the 2 is for garbage collection.
/// Source: Robust Perception, How much RAM does Prometheus 2.x need for cardinality and ingestion?
pub fn cardinality_memory(of: &Cardinality) -> Result<f64, Error> {
    let each =
        732.0 + 32.0 * amount("label pairs", of.label_pairs)? + 2.0 * amount("name bytes", of.name_bytes)?;
    Ok(2.0 * (amount("series", of.series)? * each + 120.0 * amount("label values", of.values)?))
}

/// Bytes of memory for samples: 2 x 1.5 x 3 h of them. Source: the same.
pub fn ingestion_memory(samples: f64, bytes: f64) -> Result<f64, Error> {
    Ok(2.0 * 1.5 * disk(3.0 * 3600.0, samples, bytes)?)
}

/// Bytes of the write-ahead log: at least two hours of raw samples of 16 bytes, halved by its compression.
pub fn wal(samples: f64) -> Result<f64, Error> {
    disk(2.0 * 3600.0, samples, 8.0)
}

/// Samples per second of `targets` with so many series each, asked every `interval` seconds.
pub fn samples(targets: f64, series: f64, interval: f64) -> Result<f64, Error> {
    Ok(amount("targets", targets)? * amount("series", series)? / positive("interval (s)", interval)?)
}

/// What to set as retention.size for a disk: 80 % of it.
pub fn retention_size(disk: f64) -> Result<f64, Error> {
    Ok(0.8 * amount("disk", disk)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn faster_scrapes_cost_in_proportion() {
        let at = |interval: f64| ingestion_memory(samples(100.0, 1000.0, interval).unwrap(), 1.5).unwrap();
        assert_eq!(at(15.0), 2.0 * at(30.0));
        assert_eq!(samples(100.0, 1000.0, 10.0).unwrap(), 10_000.0);
        assert_eq!((wal(1000.0).unwrap(), retention_size(1e12).unwrap()), (57.6e6, 0.8e12));
        assert!(samples(1.0, 1.0, 0.0).is_err());
    }
}

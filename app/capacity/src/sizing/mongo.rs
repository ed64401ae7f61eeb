//! MongoDB: WiredTiger's cache, memory for a working set, and the oplog.

use super::{amount, positive};
use crate::Error;

const GIB: f64 = 1_073_741_824.0;

/// WiredTiger's cache by default: max((RAM - 1 GiB) / 2, 256 MiB). Source: MongoDB manual, storage.wiredTiger.
pub fn cache(ram: f64) -> Result<f64, Error> {
    Ok((0.5 * (amount("memory", ram)? - GIB)).max(0.25 * GIB))
}

/// Memory whose default cache holds a working set of `bytes`, with a fifth of the cache kept free, as WiredTiger
/// does: bytes / 0.8 x 2 + 1 GiB.
pub fn memory_for(working_set: f64) -> Result<f64, Error> {
    Ok(2.0 * (amount("working set", working_set)? / 0.8).max(0.25 * GIB) + GIB)
}

/// Bytes of the oplog for a window in which a member may be away: rate x window.
pub fn oplog(rate: f64, window: f64) -> Result<f64, Error> {
    Ok(amount("oplog rate", rate)? * amount("window (s)", window)?)
}

/// Bytes on one member's disk: documents and indexes, after compression by `ratio`, and the oplog.
pub fn disk(documents: f64, document: f64, indexes: f64, ratio: f64, oplog: f64) -> Result<f64, Error> {
    let data = amount("documents", documents)? * amount("document bytes", document)?;
    Ok(data / positive("compression ratio", ratio)?
        + amount("index bytes", indexes)?
        + amount("oplog", oplog)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_memory_for_a_working_set_has_a_cache_that_holds_it() {
        for working_set in [0.0, 1e9, 40e9] {
            assert!(cache(memory_for(working_set).unwrap()).unwrap() * 0.8 >= working_set * (1.0 - 1e-12));
        }
        assert_eq!(cache(GIB).unwrap(), 0.25 * GIB);
        assert_eq!(disk(1e6, 1000.0, 2e8, 2.0, 5e8).unwrap(), 1.2e9);
    }
}

//! ClickHouse: nodes by disk, memory by what is stored, cores by memory.
//! Source: ClickHouse docs, guides/sizing-and-hardware-recommendations.

use super::{amount, ceil, count, positive};
use crate::Error;

/// Least memory of a server: 8 GB.
pub const LEAST_MEMORY: f64 = 8e9;

/// Shards and all nodes for `stored` bytes, of which a node holds `per_node`: each shard has `replicas` nodes.
pub fn nodes(stored: f64, per_node: f64, replicas: u32) -> Result<(f64, f64), Error> {
    let shards = ceil(amount("stored", stored)? / positive("disk per node", per_node)?).max(1.0);
    Ok((shards, shards * count("replicas", replicas)?))
}

/// Bytes on all disks: raw / ratio x replicas. Ratios of 6 to 10 are usual.
pub fn disk(raw: f64, ratio: f64, replicas: u32) -> Result<f64, Error> {
    Ok(amount("raw", raw)? / positive("compression ratio", ratio)? * count("replicas", replicas)?)
}

/// Memory for `stored` bytes at one byte of memory for `ratio` bytes of disk: 30 to 50 where data is asked for
/// often, 100 to 130 where it is kept for long.
pub fn memory(stored: f64, ratio: f64) -> Result<f64, Error> {
    Ok(amount("stored", stored)? / positive("disk to memory ratio", ratio)?)
}

/// What the servers are for, which sets their memory per core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Short queries: 2 GB per core.
    Compute,
    /// Most: 4 GB per core.
    General,
    /// Long retention and large joins: 8 GB per core.
    Warehouse,
}

/// Cores that go with so much memory.
pub fn cores(memory: f64, purpose: Purpose) -> Result<f64, Error> {
    let per_core = match purpose {
        Purpose::Compute => 2e9,
        Purpose::General => 4e9,
        Purpose::Warehouse => 8e9,
    };
    Ok(ceil(amount("memory", memory)?.max(LEAST_MEMORY) / per_core))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_shard_is_never_split_between_fewer_nodes_than_its_replicas() {
        assert_eq!(nodes(0.0, 1e12, 2).unwrap(), (1.0, 2.0));
        assert_eq!(nodes(2.1e12, 1e12, 2).unwrap(), (3.0, 6.0));
        assert_eq!(cores(64e9, Purpose::General).unwrap(), 16.0);
        assert_eq!(disk(80e12, 8.0, 2).unwrap(), 20e12);
    }
}

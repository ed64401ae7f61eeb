//! ScyllaDB: disk and cores. Sources: ScyllaDB in Action, 9.2.2 (twice the data for compaction); docs.scylladb.com,
//! benchmark tips (12,500 operations per second and physical core).

use super::{amount, ceil, count, positive};
use crate::Error;

/// Operations per second of one physical core.
pub const OPERATIONS_PER_CORE: f64 = 12_500.0;

/// Bytes on all disks: data x replicas x factor, where a factor of 2 leaves room for compaction.
pub fn disk(data: f64, replicas: u32, factor: f64) -> Result<f64, Error> {
    Ok(amount("data", data)? * count("replicas", replicas)? * positive("factor", factor)?)
}

/// Physical cores for so many reads and writes per second; each write is done by every replica, each read by a
/// quorum of them.
pub fn cores(reads: f64, writes: f64, replicas: u32) -> Result<f64, Error> {
    let r = count("replicas", replicas)?;
    let done = amount("reads", reads)? * (libm::floor(r / 2.0) + 1.0) + amount("writes", writes)? * r;
    Ok(ceil(done / OPERATIONS_PER_CORE))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn writes_cost_every_replica_and_reads_a_quorum() {
        assert_eq!(cores(12_500.0, 0.0, 3).unwrap(), 2.0);
        assert_eq!(cores(0.0, 12_500.0, 3).unwrap(), 3.0);
        assert!(disk(1.0, 0, 2.0).is_err());
    }
}

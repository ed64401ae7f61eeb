//! Schema Registry: clients ask once for each schema, so load comes when they start; schemas stay in memory and
//! in a compacted topic. Source: Confluent, Schema Registry deployment (a replica is a follower of one leader).

use super::{amount, count, positive};
use crate::Error;

/// What a registry needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Registry {
    /// Requests per second while all clients start within the given time.
    pub cold_start_rate: f64,
    /// Bytes of the compacted topic on all brokers.
    pub topic: f64,
    /// Heap of one replica: its own 512 MiB and each schema parsed, five times its text.
    pub heap: f64,
}

/// For `schemas` of `bytes` each, used by `clients` that start within `window` seconds, on a topic with `replicas`.
pub fn registry(
    schemas: f64,
    bytes: f64,
    clients: f64,
    window: f64,
    replicas: u32,
) -> Result<Registry, Error> {
    let (schemas, bytes) = (amount("schemas", schemas)?, amount("schema bytes", bytes)?);
    let asked = amount("clients", clients)? * schemas;
    Ok(Registry {
        cold_start_rate: asked / positive("window (s)", window)?,
        topic: schemas * bytes * count("replicas", replicas)?,
        heap: 512.0 * 1_048_576.0 + 5.0 * schemas * bytes,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_slower_start_asks_less_at_once() {
        let needs = |window: f64| registry(500.0, 2000.0, 40.0, window, 3).unwrap();
        assert_eq!((needs(10.0).cold_start_rate, needs(100.0).cold_start_rate), (2000.0, 200.0));
        assert_eq!(needs(10.0).topic, 3e6);
        assert!(registry(1.0, 1.0, 1.0, 0.0, 3).is_err());
    }
}

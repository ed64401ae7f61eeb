//! What it all costs a month: nodes, disks, traffic and seats, some of it committed for long at a lower price.

use super::{amount, share};
use crate::Error;

/// Hours of a month, as clouds bill them.
pub const HOURS: f64 = 730.0;

/// Prices in one currency. They are the reader's own: no price is built in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// An hour of a node.
    pub node_hour: f64,
    /// What a committed node costs of that, above 0 and at most 1.
    pub committed: f64,
    /// A GiB on disk for a month.
    pub disk_gib_month: f64,
    /// A GiB in an object store for a month.
    pub object_gib_month: f64,
    /// A GB between zones, billed in each direction.
    pub cross_zone_gb: f64,
    /// A GB to the outside.
    pub egress_gb: f64,
    /// A seat for a month.
    pub seat: f64,
}

/// What is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Nodes.
    pub nodes: f64,
    /// Share of them that is committed.
    pub committed: f64,
    /// GiB on disks.
    pub disk_gib: f64,
    /// GiB in object stores.
    pub object_gib: f64,
    /// GB a month between zones.
    pub cross_zone_gb: f64,
    /// GB a month to the outside.
    pub egress_gb: f64,
    /// Seats.
    pub seats: f64,
}

/// Cost of a month by part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Nodes x price x 730, less what commitment saves.
    pub nodes: f64,
    /// Disks and object stores.
    pub storage: f64,
    /// Between zones in both directions, and to the outside.
    pub traffic: f64,
    /// Seats.
    pub seats: f64,
}

impl Cost {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.nodes + self.storage + self.traffic + self.seats
    }

    /// Cost of each of so many things a month: a request, a guest, a million tokens.
    pub fn per(&self, things: f64) -> Result<f64, Error> {
        Ok(self.total() / super::positive("things a month", things)?)
    }
}

/// The cost of a month.
pub fn month(usage: &Usage, rates: &Rates) -> Result<Cost, Error> {
    let part = Error::check(
        "committed share",
        usage.committed,
        "between 0 and 1",
        (0.0..=1.0).contains(&usage.committed),
    )?;
    let mix = 1.0 - part + part * share("committed price", rates.committed)?;
    let hours = amount("nodes", usage.nodes)? * amount("node price", rates.node_hour)? * HOURS;
    let disk = amount("disk (GiB)", usage.disk_gib)? * amount("disk price", rates.disk_gib_month)?;
    let object = amount("objects (GiB)", usage.object_gib)? * amount("object price", rates.object_gib_month)?;
    let between = 2.0
        * amount("cross-zone (GB)", usage.cross_zone_gb)?
        * amount("cross-zone price", rates.cross_zone_gb)?;
    let out = amount("egress (GB)", usage.egress_gb)? * amount("egress price", rates.egress_gb)?;
    Ok(Cost {
        nodes: hours * mix,
        storage: disk + object,
        traffic: between + out,
        seats: amount("seats", usage.seats)? * amount("seat price", rates.seat)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn commitment_lowers_nodes_alone() {
        let rates = Rates {
            node_hour: 0.1,
            committed: 0.6,
            disk_gib_month: 0.1,
            object_gib_month: 0.02,
            cross_zone_gb: 0.01,
            egress_gb: 0.09,
            seat: 8.0,
        };
        let usage = Usage {
            nodes: 10.0,
            committed: 0.0,
            disk_gib: 500.0,
            object_gib: 1000.0,
            cross_zone_gb: 1000.0,
            egress_gb: 100.0,
            seats: 5.0,
        };
        let plain = month(&usage, &rates).unwrap();
        let committed = month(&Usage { committed: 1.0, ..usage }, &rates).unwrap();
        assert!((plain.total() - (730.0 + 70.0 + 29.0 + 40.0)).abs() < 1e-9);
        assert!((plain.nodes - committed.nodes - 292.0).abs() < 1e-9 && plain.traffic == committed.traffic);
        assert!((plain.per(869_000.0).unwrap() - 0.001).abs() < 1e-9);
    }
}

//! Loki: components by tier of ingestion, and what stays in the object store.
//! Source: grafana/loki, docs/sources/setup/size/_index.md.

use super::{amount, positive};
use crate::Error;

/// One row of the table: requests of one replica, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// Name.
    pub name: &'static str,
    /// Cores of a replica.
    pub cpu: f64,
    /// GiB of a replica.
    pub memory: f64,
    /// Replicas.
    pub replicas: f64,
}

/// A tier of ingestion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tier {
    /// Name.
    pub name: &'static str,
    /// Its components.
    pub components: [Component; 7],
}

impl Tier {
    /// Cores of all components.
    pub fn cpu(&self) -> f64 {
        self.components.iter().map(|component| component.cpu * component.replicas).sum()
    }

    /// GiB of all components.
    pub fn memory(&self) -> f64 {
        self.components.iter().map(|component| component.memory * component.replicas).sum()
    }
}

const NAMES: [&str; 7] =
    ["ingester", "distributor", "index-gateway", "querier", "query-frontend", "query-scheduler", "compactor"];

const fn tier(name: &'static str, rows: [[f64; 3]; 7]) -> Tier {
    let mut components = [Component { name: "", cpu: 0.0, memory: 0.0, replicas: 0.0 }; 7];
    let mut i = 0;
    while i < 7 {
        let [cpu, memory, replicas] = rows[i];
        components[i] = Component { name: NAMES[i], cpu, memory, replicas };
        i += 1;
    }
    Tier { name, components }
}

const SMALL: Tier = tier(
    "<3TB/day",
    [
        [2.0, 4.0, 6.0],
        [2.0, 0.5, 4.0],
        [0.5, 2.0, 4.0],
        [1.0, 1.0, 10.0],
        [1.0, 2.0, 2.0],
        [1.0, 0.5, 2.0],
        [2.0, 10.0, 1.0],
    ],
);
const MIDDLE: Tier = tier(
    "3-30TB/day",
    [
        [2.0, 6.0, 90.0],
        [2.0, 1.0, 40.0],
        [0.5, 4.0, 10.0],
        [1.5, 2.0, 100.0],
        [1.0, 2.0, 8.0],
        [1.0, 0.5, 2.0],
        [6.0, 20.0, 1.0],
    ],
);
const LARGE: Tier = tier(
    ">30TB/day",
    [
        [4.0, 8.0, 150.0],
        [2.0, 1.0, 100.0],
        [1.0, 4.0, 20.0],
        [1.5, 3.0, 250.0],
        [1.0, 4.0, 16.0],
        [2.0, 0.5, 2.0],
        [6.0, 40.0, 1.0],
    ],
);

/// The tier for so many TB of logs a day.
pub fn tier_for(tb_per_day: f64) -> Result<&'static Tier, Error> {
    let rate = amount("TB per day", tb_per_day)?;
    Ok(match rate {
        rate if rate < 3.0 => &SMALL,
        rate if rate < 30.0 => &MIDDLE,
        _ => &LARGE,
    })
}

/// What stays in the object store: amount per day x days / compression, in the unit of the amount. The store keeps
/// its own copies; Loki's replicas are merged before they get there.
pub fn storage(per_day: f64, days: f64, compression: f64) -> Result<f64, Error> {
    Ok(amount("per day", per_day)? * amount("days", days)? / positive("compression ratio", compression)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn tiers_sum_to_the_totals_of_the_page() {
        let totals =
            [2.9, 3.0, 30.0].map(|rate| tier_for(rate).map(|tier| (tier.cpu(), tier.memory())).unwrap());
        assert_eq!(totals, [(38.0, 59.0), (431.0, 857.0), (1221.0, 2235.0)]);
        assert!(tier_for(-1.0).is_err() && storage(1.0, 1.0, 0.0).is_err());
    }
}

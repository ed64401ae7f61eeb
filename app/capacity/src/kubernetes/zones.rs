//! Room to lose a zone, and to roll out.

use crate::Error;

/// Nodes that still suffice when one zone is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneHeadroom {
    /// Nodes in all zones.
    pub nodes: u64,
    /// The highest utilisation that leaves room for a zone's load in the others: (Z - 1) / Z.
    pub most_utilisation: f64,
}

/// Nodes in `zones` equal zones of which those without any one zone are at least `needed`:
/// ceil(D / (Z - 1)) Z. Sources: AWS on static stability; its msk_sizing.py has the factor 1.5 for 3 zones.
pub fn zone_headroom(needed: u32, zones: u32) -> Result<ZoneHeadroom, Error> {
    Error::check("zones", f64::from(zones), "between 2 and 1000", (2..=1000).contains(&zones))?;
    let nodes = u64::from(needed.div_ceil(zones - 1)) * u64::from(zones);
    Ok(ZoneHeadroom { nodes, most_utilisation: f64::from(zones - 1) / f64::from(zones) })
}

/// Pods that run at once while a deployment of `replicas` rolls out with a `max_surge` share: the share is
/// rounded up, as Kubernetes does.
pub fn rollout_surge(replicas: u32, max_surge: f64) -> Result<u32, Error> {
    let surge = Error::check("maxSurge", max_surge, "between 0 and 1", (0.0..=1.0).contains(&max_surge))?;
    let extra = libm::ceil(f64::from(replicas) * surge - 1e-9).max(0.0);
    Ok(replicas.saturating_add(extra as u32))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn one_zone_has_no_other_to_fall_back_on() {
        assert!(zone_headroom(10, 1).is_err());
        assert_eq!(zone_headroom(0, 3).unwrap().nodes, 0);
        assert_eq!(zone_headroom(10, 2).unwrap().nodes, 20);
    }

    #[test]
    fn a_quarter_more_is_rounded_up() {
        assert_eq!(rollout_surge(3, 0.25), Ok(4));
        assert_eq!(rollout_surge(4, 0.25), Ok(5));
        assert_eq!(rollout_surge(4, 0.0), Ok(4));
    }
}

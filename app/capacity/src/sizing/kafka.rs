//! Kafka: partitions, brokers, disk, page cache and the traffic between zones.

pub mod msk;

use super::{amount, ceil, count, multiple, positive, share};
use crate::Error;

/// Partitions of a topic for a throughput `t` where one partition takes `p` from producers and gives `c` to a
/// consumer: max(t/p, t/c), up. Source: J. Rao (Confluent), How to choose the number of topics and partitions.
pub fn partitions(t: f64, p: f64, c: f64) -> Result<f64, Error> {
    let (t, p, c) = (amount("throughput", t)?, positive("producer rate", p)?, positive("consumer rate", c)?);
    Ok(ceil(t / p).max(ceil(t / c)).max(1.0))
}

/// What one broker can do, in bytes per second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Of its volumes.
    pub storage: f64,
    /// Of its way to the volumes.
    pub attachment: f64,
    /// Of its network.
    pub network: f64,
}

/// The most that producers can write to a cluster: min(storage b/r, attachment b/r, network b/(g + r - 1)), for `b`
/// brokers, `r` replicas and `g` consumer groups.
/// Source: AWS, Best practices for right-sizing your Apache Kafka clusters, equation 1.
pub fn cluster_limit(limits: &Limits, brokers: u32, replicas: u32, groups: u32) -> Result<f64, Error> {
    let (b, r) = (count("brokers", brokers)?, count("replicas", replicas)?);
    Error::check("replicas", r, "at most the number of brokers", r <= b)?;
    let copies = f64::from(groups) + r - 1.0;
    let disk = positive("storage", limits.storage)?.min(positive("attachment", limits.attachment)?) * b / r;
    let network = positive("network", limits.network)? * b;
    Ok(if copies > 0.0 { disk.min(network / copies) } else { disk })
}

/// The fewest brokers, a multiple of `zones`, that take `rate` bytes per second at `utilisation` of their limit.
pub fn brokers(
    rate: f64,
    limits: &Limits,
    replicas: u32,
    groups: u32,
    zones: u32,
    utilisation: f64,
) -> Result<f64, Error> {
    let (rate, zones, r) = (amount("rate", rate)?, count("zones", zones)?, count("replicas", replicas)?);
    let of_one = cluster_limit(limits, replicas, replicas, groups)? / r;
    Ok(multiple((rate / (of_one * share("utilisation", utilisation)?)).max(r), zones))
}

/// Bytes kept on all disks: rate x retention x replicas, and a share of `index` for the indexes (0.02 is usual).
pub fn disk(rate: f64, retention: f64, replicas: u32, index: f64) -> Result<f64, Error> {
    let kept = amount("rate", rate)? * amount("retention (s)", retention)?;
    Ok(kept * count("replicas", replicas)? * (1.0 + amount("index share", index)?))
}

/// Memory in which the last `hot` seconds of all partitions' leaders stay, so that consumers do not read disks.
pub fn page_cache(rate: f64, hot: f64) -> Result<f64, Error> {
    Ok(amount("rate", rate)? * amount("hot seconds", hot)?)
}

/// Bytes per second into and out of all brokers: X r, and X g + X (r - 1).
/// Source: Netflix, service-capacity-modeling, which adds 40 % to both.
pub fn network(rate: f64, replicas: u32, groups: u32) -> Result<(f64, f64), Error> {
    let (rate, r) = (amount("rate", rate)?, count("replicas", replicas)?);
    Ok((rate * r, rate * (f64::from(groups) + r - 1.0)))
}

/// Seconds to give a broker's `bytes` to others at `throttle` bytes per second.
pub fn reassignment(bytes: f64, throttle: f64) -> Result<f64, Error> {
    Ok(amount("bytes", bytes)? / positive("throttle", throttle)?)
}

/// Traffic between zones in units of `rate`: producers reach a leader in another zone with (Z-1)/Z, each replica
/// outside of the leader's zone is sent a copy, and each consumer group reads from another zone with (Z-1)/Z unless
/// it fetches from the nearest replica. Source: S. Kozlovski, with the replicas spread evenly over the zones.
pub fn cross_zone(rate: f64, replicas: u32, zones: u32, groups: u32, nearest: bool) -> Result<f64, Error> {
    let (rate, r, z) = (amount("rate", rate)?, count("replicas", replicas)?, count("zones", zones)?);
    let away = (z - 1.0) / z;
    let consumed = if nearest { 0.0 } else { f64::from(groups) * away };
    Ok(rate * (away + copies_away(r, z) + consumed))
}

/// Replicas outside of the leader's zone, for a leader that is any of them: r less the mean number in its zone.
fn copies_away(r: f64, z: f64) -> f64 {
    let (fewer, more) = (libm::floor(r / z), r % z);
    r - (more * (fewer + 1.0) * (fewer + 1.0) + (z - more) * fewer * fewer) / r
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn brokers_carry_the_rate_and_one_step_fewer_do_not() {
        let limits = Limits { storage: 250e6, attachment: 81.25e6, network: 96e6 };
        let needed = brokers(400e6, &limits, 3, 2, 3, 0.6).unwrap();
        let carries = |brokers: f64| 0.6 * cluster_limit(&limits, brokers as u32, 3, 2).unwrap() >= 400e6;
        assert!(carries(needed) && !carries(needed - 3.0) && needed % 3.0 == 0.0);
        assert_eq!(brokers(0.0, &limits, 3, 2, 3, 0.6).unwrap(), 3.0);
        assert!(cluster_limit(&limits, 2, 3, 1).is_err());
    }

    #[test]
    fn copies_within_a_zone_do_not_cross() {
        assert_eq!(cross_zone(30.0, 3, 1, 3, false).unwrap(), 0.0);
        assert!((cross_zone(30.0, 3, 3, 3, false).unwrap() - 140.0).abs() < 1e-9);
        // Two of three replicas share a zone: the leader is one of those with 2/3.
        assert!((cross_zone(30.0, 3, 2, 0, true).unwrap() - 30.0 * (0.5 + 4.0 / 3.0)).abs() < 1e-9);
    }
}

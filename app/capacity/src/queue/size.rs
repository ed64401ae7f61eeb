//! Sizing: the smallest number of servers that meets a target.

use super::{MAX_SERVERS, Mmc, probability};
use crate::Error;
use crate::special::root;

/// What a number of servers has to achieve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Each server is busy at most this share of time, above 0 and below 1.
    Utilisation(f64),
    /// Mean time from arrival to answer is at most this many seconds.
    MeanResponse(f64),
    /// Mean time in the line is at most this many seconds.
    MeanWait(f64),
    /// A share `p` of answers comes within so many seconds.
    Response {
        /// Share of answers, above 0 and below 1.
        p: f64,
        /// Seconds.
        within: f64,
    },
    /// A share `p` of requests waits at most so many seconds.
    ServiceLevel {
        /// Share of requests, above 0 and below 1.
        p: f64,
        /// Seconds.
        within: f64,
    },
}

/// The smallest number of servers that keeps up with `arrival` requests per second of `service` seconds
/// each and meets `target`. `Infeasible` when not even unlimited servers would.
pub fn servers_for(arrival: f64, service: f64, target: Target) -> Result<u32, Error> {
    let probe = Mmc::new(0.0, service, 1)?;
    feasible(service, target)?;
    let arrival = Error::check("arrival rate (1/s)", arrival, "zero or more", arrival >= 0.0)?;
    let offered = arrival * probe.service;
    let meets = |servers| match Mmc::new(arrival, service, servers) {
        Ok(queue) => met(&queue, target),
        Err(_) => false,
    };
    smallest(meets).ok_or(Error::infeasible("offered load (erlangs)", offered, f64::from(MAX_SERVERS)))
}

/// The largest arrival rate (1/s) at which `servers` servers of mean service time `service` (s) still meet
/// `target`, to 1e-12 of it. `Infeasible` when they do not meet it even without load.
pub fn arrival_for(service: f64, servers: u32, target: Target) -> Result<f64, Error> {
    Mmc::new(0.0, service, servers)?;
    feasible(service, target)?;
    let full = f64::from(servers) / service;
    let missed = |arrival| !Mmc::new(arrival, service, servers).is_ok_and(|queue| met(&queue, target));
    Ok(root::between(0.0, full, missed) * (1.0 - 1e-12))
}

/// The smallest whole number from 1 to `MAX_SERVERS` for which `holds` is true, or `None`.
/// `holds` must be monotone: once true, true for every larger number.
pub fn smallest(holds: impl Fn(u32) -> bool) -> Option<u32> {
    let mut high = 1;
    while !holds(high) {
        if high == MAX_SERVERS {
            return None;
        }
        high = (high * 2).min(MAX_SERVERS);
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Refuses targets outside their range, and targets below what a system without any waiting gives.
fn feasible(service: f64, target: Target) -> Result<(), Error> {
    let (asked, limit) = match target {
        Target::Utilisation(u) => {
            Error::check("utilisation", u, "above 0 and below 1", u > 0.0 && u < 1.0)?;
            return Ok(());
        }
        Target::ServiceLevel { p, within } => {
            probability(p)?;
            Error::check("time (s)", within, "zero or more", within >= 0.0)?;
            return Ok(());
        }
        Target::MeanWait(within) => {
            Error::check("time (s)", within, "more than zero", within > 0.0)?;
            return Ok(());
        }
        Target::MeanResponse(within) => (within, service),
        Target::Response { p, within } => (within, -libm::log(1.0 - probability(p)?) * service),
    };
    let asked = Error::check("response time (s)", asked, "more than zero", asked > 0.0)?;
    if asked > limit { Ok(()) } else { Err(Error::infeasible("response time (s)", asked, limit)) }
}

fn met(queue: &Mmc, target: Target) -> bool {
    match target {
        Target::Utilisation(most) => queue.utilisation() <= most,
        Target::MeanResponse(within) => queue.mean_response() <= within,
        Target::MeanWait(within) => queue.mean_wait() <= within,
        Target::Response { p, within } => super::response::tail(queue, within) <= 1.0 - p,
        Target::ServiceLevel { p, within } => queue.service_level(within).is_ok_and(|level| level >= p),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_smallest_number_is_found_at_every_place() {
        for want in [1, 2, 3, 4, 5, 63, 64, 65, 99_999, MAX_SERVERS] {
            assert_eq!(smallest(|n| n >= want), Some(want));
        }
        assert_eq!(smallest(|_| false), None);
    }

    #[test]
    fn the_largest_load_is_met_and_a_little_more_is_not() {
        let target = Target::Response { p: 0.95, within: 0.6 };
        let most = arrival_for(0.18, 5, target).unwrap();
        assert!(met(&Mmc::new(most, 0.18, 5).unwrap(), target));
        assert!(!met(&Mmc::new(most * (1.0 + 1e-9), 0.18, 5).unwrap(), target));
        assert!((arrival_for(0.5, 4, Target::Utilisation(0.6)).unwrap() - 4.8).abs() < 1e-9);
    }

    #[test]
    fn a_response_below_the_bare_service_time_is_infeasible() {
        let asked = Target::Response { p: 0.95, within: 0.1 };
        let Err(Error::Infeasible { limit, .. }) = servers_for(1.0, 1.0, asked) else { panic!("met") };
        assert!((limit - 2.995_732_273_553_991).abs() < 1e-12);
    }
}

//! Operational laws: what holds in any queueing system, whatever its distributions.
//! Source: Lazowska, Zahorjan, Graham, Sevcik: Quantitative System Performance (1984), chapters 3 and 5.

use crate::Error;

/// Service demand of one request on a station in seconds: `visits` times `service` seconds (D = V S).
pub fn demand(visits: f64, service: f64) -> Result<f64, Error> {
    let visits = Error::check("visits", visits, "zero or more", visits >= 0.0)?;
    let service = Error::check("service time (s)", service, "zero or more", service >= 0.0)?;
    finite("demand (s)", visits * service)
}

/// Throughput of a station: system throughput `x` (1/s) times visits per request (forced flow law).
pub fn forced_flow(x: f64, visits: f64) -> Result<f64, Error> {
    let x = Error::check("throughput (1/s)", x, "zero or more", x >= 0.0)?;
    let visits = Error::check("visits", visits, "zero or more", visits >= 0.0)?;
    finite("throughput (1/s)", x * visits)
}

/// Share of time that each of `servers` servers is busy: U = X D / c. May exceed 1: then it is unstable.
pub fn utilisation(x: f64, demand: f64, servers: f64) -> Result<f64, Error> {
    let servers = Error::check("servers", servers, "more than zero", servers > 0.0)?;
    finite("utilisation", forced_flow(x, demand)? / servers)
}

/// Mean number in a system with throughput `x` (1/s) and mean time inside of `w` seconds (Little: L = X W).
pub fn little(x: f64, w: f64) -> Result<f64, Error> {
    let w = Error::check("time in system (s)", w, "zero or more", w >= 0.0)?;
    finite("number in system", forced_flow(x, w)?)
}

/// Mean response time in seconds of `users` who think `think` seconds between requests, at a throughput of `x` (1/s):
/// R = N / X - Z. `Domain` where so many cannot make that throughput.
pub fn response(users: f64, x: f64, think: f64) -> Result<f64, Error> {
    let users = Error::check("users", users, "zero or more", users >= 0.0)?;
    let x = Error::check("throughput (1/s)", x, "more than zero", x > 0.0)?;
    let think =
        Error::check("think time (s)", think, "between zero and N / X", think >= 0.0 && think <= users / x)?;
    finite("response (s)", users / x - think)
}

/// Index of the station with the largest demand per server, and the throughput (1/s) at which it is full.
/// `stations` are pairs of demand (s) and servers; `None` if none of them has work.
pub fn bottleneck(stations: &[(f64, f64)]) -> Result<Option<(usize, f64)>, Error> {
    let mut worst: Option<(usize, f64)> = None;
    for (index, &(demand, servers)) in stations.iter().enumerate() {
        let load = utilisation(1.0, demand, servers)?;
        if load > worst.map_or(0.0, |(_, most)| most) {
            worst = Some((index, load));
        }
    }
    worst.map(|(index, load)| Ok((index, finite("ceiling (1/s)", 1.0 / load)?))).transpose()
}

/// Bounds on a closed system with `users` users who think `think` seconds between requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Throughput is at most this (1/s).
    pub throughput_at_most: f64,
    /// Mean response time is at least this (s).
    pub response_at_least: f64,
}

/// Asymptotic bounds (Lazowska 1984, chapter 5) from single-server demands in seconds.
pub fn asymptotic_bounds(demands: &[f64], users: f64, think: f64) -> Result<Bounds, Error> {
    let users = Error::check("users", users, "at least 1", users >= 1.0)?;
    let think = Error::check("think time (s)", think, "zero or more", think >= 0.0)?;
    let total: f64 = demands.iter().sum();
    let largest = demands.iter().copied().fold(0.0, f64::max);
    let total = Error::check("total demand (s)", total, "more than zero", largest > 0.0)?;
    Ok(Bounds {
        throughput_at_most: finite("throughput (1/s)", (users / (total + think)).min(1.0 / largest))?,
        response_at_least: finite("response (s)", total.max(users * largest - think))?,
    })
}

fn finite(field: &'static str, value: f64) -> Result<f64, Error> {
    Error::check(field, value, "small enough to be a number", true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_bottleneck_has_the_largest_demand_per_server() {
        let stations = [(0.010, 1.0), (0.030, 4.0), (0.012, 1.0)];
        assert_eq!(bottleneck(&stations).unwrap(), Some((2, 1.0 / 0.012)));
        assert_eq!(bottleneck(&[(0.0, 1.0)]).unwrap(), None);
    }

    #[test]
    fn laws_refuse_what_is_no_number() {
        assert!(utilisation(f64::MAX, f64::MAX, 1.0).is_err());
        assert!(utilisation(1.0, 1.0, 0.0).is_err());
        assert!(little(f64::NAN, 1.0).is_err());
        assert!(asymptotic_bounds(&[], 1.0, 0.0).is_err());
    }
}

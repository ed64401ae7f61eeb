//! Closed networks of one class: exactly, or quickly.
//! Sources: Reiser, Lavenberg: Mean-Value Analysis (1980); Schweitzer (1979); Seidmann et al. (1987).

use super::{Servers, Station, convolution};
use crate::Error;
use crate::special::root;

/// How a network was solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Mean value analysis, exact: stations of one server each, and delays.
    MeanValue,
    /// Convolution of the stations' states, exact: some station has several servers.
    Convolution,
    /// Schweitzer's approximation, for populations too large to be exact; several servers after Seidmann.
    Approximate,
    /// Mean value analysis over all mixes of users, of stations whose several servers are taken as one fast one and a delay.
    Seidmann,
}

impl Method {
    /// The method in words.
    pub fn words(self) -> &'static str {
        match self {
            Method::MeanValue => "exact mean value analysis",
            Method::Convolution => "exact convolution",
            Method::Approximate => "Schweitzer's approximation",
            Method::Seidmann => "mean value analysis, several servers after Seidmann",
        }
    }
}

/// What a closed network does.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// Requests through the whole network, per second.
    pub throughput: f64,
    /// Mean time in the network without thinking, in seconds: R = N / X - Z.
    pub response: f64,
    /// Mean number at each station.
    pub inside: Vec<f64>,
    /// Time of one request at each station over all its visits, in seconds.
    pub residence: Vec<f64>,
    /// Share of time that each server of a station is busy; for delays the mean number inside.
    pub utilisation: Vec<f64>,
    /// How it was solved.
    pub method: Method,
}

/// The most steps (users times stations) of exact mean value analysis.
const EXACT_STEPS: f64 = 2e8;

/// The network with `users` users who think `think` seconds between requests. Without users it stands still, and whoever
/// came would wait for nobody.
pub fn solve(stations: &[Station], users: u32, think: f64) -> Result<Solution, Error> {
    let think = Error::check("think time (s)", think, "between 0 and 1e12", (0.0..=1e12).contains(&think))?;
    let stations: Vec<Station> =
        stations.iter().map(|station| station.checked()).collect::<Result<_, _>>()?;
    let total: f64 = stations.iter().map(|station| station.demand).sum();
    Error::check("total demand (s)", total, "more than zero", total > 0.0)?;
    if users == 0 {
        return Ok(empty(&stations));
    }
    let several = stations.iter().any(|station| matches!(station.servers, Servers::Queue(c) if c > 1));
    let steps = f64::from(users) * stations.len() as f64;
    if !several && steps <= EXACT_STEPS {
        return Ok(mean_value(&stations, users, think));
    }
    if several && steps * f64::from(users) <= EXACT_STEPS {
        let (throughput, inside) = convolution::solve(&stations, users as usize, think);
        return Ok(finished(&stations, throughput, inside, Method::Convolution));
    }
    Ok(approximate(&stations, users, think))
}

fn empty(stations: &[Station]) -> Solution {
    let none = vec![0.0; stations.len()];
    let residence: Vec<f64> = stations.iter().map(|station| station.demand).collect();
    let response = residence.iter().sum();
    let utilisation = none.clone();
    Solution { throughput: 0.0, response, inside: none, residence, utilisation, method: Method::MeanValue }
}

/// Exact recursion over the users: R_k = D_k (1 + Q_k(n - 1)), X = n / (Z + sum R), Q_k = X R_k.
fn mean_value(stations: &[Station], users: u32, think: f64) -> Solution {
    let mut inside = vec![0.0; stations.len()];
    let mut throughput = 0.0;
    for n in 1..=users {
        let residence = stations.iter().zip(&inside).map(|(station, ahead)| match station.servers {
            Servers::Delay => station.demand,
            Servers::Queue(_) => station.demand * (1.0 + ahead),
        });
        let residence: Vec<f64> = residence.collect();
        throughput = f64::from(n) / (think + residence.iter().sum::<f64>());
        inside = residence.iter().map(|time| throughput * time).collect();
    }
    finished(stations, throughput, inside, Method::MeanValue)
}

/// Schweitzer: the queue that an arrival finds is (N - 1) / N of the mean one, so that
/// Q_k = X D_k / (1 - X D_k (N - 1) / N), and X is where all of them and those who think add up to N.
/// A station of c servers is one fast server of demand D / c behind a delay of D (c - 1) / c.
pub(super) fn approximate(stations: &[Station], users: u32, think: f64) -> Solution {
    let users_ = f64::from(users);
    let split = |station: &Station| match station.servers {
        Servers::Delay => (0.0, station.demand),
        Servers::Queue(c) => (station.demand / f64::from(c), station.demand * (1.0 - 1.0 / f64::from(c))),
    };
    let parts: Vec<(f64, f64)> = stations.iter().map(split).collect();
    let seen = (users_ - 1.0) / users_;
    let number = |x: f64, (fast, delay): &(f64, f64)| x * fast / (1.0 - x * fast * seen) + x * delay;
    let total: f64 = stations.iter().map(|station| station.demand).sum();
    let slowest = parts.iter().map(|(fast, _)| fast * seen).fold(0.0, f64::max);
    let alone = users_ / (think + total);
    let high = if slowest > 0.0 { alone.min(1.0 / slowest) } else { alone };
    let full = |x: f64| x * think + parts.iter().map(|part| number(x, part)).sum::<f64>() >= users_;
    // The last step before the crossing is below every station's limit, where the numbers are finite.
    let throughput = root::between(0.0, high, full) * (1.0 - 4.0 * f64::EPSILON);
    let inside: Vec<f64> = parts.iter().map(|part| number(throughput, part)).collect();
    // What rounding leaves over belongs where most are.
    let scale = (users_ - throughput * think) / inside.iter().sum::<f64>();
    let inside = inside.into_iter().map(|inside| inside * scale).collect();
    finished(stations, throughput, inside, Method::Approximate)
}

fn finished(stations: &[Station], throughput: f64, inside: Vec<f64>, method: Method) -> Solution {
    let residence: Vec<f64> = inside.iter().map(|inside| inside / throughput).collect();
    let busy = |station: &Station| match station.servers {
        Servers::Delay => throughput * station.demand,
        Servers::Queue(servers) => (throughput * station.demand / f64::from(servers)).min(1.0),
    };
    let utilisation = stations.iter().map(busy).collect();
    // Not N / X - Z, of which nothing is left beside a long time to think.
    let response = residence.iter().sum();
    Solution { throughput, response, inside, residence, utilisation, method }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::queue::Bounded;

    fn station(demand: f64, servers: u32) -> Station {
        Station { demand, servers: Servers::Queue(servers) }
    }

    #[test]
    fn a_long_time_to_think_leaves_the_response_its_digits() {
        let solved = solve(&[station(1e-3, 1), station(2e-3, 2)], 3, 1e9).unwrap();
        assert!((solved.response - 3e-3).abs() < 1e-13, "they hardly ever meet: {}", solved.response);
    }

    #[test]
    fn without_users_it_stands_still() {
        let solved = solve(&[station(0.2, 1), station(0.3, 2)], 0, 1.0).unwrap();
        assert_eq!((solved.throughput, solved.inside, solved.response), (0.0, vec![0.0, 0.0], 0.5));
    }

    #[test]
    fn one_station_with_thinking_users_is_the_finite_source_queue() {
        for servers in [1, 3, 8] {
            let network = solve(&[station(0.4, servers)], 30, 2.0).unwrap();
            let queue = Bounded::with_sources(30, 2.0, 0.4, servers).unwrap();
            assert!((network.throughput - queue.throughput()).abs() < 1e-10, "{servers} servers");
            assert!((network.inside[0] - queue.mean_inside()).abs() < 1e-10);
        }
    }

    #[test]
    fn convolution_and_mean_values_agree_where_both_are_exact() {
        let stations = [station(2.0, 1), station(3.0, 1), Station { demand: 4.0, servers: Servers::Delay }];
        let mean = mean_value(&stations, 25, 1.5);
        let (throughput, inside) = convolution::solve(&stations, 25, 1.5);
        assert!((mean.throughput - throughput).abs() < 1e-12);
        assert!(mean.inside.iter().zip(&inside).all(|(a, b)| (a - b).abs() < 1e-10));
    }

    #[test]
    fn saturated_servers_do_not_break_it() {
        let network = solve(&[station(1.0, 16), station(0.01, 4)], 800, 0.0).unwrap();
        assert!((network.throughput - 16.0).abs() < 1e-9 && network.utilisation[0] <= 1.0);
        assert!((network.inside.iter().sum::<f64>() - 800.0).abs() < 1e-6);
    }

    #[test]
    fn the_approximation_is_near_and_says_so() {
        let stations = [station(0.02, 1), station(0.08, 1), station(0.06, 1)];
        let (exact, near) = (solve(&stations, 20, 1.0).unwrap(), approximate(&stations, 20, 1.0));
        assert!((exact.throughput - near.throughput).abs() < 0.06 * exact.throughput);
        assert_eq!(near.method, Method::Approximate);
        assert!(solve(&[station(0.01, 2)], 4_000_000_000, 1.0).unwrap().throughput <= 200.0);
    }
}

//! Queues with an end: a limited waiting room (M/M/c/K) and a limited number of sources (M/M/c//N).
//! Source: Gross, Harris: Fundamentals of Queueing Theory, sections 2.5 and 2.8.

use super::birth_death;
use crate::Error;

/// An M/M/c/K queue or an M/M/c//N one: what is inside at most so often, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounded {
    states: Vec<f64>,
    servers: f64,
    service: f64,
    /// Requests that are let in, per second.
    throughput: f64,
}

impl Bounded {
    /// A queue with `arrival` requests per second of `service` seconds on `servers` servers, and room for
    /// `room` requests, waiting or served; who finds it full is lost. It is stable at any load.
    pub fn with_room(arrival: f64, service: f64, servers: u32, room: u32) -> Result<Bounded, Error> {
        let arrival = Error::check("arrival rate (1/s)", arrival, "zero or more", arrival >= 0.0)?;
        let most = birth_death::MAX_STATE as f64;
        let fits = servers >= 1 && room >= servers && f64::from(room) <= most;
        Error::check("room", f64::from(room), "at least the number of servers, 1 to 1000000", fits)?;
        Bounded::of(&vec![arrival; room as usize], service, servers)
    }

    /// A queue with `sources` sources, each of which asks again `think` seconds after its answer: a pool of
    /// connections, or a gateway's sockets. `full` is then the share of time in which all are inside.
    pub fn with_sources(sources: u32, think: f64, service: f64, servers: u32) -> Result<Bounded, Error> {
        let think = Error::check("think time (s)", think, "more than zero", think > 0.0)?;
        let fits = servers >= 1 && (1..=1_000_000).contains(&sources);
        Error::check("sources", f64::from(sources), "1 to 1000000, with a server", fits)?;
        let births: Vec<f64> = (0..sources).map(|inside| f64::from(sources - inside) / think).collect();
        Bounded::of(&births, service, servers)
    }

    fn of(births: &[f64], service: f64, servers: u32) -> Result<Bounded, Error> {
        let in_range = (1e-12..=1e12).contains(&service);
        let service = Error::check("service time (s)", service, "between 1e-12 and 1e12", in_range)?;
        let servers = f64::from(servers);
        let deaths: Vec<f64> =
            (1..=births.len()).map(|inside| servers.min(inside as f64) / service).collect();
        let mut queue =
            Bounded { states: birth_death::steady(births, &deaths)?, servers, service, throughput: 0.0 };
        // By who is served, not by who is not lost: near a full load the difference has no digits.
        queue.throughput = queue.mean(|inside| inside.min(servers)) / service;
        Ok(queue)
    }

    /// Probability of each number of requests inside, from 0 on.
    pub fn states(&self) -> &[f64] {
        &self.states
    }

    /// Probability that there is no room: with Poisson arrivals, the share of requests lost.
    pub fn full(&self) -> f64 {
        self.states.last().copied().unwrap_or(1.0)
    }

    /// Requests served per second: X = lambda (1 - p_K).
    pub fn throughput(&self) -> f64 {
        self.throughput
    }

    /// Mean number inside, waiting or served.
    pub fn mean_inside(&self) -> f64 {
        self.mean(|inside| inside)
    }

    /// The mean of a figure of the number inside.
    fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.states.iter().enumerate().map(|(n, p)| of(n as f64) * p).sum()
    }

    /// Share of time that a server is busy: U = X S / c.
    pub fn utilisation(&self) -> f64 {
        self.throughput * self.service / self.servers
    }

    /// Mean time from being let in to the answer in seconds: R = L / X; the service time if nothing comes.
    pub fn mean_response(&self) -> f64 {
        if self.throughput > 0.0 { self.mean_inside() / self.throughput } else { self.service }
    }

    /// Mean wait of those let in, in seconds.
    pub fn mean_wait(&self) -> f64 {
        let waiting = self.mean(|inside| (inside - self.servers).max(0.0));
        if self.throughput > 0.0 { waiting / self.throughput } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::queue::{Mmc, erlang_b};

    #[test]
    fn without_a_line_it_loses_as_erlang_says() {
        let queue = Bounded::with_room(45.0, 0.2, 10, 10).unwrap();
        assert!((queue.full() - erlang_b(10, 9.0).unwrap()).abs() < 1e-14);
    }

    #[test]
    fn with_much_room_it_is_the_plain_queue() {
        let (bounded, plain) =
            (Bounded::with_room(20.0, 0.18, 5, 2000).unwrap(), Mmc::new(20.0, 0.18, 5).unwrap());
        assert!((bounded.mean_wait() - plain.mean_wait()).abs() < 1e-12);
        assert!((bounded.utilisation() - plain.utilisation()).abs() < 1e-12);
    }

    #[test]
    fn overload_fills_the_servers_and_loses_the_rest() {
        let queue = Bounded::with_room(1000.0, 1.0, 2, 50).unwrap();
        assert!((queue.throughput() - 2.0).abs() < 1e-12);
        assert!(Bounded::with_room(1.0, 1.0, 3, 2).is_err());
    }

    #[test]
    fn what_is_rare_keeps_its_digits() {
        // mpmath, 40 digits: sums over all states.
        let near = |got: f64, want: f64| assert!((got / want - 1.0).abs() < 1e-12, "{got} {want}");
        near(Bounded::with_room(1e-3, 1.0, 4, 9).unwrap().mean_wait(), 1.041_146_028_602_44e-14);
        near(Bounded::with_sources(1000, 1e-6, 1.0, 1).unwrap().throughput(), 1.0);
    }

    #[test]
    fn one_source_never_waits() {
        let queue = Bounded::with_sources(1, 9.0, 1.0, 1).unwrap();
        assert!((queue.throughput() - 0.1).abs() < 1e-15 && queue.mean_wait() < 1e-12);
    }
}

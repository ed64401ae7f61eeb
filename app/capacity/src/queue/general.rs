//! Queues whose arrivals or service are not exponential, from their first two moments.
//! A squared coefficient of variation (SCV) is the variance over the squared mean: 0 for a clock, 1 for
//! random. Sources: Pollaczek-Khinchine for M/G/1; Allen-Cunneen for G/G/c; Whitt, The Queueing Network
//! Analyzer (1983), for what leaves a queue, splits and merges.

use super::{Mmc, probability};
use crate::Error;

/// Mean wait in an M/G/1 queue in seconds: Wq = rho S (1 + cs2) / (2 (1 - rho)). It is exact.
pub fn mg1_wait(arrival: f64, service: f64, service_scv: f64) -> Result<f64, Error> {
    Ok(Ggc::new(Mmc::new(arrival, service, 1)?, 1.0, service_scv)?.mean_wait())
}

/// A G/G/c queue: an M/M/c queue whose waits are stretched by the variation of arrivals and service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ggc {
    pub(super) random: Mmc,
    pub(super) arrival_scv: f64,
    pub(super) service_scv: f64,
}

impl Ggc {
    /// The queue like `random` but with these SCVs of the times between arrivals and of service.
    pub fn new(random: Mmc, arrival_scv: f64, service_scv: f64) -> Result<Ggc, Error> {
        let range = "between 0 and 1e9";
        let arrival_scv = Error::check("ca2", arrival_scv, range, (0.0..=1e9).contains(&arrival_scv))?;
        let service_scv = Error::check("cs2", service_scv, range, (0.0..=1e9).contains(&service_scv))?;
        Ok(Ggc { random, arrival_scv, service_scv })
    }

    /// What the variation makes of waits: (ca2 + cs2) / 2.
    pub fn stretch(&self) -> f64 {
        (self.arrival_scv + self.service_scv) / 2.0
    }

    /// Mean wait in seconds: Wq(M/M/c) (ca2 + cs2) / 2.
    pub fn mean_wait(&self) -> f64 {
        self.random.mean_wait() * self.stretch()
    }

    /// Mean time from arrival to answer in seconds.
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + self.random.service()
    }

    /// The wait in seconds that a share `p` does not exceed, from the tail C e^(-t C / Wq).
    pub fn wait_percentile(&self, p: f64) -> Result<f64, Error> {
        probability(p)?;
        Ok(self.random.wait_percentile(p)? * self.stretch())
    }

    /// Probability that the wait is at most `within` seconds, from the same tail.
    pub fn service_level(&self, within: f64) -> Result<f64, Error> {
        if self.stretch() > 0.0 {
            let within = Error::check("time (s)", within, "zero or more", within >= 0.0)?;
            return self.random.service_level((within / self.stretch()).min(f64::MAX));
        }
        Ok(1.0)
    }

    /// Whether the approximation is known to hold: rho at least 0.3 and both SCVs at most 5. Otherwise
    /// simulate.
    pub fn holds(&self) -> bool {
        self.random.utilisation() >= 0.3 && self.arrival_scv.max(self.service_scv) <= 5.0
    }

    /// SCV of the times between departures, which arrive at the next stage:
    /// 1 + (1 - rho^2) (ca2 - 1) + rho^2 (cs2 - 1) / sqrt(c).
    pub fn departure_scv(&self) -> f64 {
        let busy = self.random.utilisation() * self.random.utilisation();
        let root = libm::sqrt(f64::from(self.random.servers()));
        let scv = 1.0 + (1.0 - busy) * (self.arrival_scv - 1.0) + busy * (self.service_scv - 1.0) / root;
        scv.max(0.0)
    }
}

/// SCV of a stream of which each request is taken with probability `share`: 1 - p + p c2.
pub fn split_scv(scv: f64, share: f64) -> Result<f64, Error> {
    let share = Error::check("share", share, "between 0 and 1", (0.0..=1.0).contains(&share))?;
    let scv = Error::check("scv", scv, "zero or more", scv >= 0.0)?;
    Ok(1.0 - share + share * scv)
}

/// SCV of streams put together, each a rate (1/s) and an SCV: their mean weighted by rate.
pub fn merged_scv(streams: &[(f64, f64)]) -> Result<f64, Error> {
    let rate: f64 = streams.iter().map(|(rate, _)| rate).sum();
    let holds = streams.iter().all(|(rate, scv)| *rate >= 0.0 && *scv >= 0.0) && rate > 0.0;
    let rate = Error::check("rates (1/s)", rate, "zero or more, and one above zero", holds)?;
    let mean = streams.iter().map(|(part, scv)| part / rate * scv).sum();
    Error::check("scv", mean, "small enough to be a number", true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn random_arrivals_and_service_are_the_plain_queue() {
        let random = Mmc::new(20.0, 0.18, 5).unwrap();
        let queue = Ggc::new(random, 1.0, 1.0).unwrap();
        assert_eq!(queue.mean_wait(), random.mean_wait());
        assert_eq!(queue.wait_percentile(0.95), random.wait_percentile(0.95));
        assert!((queue.departure_scv() - 1.0).abs() < 1e-15, "what leaves M/M/c is random again (Burke)");
    }

    #[test]
    fn clockwork_does_not_wait() {
        let queue = Ggc::new(Mmc::new(20.0, 0.18, 5).unwrap(), 0.0, 0.0).unwrap();
        assert_eq!((queue.mean_wait(), queue.service_level(0.0)), (0.0, Ok(1.0)));
    }

    #[test]
    fn splitting_makes_a_stream_more_random_and_merging_takes_the_mean() {
        assert_eq!(split_scv(4.0, 0.0), Ok(1.0));
        assert_eq!(split_scv(4.0, 0.5), Ok(2.5));
        assert_eq!(merged_scv(&[(1.0, 4.0), (3.0, 0.0)]), Ok(1.0));
    }
}

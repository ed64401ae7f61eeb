//! A queue played through, for where no formula holds: any arrivals, any service, heavy tails. Each figure
//! comes with a 95 % interval from batch means. Randomness is a parameter, so a seed gives the same result.
//! Source: Law: Simulation Modeling and Analysis, chapter 9 (batch means).

mod times;

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

pub use times::Times;

use crate::Error;
use crate::special::beta::t_quantile;

/// Batches that the run is cut into after the first tenth, which is left out.
const BATCHES: usize = 20;

/// A figure and how far the truth may be from it, with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Half the width of its interval.
    pub margin: f64,
}

/// What a simulated queue did; times in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulated {
    /// Mean wait before service.
    pub wait: Estimate,
    /// Mean time from arrival to answer.
    pub response: Estimate,
    /// Median time from arrival to answer.
    pub p50: Estimate,
    /// Its 95th percentile.
    pub p95: Estimate,
    /// Its 99th percentile.
    pub p99: Estimate,
    /// Share of requests that had to wait.
    pub waits: Estimate,
}

/// Plays `requests` requests through `servers` servers that serve in order of arrival. `uniform` gives
/// numbers of (0, 1). `Unstable` if the servers cannot keep up.
pub fn simulate(
    between: Times,
    service: Times,
    servers: u32,
    requests: u32,
    mut uniform: impl FnMut() -> f64,
) -> Result<Simulated, Error> {
    let fits = (1..=100_000).contains(&servers);
    let count = Error::check("servers", f64::from(servers), "between 1 and 100000", fits)?;
    let fits = (2_000..=10_000_000).contains(&requests);
    Error::check("requests", f64::from(requests), "between 2000 and 10000000", fits)?;
    let rho = service.mean / between.mean / count;
    if rho >= 1.0 {
        return Err(Error::unstable(rho));
    }
    let mut free: BinaryHeap<Reverse<Instant>> = (0..servers).map(|_| Reverse(Instant(0.0))).collect();
    let (mut now, mut played) = (0.0, Vec::with_capacity(requests as usize));
    for _ in 0..requests {
        now += between.draw(&mut uniform);
        let Some(Reverse(Instant(server))) = free.pop() else { break };
        let (start, length) = (server.max(now), service.draw(&mut uniform));
        free.push(Reverse(Instant(start + length)));
        played.push((start - now, length));
    }
    summary(&played)
}

/// A moment in seconds, in order of time.
#[derive(Clone, Copy, PartialEq)]
struct Instant(f64);

impl Eq for Instant {}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instant {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Pairs of wait and service, in order of arrival, to figures.
fn summary(played: &[(f64, f64)]) -> Result<Simulated, Error> {
    let (_, settled) = played.split_at(played.len() / 10);
    let batches: Vec<Batch> = settled.chunks(settled.len().div_ceil(BATCHES)).map(Batch::of).collect();
    let t = t_quantile(0.975, batches.len() as f64 - 1.0)?;
    let over = |figure: fn(&Batch) -> f64| {
        let figures: Vec<f64> = batches.iter().map(figure).collect();
        let count = figures.len() as f64;
        let mean = figures.iter().sum::<f64>() / count;
        let squares: f64 = figures.iter().map(|figure| (figure - mean) * (figure - mean)).sum();
        Estimate { value: mean, margin: t * libm::sqrt(squares / (count - 1.0) / count) }
    };
    Ok(Simulated {
        wait: over(|batch| batch.wait),
        response: over(|batch| batch.response),
        p50: over(|batch| batch.percentile(0.5)),
        p95: over(|batch| batch.percentile(0.95)),
        p99: over(|batch| batch.percentile(0.99)),
        waits: over(|batch| batch.waits),
    })
}

struct Batch {
    wait: f64,
    response: f64,
    waits: f64,
    sorted: Vec<f64>,
}

impl Batch {
    fn of(played: &[(f64, f64)]) -> Batch {
        let count = played.len() as f64;
        let wait = played.iter().map(|(wait, _)| wait).sum::<f64>() / count;
        let mut sorted: Vec<f64> = played.iter().map(|(wait, length)| wait + length).collect();
        let response = sorted.iter().sum::<f64>() / count;
        sorted.sort_by(f64::total_cmp);
        let waits = played.iter().filter(|(wait, _)| *wait > 0.0).count() as f64 / count;
        Batch { wait, response, waits, sorted }
    }

    fn percentile(&self, p: f64) -> f64 {
        let index = libm::ceil(p * self.sorted.len() as f64) as usize;
        self.sorted.get(index.saturating_sub(1)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::queue::{Mmc, mg1_wait};

    /// Uniform numbers by a linear congruence, enough for a test.
    fn uniform(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        }
    }

    #[test]
    fn random_queues_agree_with_the_formulas() {
        let exact = Mmc::new(20.0, 0.18, 5).unwrap();
        let (between, service) = (Times::of(0.05, 1.0).unwrap(), Times::of(0.18, 1.0).unwrap());
        let got = simulate(between, service, 5, 200_000, uniform(1)).unwrap();
        assert!((got.wait.value - exact.mean_wait()).abs() < 2.0 * got.wait.margin, "{got:?}");
        assert!((got.waits.value - exact.wait_probability()).abs() < 2.0 * got.waits.margin);
        let p95 = exact.response_percentile(0.95).unwrap();
        assert!((got.p95.value - p95).abs() < 2.0 * got.p95.margin);
        let single =
            simulate(Times::of(1.25, 1.0).unwrap(), Times::of(1.0, 4.0).unwrap(), 1, 400_000, uniform(2));
        let (single, exact) = (single.unwrap().wait, mg1_wait(0.8, 1.0, 4.0).unwrap());
        assert!((single.value - exact).abs() < 2.0 * single.margin, "{single:?} {exact}");
    }

    #[test]
    fn an_overloaded_queue_is_not_played() {
        let time = |mean| Times::of(mean, 1.0).unwrap();
        let got = simulate(time(1.0), time(3.0), 2, 10_000, uniform(1));
        assert_eq!(got, Err(Error::Unstable { rho: 1.5 }));
        assert!(simulate(time(1.0), time(0.5), 1, 10, uniform(1)).is_err());
    }
}

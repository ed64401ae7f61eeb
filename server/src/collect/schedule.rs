//! When to ask what: each check on its own grid of instants, from start to start, spread by its name.
//!
//! The grid is fixed to the epoch, so a restart neither shifts it nor makes all checks start at once.

use super::canary::Canary;
use super::clock::Clock;
use model::estate::Estate;
use model::latency::Sketch;
use model::sample::{LOCAL, Outcome, Sample};
use model::time::At;
use probe::{Answer, Prober, Question};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{AcquireError, Semaphore, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// How many probes may run at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// In all.
    pub whole: usize,
    /// Against one host.
    pub per_host: usize,
}

/// What the checks of one process share.
struct Shared {
    prober: Arc<Prober>,
    canary: Canary,
    slots: Semaphore,
    clock: Clock,
    samples: mpsc::Sender<Sample>,
    /// How many microseconds after their time probes started.
    late: Mutex<Sketch>,
}

/// One check and what it takes to ask it.
struct Asked {
    check: Arc<str>,
    interval: i64,
    question: Question,
    host: Arc<Semaphore>,
}

/// Asks every check of `estate` that is not pushed on its grid until `stop` turns true, and sends what they answer.
pub async fn run(
    estate: Arc<Estate>,
    limits: Limits,
    canary: Canary,
    clock: Clock,
    samples: mpsc::Sender<Sample>,
    stop: watch::Receiver<bool>,
) {
    let (prober, slots) = (Arc::new(Prober::new()), Semaphore::new(limits.whole));
    let shared = Arc::new(Shared { prober, canary, slots, clock, samples, late: Mutex::default() });
    let mut hosts = HashMap::new();
    let mut checks = JoinSet::new();
    for check in estate.checks().filter(|check| !check.is_pushed()) {
        match Question::of(check) {
            Ok(question) => {
                let fresh = || Arc::new(Semaphore::new(limits.per_host));
                let host = hosts.entry(host(&check.target).to_owned()).or_insert_with(fresh).clone();
                let asked =
                    Asked { check: check.id.as_str().into(), interval: check.interval, question, host };
                checks.spawn(ask_for_ever(shared.clone(), asked, stop.clone()));
            }
            // The config has asked the same, so this is a check that was made elsewhere.
            Err(why) => tracing::error!(check = check.id, why, "a check cannot be asked"),
        }
    }
    drop(hosts);
    while checks.join_next().await.is_some() {}
    shared.tell_lateness();
}

impl Shared {
    fn lateness(&self) -> MutexGuard<'_, Sketch> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs how late probes started: what grows when there is too much to do.
    fn tell_lateness(&self) {
        let late = self.lateness();
        if let Some(found) = late.quantiles() {
            let (p50_us, p99_us) = (found.p50, found.p99);
            tracing::info!(probes = late.total(), p50_us, p99_us, "how long after their time probes started");
        }
    }
}

async fn ask_for_ever(shared: Arc<Shared>, asked: Asked, mut stop: watch::Receiver<bool>) {
    let phase = phase(&asked.check, asked.interval);
    loop {
        let now = shared.clock.now();
        let start = Instant::now() + millis(next_start(now, asked.interval, phase).since(now));
        tokio::select! {
            () = tokio::time::sleep_until(start) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let Ok(sample) = ask(&shared, &asked, start).await else { return };
        if shared.samples.send(sample).await.is_err() {
            return;
        }
    }
}

/// Asks when there is room, first at the host, so that one that hangs takes no room from others.
async fn ask(shared: &Shared, asked: &Asked, start: Instant) -> Result<Sample, AcquireError> {
    let host = asked.host.acquire().await?;
    let slot = shared.slots.acquire().await?;
    let at = shared.clock.now();
    shared.lateness().add(u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX));
    let answer = shared.prober.ask(&asked.question, at).await;
    drop((slot, host));
    let answer = match answer.outcome {
        Outcome::Fail if !shared.canary.sees(&shared.prober, &shared.clock, at).await => blind(answer),
        _ => answer,
    };
    Ok(Sample {
        check: asked.check.clone(),
        location: LOCAL.into(),
        at,
        outcome: answer.outcome,
        latency: answer.latency,
        phases: answer.phases,
        detail: answer.detail,
    })
}

/// The same answer, when no canary answers either.
fn blind(answer: Answer) -> Answer {
    let detail = format!("no canary answers, so the fault is on this side: {}", answer.detail);
    Answer { outcome: Outcome::Blind, detail, ..answer }
}

/// The host of a target such as `https://host:1/path` or `host:1`.
fn host(target: &str) -> &str {
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once(':').map_or(authority, |(host, _)| host)
}

fn millis(length: i64) -> Duration {
    Duration::from_millis(u64::try_from(length).unwrap_or(0))
}

/// Where on its grid a check stands, in milliseconds below `interval`: FNV-1a of its id.
fn phase(id: &str, interval: i64) -> i64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash % u64::try_from(interval.max(1)).unwrap_or(1)) as i64
}

/// The first instant of the grid after `now`.
fn next_start(now: At, interval: i64, phase: i64) -> At {
    At((now.0 - phase).div_euclid(interval) * interval + interval + phase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_does_not_move_with_a_restart() {
        let starts: Vec<_> = (0..10).map(|now| next_start(At(now), 5, 2).0).collect();
        assert_eq!(starts, [2, 2, 7, 7, 7, 7, 7, 12, 12, 12]);
    }

    #[test]
    fn checks_of_one_host_share_its_room() {
        assert_eq!(host("https://api.example:8443/health?x=http://y"), "api.example");
        assert_eq!(host("http://api.example/"), "api.example");
        assert_eq!(host("[::1]:5432"), "[::1]");
        assert_eq!(host("db.example:5432"), "db.example");
    }

    #[test]
    fn phases_spread_checks_over_the_interval() {
        let interval = 60_000;
        let mut tenths = [0; 10];
        for n in 0..1_000 {
            tenths[(phase(&format!("system/component-{n}/health"), interval) * 10 / interval) as usize] += 1;
        }
        assert!(tenths.iter().all(|count| (60..140).contains(count)), "{tenths:?}");
    }
}

//! When to ask what: each check on its own grid of instants, from start to start, spread by its name.
//!
//! The grid is fixed to the epoch, so a restart neither shifts it nor makes all checks start at once.

use super::clock::Clock;
use model::estate::{Check, Estate};
use model::sample::{Phases, Sample};
use model::time::At;
use probe::{Prober, Question};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::JoinSet;

/// Where samples of this process come from.
const LOCATION: &str = "local";

/// Asks every check of `estate` on its grid until `stop` turns true, and sends what they answer.
pub async fn run(
    estate: Arc<Estate>,
    concurrency: usize,
    clock: Clock,
    samples: mpsc::Sender<Sample>,
    stop: watch::Receiver<bool>,
) {
    let shared =
        Arc::new(Shared { prober: Prober::new(), slots: Semaphore::new(concurrency), clock, samples });
    let mut checks = JoinSet::new();
    for check in estate.components().flat_map(|component| &component.checks) {
        match Question::of(check) {
            Ok(question) => {
                checks.spawn(ask_for_ever(shared.clone(), check.clone(), question, stop.clone()));
            }
            // The config has asked the same, so this is a check that was made elsewhere.
            Err(why) => tracing::error!(check = check.id, why, "a check cannot be asked"),
        }
    }
    while checks.join_next().await.is_some() {}
}

struct Shared {
    prober: Prober,
    slots: Semaphore,
    clock: Clock,
    samples: mpsc::Sender<Sample>,
}

async fn ask_for_ever(
    shared: Arc<Shared>,
    check: Check,
    question: Question,
    mut stop: watch::Receiver<bool>,
) {
    let phase = phase(&check.id, check.interval);
    loop {
        let now = shared.clock.now();
        let wait = next_start(now, check.interval, phase).since(now);
        tokio::select! {
            () = tokio::time::sleep(millis(wait)) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let Ok(slot) = shared.slots.acquire().await else { return };
        let sample = ask(&shared, &check, &question).await;
        drop(slot);
        if shared.samples.send(sample).await.is_err() {
            return;
        }
    }
}

async fn ask(shared: &Shared, check: &Check, question: &Question) -> Sample {
    let at = shared.clock.now();
    let answer = shared.prober.ask(question, at).await;
    Sample {
        check: check.id.as_str().into(),
        location: LOCATION.into(),
        at,
        outcome: answer.outcome,
        latency: answer.latency,
        phases: Phases { ..answer.phases },
        detail: answer.detail,
    }
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
    fn phases_spread_checks_over_the_interval() {
        let interval = 60_000;
        let mut tenths = [0; 10];
        for n in 0..1_000 {
            tenths[(phase(&format!("system/component-{n}/health"), interval) * 10 / interval) as usize] += 1;
        }
        assert!(tenths.iter().all(|count| (60..140).contains(count)), "{tenths:?}");
    }
}

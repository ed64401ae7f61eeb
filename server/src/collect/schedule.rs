//! When to ask what: each check and each metric on its own grid of instants, from start to start, spread by its name.
//!
//! The grid is fixed to the epoch, so a restart neither shifts it nor makes everything start at once.

mod grid;
mod reading;

use super::canary::Canary;
use super::clock::Clock;
use grid::{host, next_start, phase};
use model::estate::Estate;
use model::latency::Sketch;
use model::metric::Reading;
use model::sample::{LOCAL, Outcome, Sample};
use model::time::At;
use probe::{Answer, Prober, Question};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit, mpsc, watch};
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

/// What the checks and metrics of one process share.
struct Shared {
    prober: Arc<Prober>,
    canary: Canary,
    slots: Semaphore,
    clock: Clock,
    samples: mpsc::Sender<Sample>,
    readings: mpsc::Sender<Reading>,
    /// How many microseconds after their time probes started.
    late: Mutex<Sketch>,
}

/// One check or metric and what it takes to ask it.
struct Asked {
    id: Arc<str>,
    interval: i64,
    question: Question,
    host: Arc<Semaphore>,
}

/// Room for one question, in all and at its host, until it is dropped.
type Room<'a> = (SemaphorePermit<'a>, SemaphorePermit<'a>);

/// Room for questions, by host.
struct Hosts {
    per_host: usize,
    known: HashMap<String, Arc<Semaphore>>,
}

/// Asks every check of `estate` that is not pushed, and every metric, on its grid until `stop` turns true, and sends
/// what they answer.
pub async fn run(
    estate: Arc<Estate>,
    limits: Limits,
    canary: Canary,
    clock: Clock,
    (samples, readings): (mpsc::Sender<Sample>, mpsc::Sender<Reading>),
    stop: watch::Receiver<bool>,
) {
    let (prober, slots) = (Arc::new(Prober::new()), Semaphore::new(limits.whole));
    let shared = Shared { prober, canary, slots, clock, samples, readings, late: Mutex::default() };
    let shared = Arc::new(shared);
    let mut hosts = Hosts { per_host: limits.per_host, known: HashMap::new() };
    let mut asking = JoinSet::new();
    for check in estate.checks().filter(|check| !check.is_pushed()) {
        if let Some(asked) = hosts.asked(&check.id, &check.target, check.interval, Question::of(check)) {
            asking.spawn(for_ever(shared.clone(), asked, stop.clone(), sample));
        }
    }
    for metric in estate.metrics() {
        let question = Question::number(metric);
        if let Some(asked) = hosts.asked(&metric.id, &metric.target, metric.interval, question) {
            asking.spawn(for_ever(shared.clone(), asked, stop.clone(), reading::reading));
        }
    }
    drop(hosts);
    while asking.join_next().await.is_some() {}
    shared.tell_lateness();
}

impl Hosts {
    /// What it takes to ask `question`; nothing if that cannot be asked.
    fn asked(
        &mut self,
        id: &str,
        target: &str,
        interval: i64,
        question: Result<Question, String>,
    ) -> Option<Arc<Asked>> {
        // The config has asked the same, so this was made elsewhere.
        let question =
            question.inspect_err(|why| tracing::error!(id, why, "what cannot be asked is left out"));
        let fresh = || Arc::new(Semaphore::new(self.per_host));
        let host = self.known.entry(host(target)).or_insert_with(fresh).clone();
        Some(Arc::new(Asked { id: id.into(), interval, question: question.ok()?, host }))
    }
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

/// Lets `answer` ask on the grid until it says that nobody wants to know, or `stop` turns true.
async fn for_ever<F: Future<Output = bool>>(
    shared: Arc<Shared>,
    asked: Arc<Asked>,
    mut stop: watch::Receiver<bool>,
    answer: fn(Arc<Shared>, Arc<Asked>, Instant) -> F,
) {
    let phase = phase(&asked.id, asked.interval);
    let mut due = At(i64::MIN);
    loop {
        let now = shared.clock.now();
        // A clock that goes more slowly than this process has not reached yet what was waited for.
        due = next_start(now.max(due), asked.interval, phase);
        let start = Instant::now() + millis(due.since(now));
        tokio::select! {
            () = tokio::time::sleep_until(start) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if !answer(shared.clone(), asked.clone(), start).await {
            return;
        }
    }
}

/// Waits for room, first at the host, so that one that hangs takes no room from others; gives the instant then.
async fn room<'a>(
    shared: &'a Shared,
    asked: &'a Asked,
    start: Instant,
) -> Result<(Room<'a>, At), AcquireError> {
    let host = asked.host.acquire().await?;
    let slot = shared.slots.acquire().await?;
    let at = shared.clock.now();
    shared.lateness().add(u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX));
    Ok(((slot, host), at))
}

/// Asks a check and sends its sample; false if nobody takes it.
async fn sample(shared: Arc<Shared>, asked: Arc<Asked>, start: Instant) -> bool {
    let Ok(sample) = ask(&shared, &asked, start).await else { return false };
    shared.samples.send(sample).await.is_ok()
}

async fn ask(shared: &Shared, asked: &Asked, start: Instant) -> Result<Sample, AcquireError> {
    let (room, at) = room(shared, asked, start).await?;
    let answer = shared.prober.ask(&asked.question, at).await;
    drop(room);
    let answer = match answer.outcome {
        Outcome::Fail if !shared.canary.sees(&shared.prober, &shared.clock, at).await => blind(answer),
        _ => answer,
    };
    Ok(Sample {
        check: asked.id.clone(),
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

fn millis(length: i64) -> Duration {
    Duration::from_millis(u64::try_from(length).unwrap_or(0))
}

#[cfg(test)]
mod tests;

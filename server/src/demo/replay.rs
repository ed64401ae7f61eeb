//! Ninety days in a moment: what checks and metrics would have answered goes through the real collector and store, on a
//! virtual clock.

mod metered;

use super::LIVE_INTERVAL;
use super::behaviour::{Behaviour, EXPIRING, behaviour, latency, mix};
use super::listener::{broken, expiring, gone, late};
use crate::collect::clock::Clock;
use crate::collect::collector::{Collector, Stored, stored};
use crate::config::demo::{Kind, Past, Script};
use metered::{Metered, metered};
use model::estate::{Check, Component, Estate};
use model::public::BAR_DAYS;
use model::sample::{LOCAL, Outcome, Phases, Sample};
use model::time::{At, DAY};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use store::{Batch, Error, Store};

/// How many days a replay goes back.
const DAYS: i64 = BAR_DAYS;

/// How many judged days may wait for the store.
const AHEAD: usize = 4;

/// Milliseconds before now from which the pace is that of the live demo, so that nothing is stale when it begins.
const DENSE: i64 = 4 * LIVE_INTERVAL;

/// Replays the days before now into `store`, or what is missing since it was last written; gives how many samples
/// that were.
///
/// One thread judges while another stores.
pub fn replay(
    estate: &Arc<Estate>,
    script: &Script,
    store: &mut Store,
    clock: &Clock,
) -> Result<usize, Error> {
    let now = clock.now();
    let (start, known) = match store.last_seen()? {
        Some(seen) => (seen + 1, stored(store, estate, seen)?),
        None => (now.day().start() - (DAYS - 1) * DAY, Stored::default()),
    };
    let collector = Collector::new(estate.clone(), known, start);
    let checks: Vec<_> = estate.components().flat_map(|part| simulated(part, script, now)).collect();
    let metrics: Vec<_> = estate.components().flat_map(|part| metered(part, script, now)).collect();
    let (judged, batches) = sync_channel(AHEAD);
    // Both ends move in, so that either side stops when the other does.
    std::thread::scope(move |scope| {
        scope.spawn(move || judge(collector, checks, &metrics, start, clock, &judged));
        let mut count = 0;
        for batch in batches {
            store.append(&batch)?;
            count += batch.samples.len();
        }
        Ok(count)
    })
}

/// Judges from `start` until now, and sends a batch a day; readings come with the last one.
fn judge(
    mut collector: Collector,
    mut checks: Vec<Simulated>,
    metrics: &[Metered],
    start: At,
    clock: &Clock,
    judged: &SyncSender<Batch>,
) {
    let dense = clock.now() - DENSE;
    let mut from = start;
    while from < dense {
        let to = from.day().end().min(dense);
        stretch(&mut collector, &checks, from, to);
        if judged.send(collector.drain()).is_err() {
            // A store that failed tells its own error.
            return;
        }
        from = to;
    }
    for check in &mut checks {
        check.interval = check.interval.min(LIVE_INTERVAL);
    }
    let now = clock.now();
    stretch(&mut collector, &checks, from, now);
    // All at once: a day of readings is too little for a block, and would be written twice.
    metrics.iter().flat_map(|metric| metric.readings(start, now)).for_each(|reading| collector.read(reading));
    let _ = judged.send(collector.drain_all());
}

fn stretch(collector: &mut Collector, checks: &[Simulated], from: At, to: At) {
    for check in checks {
        for sample in check.samples(from, to) {
            collector.take(sample);
        }
    }
    collector.tick(to);
}

/// A check of the past and what was wrong with its component.
struct Simulated<'a> {
    check: &'a Check,
    interval: i64,
    id: Arc<str>,
    location: Arc<str>,
    seed: u64,
    faults: Vec<(At, At, Kind)>,
    broken: (Outcome, String),
}

fn simulated<'a>(component: &'a Component, script: &Script, now: At) -> impl Iterator<Item = Simulated<'a>> {
    let own = |past: &&Past| past.component == component.id;
    let faults: Vec<_> =
        script.past.iter().filter(own).map(|past| (past.span(now).0, past.span(now).1, past.kind)).collect();
    component.checks.iter().map(move |check| Simulated {
        check,
        interval: check.interval,
        id: check.id.as_str().into(),
        location: LOCAL.into(),
        seed: check.id.bytes().fold(0, |seed, byte| mix(seed ^ u64::from(byte))),
        faults: faults.clone(),
        broken: broken(component, check),
    })
}

impl Simulated<'_> {
    fn samples(&self, from: At, to: At) -> impl Iterator<Item = Sample> {
        let interval = self.interval;
        let phase = (self.seed % interval.unsigned_abs().max(1)) as i64;
        // The first number of the grid at or after an instant.
        let at_or_after = |at: At| (at.0 - phase + interval - 1).div_euclid(interval);
        let numbers = at_or_after(from)..at_or_after(to);
        numbers.map(move |number| self.sample(At(number * interval + phase), number.unsigned_abs()))
    }

    fn sample(&self, at: At, number: u64) -> Sample {
        let fault = self.faults.iter().find(|(from, to, _)| *from <= at && at < *to);
        let typical = 3_000.0 + (self.seed % 40_000) as f64;
        let usual = latency(typical, self.seed ^ number);
        let (outcome, latency, detail) = match behaviour(fault.map(|(_, _, kind)| *kind), at, number) {
            Behaviour::Well => self.well(usual, fault, at),
            Behaviour::Late => late(self.check, usual),
            Behaviour::Broken => (self.broken.0, usual, self.broken.1.clone()),
            Behaviour::Absent => gone(self.check, at, usual),
        };
        let (check, location) = (self.id.clone(), self.location.clone());
        Sample { check, location, at, outcome, latency, phases: Phases::default(), detail }
    }

    fn well(&self, usual: u32, fault: Option<&(At, At, Kind)>, at: At) -> (Outcome, u32, String) {
        let told = match fault {
            Some((from, _, Kind::Expiring)) => expiring(self.check, *from + EXPIRING, at),
            _ => None,
        };
        let (outcome, detail) = told.unwrap_or((Outcome::Pass, String::new()));
        (outcome, usual, detail)
    }
}

#[cfg(test)]
mod tests;

//! Ninety days in a moment: what the checks would have answered goes through the real collector and store, on a
//! virtual clock.

use super::behaviour::{Behaviour, SLOW, behaviour, latency, mix};
use crate::collect::collector::Collector;
use crate::config::demo::{Kind, Past, Script};
use model::estate::{Check, Component, Estate};
use model::public::BAR_DAYS;
use model::sample::{Outcome, Phases, Sample};
use model::time::{At, DAY};
use std::sync::Arc;
use store::{Error, Store};

/// How many days a replay goes back.
const DAYS: i64 = BAR_DAYS;

/// Replays the days before `now` into `store`; gives how many samples that were.
pub fn replay(estate: &Arc<Estate>, script: &Script, store: &mut Store, now: At) -> Result<usize, Error> {
    let start = now.day().start() - (DAYS - 1) * DAY;
    let checks: Vec<_> = estate.components().flat_map(|part| simulated(part, script, now)).collect();
    let mut collector = Collector::new(estate.clone(), Default::default(), start);
    let mut count = 0;
    for day in 0..DAYS {
        let (from, to) = (start + day * DAY, (start + (day + 1) * DAY).min(now));
        for check in &checks {
            for sample in check.samples(from, to) {
                collector.take(sample);
                count += 1;
            }
        }
        collector.tick(to);
        store.append(&collector.drain())?;
    }
    Ok(count)
}

/// A check of the past and what was wrong with its component.
struct Simulated<'a> {
    check: &'a Check,
    id: Arc<str>,
    location: Arc<str>,
    seed: u64,
    faults: Vec<(At, At, Kind)>,
}

fn simulated<'a>(component: &'a Component, script: &Script, now: At) -> impl Iterator<Item = Simulated<'a>> {
    let own = |past: &&Past| past.component == component.id;
    let faults: Vec<_> = script
        .past
        .iter()
        .filter(own)
        .map(|past| (past.span(now).0, past.span(now).1, past.kind))
        .collect();
    component.checks.iter().map(move |check| Simulated {
        check,
        id: check.id.as_str().into(),
        location: "local".into(),
        seed: check.id.bytes().fold(0, |seed, byte| mix(seed ^ u64::from(byte))),
        faults: faults.clone(),
    })
}

impl Simulated<'_> {
    fn samples(&self, from: At, to: At) -> impl Iterator<Item = Sample> {
        let interval = self.check.interval;
        let phase = (self.seed % interval.unsigned_abs().max(1)) as i64;
        let first = (from.0 - phase).div_euclid(interval) + 1;
        let numbers = first..(to.0 - phase).div_euclid(interval) + i64::from((to.0 - phase) % interval != 0);
        numbers.map(move |number| self.sample(At(number * interval + phase), number.unsigned_abs()))
    }

    fn sample(&self, at: At, number: u64) -> Sample {
        let fault = self.faults.iter().find(|(from, to, _)| *from <= at && at < *to).map(|(_, _, kind)| *kind);
        let typical = 3_000.0 + (self.seed % 40_000) as f64;
        let usual = latency(typical, self.seed ^ number);
        let (outcome, latency, detail) = match behaviour(fault, at, number) {
            Behaviour::Well => (Outcome::Pass, usual, String::new()),
            Behaviour::Late => self.late(usual),
            Behaviour::Broken => (Outcome::Fail, usual, "status 503 Service Unavailable, wanted 2xx".into()),
            Behaviour::Absent => (Outcome::Fail, usual / 20, "connection refused".into()),
        };
        let (check, location) = (self.id.clone(), self.location.clone());
        Sample { check, location, at, outcome, latency, phases: Phases::default(), detail }
    }

    fn late(&self, usual: u32) -> (Outcome, u32, String) {
        let latency = usual + SLOW as u32 * 1_000;
        match self.check.slow {
            Some(slow) if slow <= SLOW => {
                (Outcome::Slow, latency, format!("answered in {} ms, slow from {slow} ms", latency / 1_000))
            }
            _ => (Outcome::Pass, latency, String::new()),
        }
    }
}

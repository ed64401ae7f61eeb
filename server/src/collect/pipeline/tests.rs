//! A machine that sleeps, and one whose clock is set back.

use super::*;
use crate::collect::collector::Stored;
use model::estate::{Check, Component, Estate, Group, HEARTBEAT, System};
use model::judge::rule::Threshold;
use model::sample::{LOCAL, Outcome, Phases};
use model::status::Status;
use model::time::{DAY, HOUR, MINUTE};
use model::uptime::Clocks;
use std::sync::atomic::{AtomicI64, Ordering};

const START: At = At(100 * DAY);

/// Milliseconds from step to step.
const STEP: i64 = 10 * SECOND;

/// What is asked every minute, what is asked every hour, and what reports every half an hour; one failure is enough.
fn estate() -> Arc<Estate> {
    let check = |id: &str, kind: &str, interval| {
        let mut check = Check { interval, timeout: 5 * MINUTE, ..Check::new(id, kind, "target") };
        check.rule.failures = Threshold::in_a_row(1);
        Component::new(&id[..3], id, "all", vec![check])
    };
    let components = vec![
        check("s/a/minute", "tcp", MINUTE),
        check("s/b/hour", "tcp", HOUR),
        check("s/c/half", HEARTBEAT, 30 * MINUTE),
    ];
    Arc::new(Estate {
        systems: vec![System { groups: vec![Group::new("all", "All")], components, ..System::new("s", "S") }],
    })
}

fn sample(check: &str, at: At, outcome: Outcome) -> Sample {
    let (check, location, detail) = (check.into(), LOCAL.into(), String::new());
    Sample { check, location, at, outcome, latency: 2_000, phases: Phases::default(), detail }
}

/// A Pharos on a machine whose clock can be set.
struct Machine {
    stage: Stage,
    clock: Clock,
    /// Milliseconds that it has run.
    uptime: Arc<AtomicI64>,
    /// Milliseconds by which its clock was set.
    set: Arc<AtomicI64>,
}

impl Machine {
    fn new() -> Machine {
        let (uptime, set) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let (run, ahead) = (uptime.clone(), set.clone());
        let since_start = move || run.load(Ordering::Relaxed);
        let run = since_start.clone();
        let clock = Clock::of(START, move || START + since_start() + ahead.load(Ordering::Relaxed), run);
        let collector = Collector::new(estate(), Stored::default(), START);
        Machine { stage: Stage::new(collector, Store::memory().unwrap(), START), clock, uptime, set }
    }

    /// Runs for so many minutes, in which all is well and asked, or heard, in time.
    fn runs(&mut self, minutes: i64) {
        for _ in 0..minutes * MINUTE / STEP {
            let passed = self.uptime.fetch_add(STEP, Ordering::Relaxed);
            let due = [("s/a/minute", MINUTE), ("s/b/hour", HOUR), ("s/c/half", 30 * MINUTE)];
            let due = due.into_iter().filter(|(_, interval)| passed % interval == 0);
            let now = self.clock.now();
            let some = due.map(|(check, _)| sample(check, now, Outcome::Pass)).collect();
            self.stage.step(some, false, self.clock.time());
        }
    }

    /// Runs for so many minutes in which nothing comes.
    fn idles(&mut self, minutes: i64) {
        for _ in 0..minutes * MINUTE / STEP {
            self.uptime.fetch_add(STEP, Ordering::Relaxed);
            self.stage.step(Vec::new(), false, self.clock.time());
        }
    }

    /// Sets the clock, or sleeps.
    fn set(&self, millis: i64) {
        self.set.fetch_add(millis, Ordering::Relaxed);
    }

    /// What each component showed, as minutes since the start and a status; and sees that their clocks add up.
    fn shown(&mut self) -> Vec<Vec<(i64, Status)>> {
        let now = self.clock.now();
        let public = self.stage.collector.snapshot(now).public;
        for component in public.components() {
            let clocks: Clocks = component.days.iter().map(|day| day.clocks).sum();
            let since = now.since(START);
            assert!((since - STEP..=since).contains(&clocks.total()), "{}: {clocks:?}", component.id);
        }
        let timelines = self.stage.collector.timelines();
        timelines
            .map(|(_, timeline)| {
                let spans: Vec<_> = timeline.spans(START, now).collect();
                assert!(spans.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].from < pair[0].to));
                spans.iter().map(|span| (span.from.since(START) / MINUTE, span.state)).collect()
            })
            .collect()
    }
}

const UP: Status = Status::Operational;
const UNKNOWN: Status = Status::Unknown;

#[test]
fn an_hour_that_the_machine_slept_is_unknown_to_all_and_no_heartbeat_was_missed_in_it() {
    let mut machine = Machine::new();
    machine.runs(21);
    let asleep = machine.clock.now();
    machine.set(HOUR);
    // One probe was under way, another is the first to be back.
    let some = vec![
        sample("s/b/hour", asleep, Outcome::Fail),
        sample("s/a/minute", machine.clock.now(), Outcome::Pass),
    ];
    machine.stage.step(some, false, machine.clock.time());
    machine.idles(1);
    let seen = machine.shown();
    assert_eq!(seen[0], [(0, UP), (21, UNKNOWN), (81, UP)]);
    assert_eq!(seen[1], [(0, UP), (21, UNKNOWN)]);
    assert_eq!(seen[2], [(0, UP), (21, UNKNOWN), (81, UP)]);
    let unseen = machine.stage.collector.snapshot(machine.clock.now()).public.unseen;
    assert_eq!(
        unseen.map(|(from, to)| (from.since(START) / MINUTE, to.since(START) / MINUTE)),
        Some((21, 81))
    );

    // It may be late again when all of its time has passed since: the interval and the timeout.
    machine.idles(33);
    assert_eq!(machine.shown()[2], seen[2]);
    machine.idles(2);
    assert_eq!(machine.shown()[2], [&seen[2][..], &[(116, Status::MajorOutage)]].concat());
    machine.idles(30);
    assert_eq!(machine.stage.collector.snapshot(machine.clock.now()).public.unseen, None);
}

#[test]
fn a_sleep_lasts_over_a_restart() {
    let mut machine = Machine::new();
    machine.runs(21);
    machine.set(HOUR);
    machine.idles(5);
    let (now, before) = (machine.clock.now(), machine.shown());
    assert_eq!(before[2], [(0, UP), (21, UNKNOWN), (81, UP)]);
    machine.stage.step(Vec::new(), true, machine.clock.time());
    let stored = crate::collect::collector::stored(&machine.stage.store, &estate(), now).unwrap();
    machine.stage.collector = Collector::new(estate(), stored, now);
    machine.idles(29);
    assert_eq!(machine.shown(), before);
}

#[test]
fn a_clock_that_is_set_back_by_an_hour_makes_no_gap_and_no_overlap_and_is_told_until_it_has_caught_up() {
    let mut machine = Machine::new();
    machine.runs(21);
    machine.set(-HOUR);
    let mut before = machine.clock.now();
    for hour in 0..11 {
        machine.runs(60);
        let now = machine.clock.now();
        let passed = if hour < 9 { HOUR * 9 / 10 } else { HOUR };
        assert!(
            (passed - STEP..=passed + STEP).contains(&now.since(before)) || hour == 9,
            "{}",
            now.since(before)
        );
        before = now;
        assert_eq!(machine.shown(), [[(0, UP)], [(0, UP)], [(0, UP)]], "after {hour} hours");
        let told = machine.stage.collector.snapshot(now).public.ahead;
        assert_eq!(told.map(|at| at.since(START) / MINUTE), (hour < 9).then_some(21));
    }
}

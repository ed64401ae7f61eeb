//! The collector on a virtual clock: outages, blindness, midnight, restarts, planned work.

use super::*;
use model::estate::{Component, Group, HEARTBEAT, System};
use model::maintenance::{Maintenance, When, Window};
use model::sample::Phases;
use model::time::{HOUR, MINUTE};
use store::Store;

const START: At = At(100 * DAY);

fn check(id: &str, down_means: Status) -> Check {
    Check { down_means, ..Check::new(id, "tcp", "db:1") }
}

fn estate() -> Arc<Estate> {
    let checks = vec![check("s/db/a", Status::PartialOutage), check("s/db/b", Status::MajorOutage)];
    let components = vec![Component::new("s/db", "Database", "all", checks)];
    let groups = vec![Group::new("all", "All")];
    Arc::new(Estate { systems: vec![System { groups, components, ..System::new("s", "S") }] })
}

fn sample(check: &str, at: At, outcome: Outcome) -> Sample {
    Sample {
        check: check.into(),
        location: "local".into(),
        at,
        outcome,
        latency: 2_000,
        phases: Phases::default(),
        detail: if outcome == Outcome::Fail { "refused".into() } else { String::new() },
    }
}

/// Minutes from `from` to `to`, each with a sample of both checks; `fails` says which of them fail.
fn minutes(collector: &mut Collector, from: i64, to: i64, fails: impl Fn(&str, i64) -> bool) {
    for minute in from..to {
        for id in ["s/db/a", "s/db/b"] {
            let outcome = if fails(id, minute) { Outcome::Fail } else { Outcome::Pass };
            collector.take(sample(id, START + minute * MINUTE, outcome));
        }
        collector.tick(START + minute * MINUTE + 1);
    }
}

fn spans(collector: &Collector, to: At) -> Vec<(i64, Status)> {
    let timeline = &collector.components["s/db"].timeline;
    timeline.spans(START, to).map(|span| (span.from.since(START) / MINUTE, span.state)).collect()
}

fn fresh() -> Collector {
    Collector::new(estate(), Stored::default(), START)
}

#[test]
fn two_checks_make_one_status_over_time() {
    let mut collector = fresh();
    minutes(&mut collector, 0, 60, |id, minute| match id {
        "s/db/a" => (10..30).contains(&minute),
        _ => (20..25).contains(&minute),
    });
    assert_eq!(
        spans(&collector, START + HOUR),
        [
            (0, Status::Operational),
            (10, Status::PartialOutage),
            (20, Status::MajorOutage),
            (25, Status::PartialOutage),
            (30, Status::Operational),
        ]
    );
}

#[test]
fn what_nobody_saw_is_unknown() {
    let mut collector = fresh();
    minutes(&mut collector, 0, 10, |_, _| false);
    assert!(!collector.tick(START + 11 * MINUTE));
    assert!(collector.tick(START + 20 * MINUTE));
    minutes(&mut collector, 30, 40, |_, _| false);
    let seen = spans(&collector, START + 40 * MINUTE);
    assert_eq!(seen, [(0, Status::Operational), (10, Status::Unknown), (30, Status::Operational)]);
}

#[test]
fn an_outage_over_midnight_is_counted_on_both_days() {
    let mut collector = fresh();
    let midnight = 24 * 60;
    minutes(&mut collector, 0, midnight + 60, |_, minute| (midnight - 1..midnight + 10).contains(&minute));
    let batch = collector.drain();
    let yesterday = batch.days.iter().rfind(|(_, rollup)| rollup.day == START.day()).unwrap().1;
    assert_eq!(yesterday.clocks.down, MINUTE);
    assert_eq!(yesterday.clocks.total(), DAY);
    let public = collector.snapshot(START + DAY + HOUR).public.clone();
    let days = &public.components().next().unwrap().days;
    assert_eq!(days.iter().map(|rollup| rollup.clocks.down).collect::<Vec<_>>(), [MINUTE, 10 * MINUTE]);
}

#[test]
fn days_that_were_missed_are_unknown_days() {
    let mut store = Store::memory().unwrap();
    let mut collector = fresh();
    minutes(&mut collector, 0, 60, |_, _| false);
    store.append(&collector.drain()).unwrap();
    let later = START + 2 * DAY + HOUR;
    let mut collector = Collector::new(estate(), stored(&store, &estate(), later).unwrap(), later);
    let public = collector.snapshot(later).public.clone();
    let days = &public.components().next().unwrap().days;
    let unknown: Vec<_> = days.iter().map(|rollup| rollup.clocks.unknown).collect();
    assert_eq!(unknown, [23 * HOUR, DAY, HOUR]);
    assert_eq!(days[0].clocks.uptime(), Some(1.0));
    assert!(days[0].latency.is_some());
}

#[test]
fn a_restart_at_any_minute_changes_nothing() {
    let fails = |id: &str, minute: i64| id == "s/db/a" && (minute / 7) % 3 == 1 || (50..58).contains(&minute);
    let mut whole = fresh();
    minutes(&mut whole, 0, 90, fails);
    let end = START + 90 * MINUTE;
    for cut in [1, 8, 9, 51, 53, 57, 59] {
        let mut store = Store::memory().unwrap();
        let mut before = fresh();
        minutes(&mut before, 0, cut, fails);
        store.append(&before.drain()).unwrap();
        let now = START + cut * MINUTE - 1;
        let mut after = Collector::new(estate(), stored(&store, &estate(), now).unwrap(), now);
        minutes(&mut after, cut, 90, fails);
        assert_eq!(spans(&after, end), spans(&whole, end), "cut at minute {cut}");
        let (one, other) = (after.snapshot(end), whole.snapshot(end));
        assert_eq!(one.evidence, other.evidence, "cut at minute {cut}");
        assert_eq!(one.public.systems, other.public.systems, "cut at minute {cut}");
    }
}

/// An estate whose only check is a heartbeat that comes every hour and may be ten minutes late.
fn pushed() -> Arc<Estate> {
    let mut estate = Estate::clone(&estate());
    let check = Check { interval: HOUR, timeout: 10 * MINUTE, ..Check::new("s/db/a", HEARTBEAT, "token") };
    estate.systems[0].components[0].checks = vec![check];
    Arc::new(estate)
}

#[test]
fn a_heartbeat_is_missed_when_it_is_late_and_a_restart_does_not_put_that_off() {
    let mut store = Store::memory().unwrap();
    let mut collector = Collector::new(pushed(), Stored::default(), START);
    collector.take(sample("s/db/a", START + MINUTE, Outcome::Pass));
    assert!(!collector.tick(START + 70 * MINUTE));
    store.append(&collector.drain()).unwrap();
    let later = START + 72 * MINUTE;
    let mut collector = Collector::new(pushed(), stored(&store, &pushed(), later).unwrap(), later);
    let end = START + 90 * MINUTE;
    assert_eq!(spans(&collector, end), [(1, Status::Operational), (71, Status::MajorOutage)]);
    collector.take(sample("s/db/a", START + 80 * MINUTE, Outcome::Pass));
    assert_eq!(spans(&collector, end)[2], (80, Status::Operational));
}

/// The same estate with a component that needs the database.
fn with_web() -> Estate {
    let mut estate = Estate::clone(&estate());
    let checks = vec![check("s/web/a", Status::MajorOutage)];
    let depends_on = vec!["s/db".into()];
    estate.systems[0]
        .components
        .push(Component { depends_on, ..Component::new("s/web", "Web", "all", checks) });
    estate
}

#[test]
fn the_reason_names_what_it_depends_on() {
    let estate = with_web();
    let why = |broken: &[&str]| {
        let mut collector = Collector::new(Arc::new(estate.clone()), Stored::default(), START);
        for minute in 0..5 {
            for id in ["s/db/a", "s/db/b", "s/web/a"] {
                let outcome = if minute > 0 && broken.contains(&id) { Outcome::Fail } else { Outcome::Pass };
                collector.take(sample(id, START + minute * MINUTE, outcome));
            }
        }
        collector.components["s/web"].timeline.latest().unwrap().why.clone()
    };
    assert!(why(&["s/web/a"]).ends_with("refused, Database is up, no maintenance"), "{}", why(&["s/web/a"]));
    let both = why(&["s/web/a", "s/db/b"]);
    assert!(both.ends_with("refused, Database shows major outage, no maintenance"), "{both}");
}

#[test]
fn a_sample_of_an_unknown_check_is_dropped() {
    let mut collector = fresh();
    assert!(!collector.take(sample("s/db/z", START, Outcome::Fail)));
    assert!(collector.drain().is_empty());
}

/// The estate with work on its database from minute `from` to minute `to`.
fn planned(from: i64, to: i64) -> Arc<Estate> {
    let mut estate = Estate::clone(&estate());
    let window = Window { from: START + from * MINUTE, to: START + to * MINUTE };
    estate.systems[0].maintenance = vec![Maintenance::once("work", "New disks", vec!["s/db".into()], window)];
    Arc::new(estate)
}

#[test]
fn planned_work_shows_maintenance_whatever_the_checks_say() {
    let estate = planned(10, 30);
    let mut collector = Collector::new(estate.clone(), Stored::default(), START);
    minutes(&mut collector, 0, 40, |id, minute| id == "s/db/b" && (20..35).contains(&minute));
    let shown = [
        (0, Status::Operational),
        (10, Status::Maintenance),
        (30, Status::MajorOutage),
        (35, Status::Operational),
    ];
    let end = START + 40 * MINUTE;
    assert_eq!(spans(&collector, end), shown);
    let clocks = collector.snapshot(end).public.components().next().unwrap().clocks();
    assert_eq!((clocks.maintenance, clocks.down), (20 * MINUTE, 5 * MINUTE));
}

#[test]
fn planned_work_is_kept_through_a_restart_and_heeds_a_new_plan() {
    let mut store = Store::memory().unwrap();
    let mut collector = Collector::new(planned(10, 30), Stored::default(), START);
    minutes(&mut collector, 0, 20, |_, _| false);
    store.append(&collector.drain()).unwrap();
    let again = |estate: Arc<Estate>, minute| {
        let now = START + minute * MINUTE;
        Collector::new(estate.clone(), stored(&store, &estate, now).unwrap(), now)
    };
    let end = START + 40 * MINUTE;
    let (up, work) = (Status::Operational, Status::Maintenance);
    let mut on = again(planned(10, 30), 20);
    minutes(&mut on, 20, 40, |_, _| false);
    assert_eq!(spans(&on, end), [(0, up), (10, work), (30, up)]);
    assert_eq!(spans(&again(estate(), 21), end), [(0, up), (10, work), (21, up)], "taken off the plan");
    assert_eq!(
        spans(&again(planned(10, 20), 22), end),
        [(0, up), (10, work), (20, up)],
        "ended while it was off"
    );
}

/// The estate with work on its database on Sundays from 01:10 to 01:30 in Berlin, an hour ahead of UTC in those days;
/// the start is the Saturday before, when it is midnight in UTC.
fn planned_on_sundays() -> Arc<Estate> {
    let mut estate = Estate::clone(&planned(0, 1));
    let time = |text: &str| text.parse().unwrap();
    let window = (time("1970-04-12T01:10:00"), time("1970-04-12T01:30:00"));
    let rule = calendar::recurring("FREQ=WEEKLY", window, "Europe/Berlin", vec![]).unwrap();
    estate.systems[0].maintenance[0].when = When::Recurring(Box::new(rule));
    Arc::new(estate)
}

#[test]
fn windows_that_come_back_are_kept_through_restarts() {
    let (estate, mut store) = (planned_on_sundays(), Store::memory().unwrap());
    let week = 7 * 24 * 60;
    let sunday = 24 * 60;
    // Before, within, and for a whole window.
    let stops = [
        (0, 60),
        (60, sunday + 15),
        (sunday + 15, sunday + 20),
        (sunday + 25, week),
        (week + sunday + 5, week + sunday + 6),
        (week + sunday + 40, week + sunday + 50),
    ];
    for (from, to) in stops {
        let now = START + from * MINUTE;
        let mut collector = Collector::new(estate.clone(), stored(&store, &estate, now).unwrap(), now);
        minutes(&mut collector, from, to, |_, _| false);
        store.append(&collector.drain_all()).unwrap();
    }
    let end = START + (week + sunday + 50) * MINUTE;
    let collector = Collector::new(estate.clone(), stored(&store, &estate, end).unwrap(), end);
    let works: Vec<_> = collector.components["s/db"]
        .timeline
        .spans(START, end)
        .filter(|span| span.state == Status::Maintenance)
        .collect();
    let minute = |at: At| at.since(START) / MINUTE;
    let works: Vec<_> = works.iter().map(|span| (minute(span.from), minute(span.to))).collect();
    assert_eq!(works, [(sunday + 10, sunday + 30), (week + sunday + 10, week + sunday + 30)]);
}

/// What alerts were opened and resolved: component, whether it was opened, and in which minute.
fn alerts(estate: Estate, fails: impl Fn(&str, i64) -> bool) -> Vec<(String, bool, i64)> {
    let mut collector = Collector::new(Arc::new(estate), Stored::default(), START);
    let mut changed = Vec::new();
    for minute in 0..60 {
        // Who depends is asked first, so that it is known to fail before what it depends on.
        for id in ["s/web/a", "s/db/a", "s/db/b"] {
            let outcome = if fails(id, minute) { Outcome::Fail } else { Outcome::Pass };
            collector.take(sample(id, START + minute * MINUTE, outcome));
            changed.extend(collector.alert(START + minute * MINUTE));
        }
    }
    changed
        .into_iter()
        .map(|it| (it.component, it.resolved.is_none(), told_at(it.resolved, it.opened)))
        .collect()
}

fn told_at(resolved: Option<At>, opened: At) -> i64 {
    resolved.unwrap_or(opened).since(START) / MINUTE
}

#[test]
fn what_is_broken_brings_one_alert_and_not_one_for_each_that_needs_it() {
    let both = alerts(with_web(), |id, minute| id != "s/db/a" && (10..30).contains(&minute));
    assert_eq!(both, [("s/db".into(), true, 12), ("s/db".into(), false, 31)]);
    let alone = alerts(with_web(), |id, minute| id == "s/web/a" && (10..30).contains(&minute));
    assert_eq!(alone, [("s/web".into(), true, 12), ("s/web".into(), false, 31)]);
}

#[test]
fn what_stays_broken_when_its_cause_is_over_brings_its_own_alert() {
    let fails = |id: &str, minute| match id {
        "s/web/a" => (10..50).contains(&minute),
        "s/db/b" => (10..30).contains(&minute),
        _ => false,
    };
    let told = alerts(with_web(), fails);
    let (db, web) = ("s/db".to_owned(), "s/web".to_owned());
    assert_eq!(told, [(db.clone(), true, 12), (db, false, 31), (web.clone(), true, 31), (web, false, 51)]);
}

#[test]
fn an_open_alert_survives_a_restart_and_is_not_opened_twice() {
    let mut store = Store::memory().unwrap();
    let mut collector = fresh();
    minutes(&mut collector, 0, 20, |id, minute| id == "s/db/b" && minute >= 10);
    let opened = collector.alert(START + 20 * MINUTE);
    assert_eq!(opened.len(), 1);
    store.append(&collector.drain()).unwrap();
    let now = START + 21 * MINUTE;
    let mut collector = Collector::new(estate(), stored(&store, &estate(), now).unwrap(), now);
    assert_eq!(collector.alert(now), []);
    assert_eq!(collector.snapshot(now).alerts, opened);
    minutes(&mut collector, 21, 25, |_, _| false);
    let resolved = collector.alert(START + 25 * MINUTE);
    assert_eq!((resolved.len(), resolved[0].resolved), (1, Some(START + 25 * MINUTE)));
    store.append(&collector.drain()).unwrap();
    assert_eq!(store.alerts(START).unwrap(), resolved);
    assert_eq!(store.unsettled_alerts(START + HOUR).unwrap(), []);
}

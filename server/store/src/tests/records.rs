//! Streaks, verdicts, statuses and days: what is read is what was said, also after saying it twice.

use super::*;
use model::judge::view::View;
use model::judge::{Streak, Verdict};
use model::latency::{Sketch, Today};
use model::sample::Outcome;
use model::status::Status;
use model::time::Day;
use model::timeline::{Timeline, Turn};
use model::uptime::{Clocks, DayRollup, Quantiles};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn turn<S>(from: i64, state: S) -> Turn<S> {
    Turn { from: At(from), state, why: format!("since {from}") }
}

fn statuses(from: i64, turns: Vec<Turn<Status>>) -> Batch {
    Batch { statuses: vec![("b/c".into(), At(from), turns)], ..Batch::default() }
}

#[test]
fn streaks_come_back_as_they_were() {
    let view = |seen| View {
        verdict: Verdict::Up,
        since: At(5),
        seen: At(seen),
        count: (2, 3),
        recent: [(At(70), Outcome::Fail), (At(seen), Outcome::Slow)].into(),
        pending: (seen > 80).then_some(At(70)),
        history: 12_345,
        flapping: seen > 80,
        detail: "refused".into(),
    };
    let views = BTreeMap::from([("local".into(), view(90)), ("paris".into(), view(80))]);
    let streak = Streak { verdict: Verdict::Up, since: At(5), why: "it passed".into(), views };
    let mut store = Store::memory().unwrap();
    store
        .append(&Batch {
            streaks: vec![("a".into(), Streak::new(At(1))), ("b".into(), Streak::new(At(2)))],
            ..Batch::default()
        })
        .unwrap();
    store.append(&Batch { streaks: vec![("a".into(), streak.clone())], ..Batch::default() }).unwrap();
    let wanted = BTreeMap::from([("a".into(), streak), ("b".into(), Streak::new(At(2)))]);
    assert_eq!(store.streaks().unwrap(), wanted);
}

#[test]
fn days_are_replaced_and_read_from_a_day_on() {
    let day = |day, up| DayRollup {
        day: Day(day),
        clocks: Clocks { up, degraded: 2, down: 3, maintenance: 4, unknown: 5 },
        worst: Status::PartialOutage,
        latency: (up > 10).then_some(Quantiles { p50: 1, p95: 2, p99: u32::MAX }),
    };
    let days = |days: &[DayRollup]| Batch {
        days: days.iter().map(|day| ("b/c".to_owned(), *day)).collect(),
        ..Batch::default()
    };
    let mut store = Store::memory().unwrap();
    store.append(&days(&[day(1, 1), day(2, 2), day(3, 3)])).unwrap();
    store.append(&days(&[day(3, 30)])).unwrap();
    assert_eq!(store.days(Day(2)).unwrap(), BTreeMap::from([("b/c".into(), vec![day(2, 2), day(3, 30)])]));
    assert!(store.days(Day(4)).unwrap().is_empty());
}

#[test]
fn statuses_are_rewritten_from_an_instant() {
    let mut store = Store::memory().unwrap();
    let (up, down, slow) = (Status::Operational, Status::MajorOutage, Status::Degraded);
    store.append(&statuses(0, vec![turn(0, up), turn(10, down), turn(20, up)])).unwrap();
    let again = statuses(10, vec![turn(15, slow)]);
    store.append(&again).unwrap();
    store.append(&again).unwrap();
    let read = |since| store.statuses(At(since)).unwrap()["b/c"].clone();
    assert_eq!(read(0), [turn(0, up), turn(15, slow)]);
    assert_eq!(read(14), [turn(0, up), turn(15, slow)]);
    assert_eq!(read(15), [turn(15, slow)]);
    assert_eq!(read(99), [turn(15, slow)]);
}

#[test]
fn a_status_that_pharos_never_writes_is_told() {
    let mut store = Store::memory().unwrap();
    store.append(&statuses(0, vec![turn(0, Status::Operational)])).unwrap();
    store.db.execute("UPDATE status SET status = 'sunny'", []).unwrap();
    let told = store.statuses(At(0)).unwrap_err().to_string();
    assert!(told.contains("there is no status \"sunny\""), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn verdicts_are_kept_as_the_timeline_keeps_them(
        turns in prop::collection::vec((0i64..60, 0u8..4), 1..20),
        since in 0i64..70,
    ) {
        let mut store = Store::memory().unwrap();
        let mut timeline = Timeline::default();
        for (from, code) in turns {
            let turn = turn(from, Verdict::from_code(code).unwrap());
            timeline.turn(turn.clone());
            let batch = Batch { verdicts: vec![("a".into(), turn)], ..Batch::default() };
            store.append(&batch).unwrap();
            store.append(&batch).unwrap();
        }
        prop_assert_eq!(&store.verdicts(At(i64::MIN)).unwrap()["a"], timeline.turns());
        timeline.forget_before(At(since));
        prop_assert_eq!(&store.verdicts(At(since)).unwrap()["a"], timeline.turns());
    }
}

#[test]
fn the_current_day_replaces_the_one_before() {
    let mut store = Store::memory().unwrap();
    let today = |day, latencies: &[u32]| {
        let mut sketch = Sketch::default();
        latencies.iter().for_each(|latency| sketch.add(*latency));
        Today { day: Day(day), checked: Some(At(7)), latency: None, sketch }
    };
    for (day, latencies) in [(1, vec![900; 70_000]), (2, vec![3, 4_000_000])] {
        let kept = today(day, &latencies);
        store.append(&Batch { todays: vec![("b/c".into(), kept.clone())], ..Batch::default() }).unwrap();
        assert_eq!(store.todays().unwrap(), [("b/c".to_owned(), kept)].into());
    }
}

//! What is planned at an instant, and that nothing changes between two edges.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::recurring::recurring;
use model::maintenance::When;
use model::time::{HOUR, MINUTE};
use proptest::prelude::*;

fn window(from: i64, to: i64) -> Window {
    Window { from: At(from), to: At(to) }
}

fn estate(maintenance: Vec<Maintenance>, freezes: Vec<Freeze>) -> Estate {
    Estate { systems: vec![System { maintenance, freezes, ..System::new("s", "S") }] }
}

fn once(number: usize, from: i64, to: i64) -> Maintenance {
    Maintenance::once(format!("work-{number}"), "Work", vec!["s/db".into()], window(from, to))
}

#[test]
fn work_holds_from_its_start_until_its_end_on_its_components_alone() {
    let estate = estate(vec![once(0, 10, 20), once(1, 15, 30)], vec![]);
    let held = |at| planned(&estate, "s/db", At(at)).map(|it| it.work.id.as_str());
    assert_eq!([9, 10, 15, 29, 30].map(held), [None, Some("work-0"), Some("work-1"), Some("work-1"), None]);
    assert_eq!(planned(&estate, "s/web", At(15)), None);
}

#[test]
fn a_window_that_meets_a_freeze_is_not_held() {
    let freezes = vec![Freeze { title: "Year end".into(), window: window(20, 40) }];
    let estate = estate(vec![once(0, 10, 20), once(1, 15, 25), once(2, 30, 31), once(3, 40, 50)], freezes);
    let held = |at| planned(&estate, "s/db", At(at)).map(|it| it.work.id.as_str());
    assert_eq!([15, 20, 30, 40].map(held), [Some("work-0"), None, None, Some("work-3")]);
    assert_eq!(edges(&estate, "s/db", At(15), At(40)).collect::<Vec<_>>(), [At(20), At(40)]);
}

/// A work whose windows come back, from a few hours to a few days long.
fn recurring_work() -> impl Strategy<Value = Maintenance> {
    let rules = prop::sample::select(vec![
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=2;COUNT=9",
        "FREQ=WEEKLY;BYDAY=SA,SU",
        "FREQ=MONTHLY;BYDAY=-1SU",
        "FREQ=WEEKLY;UNTIL=20260401",
    ]);
    let zones = prop::sample::select(vec!["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]);
    (rules, zones, 0u32..24, 1i64..60).prop_map(|(rule, zone, hour, hours)| {
        let from = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap().and_hms_opt(hour, 0, 0).unwrap();
        let rule = recurring(rule, (from, from + chrono::TimeDelta::hours(hours)), zone, vec![]).unwrap();
        let when = When::Recurring(Box::new(rule));
        Maintenance { when, ..once(0, 0, 1) }
    })
}

proptest! {
    #[test]
    fn between_two_edges_nothing_changes(
        works in prop::collection::vec(recurring_work(), 0..4),
        single in (0i64..60 * 24, 1i64..50),
        frozen in (0i64..60 * 24, 1i64..200),
        from in 0i64..60 * 24 * 4, length in 0i64..200,
    ) {
        let hour = |hours: i64| At::parse("2026-03-01T00:00:00Z").unwrap() + hours * HOUR;
        let span = |(from, hours): (i64, i64)| Window { from: hour(from), to: hour(from + hours) };
        let single = Maintenance { when: When::Once(span(single)), ..once(0, 0, 1) };
        let works = works.into_iter().chain([single]).collect();
        let estate = estate(works, vec![Freeze { title: "Freeze".into(), window: span(frozen) }]);
        let quarter = |number: i64| hour(0) + number * 15 * MINUTE;
        let is_planned = |at| planned(&estate, "s/db", at).is_some();
        let edges: Vec<_> = edges(&estate, "s/db", quarter(from), quarter(from + length)).collect();
        for number in from + 1..=from + length {
            let changed = is_planned(quarter(number)) != is_planned(quarter(number - 1));
            let edge = edges.iter().any(|edge| quarter(number - 1) < *edge && *edge <= quarter(number));
            prop_assert!(edge || !changed, "at {}", quarter(number));
        }
        let quiet = quiet_until(&estate, quarter(from));
        prop_assert!(quiet > quarter(from) && edges.iter().all(|edge| quiet <= *edge));
        let is_edge = edges.contains(&quiet) || quiet > quarter(from + length);
        prop_assert!(is_edge || quiet == quarter(from) + DAY);
    }
}

#![allow(clippy::unwrap_used)]

use super::*;
use crate::Store;
use model::incident::{Evidence, Severity, State, Update};
use model::member::Actor;
use model::status::Status;
use model::time::{At, DAY, MINUTE};
use proptest::prelude::*;

fn ada(minute: i64) -> Maker<'static> {
    Maker::new(At(minute * MINUTE), Actor::Member("ada".into()))
}

fn declaration(title: &str, status: Status) -> Declaration {
    let impacts = vec![Impact { component: "s/db".into(), status }];
    Declaration {
        title: title.into(),
        severity: Severity::P2,
        impacts,
        publish: true,
        text: String::new(),
        evidence: vec![],
    }
}

fn declared(records: &mut Records, title: &str) -> Incident {
    records.declare(&ada(0), declaration(title, Status::Degraded)).unwrap().unwrap()
}

fn update(state: State) -> Step {
    Step::Update(Update { state, text: "words".into(), impacts: vec![], next_minutes: None })
}

fn resolve() -> Step {
    Step::Resolve { text: "over".into() }
}

#[test]
fn every_step_is_a_row_of_the_audit_log_and_a_refused_one_is_none() {
    let mut records = Records::memory().unwrap();
    let incident = declared(&mut records, "Database slow");
    records.step(&incident.id, Some(1), &ada(3), resolve()).unwrap().unwrap();
    assert!(records.step(&incident.id, Some(1), &ada(4), resolve()).unwrap().is_err());
    let rows = records.audit(None, 9).unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.action.as_str(), row.detail.as_str())).collect();
    assert_eq!(told, [("incident.resolve", "entry 2"), ("incident.declare", "entry 1")]);
    assert!(rows.iter().all(|row| row.subject == incident.id && row.actor == ada(0).by));
}

#[test]
fn an_incident_is_read_back_from_the_disk_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pharos.db");
    let _store = Store::open(&path).unwrap();
    let mut records = Records::open(&path).unwrap();
    let first = declared(&mut records, "Database slow");
    let told = records.step(&first.id, Some(1), &ada(3), update(State::Identified)).unwrap().unwrap();
    let backfill = Maker { happened: Some(At(MINUTE)), ..ada(4) };
    let told =
        records.step(&told.id, Some(2), &backfill, Step::Note { text: "seen".into() }).unwrap().unwrap();
    drop(records);
    let mut records = Records::open(&path).unwrap();
    assert_eq!(records.incident(&first.id).unwrap(), Some(told));
    assert_eq!(records.incident("2000-01-01-nothing").unwrap(), None);
    let again = declared(&mut records, "Database slow");
    assert_eq!(again.id, format!("{}-2", first.id));
}

#[test]
fn two_people_never_overwrite_each_other() {
    let mut records = Records::memory().unwrap();
    let incident = declared(&mut records, "Down");
    records.step(&incident.id, Some(1), &ada(1), Step::Acknowledge).unwrap().unwrap();
    let late = records.step(&incident.id, Some(1), &ada(1), resolve()).unwrap();
    assert_eq!(late, Err(Denied::Conflict(2)));
    assert_eq!(records.incident(&incident.id).unwrap().unwrap().version(), 2);
    let refused = records.step(&incident.id, Some(2), &ada(2), Step::Acknowledge).unwrap().unwrap_err();
    assert_eq!(refused.to_string(), "It is acknowledged already.");
}

#[test]
fn the_same_request_is_done_once() {
    let mut records = Records::memory().unwrap();
    let once = Maker { request: Some("k1"), ..ada(0) };
    let declare =
        |records: &mut Records, title| records.declare(&once, declaration(title, Status::Degraded)).unwrap();
    let incident = declare(&mut records, "Down").unwrap();
    assert_eq!(declare(&mut records, "Down"), Ok(incident.clone()));
    assert_eq!(declare(&mut records, "Other"), Err(Denied::KeyTaken));
    let once = Maker { request: Some("k2"), ..ada(1) };
    for _ in 0..2 {
        let told = records.step(&incident.id, Some(1), &once, resolve()).unwrap().unwrap();
        assert_eq!(told.version(), 2);
    }
    assert_eq!(records.incidents(Which::Began(At(0), At(DAY)), 10).unwrap().len(), 1);
}

#[test]
fn lists_hold_what_is_open_or_began_in_a_time() {
    let mut records = Records::memory().unwrap();
    let (one, two) = (declared(&mut records, "One"), declared(&mut records, "Two"));
    let past = Maker { happened: Some(At(-DAY)), ..ada(5) };
    let three = records.declare(&past, declaration("Three", Status::Degraded)).unwrap().unwrap();
    records.step(&one.id, None, &ada(9), resolve()).unwrap().unwrap();
    let mut ids = |which, most| -> Vec<_> {
        records.incidents(which, most).unwrap().into_iter().map(|incident| incident.id).collect()
    };
    assert_eq!(ids(Which::Open, 9), [two.id.clone(), three.id.clone()]);
    assert_eq!(ids(Which::Began(At(-DAY), At(0)), 9), [three.id]);
    assert_eq!(ids(Which::Began(At(0), At(DAY)), 1), [two.id]);
}

#[test]
fn a_part_goes_on_in_the_whole_or_nothing_is_merged() {
    let mut records = Records::memory().unwrap();
    let part = records.declare(&ada(0), declaration("Part", Status::MajorOutage)).unwrap().unwrap();
    let whole = declared(&mut records, "Whole");
    let merge = |records: &mut Records, id: &str, into: &str| records.merge(id, None, into, &ada(5)).unwrap();
    assert_eq!(merge(&mut records, &part.id, "gone"), Err(Denied::Missing("gone".into())));
    let merged = merge(&mut records, &part.id, &whole.id).unwrap();
    assert_eq!(
        (merged.absorbed.as_slice(), merged.impact("s/db")),
        ([part.id.clone()].as_slice(), Some(Status::MajorOutage))
    );
    assert_eq!(records.incident(&part.id).unwrap().unwrap().merged, Some(whole.id.clone()));
    let over = declared(&mut records, "Over");
    records.step(&over.id, None, &ada(6), resolve()).unwrap().unwrap();
    merge(&mut records, &whole.id, &over.id).unwrap_err();
    assert!(records.incident(&whole.id).unwrap().unwrap().is_open(), "half of a merge was made");
}

#[test]
fn what_is_reported_twice_or_too_late_is_no_news() {
    let mut records = Records::memory().unwrap();
    let mut news = |minute, source: &str, since, firing| -> bool {
        let report = Report { source: source.into(), since: At(since), firing };
        let mut news = false;
        let maker = Maker::new(At(minute * MINUTE), Actor::Pharos);
        let done = records.report("a", &maker, &[report], |_, places| {
            news = places == [0];
            Vec::new()
        });
        assert_eq!(done.unwrap(), None);
        news
    };
    assert!(news(1, "x", 1, true));
    assert!(!news(2, "x", 1, true), "it was known");
    assert!(news(3, "x", 1, false));
    assert!(!news(4, "x", 1, true), "its end came before it");
    assert!(!news(5, "y", 1, false), "nothing began that could end");
    assert!(!news(6, "y", 1, true), "its end came before it");
    assert!(news(7, "x", 2, true), "it is another one");
}

#[test]
fn what_made_an_incident_goes_on_with_it() {
    let mut records = Records::memory().unwrap();
    let maker = Maker::new(At(1), Actor::Component("s/db".into()));
    let begin = |latest: Option<&Incident>| match latest {
        None => vec![Step::Declare(declaration("Down", Status::Degraded))],
        Some(_) => vec![],
    };
    let first = records.follow("alert", &maker, begin).unwrap();
    assert_eq!(records.follow("alert", &maker, begin).unwrap(), None);
    let over =
        records.follow("alert", &maker, |_| vec![Step::Acknowledge, Step::Acknowledge, resolve()]).unwrap();
    assert_eq!(over.map(|it| (it.id.clone(), it.version())), first.map(|it| (it.id, 3)));
    assert_eq!(
        records.follow("other", &maker, |latest| latest.map(|_| resolve()).into_iter().collect()).unwrap(),
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_stored_folds_to_what_was_shown(choices in prop::collection::vec((0u8..7, 0i64..30, 0i64..40), 1..15)) {
        let mut records = Records::memory().unwrap();
        let mut shown = declared(&mut records, "Down");
        let mut minute = 0;
        for (choice, gap, ago) in choices {
            minute += gap;
            let labels = [("pod".to_string(), format!("web-{choice}"))].into();
            let (source, firing, text) = ("s".into(), choice > 3, "x".into());
            let seen = Evidence { source, firing, since: At(0), text, runbook: None, labels };
            let step = match choice {
                0 => resolve(),
                1 => Step::Reopen { text: "again".into(), impacts: vec![] },
                2 => Step::Evidence(seen),
                3 => Step::Postmortem { text: "why".into(), publish: true },
                4 => Step::Acknowledge,
                _ => update(State::Identified),
            };
            let maker = Maker { happened: (ago > 20).then_some(At((minute - ago) * MINUTE)), ..ada(minute) };
            if let Ok(next) = records.step(&shown.id, Some(shown.version()), &maker, step).unwrap() {
                shown = next;
            }
            prop_assert_eq!(records.incident(&shown.id).unwrap().unwrap(), shown.clone());
        }
    }
}

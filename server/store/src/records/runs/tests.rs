#![allow(clippy::unwrap_used)]
use super::*;
use crate::records::incidents::Maker;
use model::incident::{Declaration, Severity};
use model::member::Actor;
use model::run::outline;
use std::collections::BTreeMap;

const NOW: At = At(1_700_000_000_000);

fn ada() -> Actor {
    Actor::Member("ada".into())
}

fn steps() -> Vec<Step> {
    outline(["Look", "Restart *it*"].map(|words| (words.to_string(), String::new(), 0)))
}

fn started(incident: Option<&str>) -> Started {
    Started {
        page: "shop/runbooks/db".into(),
        title: "Db down".into(),
        incident: incident.map(str::to_owned),
        began: NOW,
        by: ada(),
        about: BTreeMap::from([("alert DbDown".into(), "1".into())]),
        steps: steps(),
    }
}

fn maker(request: Option<&str>) -> Maker<'_> {
    Maker { request, ..Maker::new(NOW + 1_000, ada()) }
}

fn tick(index: usize) -> Act {
    Act::Tick { step: steps()[index].id.clone() }
}

#[test]
fn a_run_is_read_back_as_it_was_and_each_act_is_in_the_log() {
    let mut records = Records::memory().unwrap();
    let run = records.start_run(started(None), None).unwrap().unwrap();
    assert_eq!(run.id, "2023-11-14-db-down");
    let done = records.act_in_run(&run.id, |_| None, &maker(None), tick(0)).unwrap().unwrap();
    assert_eq!(records.run(&run.id).unwrap(), Some(done));
    assert_eq!(records.start_run(started(None), None).unwrap().unwrap().id, "2023-11-14-db-down-2");
    let log: Vec<_> = records
        .audit(None, 9)
        .unwrap()
        .into_iter()
        .map(|row| (row.action, row.subject, row.detail))
        .collect();
    assert_eq!(log[1], ("run.ticked".into(), run.id, "Look".into()));
    let none = records.act_in_run("none", |_| None, &maker(None), tick(0)).unwrap();
    assert_eq!(none, Err(Denied::Missing("none".into())));
}

#[test]
fn a_request_that_comes_again_changes_nothing_and_its_key_names_no_other() {
    let mut records = Records::memory().unwrap();
    let run = records.start_run(started(None), Some("a")).unwrap().unwrap();
    assert_eq!(records.start_run(started(None), Some("a")).unwrap(), Ok(run.clone()));
    let mut act = |key, act| records.act_in_run(&run.id, |_| None, &maker(Some(key)), act).unwrap();
    let once = act("b", tick(0)).unwrap();
    assert_eq!(act("b", tick(0)), Ok(once.clone()));
    assert_eq!(
        (once.version(), act("b", tick(1)), act("a", tick(1))),
        (1, Err(Denied::KeyTaken), Err(Denied::KeyTaken))
    );
    assert_eq!(records.start_run(started(None), Some("b")).unwrap(), Err(Denied::KeyTaken));
}

#[test]
fn the_timeline_of_the_incident_tells_of_the_start_and_the_end_with_what_was_skipped() {
    let mut records = Records::memory().unwrap();
    let declaration = Declaration {
        title: "Db".into(),
        severity: Severity::P2,
        impacts: vec![],
        publish: false,
        text: String::new(),
        evidence: vec![],
    };
    let incident = records.declare(&Maker::new(NOW, ada()), declaration).unwrap().unwrap();
    let missing = records.start_run(started(Some("none")), None).unwrap();
    assert_eq!(missing, Err(Denied::NoIncident("none".into())));
    let run = records.start_run(started(Some(&incident.id)), None).unwrap().unwrap();
    let skip = Act::Skip { step: steps()[1].id.clone(), reason: "It is <b>up</b>".into() };
    for act in [tick(0), skip, Act::Finish { text: String::new() }] {
        records.act_in_run(&run.id, |_| None, &maker(None), act).unwrap().unwrap();
    }
    let texts: Vec<_> = records.incident(&incident.id).unwrap().unwrap().entries;
    let texts: Vec<_> = texts.iter().filter_map(|entry| entry.step.text()).collect();
    assert_eq!(
        texts,
        [
            "Started a run of [Db down](/docs/runs/2023-11-14-db-down).",
            "Finished the run of [Db down](/docs/runs/2023-11-14-db-down): 1 of 2 steps done.\n\n\
         - Skipped: Restart \\*it\\*: It is \\<b\\>up\\</b\\>",
        ]
    );
    assert_eq!(records.runs(&Which::Incident(incident.id), 9).unwrap().len(), 1);
}

#[test]
fn steps_follow_the_page_when_something_is_done() {
    let mut records = Records::memory().unwrap();
    let run = records.start_run(started(None), None).unwrap().unwrap();
    let page = outline(["Look", "Wait"].map(|words| (words.to_string(), String::new(), 0)));
    records.act_in_run(&run.id, |_| Some(page), &maker(None), tick(0)).unwrap().unwrap();
    let kept = records.run(&run.id).unwrap().unwrap().started.steps;
    let kept: Vec<_> = kept.iter().map(|step| (step.words.as_str(), step.gone)).collect();
    assert_eq!(kept, [("Look", false), ("Restart *it*", true), ("Wait", false)]);
}

#[test]
fn lists_are_of_what_is_wanted() {
    let mut records = Records::memory().unwrap();
    let one = records.start_run(started(None), None).unwrap().unwrap();
    let other = Started { page: "other".into(), began: NOW + 5, ..started(None) };
    let two = records.start_run(other, None).unwrap().unwrap();
    let end = Act::Abandon { reason: "No".into() };
    records.act_in_run(&two.id, |_| None, &maker(None), end).unwrap().unwrap();
    let mut ids = |which| records.runs(&which, 9).unwrap().into_iter().map(|run| run.id).collect::<Vec<_>>();
    assert_eq!(ids(Which::Before(At(i64::MAX))), [two.id.clone(), one.id.clone()]);
    assert_eq!(ids(Which::Before(NOW + 5)), std::slice::from_ref(&one.id));
    assert_eq!(ids(Which::Open), [one.id]);
    assert_eq!(ids(Which::Page("other".into())), [two.id]);
}

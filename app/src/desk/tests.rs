//! What responders see, as HTML: hostile words as text, nothing typed lost, and no form for those who may only read.

#![allow(clippy::unwrap_used)]

use super::incident::Runbook;
use super::overview::Row;
use super::plan::{Frozen, Plan};
use super::typed::Typed;
use super::*;
use crate::page::Page;
use crate::runs::beside::Beside;
use crate::status::sample::{NOW, html, public};
use model::estate::{Component, Estate, System};
use model::incident::{Declaration, Due, Duty, Impact, Incident, Policy, Severity, State, Step, Update};
use model::maintenance::{Freeze, Item, Maintenance, Phase, Tick, Window};
use model::member::Actor;
use model::status::Status;
use model::time::{HOUR, MINUTE};
use std::sync::Arc;

const HOSTILE: &str = "</textarea><img src=x onerror=alert(1)>\"'&";

fn ada() -> Actor {
    Actor::Member("ada".into())
}

fn incident(title: &str) -> Incident {
    let declaration = Declaration {
        title: title.into(),
        severity: Severity::P2,
        impacts: vec![Impact { component: "s/db".into(), status: Status::MajorOutage }],
        publish: true,
        text: HOSTILE.into(),
        evidence: vec![],
    };
    Incident::declare("down".into(), NOW - 40 * MINUTE, None, ada(), declaration).unwrap()
}

fn page(incident: Incident) -> OneIncident {
    let components = vec![Component::new("s/db", "Database", "all", vec![])];
    let estate = Estate { systems: vec![System { components, ..System::new("s", "S") }] };
    OneIncident {
        now: NOW,
        may_respond: true,
        incident,
        due: vec![Due { at: NOW - 5 * MINUTE, duty: Duty::Acknowledge }],
        policy: Policy::default(),
        estate: Arc::new(estate),
        members: vec!["ada".into(), "joe".into()],
        others: vec![("other".into(), HOSTILE.into())],
        runbook: Some(Runbook {
            title: "Database".into(),
            path: "/docs/s".into(),
            html: "<p>Restart it.</p>".into(),
        }),
        runbooks: vec![("Database".into(), "/desk/down?runbook=s".into())],
        runs: Beside::default(),
        message: None,
        typed: Typed::default(),
        problem: None,
        added: vec![],
    }
}

fn drawn(page: OneIncident) -> String {
    html(&Page::Desk(DeskPage::Incident(Box::new(page))))
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

#[test]
fn hostile_words_are_words_wherever_they_stand() {
    let sent = typed(&[("do", "update"), ("text", HOSTILE), ("next", HOSTILE)]);
    let page = OneIncident { typed: sent, problem: Some(HOSTILE.into()), ..page(incident(HOSTILE)) };
    let html = drawn(page);
    assert!(!html.contains("<img") && !html.contains(" style="), "{html}");
    assert_eq!(html.matches("<textarea").count(), html.matches("</textarea>").count());
}

#[test]
fn the_text_of_an_update_is_followed_by_the_way_to_publish_it() {
    let html = drawn(OneIncident { message: Some("\nBegin <so>".into()), ..page(incident("Down")) });
    let (_, behind) = html.split_once("<textarea").unwrap();
    let (tag, behind) = behind.split_once('>').unwrap();
    assert!(tag.contains("autofocus") && tag.contains("id=\"desk-text\""), "{tag}");
    // Browsers drop the first line break alone.
    assert!(behind.starts_with("\n\nBegin &lt;so&gt;</textarea>"), "{behind}");
    let next = &behind[..behind.find("<button").unwrap() + 120];
    assert!(next.contains("value=\"update\"") && !next.contains("<input") && !next.contains("<a "), "{next}");
    assert!(html.contains("Acknowledge it") && html.contains("5 min late"));
    assert!(html.contains("<p>Restart it.</p>"));
}

#[test]
fn what_others_added_stands_beside_what_was_typed() {
    let update = Update {
        state: State::Identified,
        text: "It is the disk".into(),
        impacts: vec![],
        next_minutes: Some(30),
    };
    let changed =
        incident("Down").with(NOW, None, Actor::Member("joe".into()), Step::Update(update)).unwrap();
    let added = vec![changed.entries[1].clone()];
    let sent =
        typed(&[("do", "update"), ("text", "It is the network"), ("state", "monitoring"), ("seen", "1")]);
    let html = drawn(OneIncident { typed: sent, added, ..page(changed) });
    assert!(
        html.contains("Added meanwhile") && html.contains("told visitors: identified, and promised"),
        "{html}"
    );
    assert!(html.contains("It is the disk") && html.contains("\nIt is the network</textarea>"));
    assert!(html.contains(r#"name="seen" value="2""#) && !html.contains(r#"name="seen" value="1""#));
}

#[test]
fn the_postmortem_begins_with_the_record_and_later_is_what_was_written() {
    let resolved = incident("Down").with(NOW, None, ada(), Step::Resolve { text: "Over".into() }).unwrap();
    let begun = drawn(page(resolved.clone()));
    assert!(
        begun.contains("| ada | resolved it |") && begun.contains("It begins with the record"),
        "{begun}"
    );
    let written = Step::Postmortem { text: "It was the disk.".into(), publish: false };
    let html = drawn(page(resolved.with(NOW, None, ada(), written).unwrap()));
    assert!(
        html.contains("\nIt was the disk.</textarea>") && html.contains("Visitors do not read it yet"),
        "{html}"
    );
}

#[test]
fn who_may_only_read_finds_no_form() {
    let html = drawn(OneIncident { may_respond: false, ..page(incident("Down")) });
    assert!(
        !html.contains("<form") && html.contains("Timeline") && html.contains("declared it as P2"),
        "{html}"
    );
}

#[test]
fn the_desk_says_who_has_what_and_what_is_late() {
    let row = |title: &str, due| Row { incident: incident(title), due, policy: Policy::default() };
    let rows = vec![row("Late", vec![Due { at: NOW - MINUTE, duty: Duty::Update }]), row(HOSTILE, vec![])];
    let overview = |rows| Overview {
        now: NOW,
        may_respond: true,
        rows,
        plans: vec![],
        frozen: vec![],
        public: Arc::new(public()),
    };
    let drawn = |rows| html(&Page::Desk(DeskPage::Overview(Box::new(overview(rows)))));
    let html = drawn(rows);
    assert!(html.contains("<strong>Nobody</strong> has it") && html.contains("as promised"), "{html}");
    assert_eq!(html.matches("<li data-late=\"true\"").count(), 2);
    assert!(!html.contains("<img") && html.contains(r#"data-of="butterfly/cassandra""#));
    assert!(drawn(vec![]).contains("Nothing is open."));
}

#[test]
fn a_window_that_runs_shows_its_steps_with_who_did_them_and_its_roles() {
    let window = Window { from: NOW - HOUR, to: NOW + HOUR };
    let mut work = Maintenance::once("w", "Disks", vec![], window);
    work.checklist.before = vec!["Tell support".into()];
    work.checklist.during = vec!["Look".into()];
    work.roles = vec![("carries-out".into(), "on-call".into())];
    let step = "Tell support".to_string();
    let item = Item { system: "s".into(), work: "w".into(), window: window.from, phase: Phase::Before, step };
    let ticks = vec![Tick { item, at: NOW - 2 * HOUR, by: ada() }];
    let plan = Plan { system: "s".into(), system_name: "S".into(), work, window, ticks };
    let freeze = Freeze { title: "Year end".into(), window };
    let drawn = |may_respond| {
        let (plans, frozen) =
            (vec![plan.clone()], vec![Frozen { system: "S".into(), freeze: freeze.clone() }]);
        let overview =
            Overview { now: NOW, may_respond, rows: vec![], plans, frozen, public: Arc::new(public()) };
        html(&Page::Desk(DeskPage::Overview(Box::new(overview))))
    };
    let html = drawn(true);
    assert!(
        html.contains("running") && html.contains("<dt>carries out</dt>") && html.contains("Year end"),
        "{html}"
    );
    assert!(html.contains("Take back: Tell support") && html.contains("Tick: Look"), "{html}");
    assert!(
        html.contains(r#"<span class="frame-unseen">Done: </span>"#) && html.contains("ada<!>, "),
        "{html}"
    );
    assert_eq!(drawn(false).matches("<form").count(), 0);
}

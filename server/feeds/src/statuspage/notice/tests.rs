#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample::{NOW, plan, public, source};
use crate::statuspage::DOCUMENTS;
use model::incident::Severity;
use model::notice::{Event, Said};
use model::time::HOUR;
use serde_json::{Value, json};

fn message(about: &str, what: What, state: Option<State>) -> Message {
    let event = Event {
        what,
        about: about.into(),
        at: NOW,
        severity: state.map(|_| Severity::P2),
        components: Vec::new(),
        public: true,
    };
    let said = vec![Said::typed(NOW, "We look at it.")];
    let path = "/incidents/x".into();
    Message { event, title: "Orders fail".into(), state, said, path, others: Vec::new() }
}

fn posted_of(message: &Message) -> Value {
    let (public, plans) = (public(), [plan("Disks")]);
    let text = posted(&source(&public, &plans), message, "https://status.example.org/end", NOW);
    serde_json::from_str(&text).unwrap()
}

/// The names of an object's fields, in the order of the alphabet.
fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The document of the API that has this name.
fn document(name: &str) -> Value {
    let (public, plans) = (public(), [plan("Disks")]);
    let (_, draw) = DOCUMENTS.iter().find(|(its, _)| *its == name).unwrap();
    serde_json::from_str(&draw(&source(&public, &plans))).unwrap()
}

#[test]
fn an_incident_is_posted_in_the_documented_shape() {
    let posted = posted_of(&message("incident/2026-11-20-orders", What::Updated, Some(State::Identified)));
    assert_eq!(names(&posted), ["incident", "meta", "page"]);
    assert_eq!(names(&posted["meta"]), ["documentation", "generated_at", "unsubscribe"]);
    assert_eq!(posted["meta"]["unsubscribe"], "https://status.example.org/end");
    assert_eq!(names(&posted["page"]), ["id", "status_description", "status_indicator"]);
    assert_eq!(posted["page"]["status_indicator"], "critical");
    let documented = [
        "backfilled",
        "created_at",
        "id",
        "impact",
        "impact_override",
        "incident_updates",
        "monitoring_at",
        "name",
        "organization_id",
        "postmortem_body",
        "postmortem_published_at",
        "resolved_at",
        "scheduled_auto_completed",
        "scheduled_auto_in_progress",
        "scheduled_for",
        "scheduled_remind_prior",
        "scheduled_until",
        "shortlink",
        "status",
        "updated_at",
    ];
    assert_eq!(names(&posted["incident"]), documented);
    let listed = &document("incidents.json")["incidents"][0];
    for field in ["id", "created_at", "incident_updates"] {
        assert_eq!(posted["incident"][field], listed[field], "{field} is that of the API");
    }
    assert_eq!(posted["page"]["id"], document("status.json")["page"]["id"]);
}

#[test]
fn what_is_not_shown_yet_is_told_as_the_message_has_it() {
    let posted = posted_of(&message("incident/unknown", What::Resolved, Some(State::Resolved)));
    let incident = &posted["incident"];
    assert_eq!((&incident["status"], &incident["impact"]), (&json!("resolved"), &json!("major")));
    assert_eq!((&incident["resolved_at"], &incident["created_at"]), (&json!(iso(NOW)), &json!(iso(NOW))));
    assert_eq!(incident["incident_updates"][0]["body"], "We look at it.");
    assert_eq!(incident["incident_updates"][0]["incident_id"], incident["id"]);
}

#[test]
fn planned_work_is_posted_as_an_incident_that_is_scheduled() {
    let from = NOW + HOUR;
    for (what, status) in
        [(What::Planned, "scheduled"), (What::Started, "in_progress"), (What::Ended, "completed")]
    {
        let posted = posted_of(&message(&format!("maintenance/shop/disks/{}", from.0), what, None));
        let work = &posted["incident"];
        let listed = &document("scheduled-maintenances.json")["scheduled_maintenances"][0];
        assert_eq!((&work["status"], &work["impact"]), (&json!(status), &json!("maintenance")));
        for field in ["id", "scheduled_for", "scheduled_until"] {
            assert_eq!(work[field], listed[field], "{field} is that of the API");
        }
    }
}

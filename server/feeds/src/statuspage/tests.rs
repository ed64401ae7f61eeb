#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample::{HOSTILE, NOW, named, plan, public, source};
use model::maintenance::{When, Window};
use model::public::Public;
use model::time::HOUR;
use serde_json::Value;

/// A document, and the names of an object's fields as they stand in it.
fn document(name: &str, public: &Public, plans: &[model::public::PublicPlan]) -> Value {
    let (_, draw) = DOCUMENTS.iter().find(|(its, _)| *its == name).unwrap();
    serde_json::from_str(&draw(&source(public, plans))).unwrap()
}

/// The fields of the first object behind `"field":[` or `"field":`, in the order in which they stand.
fn fields(text: &str, field: &str) -> String {
    let start =
        ["[{", "{"].iter().filter_map(|opens| text.find(&format!("\"{field}\":{opens}"))).min().unwrap();
    let object = &text[text[start..].find('{').unwrap() + start..];
    let (mut depth, mut names, mut quoted) = (0, Vec::new(), None);
    for (at, letter) in object.char_indices() {
        match (letter, quoted) {
            ('"', None) => quoted = Some(at + 1),
            ('"', Some(from)) => {
                if depth == 1 && object[at + 1..].starts_with(':') {
                    names.push(&object[from..at]);
                }
                quoted = None;
            }
            ('{' | '[', None) => depth += 1,
            ('}' | ']', None) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.join(" ")
}

#[test]
fn every_object_has_the_fields_of_a_statuspage_in_their_order() {
    let (public, plans) = (public(), [plan("Disks")]);
    let text = summary(&source(&public, &plans));
    let whole = format!("{{\"whole\":{text}}}");
    assert_eq!(fields(&whole, "whole"), "page components incidents scheduled_maintenances status");
    assert_eq!(fields(&text, "page"), "id name url time_zone updated_at");
    let component = "id name status created_at updated_at position description showcase start_date group_id page_id group \
                     only_show_if_degraded";
    assert_eq!(fields(&text, "components"), format!("{component} components"));
    let incident = "id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id \
                    incident_updates components";
    assert_eq!(fields(&text, "incidents"), incident);
    assert_eq!(
        fields(&text, "incident_updates"),
        "id status body incident_id created_at updated_at display_at affected_components deliver_notifications \
         custom_tweet tweet_id"
    );
    assert_eq!(fields(&text, "affected_components"), "code name old_status new_status");
    assert_eq!(fields(&text, "scheduled_maintenances"), format!("{incident} scheduled_for scheduled_until"));
    let status = &text[text.rfind("\"status\":").unwrap()..];
    assert_eq!(fields(status, "status"), "indicator description");
}

#[test]
fn groups_come_before_their_components_and_name_them() {
    let all = document("components.json", &public(), &[]);
    let all = all["components"].as_array().unwrap();
    let groups: Vec<_> = all.iter().map(|it| it["group"].as_bool().unwrap()).collect();
    assert_eq!(groups, [true, false, true, false]);
    assert_eq!(all[2]["components"][0], all[3]["id"]);
    assert_eq!((&all[3]["group_id"], &all[3]["status"]), (&all[2]["id"], &Value::from("major_outage")));
    assert!(all.iter().all(|it| it["id"].as_str().unwrap().len() == 12));
    assert_eq!(all[3]["start_date"], "2026-11-11");
}

#[test]
fn an_open_incident_is_unresolved_and_tells_what_it_changed() {
    let unresolved = document("incidents/unresolved.json", &public(), &[]);
    assert_eq!(unresolved["incidents"].as_array().unwrap().len(), 1);
    let incident = &unresolved["incidents"][0];
    assert_eq!((&incident["status"], &incident["impact"]), (&"identified".into(), &"critical".into()));
    assert_eq!(incident["incident_updates"][0]["status"], "identified");
    let affected = &incident["incident_updates"][1]["affected_components"][0];
    assert_eq!(
        (&affected["old_status"], &affected["new_status"]),
        (&"operational".into(), &"major_outage".into())
    );
    assert_eq!(affected["code"], incident["components"][0]["id"]);
    let all = document("incidents.json", &public(), &[]);
    assert_eq!(all["incidents"][1]["resolved_at"], "2026-11-01T23:19:39.000Z");
    assert_eq!(document("status.json", &public(), &[])["status"]["indicator"], "critical");
}

#[test]
fn a_window_is_scheduled_then_in_progress_then_completed_and_none_if_called_off() {
    let states = [1, -1, -3].map(|hours| {
        let from = NOW + hours * HOUR;
        let mut plan = plan("Disks");
        plan.when = When::Once(Window { from, to: from + 2 * HOUR });
        let count = |name: &str| {
            document(name, &public(), std::slice::from_ref(&plan))["scheduled_maintenances"]
                .as_array()
                .unwrap()
                .len()
        };
        let all = document("scheduled-maintenances.json", &public(), std::slice::from_ref(&plan));
        let counts = (
            count("scheduled-maintenances/upcoming.json"),
            count("scheduled-maintenances/active.json"),
            count("summary.json"),
        );
        (all["scheduled_maintenances"][0]["status"].as_str().unwrap().to_owned(), counts)
    });
    let told =
        states.map(|(word, (upcoming, active, summed))| format!("{word} {upcoming} {active} {summed}"));
    assert_eq!(told, ["scheduled 1 0 1", "in_progress 0 1 1", "completed 0 0 0"]);
    let cancelled = model::public::PublicPlan { cancelled: true, ..plan("Disks") };
    let all = document("scheduled-maintenances.json", &public(), &[cancelled]);
    assert_eq!(all["scheduled_maintenances"], serde_json::json!([]));
}

#[test]
fn validators_hold_while_nothing_changes_and_no_text_breaks_out() {
    let before = public();
    let later = Public { version: 8, at: NOW + 20_000, ..public() };
    for (name, draw) in DOCUMENTS {
        assert_eq!(draw(&source(&before, &[])), draw(&source(&later, &[])), "{name}");
        for text in HOSTILE {
            let (public, plans) = (named(text, text), [plan(text)]);
            let read: Value = serde_json::from_str(&draw(&source(&public, &plans))).unwrap();
            let texts = [&read["incidents"][0]["name"], &read["scheduled_maintenances"][0]["name"]];
            assert!(texts.iter().all(|it| it.is_null() || *it == text), "{name} {text:?}");
        }
    }
}

#![allow(clippy::unwrap_used)]

use super::*;
use crate::estate::System;
use crate::incident::State;
use crate::member::Actor;
use proptest::prelude::*;

/// A delivery in the documented form; each alert with its fingerprint, phase and further labels.
fn delivery(alerts: &[(&str, &str, &str)], truncated: u64) -> Delivery {
    let alert = |(fingerprint, phase, labels): &(&str, &str, &str)| {
        let ends = if *phase == "firing" { "0001-01-01T00:00:00Z" } else { "2026-11-21T10:10:00.5Z" };
        format!(
            r#"{{"status": "{phase}", "labels": {{"alertname": "Lag", "severity": "critical"{labels}}},
                "annotations": {{"description": "Lag of {fingerprint}\nis high", "runbook_url": "https://runbooks.example/lag"}},
                "startsAt": "2026-11-21T10:00:00.123456789Z", "endsAt": "{ends}",
                "generatorURL": "http://prometheus/graph", "fingerprint": "{fingerprint}"}}"#
        )
    };
    let alerts: Vec<_> = alerts.iter().map(alert).collect();
    let json = format!(
        r#"{{"receiver": "pharos", "status": "firing", "alerts": [{}], "groupLabels": {{"alertname": "Lag"}},
            "commonLabels": {{}}, "commonAnnotations": {{"summary": "Consumers lag"}}, "externalURL": "http://am:9093",
            "version": "4", "groupKey": "{{}}:{{alertname=\"Lag\"}}", "truncatedAlerts": {truncated}}}"#,
        alerts.join(",")
    );
    let delivery: Delivery = serde_json::from_str(&json).unwrap();
    assert_eq!(delivery.check(), Ok(()));
    delivery
}

fn estate() -> Estate {
    let component = |id: &str, on_alert| Component { on_alert, ..Component::new(id, id, "all", vec![]) };
    let components = vec![
        component("s/kafka", OnAlert::Publish),
        component("s/quiet", OnAlert::Nothing),
        component("s/db", OnAlert::Draft),
    ];
    Estate { systems: vec![System { components, ..System::new("s", "S") }] }
}

/// The incident after a delivery of which these alerts are news.
fn after(latest: Option<Incident>, delivery: &Delivery, news: &[usize]) -> Option<Incident> {
    let by = || Actor::Alertmanager("pharos".into());
    let steps = delivery.follow(latest.as_ref(), news, &estate(), OnAlert::Draft);
    steps.into_iter().fold(latest, |incident, step| match step {
        Step::Declare(it) => Some(Incident::declare("x".into(), At(9), None, by(), it).unwrap()),
        step => Some(incident.unwrap().with(At(9), None, by(), step).unwrap()),
    })
}

const KAFKA: &str = r#", "component": "kafka""#;

#[test]
fn a_group_makes_one_incident_with_all_of_its_alerts() {
    let incident =
        after(None, &delivery(&[("f1", "firing", KAFKA), ("f2", "firing", "")], 3), &[0, 1]).unwrap();
    assert_eq!(
        (incident.title.as_str(), incident.severity, incident.is_draft()),
        ("Consumers lag", Severity::P2, false)
    );
    assert_eq!(incident.impact("s/kafka"), Some(Status::MajorOutage));
    assert_eq!(incident.runbooks, ["https://runbooks.example/lag"]);
    assert_eq!(incident.alarms.keys().collect::<Vec<_>>(), ["f1", "f2"]);
    let Step::Declare(declared) = &incident.entries[0].step else { panic!() };
    assert_eq!(declared.evidence[0].text, "Lag of f1 is high (3 more alerts of the group were left out.)");
    assert_eq!(declared.evidence[0].since, At::parse("2026-11-21T10:00:00.123Z").unwrap());
}

#[test]
fn it_ends_when_the_last_alert_does_and_begins_anew_with_the_next() {
    let begun = after(None, &delivery(&[("f1", "firing", KAFKA), ("f2", "firing", KAFKA)], 0), &[0, 1]);
    let half = after(begun, &delivery(&[("f1", "resolved", KAFKA), ("f2", "firing", KAFKA)], 0), &[0]);
    assert!(half.as_ref().unwrap().is_open());
    let over =
        after(half, &delivery(&[("f1", "resolved", KAFKA), ("f2", "resolved", KAFKA)], 0), &[1]).unwrap();
    assert_eq!((over.state, over.is_firing()), (State::Resolved, false));
    let steps = delivery(&[("f3", "firing", "")], 0).follow(Some(&over), &[0], &estate(), OnAlert::Draft);
    assert_eq!(steps.iter().map(Step::name).collect::<Vec<_>>(), ["declare"]);
}

#[test]
fn a_draft_and_what_a_person_handles_are_left_to_people() {
    let over = delivery(&[("f1", "resolved", "")], 0);
    let draft = after(None, &delivery(&[("f1", "firing", "")], 0), &[0]).unwrap();
    assert!(draft.is_draft() && after(Some(draft.clone()), &over, &[0]).unwrap().is_open());
    let handled = draft.with(At(9), None, Actor::Member("ada".into()), Step::Publish).unwrap();
    let handled = after(Some(handled), &over, &[0]).unwrap();
    assert!(handled.is_open() && !handled.is_firing());
}

#[test]
fn a_component_may_want_no_incident() {
    let quiet = r#", "component": "s/quiet""#;
    assert_eq!(after(None, &delivery(&[("f1", "firing", quiet)], 0), &[0]), None);
    let both = after(None, &delivery(&[("f1", "firing", quiet), ("f2", "firing", "")], 0), &[0, 1]).unwrap();
    assert_eq!(both.alarms.keys().collect::<Vec<_>>(), ["f2"]);
}

#[test]
fn what_is_no_delivery_is_refused_in_words() {
    let good = delivery(&[("f1", "firing", "")], 0);
    let wrong = |change: fn(&mut Delivery)| {
        let mut delivery = good.clone();
        change(&mut delivery);
        delivery.check().unwrap_err()
    };
    assert!(wrong(|it| it.version = "3".into()).contains("version 4"));
    assert!(wrong(|it| it.group_key.clear()).contains("groupKey"));
    assert!(wrong(|it| it.alerts[0].fingerprint.clear()).contains("fingerprint"));
    assert!(wrong(|it| it.alerts[0].starts_at = "today".into()).contains("not RFC 3339"));
    assert!(wrong(|it| it.alerts = vec![it.alerts[0].clone(); 501]).contains("max_alerts: 500"));
}

proptest! {
    #[test]
    fn whatever_an_alert_says_its_steps_are_accepted(words in ".{0,900}", url in ".{0,400}", name in any::<String>(), fires: bool) {
        let mut delivery = delivery(&[("f1", "firing", KAFKA)], 0);
        let begun = after(None, &delivery, &[0]);
        delivery.common_annotations.insert("summary".into(), words.repeat(8));
        let alert = &mut delivery.alerts[0];
        alert.fingerprint = "f2".into();
        alert.labels.insert("alertname".into(), name.clone());
        alert.labels.insert(name, url.clone());
        alert.annotations = [("description".into(), words), ("runbook_url".into(), url)].into();
        if !fires {
            alert.status = Phase::Resolved;
        }
        // `after` fails if a step is refused.
        after(begun, &delivery, &[0]).unwrap();
        after(None, &delivery, &[0]);
    }
}

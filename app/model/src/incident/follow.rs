//! From alerts to incidents: what an alert that was opened or resolved asks to be done.
//!
//! The same alert asked about again asks for nothing, so that a restart changes nothing.

use super::label::Labels;
use super::{Declaration, Evidence, Impact, Incident, Severity, Step};
use crate::alert::Alert;
use crate::estate::Component;
use crate::status::Status;
use crate::time::At;

/// What the alerts of a component make of an incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnAlert {
    /// A draft, which a person publishes or drops.
    #[default]
    Draft,
    /// An incident that visitors see at once.
    Publish,
    /// Nothing.
    Nothing,
}

impl OnAlert {
    /// Reads `draft`, `publish` and `none`.
    pub fn parse(text: &str) -> Option<OnAlert> {
        match text {
            "draft" => Some(OnAlert::Draft),
            "publish" => Some(OnAlert::Publish),
            "none" => Some(OnAlert::Nothing),
            _ => None,
        }
    }
}

/// What visitors are told when the checks alone end an incident.
const OVER: &str = "The checks pass again.";
/// What visitors are told when the checks alone begin one.
const BEGUN: &str = "Our checks see trouble. Someone has been told.";
/// What visitors are told when the trouble is back soon after its end.
const AGAIN: &str = "Our checks see the trouble again.";

/// What is to be done about the alert of `component`, which shows `status`; `latest` is the incident that the alert made, if
/// it made one.
///
/// An incident that only programs had a hand in, and that visitors see, ends with its alert, and is opened again with it.
pub fn follow(latest: Option<&Incident>, alert: &Alert, component: &Component, status: Status) -> Vec<Step> {
    let Some(incident) = latest else { return begin(alert, component, status) };
    let firing = alert.is_open();
    if incident.alarms.get(&component.id).is_some_and(|alarm| alarm.firing == firing) {
        return Vec::new();
    }
    let mut steps = vec![Step::Evidence(evidence(alert, component))];
    if incident.is_untouched() && !incident.is_draft() {
        match alert.is_open() {
            true if !incident.is_open() => {
                steps.push(Step::Reopen { text: AGAIN.into(), impacts: impacts(component, status) });
            }
            false if incident.is_open() => steps.push(Step::Resolve { text: OVER.into() }),
            _ => {}
        }
    }
    steps
}

fn begin(alert: &Alert, component: &Component, status: Status) -> Vec<Step> {
    if !alert.is_open() || component.on_alert == OnAlert::Nothing {
        return Vec::new();
    }
    let publish = component.on_alert == OnAlert::Publish;
    vec![Step::Declare(Declaration {
        title: format!("{}: {}", component.name, trouble(status)),
        severity: severity(status),
        impacts: impacts(component, status),
        publish,
        text: if publish { BEGUN.into() } else { String::new() },
        evidence: vec![evidence(alert, component)],
    })]
}

/// What is wrong, in words of a title.
fn trouble(status: Status) -> &'static str {
    match status {
        Status::MajorOutage => "not available",
        Status::PartialOutage => "partly not available",
        _ => "slow or limited",
    }
}

/// How bad the trouble of one component is held to be until a person says otherwise: that all is out (P1), no single
/// component can say.
fn severity(status: Status) -> Severity {
    if status == Status::MajorOutage { Severity::P2 } else { Severity::P3 }
}

fn impacts(component: &Component, status: Status) -> Vec<Impact> {
    let status = if status.is_trouble() { status } else { Status::Degraded };
    vec![Impact { component: component.id.clone(), status }]
}

fn evidence(alert: &Alert, component: &Component) -> Evidence {
    let text = match alert.resolved {
        None if alert.why.trim().is_empty() => "The checks fail.".into(),
        None => alert.why.clone(),
        Some(since) => format!("The checks pass again since {since}."),
    };
    let since: At = alert.resolved.unwrap_or(alert.opened);
    let runbook = component.docs.as_ref().map(|docs| format!("/docs/{docs}"));
    Evidence {
        source: component.id.clone(),
        firing: alert.is_open(),
        since,
        text,
        runbook,
        labels: Labels::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::member::Actor;

    fn component(on_alert: OnAlert) -> Component {
        let docs = Some("s/db#restart".into());
        Component { on_alert, docs, ..Component::new("s/db", "Database", "all", vec![]) }
    }

    fn alert(resolved: Option<i64>) -> Alert {
        let why = "3 of 3 failed".into();
        Alert { component: "s/db".into(), opened: At(1), resolved: resolved.map(At), why }
    }

    /// The incident after what each alert asked for, one a millisecond, all of it by the checks.
    fn followed(on_alert: OnAlert, alerts: &[Alert]) -> Option<Incident> {
        let component = component(on_alert);
        let by = || Actor::Component(component.id.clone());
        let mut incident: Option<Incident> = None;
        for (now, alert) in (1..).zip(alerts) {
            for step in follow(incident.as_ref(), alert, &component, Status::MajorOutage) {
                incident = Some(match (step, incident) {
                    (Step::Declare(it), _) => Incident::declare("x".into(), At(now), None, by(), it).unwrap(),
                    (step, it) => it.unwrap().with(At(now), None, by(), step).unwrap(),
                });
            }
        }
        incident
    }

    #[test]
    fn an_alert_drafts_one_incident_with_its_evidence_and_runbook() {
        let drafted =
            followed(OnAlert::Draft, &[alert(None), alert(None), alert(Some(9)), alert(Some(9))]).unwrap();
        assert!(drafted.is_draft() && drafted.is_open() && !drafted.is_firing());
        assert_eq!((drafted.title.as_str(), drafted.severity), ("Database: not available", Severity::P2));
        assert_eq!(
            (drafted.version(), drafted.runbooks.as_slice()),
            (2, ["/docs/s/db#restart".to_string()].as_slice())
        );
        let Step::Evidence(last) = &drafted.newest().unwrap().step else { panic!("{drafted:?}") };
        assert_eq!(last.text, "The checks pass again since 1970-01-01T00:00:00Z.");
    }

    #[test]
    fn what_the_checks_published_ends_and_begins_again_with_them() {
        let alerts = [alert(None), alert(Some(9)), alert(None), alert(None)];
        assert!(!followed(OnAlert::Publish, &alerts[..2]).unwrap().is_open());
        let again = followed(OnAlert::Publish, &alerts).unwrap();
        assert!(again.is_open());
        assert_eq!((again.version(), again.impact("s/db")), (5, Some(Status::MajorOutage)));
    }

    #[test]
    fn what_a_person_handles_is_left_to_them() {
        let begun = followed(OnAlert::Publish, &[alert(None)]).unwrap();
        let handled = begun.with(At(5), None, Actor::Member("ada".into()), Step::Acknowledge).unwrap();
        let steps =
            follow(Some(&handled), &alert(Some(9)), &component(OnAlert::Publish), Status::Operational);
        assert_eq!(steps.iter().map(Step::name).collect::<Vec<_>>(), ["evidence"]);
    }

    #[test]
    fn no_incident_is_made_where_none_is_wanted_or_nothing_is_wrong() {
        assert_eq!(followed(OnAlert::Nothing, &[alert(None)]), None);
        assert_eq!(followed(OnAlert::Draft, &[alert(Some(9))]), None);
    }
}

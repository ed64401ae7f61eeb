//! What an Alertmanager sends, version 4 of its webhook format, and the incident that it makes.
//!
//! Format: <https://prometheus.io/docs/alerting/latest/configuration/#webhook_config>. A delivery repeats the state of a
//! whole group. What of it is news is for the records to say; an alert that is not in a delivery is not thereby over,
//! because a delivery may leave alerts out (`truncatedAlerts`).

use super::bounds::{LINE, MANY};
use super::{Declaration, Evidence, Impact, Incident, OnAlert, Severity, Step, label};
use crate::estate::{Component, Estate};
use crate::status::Status;
use crate::time::At;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes of a text that is taken over from an alert.
const WORDS: usize = 2_000;

/// One delivery.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// `4`.
    pub version: String,
    /// What names the group; opaque.
    pub group_key: String,
    /// How many alerts of the group were left out.
    #[serde(default)]
    pub truncated_alerts: u64,
    /// What all alerts of the group say.
    #[serde(default)]
    pub common_annotations: BTreeMap<String, String>,
    /// The alerts of the group.
    pub alerts: Vec<Notified>,
}

/// One alert of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notified {
    /// `firing` or `resolved`.
    pub status: Phase,
    /// What names it.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// What it says.
    #[serde(default)]
    pub annotations: BTreeMap<String, String>,
    /// When it began, in RFC 3339.
    pub starts_at: String,
    /// When it ended, in RFC 3339; the year 1 while it fires.
    #[serde(default)]
    pub ends_at: String,
    /// What tells it from others, by its labels.
    pub fingerprint: String,
}

/// Whether an alert's trouble is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// It is.
    Firing,
    /// It is over.
    Resolved,
}

impl Delivery {
    /// What is wrong with the delivery as a whole, in words, if anything is.
    pub fn check(&self) -> Result<(), String> {
        if self.version != "4" {
            return Err(format!(
                "The webhook's version is \"{}\"; this reads version 4.",
                cut(&self.version, 20)
            ));
        }
        if self.group_key.is_empty() || self.group_key.len() > 100_000 {
            return Err("`groupKey` is empty or too long.".into());
        }
        if self.alerts.len() > MANY {
            let many = self.alerts.len();
            return Err(format!("It holds {many} alerts. Set `max_alerts: {MANY}` in the webhook_config."));
        }
        let odd = |alert: &Notified| {
            let fingerprint = &alert.fingerprint;
            !(1..=64).contains(&fingerprint.len())
                || !fingerprint.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if self.alerts.iter().any(odd) {
            return Err("A `fingerprint` is not one to 64 letters and digits.".into());
        }
        match self.alerts.iter().find(|alert| At::parse(&alert.starts_at).is_none()) {
            Some(alert) => Err(format!("`startsAt` is \"{}\", not RFC 3339.", cut(&alert.starts_at, 40))),
            None => Ok(()),
        }
    }

    /// What is to be done about the alerts at the places `news`; `latest` is the incident that the group made last, and
    /// `unsaid` what is made of one where no component says so.
    pub fn follow(
        &self,
        latest: Option<&Incident>,
        news: &[usize],
        estate: &Estate,
        unsaid: OnAlert,
    ) -> Vec<Step> {
        let news: Vec<_> = news.iter().filter_map(|place| self.alerts.get(*place)).collect();
        let (firing, over): (Vec<_>, Vec<_>) =
            news.into_iter().partition(|alert| alert.status == Phase::Firing);
        let mut steps: Vec<_> = match latest {
            Some(_) => over.iter().map(|alert| Step::Evidence(self.evidence(alert))).collect(),
            None => Vec::new(),
        };
        match latest.filter(|incident| incident.is_open()) {
            Some(_) => steps.extend(firing.iter().map(|alert| Step::Evidence(self.evidence(alert)))),
            None => steps.extend(self.begin(&firing, estate, unsaid)),
        }
        if firing.is_empty() {
            steps.extend(
                latest
                    .filter(|incident| is_over(incident, &over))
                    .map(|_| Step::Resolve { text: OVER.into() }),
            );
        }
        steps
    }

    /// The declaration of an incident of these alerts, without those whose component wants none.
    fn begin(&self, firing: &[&Notified], estate: &Estate, unsaid: OnAlert) -> Option<Step> {
        let wanted = |alert: &&Notified| alert.on_alert(estate, unsaid) != OnAlert::Nothing;
        let firing: Vec<_> = firing.iter().copied().filter(wanted).collect();
        let first = firing.first()?;
        let publish = firing.iter().any(|alert| alert.on_alert(estate, unsaid) == OnAlert::Publish);
        let severity = firing.iter().map(|alert| alert.severity()).min()?;
        let title = self.common_annotations.get("summary").map_or_else(|| first.title(), |it| cut(it, LINE));
        Some(Step::Declare(Declaration {
            title: if title.is_empty() { first.title() } else { title },
            severity,
            impacts: impacts(&firing, estate),
            publish,
            text: if publish { BEGUN.into() } else { String::new() },
            evidence: firing.iter().map(|alert| self.evidence(alert)).collect(),
        }))
    }

    fn evidence(&self, alert: &Notified) -> Evidence {
        let mut text = alert.text();
        if self.truncated_alerts > 0 {
            text.push_str(&format!(" ({} more alerts of the group were left out.)", self.truncated_alerts));
        }
        let firing = alert.status == Phase::Firing;
        let since = if firing { &alert.starts_at } else { &alert.ends_at };
        let since = At::parse(since).or_else(|| At::parse(&alert.starts_at)).unwrap_or_default();
        let (source, labels) = (alert.fingerprint.clone(), label::fitting(&alert.labels));
        Evidence { source, firing, since, text, runbook: alert.runbook(), labels }
    }
}

/// What visitors are told when an Alertmanager alone begins an incident.
const BEGUN: &str = "Our monitoring sees trouble. Someone has been told.";
/// What visitors are told when it alone ends one.
const OVER: &str = "Our monitoring sees no trouble any longer.";

/// Whether an incident is over when these alerts are: nothing else fires, visitors see it, and nobody looks after it.
fn is_over(incident: &Incident, over: &[&Notified]) -> bool {
    let ended = |source: &String| over.iter().any(|alert| alert.fingerprint == *source);
    let is_quiet = incident.alarms.iter().all(|(source, alarm)| !alarm.firing || ended(source));
    !over.is_empty() && is_quiet && incident.is_open() && incident.is_untouched() && !incident.is_draft()
}

fn impacts(alerts: &[&Notified], estate: &Estate) -> Vec<Impact> {
    let mut impacts: BTreeMap<String, Status> = BTreeMap::new();
    for alert in alerts {
        if let Some(component) = alert.component(estate) {
            let shown = impacts.entry(component.id.clone()).or_insert(Status::Degraded);
            *shown = alert.impact().max(*shown);
        }
    }
    impacts.into_iter().map(|(component, status)| Impact { component, status }).collect()
}

impl Notified {
    /// The component that its label `component` names: by its id, or by its word in the one system that has it.
    fn component<'a>(&self, estate: &'a Estate) -> Option<&'a Component> {
        let name = self.labels.get("component")?;
        let last = |component: &&Component| component.id.rsplit('/').next() == Some(name.as_str());
        let alone: BTreeSet<_> = estate.components().filter(last).map(|component| &component.id).collect();
        estate.component(name).or_else(|| estate.component(alone.first().filter(|_| alone.len() == 1)?))
    }

    /// What is made of it: what its component says, or `unsaid` if it names none.
    fn on_alert(&self, estate: &Estate, unsaid: OnAlert) -> OnAlert {
        self.component(estate).map_or(unsaid, |component| component.on_alert)
    }

    /// By its label `severity`, which may be one of ours or one of those that are common with Prometheus.
    fn severity(&self) -> Severity {
        match self.labels.get("severity").map(String::as_str) {
            Some("critical" | "page" | "emergency") => Severity::P2,
            Some("info" | "none") => Severity::P4,
            Some(name) => Severity::named(name).unwrap_or(Severity::P3),
            None => Severity::P3,
        }
    }

    fn impact(&self) -> Status {
        if self.severity() <= Severity::P2 { Status::MajorOutage } else { Status::Degraded }
    }

    fn title(&self) -> String {
        let said = self.annotations.get("summary").or_else(|| self.labels.get("alertname"));
        let title = said.map(|said| cut(said, LINE)).unwrap_or_default();
        if title.is_empty() { "Alert".into() } else { title }
    }

    /// What it says, in words.
    fn text(&self) -> String {
        let said = self.annotations.get("description").or_else(|| self.annotations.get("summary"));
        let said = said.map(|said| cut(said, WORDS)).filter(|said| !said.is_empty());
        let said = said.unwrap_or_else(|| self.title());
        match self.status {
            Phase::Firing => said,
            Phase::Resolved => format!("Over: {said}"),
        }
    }

    /// Its annotation `runbook_url`, if it is a web address or a page of these docs.
    fn runbook(&self) -> Option<String> {
        let url = self.annotations.get("runbook_url")?;
        let leads = ["https://", "http://", "/docs/"].iter().any(|start| url.starts_with(start));
        (leads && url.len() <= LINE && !url.chars().any(|c| c.is_control() || c.is_whitespace()))
            .then(|| url.clone())
    }
}

/// The text on one line, of at most so many bytes.
fn cut(text: &str, most: usize) -> String {
    let line: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let end = line.floor_char_boundary(most);
    line.get(..end).unwrap_or_default().trim().into()
}

#[cfg(test)]
mod tests;

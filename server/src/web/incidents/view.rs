//! An incident as the API shows it to members.

use crate::incidents::Incidents;
use model::incident::{Duty, Entry, Impact, Incident, Severity, State};
use model::time::At;
use schemars::JsonSchema;
use serde::Serialize;

/// An incident with all of its entries.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Incident")]
pub struct View<'a> {
    id: &'a str,
    version: u32,
    title: &'a str,
    severity: Severity,
    state: State,
    draft: bool,
    began: At,
    opened: At,
    published: Option<At>,
    acknowledged: Option<At>,
    resolved: Option<At>,
    owner: Option<&'a str>,
    level: u8,
    merged: Option<&'a str>,
    absorbed: &'a [String],
    impacts: Vec<Impact>,
    runbooks: &'a [String],
    /// Whether something that watches still reports trouble.
    firing: bool,
    due: Vec<Due>,
    postmortem: &'a str,
    entries: &'a [Entry],
}

/// Something that is due.
#[derive(Serialize, JsonSchema)]
struct Due {
    at: At,
    duty: &'static str,
    /// The level to call in.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// The number of the entry that asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u32>,
}

impl Due {
    fn of(due: model::incident::Due) -> Due {
        let (duty, level, entry) = match due.duty {
            Duty::Acknowledge => ("acknowledge", None, None),
            Duty::Update => ("update", None, None),
            Duty::Escalate(level) => ("escalate", Some(level), None),
            Duty::Postmortem => ("postmortem", None, None),
            Duty::FollowUp(entry) => ("follow-up", None, Some(entry)),
        };
        Due { at: due.at, duty, level, entry }
    }
}

impl<'a> View<'a> {
    /// What is shown of `incident`; `incidents` knows what is due.
    pub fn of(incident: &'a Incident, incidents: &Incidents) -> View<'a> {
        View {
            id: &incident.id,
            version: incident.version(),
            title: &incident.title,
            severity: incident.severity,
            state: incident.state,
            draft: incident.is_draft(),
            began: incident.began,
            opened: incident.opened,
            published: incident.published,
            acknowledged: incident.acknowledged,
            resolved: incident.resolved,
            owner: incident.owner.as_deref(),
            level: incident.level,
            merged: incident.merged.as_deref(),
            absorbed: &incident.absorbed,
            impacts: incident.impacts_now(),
            runbooks: &incident.runbooks,
            firing: incident.is_firing(),
            due: incidents.due(incident).into_iter().map(Due::of).collect(),
            postmortem: &incident.postmortem.text,
            entries: &incident.entries,
        }
    }
}

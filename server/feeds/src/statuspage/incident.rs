//! `incidents`, each with all that was told of it, newest first.

use super::component::{Component, component_id, some, word};
use super::page::page_id;
use super::{MOST, id};
use crate::Source;
use crate::instant::iso;
use model::incident::{Severity, State, Told};
use model::public::{PublicImpact, PublicIncident};
use model::status::Status;
use serde::Serialize;

/// What a Statuspage calls how bad it is, from the mildest on.
pub(super) const IMPACTS: [&str; 4] = ["none", "minor", "major", "critical"];

#[derive(Serialize)]
pub(super) struct Incident<'a> {
    id: String,
    name: &'a str,
    status: &'static str,
    created_at: String,
    updated_at: String,
    monitoring_at: Option<String>,
    resolved_at: Option<String>,
    impact: &'static str,
    shortlink: String,
    started_at: String,
    page_id: String,
    incident_updates: Vec<Update<'a>>,
    components: Vec<Component<'a>>,
}

/// What was told at one point, of an incident or of planned work.
#[derive(Serialize)]
pub(super) struct Update<'a> {
    pub(super) id: String,
    pub(super) status: &'static str,
    pub(super) body: &'a str,
    pub(super) incident_id: String,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) display_at: String,
    pub(super) affected_components: Option<Vec<Affected<'a>>>,
    pub(super) deliver_notifications: bool,
    pub(super) custom_tweet: Option<&'static str>,
    pub(super) tweet_id: Option<u64>,
}

/// A component that an update changed.
#[derive(Serialize)]
pub(super) struct Affected<'a> {
    code: String,
    name: &'a str,
    old_status: &'static str,
    new_status: &'static str,
}

/// The latest incidents that are meant and are no part of another, those that began last first.
pub(super) fn all<'a>(source: &Source<'a>, is_meant: fn(&PublicIncident) -> bool) -> Vec<Incident<'a>> {
    let whole = source.public.incidents.iter().filter(|it| it.merged.is_none() && is_meant(it));
    whole.take(MOST).map(|it| one(source, it)).collect()
}

/// What a Statuspage calls it.
pub(super) fn impact(severity: Severity) -> &'static str {
    match severity {
        Severity::P1 => "critical",
        Severity::P2 => "major",
        Severity::P3 => "minor",
        Severity::P4 => "none",
    }
}

fn one<'a>(source: &Source<'a>, it: &'a PublicIncident) -> Incident<'a> {
    let id = id("incident", &it.id);
    let monitoring = it.updates.iter().find(|told| told.state == State::Monitoring);
    let components: Vec<_> = it.impacts.iter().map(|impact| impact.component.as_str()).collect();
    Incident {
        name: &it.title,
        status: it.state.slug(),
        created_at: iso(it.began),
        updated_at: iso(it.updated()),
        monitoring_at: monitoring.map(|told| iso(told.happened)),
        resolved_at: it.resolved.map(iso),
        impact: impact(it.severity),
        shortlink: format!("{}/incidents/{}", source.url, it.id),
        started_at: iso(it.began),
        page_id: page_id(source),
        incident_updates: it.updates.iter().map(|told| update(it, &id, told)).collect(),
        components: some(source, &components),
        id,
    }
}

pub(super) fn update<'a>(it: &'a PublicIncident, incident_id: &str, told: &'a Told) -> Update<'a> {
    let affected: Vec<_> = it.impacts.iter().filter_map(|impact| affected(impact, told)).collect();
    Update {
        id: id("update", &format!("{} {}", it.id, told.entry)),
        status: told.state.slug(),
        body: &told.text,
        incident_id: incident_id.into(),
        created_at: iso(told.happened),
        updated_at: iso(told.edited.unwrap_or(told.happened)),
        display_at: iso(told.happened),
        affected_components: (!affected.is_empty()).then_some(affected),
        deliver_notifications: true,
        custom_tweet: None,
        tweet_id: None,
    }
}

/// What a component showed before and after an update, if that changed it.
fn affected<'a>(impact: &'a PublicImpact, told: &Told) -> Option<Affected<'a>> {
    let at = impact.turns.iter().position(|(at, _)| *at == told.happened)?;
    let (_, new) = impact.turns.get(at)?;
    let old = at.checked_sub(1).and_then(|before| impact.turns.get(before));
    Some(Affected {
        code: component_id(&impact.component),
        name: &impact.name,
        old_status: word(old.map_or(Status::Operational, |(_, status)| *status)),
        new_status: word(*new),
    })
}

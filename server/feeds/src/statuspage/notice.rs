//! What is posted to an endpoint that reads the webhooks of a Statuspage: how the page is, and the incident or the planned work
//! that is told of (support.atlassian.com/statuspage/docs/enable-webhook-notifications).

use super::incident::impact;
use super::page::{Overall, page_id};
use super::{id, incident, maintenance};
use crate::Source;
use crate::instant::iso;
use crate::json::written;
use calendar::windows;
use model::incident::State;
use model::notice::{Message, What};
use model::public::{PublicIncident, PublicPlan};
use model::time::At;
use serde::Serialize;

/// Where those who write endpoints read of the form of what is posted.
const DOCUMENTATION: &str = "https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/";

#[derive(Serialize)]
struct Posted<'a> {
    meta: Meta<'a>,
    page: Page,
    incident: Told<'a>,
}

#[derive(Serialize)]
struct Meta<'a> {
    unsubscribe: &'a str,
    documentation: &'static str,
    generated_at: String,
}

#[derive(Serialize)]
struct Page {
    id: String,
    status_indicator: &'static str,
    status_description: &'static str,
}

/// An incident or planned work, in the fields that both have.
#[derive(Serialize)]
struct Told<'a> {
    backfilled: bool,
    created_at: String,
    impact: &'static str,
    impact_override: Option<&'static str>,
    monitoring_at: Option<String>,
    postmortem_body: Option<&'a str>,
    postmortem_published_at: Option<String>,
    resolved_at: Option<String>,
    scheduled_auto_completed: bool,
    scheduled_auto_in_progress: bool,
    scheduled_for: Option<String>,
    scheduled_remind_prior: bool,
    scheduled_until: Option<String>,
    shortlink: String,
    status: &'static str,
    updated_at: String,
    id: String,
    name: &'a str,
    organization_id: Option<String>,
    incident_updates: Vec<incident::Update<'a>>,
}

/// The body for a message, with the address at which its receiver unsubscribes, at `now`.
pub fn posted(source: &Source<'_>, message: &Message, unsubscribe: &str, now: At) -> String {
    let Overall { indicator, description } = Overall::of(source);
    let mut parts = message.event.about.splitn(2, '/');
    let told = match (parts.next(), parts.next()) {
        (Some("maintenance"), Some(about)) => work(source, message, about),
        (_, about) => {
            let about = about.unwrap_or_default();
            told(source, message, source.public.incidents.iter().find(|it| it.id == about).map(|it| &**it))
        }
    };
    written(&Posted {
        meta: Meta { unsubscribe, documentation: DOCUMENTATION, generated_at: iso(now) },
        page: Page { id: page_id(source), status_indicator: indicator, status_description: description },
        incident: told,
    })
}

/// An incident: as it is shown, or as it is told of while it is not shown yet.
fn told<'a>(source: &Source<'_>, message: &'a Message, shown: Option<&'a PublicIncident>) -> Told<'a> {
    let event = &message.event;
    let about = event.about.strip_prefix("incident/").unwrap_or(&event.about);
    let id = id("incident", about);
    let state = message.state.unwrap_or(State::Investigating);
    let at =
        |state: State, its: Option<At>| its.or((message.state == Some(state)).then_some(event.at)).map(iso);
    let monitored = shown.and_then(|it| it.updates.iter().find(|told| told.state == State::Monitoring));
    let updates = match shown {
        Some(it) if !it.updates.is_empty() => {
            it.updates.iter().map(|told| incident::update(it, &id, told)).collect()
        }
        _ => updates(message, &id, state.slug()),
    };
    Told {
        created_at: iso(shown.map_or(event.at, |it| it.began)),
        impact: event.severity.map_or("none", impact),
        monitoring_at: at(State::Monitoring, monitored.map(|told| told.happened)),
        postmortem_body: shown.and_then(|it| it.postmortem.as_deref()),
        resolved_at: at(State::Resolved, shown.and_then(|it| it.resolved)),
        status: state.slug(),
        incident_updates: updates,
        ..blank(source, message, id)
    }
}

/// A window of planned work, about `shop/disks/1767225600000`.
fn work<'a>(source: &Source<'_>, message: &'a Message, about: &str) -> Told<'a> {
    let from = about.rsplit('/').next().and_then(|from| from.parse().ok()).map_or(message.event.at, At);
    // What members plan is named without its system.
    let is_it = |plan: &&PublicPlan| {
        let named = format!("{}/{}", plan.id, from.0);
        about == named || about.split_once('/').is_some_and(|(_, rest)| rest == named)
    };
    let plan = source.plans.iter().find(is_it);
    let id = plan.map_or_else(|| id("maintenance", about), |plan| maintenance::window_id(plan, from));
    let window = plan.and_then(|plan| windows(&plan.when, from, from + 1).find(|window| window.from == from));
    let status = match message.event.what {
        What::Started => maintenance::IN_PROGRESS,
        What::Ended | What::Cancelled => maintenance::COMPLETED,
        _ => maintenance::SCHEDULED,
    };
    Told {
        impact: "maintenance",
        resolved_at: (status == maintenance::COMPLETED).then(|| iso(message.event.at)),
        scheduled_auto_completed: true,
        scheduled_auto_in_progress: true,
        scheduled_for: Some(iso(from)),
        scheduled_remind_prior: true,
        scheduled_until: window.map(|window| iso(window.to)),
        status,
        incident_updates: updates(message, &id, status),
        ..blank(source, message, id)
    }
}

/// What a message says, where nothing more is known of it.
fn blank<'a>(source: &Source<'_>, message: &'a Message, id: String) -> Told<'a> {
    let event = &message.event;
    Told {
        backfilled: false,
        created_at: iso(event.at),
        impact: "none",
        impact_override: None,
        monitoring_at: None,
        postmortem_body: None,
        postmortem_published_at: None,
        resolved_at: None,
        scheduled_auto_completed: false,
        scheduled_auto_in_progress: false,
        scheduled_for: None,
        scheduled_remind_prior: false,
        scheduled_until: None,
        shortlink: format!("{}{}", source.url, message.path),
        status: State::Investigating.slug(),
        updated_at: iso(message.said.iter().map(|said| said.at).fold(event.at, At::max)),
        id,
        name: &message.title,
        organization_id: None,
        incident_updates: Vec::new(),
    }
}

/// What a message says, as updates; one without words if it says nothing.
fn updates<'a>(message: &'a Message, incident_id: &str, status: &'static str) -> Vec<incident::Update<'a>> {
    let update = |at: At, body: &'a str| incident::Update {
        id: id("update", &format!("{incident_id} {}", at.0)),
        status,
        body,
        incident_id: incident_id.into(),
        created_at: iso(at),
        updated_at: iso(at),
        display_at: iso(at),
        affected_components: None,
        deliver_notifications: true,
        custom_tweet: None,
        tweet_id: None,
    };
    match message.said.is_empty() {
        true => vec![update(message.event.at, "")],
        false => message.said.iter().map(|said| update(said.at, &said.text)).collect(),
    }
}

#[cfg(test)]
mod tests;

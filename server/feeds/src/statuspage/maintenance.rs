//! `scheduled_maintenances`: each window of planned work is one, from 90 days ago to 30 days ahead.

use super::component::{Component, some};
use super::incident::Update;
use super::page::page_id;
use super::{MOST, id};
use crate::Source;
use crate::instant::iso;
use calendar::windows;
use model::maintenance::Window;
use model::public::{BAR_DAYS, PLANNED_DAYS, PublicPlan};
use model::time::{At, DAY};
use serde::Serialize;

/// What a Statuspage calls how far planned work has come.
pub(super) const SCHEDULED: &str = "scheduled";
pub(super) const IN_PROGRESS: &str = "in_progress";
pub(super) const COMPLETED: &str = "completed";

#[derive(Serialize)]
pub(super) struct Maintenance<'a> {
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
    scheduled_for: String,
    scheduled_until: String,
}

impl Maintenance<'_> {
    pub(super) fn is_upcoming(&self) -> bool {
        self.status == SCHEDULED
    }

    pub(super) fn is_active(&self) -> bool {
        self.status == IN_PROGRESS
    }
}

/// The windows that begin last first, as many as a list may hold; those that run or come next are among them.
pub(super) fn all<'a>(source: &Source<'a>) -> Vec<Maintenance<'a>> {
    let now = source.public.at;
    let plans = || source.plans.iter().filter(|plan| !plan.cancelled);
    let of = |from: At, to: At| {
        let all =
            plans().flat_map(move |plan| windows(&plan.when, from, to).map(move |window| (plan, window)));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(_, window)| window.from);
        all
    };
    let mut coming = of(now, now + PLANNED_DAYS * DAY);
    coming.truncate(MOST);
    let mut past = of(now - BAR_DAYS * DAY, now);
    past.retain(|(_, window)| window.to <= now);
    past.drain(..past.len().saturating_sub(MOST - coming.len()));
    coming.into_iter().rev().chain(past.into_iter().rev()).map(|it| one(source, it)).collect()
}

/// The id of the window of a plan that begins at `from`.
pub(super) fn window_id(plan: &PublicPlan, from: At) -> String {
    id("maintenance", &format!("{} {}", plan.id, from.0))
}

fn one<'a>(source: &Source<'a>, (plan, window): (&'a PublicPlan, Window)) -> Maintenance<'a> {
    let now = source.public.at;
    let id = window_id(plan, window.from);
    let status = match () {
        () if window.to <= now => COMPLETED,
        () if window.from <= now => IN_PROGRESS,
        () => SCHEDULED,
    };
    let components: Vec<_> = plan.components.iter().map(|(id, _)| id.as_str()).collect();
    // What a rule brings is told of as long before as visitors are told.
    let made = plan.made.min(window.from - PLANNED_DAYS * DAY);
    let changed = match status {
        COMPLETED => window.to,
        IN_PROGRESS => window.from,
        _ => made,
    };
    let update = Update {
        id: super::id("update", &id),
        status,
        body: &plan.title,
        incident_id: id.clone(),
        created_at: iso(made),
        updated_at: iso(changed),
        display_at: iso(changed),
        affected_components: None,
        deliver_notifications: true,
        custom_tweet: None,
        tweet_id: None,
    };
    Maintenance {
        name: &plan.title,
        status,
        created_at: iso(made),
        updated_at: iso(changed),
        monitoring_at: None,
        resolved_at: (status == COMPLETED).then(|| iso(window.to)),
        impact: "maintenance",
        shortlink: format!("{}/#planned", source.url),
        started_at: iso(window.from),
        page_id: page_id(source),
        incident_updates: vec![update],
        components: some(source, &components),
        scheduled_for: iso(window.from),
        scheduled_until: iso(window.to),
        id,
    }
}

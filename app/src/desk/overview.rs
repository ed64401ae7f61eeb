//! `/desk`: what is open and what is due, the most urgent first, and how every component is.

use super::plan::{Frozen, Plan, plans};
use super::{duty, time};
use crate::route::Route;
use crate::status::live::as_of;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use leptos::prelude::*;
use messages::Locale;
use model::incident::{Due, Incident, Policy};
use model::public::{Public, PublicSystem};
use model::time::{At, length};
use std::sync::Arc;

/// What the page shows.
#[derive(Clone)]
pub struct Overview {
    /// When it is drawn.
    pub now: At,
    /// Whether whoever looks may change anything.
    pub may_respond: bool,
    /// What is open, the most urgent first, and what is over and not done with.
    pub rows: Vec<Row>,
    /// Planned work that is near, runs or has just ended.
    pub plans: Vec<Plan>,
    /// When no planned work is done.
    pub frozen: Vec<Frozen>,
    /// How the components are.
    pub public: Arc<Public>,
}

/// An incident and what is due in it.
#[derive(Clone)]
pub struct Row {
    /// The incident.
    pub incident: Incident,
    /// What is due, the next first.
    pub due: Vec<Due>,
    /// By which it is handled.
    pub policy: Policy,
}

impl Overview {
    pub(super) fn body(&self, locale: &Locale) -> Drawn {
        let (open, over): (Vec<&Row>, Vec<&Row>) = self.rows.iter().partition(|row| row.incident.is_open());
        let declare = self.may_respond.then(|| {
            view! { <p><a class="desk-action" href=Route::DeskDeclare.path()>"Declare an incident"</a></p> }
        });
        let systems = self.public.systems.iter().map(|its| system(locale, its)).collect_view();
        view! {
            <header class="desk-head"><h1>"Desk"</h1> {as_of(locale, self.public.at)}</header>
            <section aria-labelledby="desk-open">
                <h2 id="desk-open">"Open"</h2>
                {region("desk-region-open", self.list(&open, "Nothing is open."))}
                {declare}
            </section>
            <section aria-labelledby="desk-after">
                <h2 id="desk-after">"Over, and not done with"</h2>
                {region("desk-region-over", self.list(&over, "No postmortem and no follow-up is due."))}
            </section>
            {region("desk-region-plans", plans(&self.plans, &self.frozen, self.may_respond, self.now))}
            <section aria-labelledby="desk-components">
                <h2 id="desk-components">"Components"</h2>
                <div class="desk-systems">{systems}</div>
            </section>
        }
        .drawn()
    }

    fn list(&self, rows: &[&Row], none: &'static str) -> Drawn {
        if rows.is_empty() {
            return view! { <p class="desk-none">{none}</p> }.drawn();
        }
        let rows = rows.iter().map(|row| self.row(row)).collect_view();
        view! { <ul class="desk-rows">{rows}</ul> }.drawn()
    }

    fn row(&self, row: &Row) -> Drawn {
        let incident = &row.incident;
        let path = Route::Desk(incident.id.clone()).path();
        let (name, write) = (incident.title.clone(), format!("{path}?template=update"));
        let write = (self.may_respond && incident.is_open()).then(|| {
            let label = format!("Write an update on {name}");
            view! { <a class="desk-action" href=write aria-label=label>"Write an update"</a> }
        });
        let is_late = row.due.iter().any(|due| due.is_late(self.now));
        view! {
            <li data-late=is_late.then_some("true")>
                <h3><a href=path>{name.clone()}</a></h3>
                {write}
                {standing(incident)}
                {who(incident, self.now)}
                {duty::list(&row.due, incident, &row.policy, self.now)}
            </li>
        }
        .drawn()
    }
}

/// A part of the page that the live bundle draws again when it hears that the desk has changed.
fn region(id: &'static str, content: impl IntoView + 'static) -> Drawn {
    view! { <div class="desk-region" id=id>{content.into_any()}</div> }.drawn()
}

/// How far it has come, how bad it is, and whether visitors see it.
pub(super) fn standing(incident: &Incident) -> Drawn {
    let state = if incident.merged.is_some() { "Merged" } else { incident.state.label() };
    let severity = format!("{} {}", incident.severity.name(), incident.severity.word());
    let draft = incident.is_draft().then(|| view! { <strong class="desk-draft">"Draft"</strong> });
    view! {
        <p class="incident-standing">
            <span class="incident-state" data-open=incident.is_open().then_some("true")>{state}</span>
            " " <span class="incident-severity">{severity}</span> " " {draft}
        </p>
    }
    .drawn()
}

/// Who has it, and since when it lasts.
pub(super) fn who(incident: &Incident, now: At) -> Drawn {
    let owner = match &incident.owner {
        Some(owner) => view! { <strong>{owner.clone()}</strong> " has it" }.drawn(),
        None => view! { <strong>"Nobody"</strong> " has it" }.drawn(),
    };
    let level = (incident.level > 0).then(|| format!(", level {} is called in", incident.level));
    let lasted = length(incident.lasted(now));
    let lasted = if incident.is_open() { format!(", {lasted} so far") } else { format!(", lasted {lasted}") };
    view! { <p class="incident-meta">{owner} {level} "; began " {time(incident.began, now)} {lasted}</p> }
        .drawn()
}

fn system(locale: &Locale, system: &PublicSystem) -> Drawn {
    let rows = system.components().map(|component| {
        let path = Route::Component(component.id.clone()).path();
        view! { <li><a href=path>{component.name.clone()}</a> " " {mark(locale, component.status, Some(&component.id))}</li> }
    });
    view! {
        <div class="desk-system">
            <h3>{system.name.clone()}</h3>
            <ul>{rows.collect_view()}</ul>
        </div>
    }
    .drawn()
}

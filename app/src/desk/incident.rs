//! `/desk/{incident}`: the update to write, what else can be done, and the timeline, beside the runbook.

use super::overview::{standing, who};
use super::typed::Typed;
use super::{duty, forms, problem, settled, timeline, update};
use crate::route::Route;
use crate::runs::beside::Beside;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;
use model::estate::Estate;
use model::incident::{Due, Entry, Incident, Policy};
use model::time::At;
use std::sync::Arc;

/// What the page shows.
#[derive(Clone)]
pub struct OneIncident {
    /// When it is drawn.
    pub now: At,
    /// Whether whoever looks may change anything.
    pub may_respond: bool,
    /// The incident.
    pub incident: Incident,
    /// What is due, the next first.
    pub due: Vec<Due>,
    /// By which it is handled.
    pub policy: Policy,
    /// The estate, which knows what components are called.
    pub estate: Arc<Estate>,
    /// Who may be given it, by sign-in name.
    pub members: Vec<String>,
    /// The other open incidents, id and title.
    pub others: Vec<(String, String)>,
    /// What to do, as a page of the docs has it.
    pub runbook: Option<Runbook>,
    /// Where else to read what to do: name and address.
    pub runbooks: Vec<(String, String)>,
    /// The runs that were started for it.
    pub runs: Beside,
    /// The message to begin an update with, if one was asked for.
    pub message: Option<String>,
    /// What was sent and not done, or is looked at before it is sent.
    pub typed: Typed,
    /// Why it was not done.
    pub problem: Option<String>,
    /// What others added since the version that was seen, if that is why.
    pub added: Vec<Entry>,
}

/// A page of the docs, or a part of it, to stand beside an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runbook {
    /// The page's title.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// Its text, as the docs crate wrote it.
    pub html: String,
}

impl OneIncident {
    pub(super) fn body(&self, locale: &Locale) -> Drawn {
        let incident = &self.incident;
        let write = self.may_respond.then(|| {
            view! { <a class="frame-skip" href="#desk-text">"Skip to the update"</a> }
        });
        let public = (!incident.is_draft()).then(|| {
            let path = Route::Incident(incident.id.clone()).path();
            view! { <p><a href=path>"As visitors see it"</a></p> }
        });
        view! {
            {write}
            <header class="desk-head">
                {crumbs(locale, [(Route::Desk(String::new()), "Desk".into())], &incident.title)}
                <h1>{incident.title.clone()}</h1>
                {standing(incident)}
                {who(incident, self.now)}
                {self.whole()}
                {duty::list(&self.due, incident, &self.policy, self.now)}
                {public}
            </header>
            <div class="desk-split">
                <div class="desk-work">
                    {problem(self.problem.as_ref())}
                    {timeline::added(self)}
                    {self.may_respond.then(|| self.work())}
                    {timeline::timeline(self)}
                </div>
                {self.runbook()}
            </div>
        }
        .drawn()
    }

    /// What can be done with it as it is.
    fn work(&self) -> Drawn {
        match (self.incident.merged.is_some(), self.incident.is_open()) {
            (true, _) => view! { {forms::note(self)} }.drawn(),
            (false, true) => {
                view! { {forms::first(self)} {update::update(self)} {forms::others(self)} }.drawn()
            }
            (false, false) => {
                view! { {settled::settled(self)} {update::update(self)} {forms::note(self)} }.drawn()
            }
        }
    }

    fn whole(&self) -> Option<Drawn> {
        let whole = self.incident.merged.clone()?;
        let path = Route::Desk(whole).path();
        Some(view! { <p>"It is a part of another incident: " <a href=path>"go on there"</a> "."</p> }.drawn())
    }

    fn runbook(&self) -> Drawn {
        let links = self
            .runbooks
            .iter()
            .map(|(name, href)| view! { <li><a href=href.clone()>{name.clone()}</a></li> });
        let links = (!self.runbooks.is_empty()).then(|| view! { <ul>{links.collect_view()}</ul> }.drawn());
        let page = match &self.runbook {
            Some(Runbook { title, path, html }) => view! {
                <p><a href=path.clone()>{title.clone()}</a></p>
                // The docs crate writes this HTML itself, tag by tag, and escapes all else.
                <div class="docs-body" inner_html=html.clone()></div>
            }
            .drawn(),
            None => view! { <p class="desk-none">"No page of the docs tells what to do about its components."</p> }.drawn(),
        };
        view! {
            <aside class="desk-runbook" aria-labelledby="desk-runbook">
                <h2 id="desk-runbook">"Runbook"</h2>
                {links}
                {self.runs.body(&self.incident.id)}
                {page}
            </aside>
        }
        .drawn()
    }

    /// Where the forms of this incident are sent.
    pub(super) fn action(&self) -> String {
        Route::Desk(self.incident.id.clone()).path()
    }

    /// The components of the estate, id and name.
    pub(super) fn components(&self) -> Vec<(String, String)> {
        self.estate.components().map(|it| (it.id.clone(), it.name.clone())).collect()
    }
}

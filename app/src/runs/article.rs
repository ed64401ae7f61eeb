//! What members read on a page of the docs besides its text: how it was used, who works through it, and the form that
//! starts a run.

use super::time;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::run::{Run, Usage};

/// How many steps are named that were left out or failed.
const NAMED: usize = 3;

/// What members read of a page's runs.
#[derive(Clone)]
pub struct Runbook {
    /// The page's path.
    pub path: String,
    /// How many steps it has.
    pub steps: usize,
    /// Whether whoever reads may start a run.
    pub may_respond: bool,
    /// What its runs say of it.
    pub usage: Usage,
    /// What it is about and has changed since the latest: `check shop/db/tcp`.
    pub changed: Vec<String>,
    /// How many of its links lead nowhere.
    pub dead: usize,
    /// Its runs that go on.
    pub open: Vec<Run>,
    /// The open incidents, id and title; those that it is about first.
    pub incidents: Vec<(String, String)>,
    /// How many of them it is about.
    pub about: usize,
}

impl Runbook {
    pub(crate) fn body(&self) -> Option<Drawn> {
        if self.steps == 0 && self.usage.runs == 0 {
            return None;
        }
        Some(
            view! {
                <section class="runs-use" aria-label="Runs of this page">
                    {last(&self.usage)}
                    {self.trouble()}
                    {self.running()}
                    {(self.may_respond && self.steps > 0).then(|| self.start())}
                </section>
            }
            .drawn(),
        )
    }

    /// What may be wrong with the page.
    fn trouble(&self) -> Option<Drawn> {
        let skipped = often("Left out in runs", &self.usage.skipped);
        let failed = often("Failed in runs", &self.usage.failed);
        let changed = (!self.changed.is_empty() && self.usage.last.is_some())
            .then(|| format!("Changed since it was last used: {}.", self.changed.join(", ")));
        let dead = match self.dead {
            0 => None,
            1 => Some("One of its links leads nowhere.".to_owned()),
            count => Some(format!("{count} of its links lead nowhere.")),
        };
        let rows: Vec<String> = [skipped, failed, changed, dead].into_iter().flatten().collect();
        let list = rows.iter().map(|row| view! { <li>{row.clone()}</li> }).collect_view();
        (!rows.is_empty()).then(|| view! { <ul class="runs-trouble">{list}</ul> }.drawn())
    }

    fn running(&self) -> Drawn {
        let runs = self.open.iter().map(|run| {
            let words = format!("Run of {}: {}", run.started.by, run.standing());
            view! { <li><a href=Route::Run(run.id.clone()).path()>{words}</a></li> }
        });
        let runs = runs.collect_view();
        (!self.open.is_empty()).then(|| view! { <ul class="runs-open">{runs}</ul> }).drawn()
    }

    fn start(&self) -> Drawn {
        let steps = if self.steps == 1 { "1 step".into() } else { format!("{} steps", self.steps) };
        let options = self.incidents.iter().enumerate().map(|(index, (id, title))| {
            // The incident that the page is about is what a run is most likely for.
            let is_it = index == 0 && self.about > 0;
            view! { <option value=id.clone() selected=is_it>{title.clone()}</option> }
        });
        let incidents = (!self.incidents.is_empty()).then(|| {
            view! {
                <label>
                    <span>"Incident"</span> " "
                    <select name="incident"><option value="">"none"</option> {options.collect_view()}</select>
                </label>
            }
        });
        view! {
            <form class="runs-start" method="post" action=Route::Runs.path()>
                <input type="hidden" name="page" value=self.path.clone()/>
                {incidents}
                <button>"Start a run"</button> <span>{steps}</span>
            </form>
        }
        .drawn()
    }
}

/// When the page was last used.
pub(crate) fn last(usage: &Usage) -> Drawn {
    let Some(last) = &usage.last else { return view! { <p>"No run yet: nobody has tried it."</p> }.drawn() };
    let incident = last.incident.clone().map(|id| {
        view! { " in " <a href=Route::Desk(id.clone()).path()>{id.clone()}</a> }
    });
    view! {
        <p><a href=Route::Run(last.run.clone()).path()>"Last used"</a> " " {time(last.at)} {incident} "."</p>
    }
    .drawn()
}

/// The steps with which something happens most often.
fn often(what: &str, steps: &[(String, usize)]) -> Option<String> {
    let named: Vec<_> = steps.iter().take(NAMED).map(|(words, times)| format!("{words} ({times})")).collect();
    (!named.is_empty()).then(|| format!("{what}: {}", named.join("; ")))
}

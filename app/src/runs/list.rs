//! `/docs/runs`: the latest runs, those that go on before those that have ended.

use super::time;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::run::Run;

/// What the page shows.
#[derive(Clone)]
pub struct RunList {
    /// The runs, those that began last first.
    pub runs: Vec<Run>,
}

impl RunList {
    pub(super) fn body(&self) -> Drawn {
        let (open, over): (Vec<_>, Vec<_>) = self.runs.iter().partition(|run| run.ended.is_none());
        view! {
            <h1>"Runs"</h1>
            <p class="docs-summary">"Pages of the docs as checklists: who works through which, and how far they are."</p>
            <h2>"Running"</h2>
            {rows("Running", &open, "Nobody works through a page. Start a run on any page that has steps.")}
            <h2>"Over"</h2>
            {rows("Over", &over, "No run has ended yet.")}
        }
        .drawn()
    }
}

fn rows(label: &'static str, runs: &[&Run], none: &'static str) -> Drawn {
    if runs.is_empty() {
        return view! { <p>{none}</p> }.drawn();
    }
    let rows = runs.iter().map(|run| row(run)).collect_view();
    let heads =
        ["Run", "Began", "By", "Incident", "Standing"].map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <div class="frame-scroll" tabindex="0" role="region" aria-label=label>
            <table><thead><tr>{heads.collect_view()}</tr></thead> <tbody>{rows}</tbody></table>
        </div>
    }
    .drawn()
}

fn row(run: &Run) -> Drawn {
    let started = &run.started;
    let incident = started.incident.clone();
    let incident = incident.map(|id| view! { <a href=Route::Desk(id.clone()).path()>{id.clone()}</a> });
    view! {
        <tr>
            <th scope="row"><a href=Route::Run(run.id.clone()).path()>{started.title.clone()}</a></th>
            <td>{time(started.began)}</td>
            <td>{started.by.to_string()}</td>
            <td>{incident}</td>
            <td>{format!("{}, {}", run.word(), run.standing())}</td>
        </tr>
    }
    .drawn()
}

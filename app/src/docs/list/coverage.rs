//! Which checks, alerts and components have a runbook, who keeps it right and when it was last used; what has none comes
//! first.

use super::heads;
use crate::route::Route;
use crate::runs::article::last;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::run::Usage;

/// What is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveragePage {
    /// Alerts, those without a runbook first.
    pub alerts: Vec<AlertRow>,
    /// Components, those without a runbook first.
    pub components: Vec<ComponentRow>,
    /// Runbooks, those that were never used first.
    pub runbooks: Vec<RunbookLink>,
}

/// A runbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunbookLink {
    /// Its title.
    pub title: String,
    /// Its URL.
    pub url: String,
    /// Who keeps it right.
    pub owner: Option<String>,
    /// What its runs say of it.
    pub usage: Usage,
    /// What it is about and has changed since it was last used, by name.
    pub changed: Vec<String>,
    /// How many of its links lead nowhere.
    pub dead: usize,
    /// How many problems its page has.
    pub problems: usize,
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRow {
    /// Its name.
    pub alert: String,
    /// The page that answers it.
    pub runbook: Option<RunbookLink>,
    /// How often somebody looked for it in vain.
    pub missed: u32,
}

/// A component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The ids of its checks, without its own.
    pub checks: Vec<String>,
    /// The runbooks that name it.
    pub runbooks: Vec<RunbookLink>,
}

impl CoveragePage {
    pub(super) fn body(&self) -> Drawn {
        let covered = self.components.iter().filter(|row| !row.runbooks.is_empty()).count();
        let answered = self.alerts.iter().filter(|row| row.runbook.is_some()).count();
        view! {
            <h1>"Runbook coverage"</h1>
            <p class="docs-summary">
                {format!(
                    "{covered} of {} components and {answered} of {} alerts have a runbook.",
                    self.components.len(),
                    self.alerts.len(),
                )}
            </p>
            <h2>"Components and their checks"</h2>
            {table("Components", &["Component", "Checks", "Runbooks", "Owner", "Last used", "Problems"], self.components.iter().map(component))}
            <h2>"Alerts"</h2>
            {match self.alerts.is_empty() {
                true => view! {
                    <p>"No page names an alert yet, and nobody looked for one. Name them under " <code>"alerts"</code>
                    " in a runbook's front matter."</p>
                }.drawn(),
                false => table("Alerts", &["Alert", "Runbook", "Owner", "Last used", "Problems", "Missed"], self.alerts.iter().map(alert)),
            }}
            <h2>"Runbooks"</h2>
            {table("Runbooks", &RUNBOOK, self.runbooks.iter().map(runbook))}
        }
        .drawn()
    }
}

/// What is told of a runbook.
const RUNBOOK: [&str; 7] =
    ["Runbook", "Last used", "Runs", "Steps left out", "Steps failed", "Changed since", "Dead links"];

fn table(label: &'static str, names: &[&'static str], rows: impl Iterator<Item = Drawn>) -> Drawn {
    let rows = rows.collect_view();
    view! {
        <div class="frame-scroll" tabindex="0" role="region" aria-label=label>
            <table>{heads(names)} <tbody>{rows}</tbody></table>
        </div>
    }
    .drawn()
}

fn none() -> Drawn {
    view! { <strong class="docs-none-yet">"none"</strong> }.drawn()
}

fn links(runbooks: &[RunbookLink]) -> Drawn {
    let entries = runbooks.iter().map(|it| {
        view! { <li><a href=it.url.clone()>{it.title.clone()}</a></li> }
    });
    let entries = entries.collect_view();
    if runbooks.is_empty() { none() } else { view! { <ul class="docs-links">{entries}</ul> }.drawn() }
}

fn owners(runbooks: &[RunbookLink]) -> String {
    let mut owners: Vec<&str> = runbooks.iter().filter_map(|it| it.owner.as_deref()).collect();
    owners.sort_unstable();
    owners.dedup();
    owners.join(", ")
}

/// When one of these runbooks was last used; nothing without a runbook.
fn used(runbooks: &[RunbookLink]) -> Option<Drawn> {
    let latest = runbooks.iter().max_by_key(|it| it.usage.last.as_ref().map(|last| last.at))?;
    Some(last(&latest.usage))
}

/// How many problems the pages have, with the way to them.
fn problems(runbooks: &[RunbookLink]) -> Option<Drawn> {
    let count: usize = runbooks.iter().map(|it| it.problems).sum();
    (count > 0).then(|| view! { <a href=Route::DocsLint.path()>{count.to_string()}</a> }.drawn())
}

fn runbook(row: &RunbookLink) -> Drawn {
    let times = |steps: &[(String, usize)]| steps.iter().map(|(_, times)| times).sum::<usize>();
    let some = |count: usize| (count > 0).then(|| count.to_string());
    let changed = if row.usage.last.is_some() { row.changed.join(", ") } else { String::new() };
    view! {
        <tr>
            <th scope="row"><a href=row.url.clone()>{row.title.clone()}</a></th>
            <td>{last(&row.usage)}</td>
            <td>{some(row.usage.runs)}</td>
            <td>{some(times(&row.usage.skipped))}</td>
            <td>{some(times(&row.usage.failed))}</td>
            <td>{changed}</td>
            <td>{some(row.dead)}</td>
        </tr>
    }
    .drawn()
}

fn component(row: &ComponentRow) -> Drawn {
    let href = Route::Component(row.id.clone()).path();
    view! {
        <tr>
            <th scope="row"><a href=href>{row.name.clone()}</a></th>
            <td>{row.checks.join(", ")}</td>
            <td>{links(&row.runbooks)}</td>
            <td>{owners(&row.runbooks)}</td>
            <td>{used(&row.runbooks)}</td>
            <td>{problems(&row.runbooks)}</td>
        </tr>
    }
    .drawn()
}

fn alert(row: &AlertRow) -> Drawn {
    let runbook = row.runbook.as_slice();
    view! {
        <tr>
            <th scope="row"><a href=Route::Alert(row.alert.clone()).path()>{row.alert.clone()}</a></th>
            <td>{links(runbook)}</td>
            <td>{owners(runbook)}</td>
            <td>{used(runbook)}</td>
            <td>{problems(runbook)}</td>
            <td>{(row.missed > 0).then(|| row.missed.to_string())}</td>
        </tr>
    }
    .drawn()
}

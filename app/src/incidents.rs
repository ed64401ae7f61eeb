//! What people are told when something is broken: what is open, on the first page; every incident, by month; one of them
//! with all that was told.

pub mod list;
pub mod one;
pub mod open;

use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;
use model::incident::{Severity, State};
use model::public::PublicIncident;

/// How far an incident has come, and how bad it is: `Identified, P2 high`.
pub(crate) fn standing(locale: &Locale, incident: &PublicIncident) -> Drawn {
    let state = match incident.merged {
        Some(_) => locale.text("state-merged"),
        None => state(locale, incident.state),
    };
    view! {
        <span class="incident-state" data-open=incident.is_open().then_some("true")>{state}</span>
        " "
        <span class="incident-severity">{severity(locale, incident.severity)}</span>
    }
    .drawn()
}

/// The word of how far an incident has come.
fn state(locale: &Locale, state: State) -> String {
    locale.text(&format!("state-{}", state.slug()))
}

/// How bad an incident is, in its short name and in a word: `P2 high`.
pub(crate) fn severity(locale: &Locale, severity: Severity) -> String {
    let word = locale.text(&format!("severity-{}", severity.word()));
    locale.fill("severity", &[("name", severity.name()), ("word", &word)])
}

/// The names of what it affects, in a row.
fn affected(locale: &Locale, incident: &PublicIncident) -> String {
    locale.list(incident.impacts.iter().map(|impact| impact.name.clone()))
}

/// What was told, as HTML.
fn words(text: &str) -> Drawn {
    let html = docs::message(text);
    view! { <div class="incident-words" dir="auto" inner_html=html></div> }.drawn()
}

#[cfg(test)]
mod tests;

//! What people are told when something is broken: what is open, on the first page; every incident, by month; one of them
//! with all that was told.

pub mod list;
pub mod one;
pub mod open;

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::moment;
use leptos::prelude::*;
use model::public::PublicIncident;
use model::time::At;

/// An instant with its zone.
fn time(at: At) -> Drawn {
    view! { <time datetime=at.to_string()>{moment(at)}</time> }.drawn()
}

/// How far an incident has come, and how bad it is: `Identified, P2 high`.
pub(crate) fn standing(incident: &PublicIncident) -> Drawn {
    let state = match incident.merged {
        Some(_) => "Merged",
        None => incident.state.label(),
    };
    let severity = format!("{} {}", incident.severity.name(), incident.severity.word());
    view! {
        <span class="incident-state" data-open=incident.is_open().then_some("true")>{state}</span>
        " "
        <span class="incident-severity">{severity}</span>
    }
    .drawn()
}

/// The names of what it affects, in a row.
fn affected(incident: &PublicIncident) -> String {
    let names: Vec<_> = incident.impacts.iter().map(|impact| impact.name.as_str()).collect();
    names.join(", ")
}

/// What was told, as HTML.
fn words(text: &str) -> Drawn {
    let html = docs::message(text);
    view! { <div class="incident-words" inner_html=html></div> }.drawn()
}

#[cfg(test)]
mod tests;

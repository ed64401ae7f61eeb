//! What is open, for the top of the first page.

use super::{affected, standing, time, words};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::public::{Public, PublicIncident};
use model::time::At;

/// Each open incident that is meant, with what was told last. An open page draws the region anew when that changes; it is
/// there, and empty, where nothing is open.
pub fn open(public: &Public, is_meant: impl Fn(&PublicIncident) -> bool) -> Drawn {
    let open: Vec<_> =
        public.incidents.iter().filter(|incident| incident.is_open() && is_meant(incident)).collect();
    let any = !open.is_empty();
    let articles = open.into_iter().map(|incident| article(incident, public.at)).collect_view();
    let section = any.then(|| {
        view! { <section class="incident-open" aria-label="Open incidents">{articles}</section> }.drawn()
    });
    view! { <div class="incident-region" id="open-incidents">{section}</div> }.drawn()
}

/// Whether an incident affects one of the components for which `is_meant`.
pub fn affects(incident: &PublicIncident, is_meant: impl Fn(&str) -> bool) -> bool {
    incident.impacts.iter().any(|impact| impact.status().is_trouble() && is_meant(&impact.component))
}

fn article(incident: &PublicIncident, now: At) -> Drawn {
    let heading = format!("incident-{}", incident.id);
    let affected = affected(incident);
    let latest = incident.updates.first().map(|told| {
        view! { {words(&told.text)} <p class="incident-meta">"Told " {time(told.happened)}</p> }
    });
    view! {
        <article aria-labelledby=heading.clone()>
            <p class="incident-standing">{standing(incident)}</p>
            <h2 id=heading.clone()><a href=Route::Incident(incident.id.clone()).path()>{incident.title.clone()}</a></h2>
            {(!affected.is_empty()).then(|| view! { <p class="incident-meta">"Affects " {affected}</p> })}
            {latest}
            {promise(incident, now)}
        </article>
    }
    .drawn()
}

/// When the next update was promised for. A promise that is late is not repeated.
pub(super) fn promise(incident: &PublicIncident, now: At) -> Option<Drawn> {
    let at = incident.promised.filter(|at| *at > now)?;
    Some(view! { <p class="incident-meta">"Next update by " {time(at)}</p> }.drawn())
}

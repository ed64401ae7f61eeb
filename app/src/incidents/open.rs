//! What is open, for the top of the first page.

use super::{affected, standing, words};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::when::time;
use leptos::prelude::*;
use messages::Locale;
use model::public::{Public, PublicIncident};
use model::time::At;

/// Each open incident that is meant, with what was told last. An open page draws the region anew when that changes; it is
/// there, and empty, where nothing is open.
pub fn open(locale: &Locale, public: &Public, is_meant: impl Fn(&PublicIncident) -> bool) -> Drawn {
    let open: Vec<_> =
        public.incidents.iter().filter(|incident| incident.is_open() && is_meant(incident)).collect();
    let any = !open.is_empty();
    let articles = open.into_iter().map(|incident| article(locale, incident, public.at)).collect_view();
    let section = any.then(|| {
        let label = locale.text("incidents-open");
        view! { <section class="incident-open" aria-label=label>{articles}</section> }.drawn()
    });
    view! { <div class="incident-region" id="open-incidents">{section}</div> }.drawn()
}

/// Whether an incident affects one of the components for which `is_meant`.
pub fn affects(incident: &PublicIncident, is_meant: impl Fn(&str) -> bool) -> bool {
    incident.impacts.iter().any(|impact| impact.status().is_trouble() && is_meant(&impact.component))
}

fn article(locale: &Locale, incident: &PublicIncident, now: At) -> Drawn {
    let heading = format!("incident-{}", incident.id);
    let affected = affected(locale, incident);
    let latest = incident.updates.first().map(|told| {
        let html = locale.fill("incident-told", &[("time", &time(locale, told.happened))]);
        view! { {words(&told.text)} <p class="incident-meta" inner_html=html></p> }
    });
    view! {
        <article aria-labelledby=heading.clone()>
            <p class="incident-standing">{standing(locale, incident)}</p>
            <h2 id=heading.clone()><a href=Route::Incident(incident.id.clone()).path()>{incident.title.clone()}</a></h2>
            {(!affected.is_empty()).then(|| {
                let words = locale.fill("incident-affects", &[("components", &affected)]);
                view! { <p class="incident-meta">{words}</p> }
            })}
            {latest}
            {promise(locale, incident, now)}
        </article>
    }
    .drawn()
}

/// When the next update was promised for. A promise that is late is not repeated.
pub(super) fn promise(locale: &Locale, incident: &PublicIncident, now: At) -> Option<Drawn> {
    let at = incident.promised.filter(|at| *at > now)?;
    let html = locale.fill("incident-promise", &[("time", &time(locale, at))]);
    Some(view! { <p class="incident-meta" inner_html=html></p> }.drawn())
}

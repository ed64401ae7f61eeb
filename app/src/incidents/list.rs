//! Every incident that visitors were told of, by the month in which it began.

use super::{affected, standing, time};
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::month;
use leptos::prelude::*;
use model::public::{Public, PublicIncident};
use model::time::{At, length};

pub(crate) fn head() -> Head {
    Head {
        title: "Incidents".into(),
        description: "What was broken, what was told about it, and how it ended.".into(),
        section: Some(Section::Status),
        bundle: None,
        listed: true,
    }
}

pub(crate) fn body(public: &Public) -> Drawn {
    let of_month = |incident: &PublicIncident| month(incident.began.day());
    let incidents: Vec<_> = public.incidents.iter().map(AsRef::as_ref).collect();
    let months = incidents.chunk_by(|one, other| of_month(one) == of_month(other));
    let months =
        months.filter_map(|part| Some(section(&of_month(part.first()?), part, public.at))).collect_view();
    let none = incidents
        .is_empty()
        .then(|| view! { <p>"None. Nothing has been broken that anyone was told of."</p> });
    view! {
        <div class="frame-column incident-page">
            <header class="status-title">
                {crumbs([(Route::Overview, "Status".into())], "Incidents")}
                <h1>"Incidents"</h1>
            </header>
            {none}
            {months}
        </div>
    }
    .drawn()
}

fn section(month: &str, incidents: &[&PublicIncident], now: At) -> Drawn {
    let id = month.to_lowercase().replace(' ', "-");
    let rows = incidents.iter().map(|incident| row(incident, now)).collect_view();
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{month.to_owned()}</h2>
            <ul class="incident-list">{rows}</ul>
        </section>
    }
    .drawn()
}

fn row(incident: &PublicIncident, now: At) -> Drawn {
    let affected = affected(incident);
    let lasted = length(incident.resolved.unwrap_or(now).since(incident.began));
    let lasted = match (incident.is_open(), incident.resolved) {
        (true, _) => format!(", {lasted} so far"),
        (false, Some(_)) => format!(", lasted {lasted}"),
        (false, None) => String::new(),
    };
    view! {
        <li>
            <a href=Route::Incident(incident.id.clone()).path()>{incident.title.clone()}</a>
            <p class="incident-standing">{standing(incident)}</p>
            <p class="incident-meta">
                {time(incident.began)} {lasted} {(!affected.is_empty()).then(|| format!("; {affected}"))}
            </p>
        </li>
    }
    .drawn()
}

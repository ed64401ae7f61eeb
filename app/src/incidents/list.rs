//! Every incident that visitors were told of, by the month in which it began.

use super::{affected, standing};
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use crate::ui::when::{lasting, length, month, time};
use leptos::prelude::*;
use messages::Locale;
use model::public::{Public, PublicIncident};
use model::time::{At, Month};

pub(crate) fn head(locale: &Locale) -> Head {
    Head {
        title: locale.text("incidents"),
        description: locale.text("incidents-description"),
        section: Some(Section::Status),
        bundle: None,
        listed: true,
    }
}

pub(crate) fn body(locale: &Locale, public: &Public) -> Drawn {
    let of_month = |incident: &PublicIncident| month(locale, incident.began.day());
    let incidents: Vec<_> = public.incidents.iter().map(AsRef::as_ref).collect();
    let months = incidents.chunk_by(|one, other| of_month(one) == of_month(other));
    let months =
        months.filter_map(|part| Some(section(locale, part.first()?.began, part, public.at))).collect_view();
    let none = incidents.is_empty().then(|| view! { <p>{locale.text("incidents-none")}</p> });
    view! {
        <div class="frame-column incident-page">
            <header class="status-title">
                {crumbs(locale, [(Route::Overview, locale.text("nav-status"))], &locale.text("incidents"))}
                <h1>{locale.text("incidents")}</h1>
            </header>
            {none}
            {months}
        </div>
    }
    .drawn()
}

fn section(locale: &Locale, began: At, incidents: &[&PublicIncident], now: At) -> Drawn {
    let id = format!("month-{}", Month::of(began.day()));
    let rows = incidents.iter().map(|incident| row(locale, incident, now)).collect_view();
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{month(locale, began.day())}</h2>
            <ul class="incident-list">{rows}</ul>
        </section>
    }
    .drawn()
}

fn row(locale: &Locale, incident: &PublicIncident, now: At) -> Drawn {
    let lasted = match (incident.is_open(), incident.resolved) {
        (true, _) => Some(lasting(locale, now.since(incident.began))),
        (false, Some(at)) => {
            Some(locale.fill("incident-lasted", &[("length", &length(locale, at.since(incident.began)))]))
        }
        (false, None) => None,
    };
    let affected = Some(affected(locale, incident)).filter(|its| !its.is_empty());
    let facts = [time(locale, incident.began)].into_iter().chain(lasted);
    let facts = locale.list(facts);
    let facts = [facts].into_iter().chain(affected.map(|its| format!("<bdi>{}</bdi>", escape(&its))));
    let facts = facts.collect::<Vec<_>>().join("; ");
    view! {
        <li>
            <a href=Route::Incident(incident.id.clone()).path()>{incident.title.clone()}</a>
            <p class="incident-standing">{standing(locale, incident)}</p>
            <p class="incident-meta" inner_html=facts></p>
        </li>
    }
    .drawn()
}

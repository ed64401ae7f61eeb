//! The page of one incident: how it stands, what it affects, all that was told, newest first, and what was learnt.

use super::open::promise;
use super::{affected, standing, state, words};
use crate::docs::live::runbooks;
use crate::frame::Frame;
use crate::page::{Bundle, Head, Section};
use crate::problem::Problem;
use crate::route::Route;
use crate::status::live::as_of;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use crate::ui::when::{lasting, length, time};
use leptos::prelude::*;
use messages::Locale;
use model::incident::Told;
use model::public::{Public, PublicImpact, PublicIncident, Whole};
use model::status::Status;
use model::time::At;

fn find<'a>(public: &'a Public, id: &str) -> Option<&'a PublicIncident> {
    public.incidents.iter().find(|incident| incident.id == id).map(AsRef::as_ref)
}

pub(crate) fn head(locale: &Locale, public: &Public, id: &str) -> Head {
    let Some(incident) = find(public, id) else { return Problem::missing(None).head(locale) };
    Head {
        title: incident.title.clone(),
        description: locale.fill(
            "incident-description",
            &[
                ("state", &state(locale, incident.state)),
                ("title", &incident.title),
                ("components", &affected(locale, incident)),
            ],
        ),
        section: Some(Section::Status),
        bundle: Some(Bundle::Live),
        listed: true,
    }
}

pub(crate) fn body(frame: &Frame, public: &Public, id: &str) -> Drawn {
    let locale = &*frame.locale;
    let Some(incident) = find(public, id) else { return Problem::missing(None).body(locale) };
    let above = [(Route::Overview, locale.text("nav-status")), (Route::Incidents, locale.text("incidents"))];
    view! {
        <div class="frame-column incident-page">
            <header class="status-title">
                {crumbs(locale, above, &incident.title)}
                <h1 dir="auto">{incident.title.clone()}</h1>
                <div class="incident-region incident-how" id="how">
                    <p class="incident-standing">{standing(locale, incident)}</p>
                    {when(locale, incident, public.at)}
                    {promise(locale, incident, public.at)}
                    {incident.merged.as_ref().map(|its| whole(locale, its))}
                </div>
                {as_of(locale, public.at)}
            </header>
            <div class="incident-region" id="told">
                {updates(locale, incident)}
                {impacts(locale, incident, public)}
                {runbooks(frame, incident.impacts.iter().map(|impact| impact.component.as_str()))}
                {incident.postmortem.as_deref().map(|text| postmortem(locale, text))}
            </div>
        </div>
    }
    .drawn()
}

fn when(locale: &Locale, incident: &PublicIncident, now: At) -> Drawn {
    let began = time(locale, incident.began);
    let html = match incident.resolved {
        Some(at) => {
            let lasted = length(locale, at.since(incident.began));
            let values = [("began", began.as_str()), ("resolved", &time(locale, at)), ("length", &lasted)];
            locale.fill("incident-over", &values)
        }
        None if incident.is_open() => {
            let lasting = lasting(locale, now.since(incident.began));
            locale.fill("incident-lasting", &[("began", &began), ("lasting", &lasting)])
        }
        None => locale.fill("incident-began", &[("began", &began)]),
    };
    view! { <p class="incident-meta" inner_html=html></p> }.drawn()
}

fn whole(locale: &Locale, whole: &Whole) -> Drawn {
    match whole {
        Whole::Shown(id) => {
            let path = Route::Incident(id.clone()).path();
            view! { <p>{locale.text("incident-part")} " " <a href=path>{locale.text("incident-whole")}</a></p> }.drawn()
        }
        Whole::Hidden => view! { <p>{locale.text("incident-hidden")}</p> }.drawn(),
    }
}

fn updates(locale: &Locale, incident: &PublicIncident) -> Drawn {
    let rows = incident.updates.iter().map(|told| update(locale, told)).collect_view();
    let content = match incident.updates.is_empty() {
        true => view! { <p>{locale.text("updates-none")}</p> }.drawn(),
        false => view! { <ol class="incident-updates" reversed>{rows}</ol> }.drawn(),
    };
    let heading = locale.text("updates");
    view! { <section aria-labelledby="updates"><h2 id="updates">{heading}</h2> {content}</section> }.drawn()
}

fn update(locale: &Locale, told: &Told) -> Drawn {
    let happened = time(locale, told.happened);
    let html = match told.edited {
        Some(at) => locale.fill("update-edited", &[("time", &happened), ("edited", &time(locale, at))]),
        None => happened,
    };
    view! {
        <li id=format!("update-{}", told.entry)>
            <h3>{state(locale, told.state)}</h3>
            {words(&told.text)}
            <p class="incident-meta" inner_html=html></p>
        </li>
    }
    .drawn()
}

fn impacts(locale: &Locale, incident: &PublicIncident, public: &Public) -> Option<Drawn> {
    if incident.impacts.is_empty() {
        return None;
    }
    let rows = incident.impacts.iter().flat_map(|impact| spans(locale, impact, public)).collect_view();
    Some(
        view! {
            <section>
                <h2 id="impact">{locale.text("impact")}</h2>
                <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="impact">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{locale.text("column-component")}</th>
                                <th scope="col">{locale.text("column-shows")}</th>
                                <th scope="col">{locale.text("column-from")}</th>
                                <th scope="col">{locale.text("column-to")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .drawn(),
    )
}

/// A row for each stretch of time in which the component was not operational.
fn spans(locale: &Locale, impact: &PublicImpact, public: &Public) -> Vec<Drawn> {
    let ends = impact.turns.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
    let spans = impact.turns.iter().zip(ends).filter(|((_, status), _)| *status != Status::Operational);
    spans.map(|((from, status), to)| span(locale, impact, public, (*from, to), *status)).collect()
}

fn span(
    locale: &Locale,
    impact: &PublicImpact,
    public: &Public,
    (from, to): (At, Option<At>),
    status: Status,
) -> Drawn {
    let is_known = public.components().any(|component| component.id == impact.component);
    let name = match is_known {
        true => {
            let path = Route::Component(impact.component.clone()).path();
            view! { <a href=path>{impact.name.clone()}</a> }.drawn()
        }
        false => view! { {impact.name.clone()} }.drawn(),
    };
    let end = match to {
        Some(to) => view! { <td inner_html=time(locale, to)></td> }.drawn(),
        None => view! { <td><strong>{locale.text("ongoing")}</strong></td> }.drawn(),
    };
    let from = time(locale, from);
    view! { <tr><td>{name}</td><td>{mark(locale, status, None)}</td><td inner_html=from></td>{end}</tr> }
        .drawn()
}

fn postmortem(locale: &Locale, text: &str) -> Drawn {
    view! {
        <section class="incident-postmortem" aria-labelledby="postmortem">
            <h2 id="postmortem">{locale.text("state-postmortem")}</h2>
            <div class="incident-words" dir="auto" inner_html=docs::document(text)></div>
        </section>
    }
    .drawn()
}

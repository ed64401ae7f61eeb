//! The page of one incident: how it stands, what it affects, all that was told, newest first, and what was learnt.

use super::open::promise;
use super::{affected, standing, time, words};
use crate::docs::live::runbooks;
use crate::frame::Frame;
use crate::page::{Bundle, Head, Section};
use crate::problem::Problem;
use crate::route::Route;
use crate::status::live::as_of;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use leptos::prelude::*;
use model::incident::Told;
use model::public::{Public, PublicImpact, PublicIncident, Whole};
use model::status::Status;
use model::time::{At, length};

fn find<'a>(public: &'a Public, id: &str) -> Option<&'a PublicIncident> {
    public.incidents.iter().find(|incident| incident.id == id).map(AsRef::as_ref)
}

pub(crate) fn head(public: &Public, id: &str) -> Head {
    let Some(incident) = find(public, id) else { return Problem::missing(None).head() };
    Head {
        title: incident.title.clone(),
        description: format!(
            "{}: {}. Affects {}.",
            incident.state.label(),
            incident.title,
            affected(incident)
        ),
        section: Some(Section::Status),
        bundle: Some(Bundle::Live),
        listed: true,
    }
}

pub(crate) fn body(frame: &Frame, public: &Public, id: &str) -> Drawn {
    let Some(incident) = find(public, id) else { return Problem::missing(None).body() };
    let above = [(Route::Overview, "Status".into()), (Route::Incidents, "Incidents".into())];
    view! {
        <div class="frame-column incident-page">
            <header class="status-title">
                {crumbs(above, &incident.title)}
                <h1>{incident.title.clone()}</h1>
                <div class="incident-region incident-how" id="how">
                    <p class="incident-standing">{standing(incident)}</p>
                    {when(incident, public.at)}
                    {promise(incident, public.at)}
                    {incident.merged.as_ref().map(whole)}
                </div>
                {as_of(public.at)}
            </header>
            <div class="incident-region" id="told">
                {updates(incident)}
                {impacts(incident, public)}
                {runbooks(frame, incident.impacts.iter().map(|impact| impact.component.as_str()))}
                {incident.postmortem.as_deref().map(postmortem)}
            </div>
        </div>
    }
    .drawn()
}

fn when(incident: &PublicIncident, now: At) -> Drawn {
    let lasted = length(incident.resolved.unwrap_or(now).since(incident.began));
    let end = match incident.resolved {
        Some(at) => Some(view! { ", resolved " {time(at)} ", lasted " {lasted} }.drawn()),
        None => incident.is_open().then(|| view! { ", " {lasted} " so far" }.drawn()),
    };
    view! { <p class="incident-meta">"Began " {time(incident.began)} {end}</p> }.drawn()
}

fn whole(whole: &Whole) -> Drawn {
    match whole {
        Whole::Shown(id) => {
            let path = Route::Incident(id.clone()).path();
            view! { <p>"It is a part of another incident: " <a href=path>"go on there"</a> "."</p> }.drawn()
        }
        Whole::Hidden => view! { <p>"It is handled as a part of something else."</p> }.drawn(),
    }
}

fn updates(incident: &PublicIncident) -> Drawn {
    let rows = incident.updates.iter().map(update).collect_view();
    let content = match incident.updates.is_empty() {
        true => view! { <p>"Nothing has been told yet beyond the title."</p> }.drawn(),
        false => view! { <ol class="incident-updates" reversed>{rows}</ol> }.drawn(),
    };
    view! { <section aria-labelledby="updates"><h2 id="updates">"Updates"</h2> {content}</section> }.drawn()
}

fn update(told: &Told) -> Drawn {
    let edited = told.edited.map(|at| view! { ", edited " {time(at)} }.drawn());
    view! {
        <li id=format!("update-{}", told.entry)>
            <h3>{told.state.label()}</h3>
            {words(&told.text)}
            <p class="incident-meta">{time(told.happened)} {edited}</p>
        </li>
    }
    .drawn()
}

fn impacts(incident: &PublicIncident, public: &Public) -> Option<Drawn> {
    if incident.impacts.is_empty() {
        return None;
    }
    let rows = incident.impacts.iter().flat_map(|impact| spans(impact, public)).collect_view();
    Some(
        view! {
            <section>
                <h2 id="impact">"What it affects"</h2>
                <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="impact">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Component"</th>
                                <th scope="col">"Shows"</th>
                                <th scope="col">"From"</th>
                                <th scope="col">"To"</th>
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
fn spans(impact: &PublicImpact, public: &Public) -> Vec<Drawn> {
    let ends = impact.turns.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
    let spans = impact.turns.iter().zip(ends).filter(|((_, status), _)| *status != Status::Operational);
    spans.map(|((from, status), to)| span(impact, public, (*from, to), *status)).collect()
}

fn span(impact: &PublicImpact, public: &Public, (from, to): (At, Option<At>), status: Status) -> Drawn {
    let is_known = public.components().any(|component| component.id == impact.component);
    let name = match is_known {
        true => {
            let path = Route::Component(impact.component.clone()).path();
            view! { <a href=path>{impact.name.clone()}</a> }.drawn()
        }
        false => view! { {impact.name.clone()} }.drawn(),
    };
    let end = match to {
        Some(to) => time(to),
        None => view! { <strong>"ongoing"</strong> }.drawn(),
    };
    view! { <tr><td>{name}</td><td>{mark(status, None)}</td><td>{time(from)}</td><td>{end}</td></tr> }.drawn()
}

fn postmortem(text: &str) -> Drawn {
    view! {
        <section class="incident-postmortem" aria-labelledby="postmortem">
            <h2 id="postmortem">"Postmortem"</h2>
            <div class="incident-words" inner_html=docs::document(text)></div>
        </section>
    }
    .drawn()
}

//! The islands inside [`Live`](super::Live): each shows one thing of the newest answer, or, as long as the
//! answer has nothing on it, what the server drew. What it drew comes as the very type of the answer, cut down
//! to that one thing, and all islands share one way of redrawing: both keep the bundle small.

use super::{Feed, Heard};
use crate::route::Route;
use crate::ui::figure::latency;
use crate::ui::mark::{mark, shape_of};
use crate::ui::moment::{brief, moment};
use leptos::prelude::*;
use model::public::{Live, LiveComponent};
use model::status::Status;
use model::time::At;

/// Draws a part from what the server drew and what was heard since.
type Draw = fn(&Live, &Heard) -> AnyView;

/// A part that is drawn anew with all that is heard.
pub(super) fn now(drawn: Live, draw: Draw) -> impl IntoView {
    let feed = use_context::<Feed>();
    move || match feed {
        Some(Feed(heard)) => heard.with(|heard| draw(&drawn, heard)),
        None => draw(&drawn, &Heard::default()),
    }
}

/// The newest answer; what the server drew before the first one.
fn newest<'a>(drawn: &'a Live, heard: &'a Heard) -> &'a Live {
    heard.answer.as_ref().unwrap_or(drawn)
}

/// The newest on the component that `drawn` is about, and when that was so.
fn component<'a>(drawn: &'a Live, heard: &'a Heard) -> Option<(&'a LiveComponent, At)> {
    let first = drawn.components.first()?;
    let answer = heard.answer.as_ref();
    let found = answer.and_then(|live| Some((live.components.iter().find(|its| its.id == first.id)?, live.at)));
    Some(found.unwrap_or((first, drawn.at)))
}

/// The newest status of the system that `drawn` is about.
fn system(drawn: &Live, heard: &Heard) -> Option<Status> {
    let (id, status) = drawn.systems.first()?;
    let found = heard.answer.as_ref().and_then(|live| live.systems.iter().find(|(its, _)| its == id));
    Some(found.map_or(*status, |(_, status)| *status))
}

/// An instant, for people and for machines.
fn time(at: At, text: String) -> impl IntoView {
    view! { <time datetime=at.to_string()>{text}</time> }
}

/// The first heading of the overview: how things are, with the worst status as its shape.
#[island]
pub fn Headline(
    /// The sentence and the systems.
    drawn: Live,
) -> impl IntoView {
    now(drawn, |drawn, heard| {
        let live = newest(drawn, heard);
        let status = Status::worst(live.systems.iter().map(|(_, status)| *status));
        let text = live.headline.clone();
        view! {
            <h1 class="status-headline" data-status=status.slug()>{shape_of(status)} <span>{text}</span></h1>
        }
        .into_any()
    })
}

/// The status of a component or of a system.
#[island]
pub fn StatusNow(
    /// That one component or that one system.
    drawn: Live,
) -> impl IntoView {
    now(drawn, |drawn, heard| {
        let status = component(drawn, heard).map(|(its, _)| its.status).or_else(|| system(drawn, heard));
        mark(status.unwrap_or(Status::Unknown)).into_any()
    })
}

/// Since when a component shows its status.
#[island]
pub fn Since(
    /// That one component.
    drawn: Live,
) -> impl IntoView {
    now(drawn, |drawn, heard| component(drawn, heard).map(|(its, at)| since(its, at)).into_any())
}

fn since(component: &LiveComponent, at: At) -> impl IntoView + use<> {
    let text = brief(component.since, at);
    view! { <span class="status-since">"since " {time(component.since, text)}</span> }
}

/// When a component was last looked at, and how long its answer took.
#[island]
pub fn Checked(
    /// That one component.
    drawn: Live,
) -> impl IntoView {
    now(drawn, |drawn, heard| component(drawn, heard).map(|(its, at)| checked(its, at)).into_any())
}

fn checked(component: &LiveComponent, at: At) -> AnyView {
    let Some(checked) = component.checked else {
        return view! { <p class="status-checked">"Not checked yet"</p> }.into_any();
    };
    let took = component.latency.map(|micros| format!(", {}", latency(micros))).unwrap_or_default();
    view! { <p class="status-checked">"Checked " {time(checked, brief(checked, at))} {took}</p> }.into_any()
}

/// When what the page shows was true.
#[island]
pub fn AsOf(
    /// When the page was drawn.
    drawn: Live,
) -> impl IntoView {
    now(drawn, |drawn, heard| {
        let at = newest(drawn, heard).at;
        view! { <span>"As of " {time(at, moment(at))}</span> }.into_any()
    })
}

/// What deserves attention now, worst first: every component that is not operational.
#[island]
pub fn Attention(
    /// Those components.
    drawn: Live,
) -> impl IntoView {
    now(drawn, |drawn, heard| {
        let live = newest(drawn, heard);
        let rows = super::attention(&live.components).map(|component| attended(component, live.at)).collect_view();
        view! { <ul class="status-attention">{rows}</ul> }.into_any()
    })
}

fn attended(component: &LiveComponent, at: At) -> impl IntoView + use<> {
    let (href, name) = (Route::Component(component.id.clone()).path(), component.name.clone());
    view! { <li>{mark(component.status)} " " <a href=href>{name}</a> " " {since(component, at)}</li> }
}

/// How the line to the server is; says nothing without JavaScript.
#[island]
pub fn ConnectionNow() -> impl IntoView {
    now(Live::default(), |_, heard| {
        let (slug, words) = (heard.connection.slug(), heard.connection.words());
        view! { <span class="status-connection" role="status" data-connection=slug>{words}</span> }.into_any()
    })
}

//! A group of components as visitors read it: a heading and a row for each component.

use super::live::{Checked, StatusNow};
use super::{bar::bar, sum};
use crate::route::Route;
use leptos::prelude::*;
use model::public::{PublicComponent, PublicGroup};
use model::time::At;

/// The groups of a system under headings of the third level, or of the second on the system's own page.
pub fn groups(groups: &[PublicGroup], own_page: bool, drawn: At) -> AnyView {
    let sections = groups.iter().map(|group| {
        let name = group.name.clone();
        let heading = if own_page { view! { <h2>{name}</h2> }.into_any() } else { view! { <h3>{name}</h3> }.into_any() };
        let rows = group.components.iter().map(|component| row(component, drawn)).collect_view();
        view! { <section class="status-group">{heading} <ul class="status-rows">{rows}</ul></section> }
    });
    sections.collect_view().into_any()
}

fn row(component: &PublicComponent, drawn: At) -> impl IntoView + use<> {
    let today = drawn.day();
    let PublicComponent { id, name, status, checked, latency, .. } = component.clone();
    let uptime = sum::uptime(component).map(|uptime| view! { <strong>{uptime}</strong> });
    view! {
        <li class="status-row">
            <a class="status-name" href=Route::Component(id.clone()).path()>{name}</a>
            <StatusNow id=id.clone() status=status/>
            {bar(component, today)}
            <p class="status-figure">{uptime} <span>{sum::reach(component, today)}</span></p>
            <Checked id=id checked=checked latency=latency drawn=drawn/>
        </li>
    }
}

//! A group of components as visitors read it: a heading and a row for each component.

use super::{bar::bar, now, sum};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use leptos::prelude::*;
use messages::Locale;
use model::public::{Public, PublicComponent, PublicSystem};

/// The groups of a system under headings of the third level, or of the second on the system's own page.
///
/// A group's own status stands beside its heading; the style sheet hides it while all is well.
pub fn groups(locale: &Locale, system: &PublicSystem, own_page: bool, public: &Public) -> Drawn {
    let sections = system.groups.iter().map(|group| {
        let name = group.name.clone();
        let heading =
            if own_page { view! { <h2>{name}</h2> }.drawn() } else { view! { <h3>{name}</h3> }.drawn() };
        let mark = mark(locale, group.status, Some(&system.group_id(group)));
        let rows = group.components.iter().map(|component| row(locale, component, public)).collect_view();
        view! {
            <section class="status-group">
                <div class="status-group-name">{heading} " " {mark}</div>
                <ul class="status-rows">{rows}</ul>
            </section>
        }
    });
    sections.collect_view().drawn()
}

fn row(locale: &Locale, component: &PublicComponent, public: &Public) -> Drawn {
    let today = public.at.day();
    let (href, name) = (Route::Component(component.id.clone()).path(), component.name.clone());
    let uptime = sum::uptime(locale, component).map(|uptime| view! { <strong>{uptime}</strong> });
    view! {
        <li class="status-row">
            <a class="status-name" href=href>{name}</a>
            " "
            {mark(locale, component.status, Some(&component.id))}
            {bar(locale, component, today)}
            <p class="status-figure">{uptime} " " <span>{sum::reach(locale, component, today)}</span></p>
            {checked(locale, component, public)}
        </li>
    }
    .drawn()
}

/// What explains the trouble of a component of `public`, and when it was last looked at.
pub fn checked(locale: &Locale, component: &PublicComponent, public: &Public) -> Drawn {
    let cause = public.cause(component);
    let text = now::checked(locale, cause, component.checked, component.latency, public.at);
    view! { <p class="status-checked" data-of=component.id.clone() inner_html=text></p> }.drawn()
}

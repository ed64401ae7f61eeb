//! The page of one system.

use super::bar::keys;
use super::find;
use super::group::groups;
use super::legend::legend;
use super::live::as_of;
use super::planned::planned;
use crate::frame::Frame;
use crate::incidents::open::{affects, open};
use crate::page::{Bundle, Head, Section};
use crate::problem::Problem;
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use leptos::prelude::*;
use messages::{Locale, headline};
use model::public::{Public, PublicSystem};

pub(crate) fn head(locale: &Locale, public: &Public, id: &str) -> Head {
    let Some(system) = find::system(public, id) else { return Problem::missing(None).head(locale) };
    Head {
        title: locale.fill("status-of", &[("name", &system.name)]),
        description: format!("{}: {} {}", system.name, headline(locale, system.components()), system.summary),
        section: Some(Section::Status),
        bundle: Some(Bundle::Live),
        listed: true,
    }
}

pub(crate) fn body(frame: &Frame, public: &Public, id: &str) -> Drawn {
    let locale = &*frame.locale;
    let Some(system) = find::system(public, id) else { return Problem::missing(None).body(locale) };
    let PublicSystem { name, summary, .. } = system.clone();
    view! {
        <div class="frame-column status-page">
            <header class="status-title">
                {crumbs(locale, [(Route::Overview, locale.text("nav-status"))], &name)}
                <h1>{name}</h1>
                <p class="status-present">{mark(locale, system.status, Some(&system.id))}</p>
                <p class="status-summary" dir="auto">{summary}</p>
                {docs(frame, system)}
                {as_of(locale, public.at)}
            </header>
            {open(locale, public, |incident| affects(incident, |id| system.components().any(|its| its.id == id)))}
            {groups(locale, system, true, public)}
            {planned(locale, public, &frame.roles, |work| work.system == system.id)}
            {legend(locale, system.components())}
            {keys()}
        </div>
    }
    .drawn()
}

fn docs(frame: &Frame, system: &PublicSystem) -> Option<impl IntoView + use<>> {
    let path = system.docs.clone().filter(|_| frame.site.docs)?;
    let text = frame.locale.fill("docs-of", &[("name", &system.name)]);
    Some(view! { <p><a href=Route::Docs(path).path()>{text}</a></p> })
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::status::sample::{html, public};
    use std::sync::Arc;

    #[test]
    fn it_shows_its_own_components_alone() {
        let html = html(&Page::System(Arc::new(public()), "butterfly".into()));
        assert!(html.contains("<h1>BUTTERFLY</h1>") && html.contains("/status/butterfly/cassandra"));
        assert!(!html.contains("/status/ai-challenge/"));
    }

    #[test]
    fn a_system_that_is_not_there_is_said_to_be_missing() {
        let html = html(&Page::System(Arc::new(public()), "gone".into()));
        assert!(html.contains("There is no page here"));
    }
}

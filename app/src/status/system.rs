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
use model::public::{Public, PublicSystem, headline};

pub(crate) fn head(public: &Public, id: &str) -> Head {
    let Some(system) = find::system(public, id) else { return Problem::missing(None).head() };
    Head {
        title: format!("{} status", system.name),
        description: format!("{}: {} {}", system.name, headline(system.components()), system.summary),
        section: Some(Section::Status),
        bundle: Some(Bundle::Live),
        listed: true,
    }
}

pub(crate) fn body(frame: &Frame, public: &Public, id: &str) -> Drawn {
    let Some(system) = find::system(public, id) else { return Problem::missing(None).body() };
    let PublicSystem { name, summary, .. } = system.clone();
    view! {
        <div class="frame-column status-page">
            <header class="status-title">
                {crumbs([(Route::Overview, "Status".into())], &name)}
                <h1>{name}</h1>
                <p class="status-present">{mark(system.status, Some(&system.id))}</p>
                <p class="status-summary">{summary}</p>
                {docs(frame, system)}
                {as_of(public.at)}
            </header>
            {open(public, |incident| affects(incident, |id| system.components().any(|its| its.id == id)))}
            {groups(system, true, public)}
            {planned(public, &frame.roles, |work| work.system == system.id)}
            {legend(system.components())}
            {keys()}
        </div>
    }
    .drawn()
}

fn docs(frame: &Frame, system: &PublicSystem) -> Option<impl IntoView + use<>> {
    let path = system.docs.clone().filter(|_| frame.site.docs)?;
    let text = format!("Read the docs of {}", system.name);
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

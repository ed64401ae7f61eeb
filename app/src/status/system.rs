//! The page of one system.

use super::find;
use super::group::groups;
use super::legend::legend;
use super::live::{AsOf, ConnectionNow, Live, StatusNow};
use crate::frame::Frame;
use crate::page::{Bundle, Head, Section};
use crate::problem::Problem;
use crate::route::Route;
use crate::ui::crumbs::crumbs;
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

pub(crate) fn body(frame: &Frame, public: &Public, id: &str) -> AnyView {
    let Some(system) = find::system(public, id) else { return Problem::missing(None).body() };
    let PublicSystem { id, name, summary, status, .. } = system.clone();
    let content = view! {
        <header class="status-title">
            {crumbs([(Route::Overview, "Status".into())], &name)}
            <h1>{name}</h1>
            <p class="status-present"><StatusNow id=id status=status/></p>
            <p class="status-summary">{summary}</p>
            {docs(frame, system)}
            <p class="status-meta"><AsOf at=public.at/> <ConnectionNow/></p>
        </header>
        {groups(&system.groups, true, public.at)}
    };
    view! { <div class="frame-column status-page"><Live>{content}</Live> {legend()}</div> }
    .into_any()
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

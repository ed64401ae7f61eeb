//! What stands around a page's text: above it that its newest version is bad, under it its source, where to edit it, who
//! keeps it right and who changed it last.

use crate::frame::Frame;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::date;
use ::docs::{Change, Library, Page, uri, url};
use leptos::prelude::*;
use model::time::At;

/// That the newest version of the page's file is not shown; members read why.
pub(super) fn refused(frame: &Frame, page: &Page) -> Option<Drawn> {
    let problem = page.refused.as_ref()?;
    let why = frame.site.desk.then(|| view! { <p>{problem.to_string()}</p> });
    Some(
        view! {
            <aside class="docs-alert docs-alert-warning" aria-labelledby="docs:refused">
                <p class="docs-alert-label" id="docs:refused">"This is the last good version"</p>
                <p>"The newest version of this page has an error and is not shown."</p>
                {why}
            </aside>
        }
        .drawn(),
    )
}

/// The foot of `page`.
pub(super) fn foot(frame: &Frame, library: &Library, page: &Page) -> Drawn {
    let path = if page.path.is_empty() { url("index") } else { url(&page.path) };
    let edit = frame.site.edit.as_ref().map(|pattern| {
        let href = pattern.replace("{path}", &uri(&page.source));
        view! { <li><a href=href rel="noopener noreferrer">"Edit this page"</a></li> }
    });
    let owner = page.owner.clone().map(|owner| view! { <li>"Kept by " {owner}</li> });
    view! {
        <ul class="docs-foot">
            {edit}
            <li><a href=format!("{path}.md") rel="alternate" type="text/markdown">"As markdown"</a></li>
            {owner}
            {library.changes.get(&page.source).map(changed)}
        </ul>
    }
    .drawn()
}

fn changed(Change { at, by }: &Change) -> Drawn {
    let at = At(*at);
    view! { <li>"Changed " <time datetime=at.to_string()>{date(at.day())}</time> " by " {by.clone()}</li> }
        .drawn()
}

//! The start of the docs where no page was written for it: every part with its summary, or how to begin.

use super::tree;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Library, Nav};
use leptos::prelude::*;

pub(super) const SUMMARY: &str = "How the systems of this site work, and what to do when they do not.";

/// The parts of the docs; what to do if there are none.
pub(super) fn body(library: &Library) -> Drawn {
    let parts: Vec<_> = library.nav.iter().filter_map(|part| entry(library, part)).collect();
    let list = if parts.is_empty() {
        view! { <p class="docs-none">"Nothing is written yet. A markdown file in the docs folder of the content becomes a page here."</p> }.drawn()
    } else {
        view! { <ul class="docs-parts">{parts}</ul> <p class="docs-none"><a href=Route::DocsTree.path()>"All pages"</a></p> }
            .drawn()
    };
    view! {
        <div class="frame-column docs-start">
            <h1>"Docs"</h1>
            <p class="docs-summary">{SUMMARY}</p>
            {super::list::search::form("")}
            {list}
        </div>
    }
    .drawn()
}

fn entry(library: &Library, part: &Nav) -> Option<impl IntoView + use<>> {
    let path = tree::first(part)?;
    let summary = library.page(path).and_then(|page| page.summary.clone());
    Some(view! {
        <li>
            <a href=::docs::url(path)>{part.title.clone()}</a>
            {summary.map(|summary| view! { <p>{summary}</p> })}
        </li>
    })
}

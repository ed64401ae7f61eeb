//! The start of the docs where no page was written for it: every part with its summary, or how to begin.

use super::tree;
use ::docs::{Library, Nav};
use leptos::prelude::*;

pub(super) const SUMMARY: &str = "How the systems of this site work, and what to do when they do not.";

/// The parts of the docs; what to do if there are none.
pub(super) fn body(library: &Library) -> AnyView {
    let parts: Vec<_> = library.nav.iter().filter_map(|part| entry(library, part)).collect();
    let list = if parts.is_empty() {
        view! { <p class="docs-none">"Nothing is written yet. A markdown file in the docs folder of the content becomes a page here."</p> }.into_any()
    } else {
        view! { <ul class="docs-parts">{parts}</ul> }.into_any()
    };
    view! {
        <div class="frame-column docs-start">
            <h1>"Docs"</h1>
            <p class="docs-summary">{SUMMARY}</p>
            {list}
        </div>
    }
    .into_any()
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

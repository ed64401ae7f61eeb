//! The contents list of a page: beside it where there is room, folded above its text where there is none.

use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Heading, Page};
use leptos::prelude::*;

/// Fewer headings than this are seen at a glance.
const LEAST: usize = 2;
/// Deeper headings are reached through those above them.
const DEEPEST: u8 = 3;

/// The list for wide screens, which stays in sight.
pub(super) fn beside(page: &Page) -> Drawn {
    listed(page)
        .map(|list| {
            view! {
                <nav class="docs-contents" aria-label="On this page">
                    <p class="docs-label" aria-hidden="true">"On this page"</p>
                    {list}
                </nav>
                <script type="module" src="/contents.js"></script>
            }
        })
        .drawn()
}

/// The list for narrow screens.
pub(super) fn folded(page: &Page) -> Drawn {
    listed(page)
        .map(|list| {
            view! {
                <details class="docs-fold">
                    <summary>"On this page"</summary>
                    <nav aria-label="On this page">{list}</nav>
                </details>
            }
        })
        .drawn()
}

fn listed(page: &Page) -> Option<impl IntoView + use<>> {
    let headings: Vec<_> = page.contents.iter().filter(|heading| heading.level <= DEEPEST).collect();
    (headings.len() >= LEAST).then(|| {
        let entries = headings.into_iter().map(entry).collect_view();
        view! { <ol class="docs-headings">{entries}</ol> }
    })
}

fn entry(heading: &Heading) -> Drawn {
    let href = format!("#{}", heading.id);
    view! { <li data-level=heading.level><a href=href>{heading.text.clone()}</a></li> }.drawn()
}

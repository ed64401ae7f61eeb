//! What stands under a page's text: its source, where to edit it, who keeps it right.

use crate::frame::Frame;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Page, uri, url};
use leptos::prelude::*;

/// The foot of `page`.
pub(super) fn foot(frame: &Frame, page: &Page) -> Drawn {
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
        </ul>
    }
    .drawn()
}

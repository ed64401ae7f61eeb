//! One page: the way to it, its title, its text, and the pages before and after it.

use super::title::breakable;
use super::{around, contents, fill, live};
use crate::frame::Frame;
use crate::route::Route;
use crate::runs::article::Runbook;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Library, Page};
use leptos::prelude::*;

/// The page with everything that belongs to it alone.
pub(super) fn article(frame: &Frame, library: &Library, page: &Page, runbook: Option<&Runbook>) -> Drawn {
    view! {
        <article class="docs-article">
            {crumbs(library, page)}
            <header class="docs-head">
                <h1 id=page.title_id.clone()>{breakable(&page.title)}</h1>
                {page.summary.clone().map(|summary| view! { <p class="docs-summary">{summary}</p> })}
                {live::place(page, components(frame, page))}
            </header>
            {around::refused(frame, page)}
            {runbook.map(Runbook::body)}
            {contents::folded(page)}
            {fill::place(page)}
            // The docs crate writes this HTML itself, tag by tag, and escapes all else.
            <div class="docs-body" inner_html=fill::body(page)></div>
            {page.html.contains("<pre").then(|| view! { <script type="module" src="/copy.js"></script> })}
            {moved(library, &page.path)}
            {around::foot(frame, library, page)}
            {neighbours(library, page)}
        </article>
    }
    .drawn()
}

/// The way from the start of the docs to the page's folder; nothing for a page at the top.
fn crumbs(library: &Library, page: &Page) -> Drawn {
    let mut trail = library.trail(&page.path);
    trail.pop();
    (!trail.is_empty())
        .then(|| {
            let steps = trail.into_iter().map(|crumb| match crumb.path {
                Some(path) => view! { <li><a href=::docs::url(&path)>{crumb.title}</a></li> }.drawn(),
                None => view! { <li>{crumb.title}</li> }.drawn(),
            });
            view! { <nav class="frame-crumbs" aria-label="Breadcrumb"><ol>{steps.collect_view()}</ol></nav> }
        })
        .drawn()
}

/// The components that the page is about, with the way to their status, for whoever may not see it here.
fn components(frame: &Frame, page: &Page) -> Drawn {
    (!page.components.is_empty())
        .then(|| {
            let links = page.components.iter().map(|id| {
                let href = Route::Component(id.clone()).path();
                let name = frame.names.get(id).unwrap_or(id).clone();
                view! { <li><a href=href>{name}</a></li> }
            });
            view! {
                <div class="docs-components">
                    <span id="docs-components">"Status of"</span>
                    <ul aria-labelledby="docs-components">{links.collect_view()}</ul>
                </div>
            }
        })
        .drawn()
}

/// Sections that have moved to other pages, under their old fragments, so that old links arrive.
pub(super) fn moved(library: &Library, path: &str) -> Drawn {
    let rows = library.moved(path).map(|(fragment, page)| {
        view! {
            <p class="docs-moved" id=fragment.to_owned()>
                "This section has moved to " <a href=::docs::url(&page.path)>{page.title.clone()}</a> "."
            </p>
        }
    });
    rows.collect_view().drawn()
}

fn neighbours(library: &Library, page: &Page) -> Drawn {
    let (before, after) = library.neighbours(&page.path);
    (before.is_some() || after.is_some())
        .then(|| {
            view! {
                <nav class="docs-neighbours" aria-label="Previous and next page">
                    {before.map(|page| neighbour(page, "prev", "Previous"))}
                    {after.map(|page| neighbour(page, "next", "Next"))}
                </nav>
            }
        })
        .drawn()
}

fn neighbour(page: &Page, rel: &'static str, word: &'static str) -> Drawn {
    view! {
        <a class=format!("docs-{rel}") rel=rel href=::docs::url(&page.path)>
            <span>{word}</span>
            " "
            <strong>{breakable(&page.title)}</strong>
        </a>
    }
    .drawn()
}

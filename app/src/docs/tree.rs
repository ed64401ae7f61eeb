//! The navigation around a page: all parts of the docs, and the pages of the part in which it stands.
//! Other parts are one link each, so that a page does not grow with the library.

use crate::frame::{Account, Frame};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::Nav;
use leptos::prelude::*;

/// The tree as seen from the page at `path`.
pub(super) fn tree(frame: &Frame, nav: &[Nav], path: &str) -> Drawn {
    let parts = nav.iter().map(|part| {
        let below = holds(part, path) && !part.children.is_empty();
        let below = below.then(|| view! { <ul>{nodes(&part.children, path)}</ul> });
        view! { <li class="docs-part">{name(part, path)} {below}</li> }
    });
    view! {
        <nav class="docs-tree" aria-label="Docs">
            <p class="docs-label" aria-hidden="true">"Docs"</p>
            <ul>{parts.collect_view()}</ul>
            {(frame.site.account == Account::SignedIn).then(kept)}
        </nav>
    }
    .drawn()
}

/// What members look at to keep the docs right.
fn kept() -> Drawn {
    view! {
        <p class="docs-label docs-kept" aria-hidden="true">"Keeping them right"</p>
        <ul>
            <li><a href=Route::DocsCoverage.path()>"Runbook coverage"</a></li>
            <li><a href=Route::DocsLint.path()>"Problems"</a></li>
            <li><a href=Route::Runs.path()>"Runs"</a></li>
        </ul>
    }
    .drawn()
}

fn nodes(nav: &[Nav], path: &str) -> Vec<Drawn> {
    nav.iter()
        .map(|node| if node.children.is_empty() { leaf(node, path) } else { section(node, path) })
        .collect()
}

fn leaf(node: &Nav, path: &str) -> Drawn {
    view! { <li>{name(node, path)}</li> }.drawn()
}

// A link inside a summary would be a control inside a control, so the folder's own page opens its list.
fn section(node: &Nav, path: &str) -> Drawn {
    let own = node.path.as_ref().map(|_| view! { <li>{link(node, "Overview", path)}</li> });
    view! {
        <li>
            <details open=holds(node, path)>
                <summary>{node.title.clone()}</summary>
                <ul>{own} {nodes(&node.children, path)}</ul>
            </details>
        </li>
    }
    .drawn()
}

fn name(node: &Nav, path: &str) -> Drawn {
    link(node, &node.title, path)
}

/// A link to the node's page, or to the first page below it if it has none of its own.
fn link(node: &Nav, words: &str, path: &str) -> Drawn {
    let words = words.to_owned();
    let current = (node.path.as_deref() == Some(path)).then_some("page");
    match first(node) {
        Some(target) => view! { <a href=::docs::url(target) aria-current=current>{words}</a> }.drawn(),
        None => view! { <span>{words}</span> }.drawn(),
    }
}

/// The path of the first page at or below this node.
pub(super) fn first(node: &Nav) -> Option<&str> {
    node.path.as_deref().or_else(|| node.children.iter().find_map(first))
}

fn holds(node: &Nav, path: &str) -> bool {
    node.path.as_deref() == Some(path) || node.children.iter().any(|child| holds(child, path))
}

//! The navigation around a page: all parts of the docs, and the pages of the part in which it stands.
//! Other parts are one link each, and of a part with very many pages only what is near, so that a page does not grow with
//! the library.

use crate::frame::{Account, Frame};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::Nav;
use leptos::prelude::*;

/// The most nodes of one folder that are listed; of more, those near the page.
const MOST: usize = 16;
/// How many of those stand before the page, and how many behind it.
const NEAR: usize = 4;
/// In a part with more nodes than this, folders that do not hold the page are one link each.
const LARGE: usize = 150;

/// The tree as seen from the page at `path`.
pub(super) fn tree(frame: &Frame, nav: &[Nav], path: &str) -> Drawn {
    let part = |part: &Nav| {
        let below = holds(part, path) && !part.children.is_empty();
        let is_large = below && size(&part.children) > LARGE;
        let below = below.then(|| view! { <ul>{nodes(&part.children, path, is_large)}</ul> });
        view! { <li class="docs-part">{name(part, path)} {below}</li> }.drawn()
    };
    view! {
        <nav class="docs-tree" aria-label="Docs">
            <p class="docs-label" aria-hidden="true">"Docs"</p>
            <ul>{listed(nav, path, &part)}</ul>
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

/// The nodes as `draw` draws them; of very many those near the page, and a way to those before and behind them.
fn listed(nav: &[Nav], path: &str, draw: &dyn Fn(&Nav) -> Drawn) -> Vec<Drawn> {
    let at = nav.iter().position(|node| holds(node, path)).unwrap_or_default();
    let (from, to) = match nav.len() > MOST {
        true => (at.saturating_sub(NEAR), nav.len().min(at + NEAR + 1)),
        false => (0, nav.len()),
    };
    let node = |at: Option<usize>| at.and_then(|at| nav.get(at));
    let before = node(from.checked_sub(1)).map(|node| more(node, &format!("{from} more before")));
    let behind = node(Some(to)).map(|node| more(node, &format!("{} more after", nav.len() - to)));
    let near = nav.iter().skip(from).take(to - from).map(draw);
    before.into_iter().chain(near).chain(behind).collect()
}

/// A way to nodes that are not listed, by the nearest of them.
fn more(node: &Nav, words: &str) -> Drawn {
    view! { <li>{link(node, words, "")}</li> }.drawn()
}

fn nodes(nav: &[Nav], path: &str, is_large: bool) -> Vec<Drawn> {
    listed(nav, path, &|node| match node.children.is_empty() || (is_large && !holds(node, path)) {
        true => leaf(node, path),
        false => section(node, path, is_large),
    })
}

/// How many nodes there are, at any depth.
fn size(nav: &[Nav]) -> usize {
    nav.iter().map(|node| 1 + size(&node.children)).sum()
}

fn leaf(node: &Nav, path: &str) -> Drawn {
    view! { <li>{name(node, path)}</li> }.drawn()
}

// A link inside a summary would be a control inside a control, so the folder's own page opens its list.
fn section(node: &Nav, path: &str, is_large: bool) -> Drawn {
    let own = node.path.as_ref().map(|_| view! { <li>{link(node, "Overview", path)}</li> });
    view! {
        <li>
            <details open=holds(node, path)>
                <summary>{node.title.clone()}</summary>
                <ul>{own} {nodes(&node.children, path, is_large)}</ul>
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

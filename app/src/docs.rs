//! The docs portal: a page of a [`Library`] beside its contents list and the part of the tree around it.
//! Needs no script: folding is `<details>`, everything else is links.

mod article;
mod contents;
mod start;
mod tree;

#[cfg(test)]
mod tests;

use crate::frame::Frame;
use crate::page::{Head, Section};
use crate::problem::Problem;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Library, Page};
use leptos::prelude::*;

/// What the head says about the docs page at `path`.
pub fn head(library: &Library, path: &str) -> Head {
    let known = library.page(path).map(|page| (page.title.clone(), page.summary.clone()));
    let (title, summary) = match known {
        Some((title, summary)) => (title, summary.unwrap_or_else(|| way(library, path))),
        None if path.is_empty() => ("Docs".into(), start::SUMMARY.into()),
        None => (Problem::missing(None).title, String::new()),
    };
    let listed = path.is_empty() || library.page(path).is_some();
    Head { title, description: summary, section: Some(Section::Docs), bundle: None, listed }
}

/// What stands in `<main>` of the docs page at `path`; the list of all parts if there is no start page.
pub fn body(frame: &Frame, library: &Library, path: &str) -> Drawn {
    match library.page(path) {
        Some(page) => page_beside_tree(frame, library, page),
        None if path.is_empty() => start::body(library),
        None => Problem::missing(Some((::docs::url(""), "Docs".into()))).body(),
    }
}

// The article comes first in the document, so that a phone shows it first; wide screens put the tree left of it.
fn page_beside_tree(frame: &Frame, library: &Library, page: &Page) -> Drawn {
    view! {
        <div class="frame-column docs-frame">
            {article::article(frame, library, page)}
            {contents::beside(page)}
            {tree::tree(&library.nav, &page.path)}
        </div>
    }
    .drawn()
}

/// Where the page stands, for a page without a summary: `BUTTERFLY, Runbooks, Disk full`.
fn way(library: &Library, path: &str) -> String {
    let titles: Vec<_> = library.trail(path).into_iter().map(|crumb| crumb.title).collect();
    titles.join(", ")
}

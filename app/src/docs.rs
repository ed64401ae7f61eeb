//! The docs portal: a page of a [`Library`] beside its contents list and the place of the tree of all pages.
//! Needs no script: folding is `<details>`, everything else is links.

mod around;
mod article;
mod contents;
pub mod fill;
pub mod list;
pub mod live;
mod start;
mod title;
pub mod tree;

#[cfg(test)]
mod tests;

use crate::frame::Frame;
use crate::page::{Head, Section};
use crate::problem::Problem;
use crate::runs::article::Runbook;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Library, Page};
use leptos::prelude::*;
use messages::Locale;

/// What the head says about the docs page at `path`.
pub fn head(locale: &Locale, library: &Library, path: &str) -> Head {
    let known = library.page(path).map(|page| (page.title.clone(), page.summary.clone()));
    let (title, summary) = match known {
        Some((title, summary)) => (title, summary.unwrap_or_else(|| way(library, path))),
        None if path.is_empty() => ("Docs".into(), start::SUMMARY.into()),
        None => (locale.text("problem-missing"), String::new()),
    };
    let listed = path.is_empty() || library.page(path).is_some();
    Head { title, description: summary, section: Some(Section::Docs), bundle: None, listed }
}

/// What stands in `<main>` of the docs page at `path`; the list of all parts if there is no start page.
/// `runbook` is what members read of its runs.
pub fn body(frame: &Frame, library: &Library, path: &str, runbook: Option<&Runbook>) -> Drawn {
    match library.page(path) {
        Some(page) => page_beside_tree(frame, library, page, runbook),
        None if path.is_empty() => start::body(library),
        None => Problem::missing(Some((::docs::url(""), "Docs".into()))).body(&frame.locale),
    }
}

// The article comes first in the document, so that a phone shows it first; wide screens put the tree left of it.
fn page_beside_tree(frame: &Frame, library: &Library, page: &Page, runbook: Option<&Runbook>) -> Drawn {
    view! {
        <div class="frame-column docs-frame">
            {list::search::form("")}
            {article::article(frame, library, page, runbook)}
            {contents::beside(page)}
            {tree::place(frame)}
        </div>
    }
    .drawn()
}

/// Where the page stands, for a page without a summary: `BUTTERFLY, Runbooks, Disk full`.
fn way(library: &Library, path: &str) -> String {
    let titles: Vec<_> = library.trail(path).into_iter().map(|crumb| crumb.title).collect();
    titles.join(", ")
}

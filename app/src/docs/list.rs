//! Pages of the portal that list others: what was found, what answers an alert, what is covered, what is wrong.

pub mod alert;
pub mod coverage;
pub mod lint;
pub mod search;

use super::tree::{self, Folders};
use crate::page::{Head, Section};
use crate::ui::drawn::{Draw, Drawn};
use ::docs::Library;
use alert::AlertPage;
use coverage::CoveragePage;
use leptos::prelude::*;
use lint::LintPage;
use search::SearchPage;
use std::sync::Arc;

/// A page that lists others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocsList {
    /// What was found.
    Search(SearchPage),
    /// An alert that no page answers.
    Alert(AlertPage),
    /// Which checks, alerts and components have a runbook.
    Coverage(CoveragePage),
    /// What is wrong with pages.
    Lint(LintPage),
    /// All pages; true for members.
    Tree(Arc<Library>, bool),
    /// The pages to which the sections of a former page, by its path, have moved.
    Moved(Arc<Library>, String),
}

impl DocsList {
    /// What the head says about it; search engines list none of these but that of all pages.
    pub fn head(&self) -> Head {
        let (title, description) = match self {
            DocsList::Search(page) => (page.title(), "Pages, headings and commands of the docs."),
            DocsList::Alert(page) => (page.title(), "What comes nearest, and how to write what is missing."),
            DocsList::Coverage(_) => ("Runbook coverage".into(), "What has a runbook, and what has none."),
            DocsList::Tree(..) => ("All pages".into(), "Every page of the docs, by folder."),
            DocsList::Moved(..) => ("This page has moved".into(), "Where its sections are."),
            DocsList::Lint(_) => ("Problems in the docs".into(), "What is wrong with pages, and what to do."),
        };
        Head {
            title,
            description: description.into(),
            section: Some(Section::Docs),
            bundle: None,
            listed: matches!(self, DocsList::Tree(..)),
        }
    }

    /// What stands in `<main>`.
    pub fn body(&self) -> Drawn {
        let content = match self {
            DocsList::Search(page) => page.body(),
            DocsList::Alert(page) => page.body(),
            DocsList::Coverage(page) => page.body(),
            DocsList::Lint(page) => page.body(),
            DocsList::Tree(library, is_member) => all(library, *is_member),
            DocsList::Moved(library, path) => {
                view! { <h1>"This page has moved"</h1> {super::article::moved(library, path)} }.drawn()
            }
        };
        view! { <div class="frame-column docs-start">{content}</div> }.drawn()
    }
}

fn all(library: &Library, is_member: bool) -> Drawn {
    let tree = tree::html(&library.nav, is_member, Folders::Open);
    view! {
        <h1>"All pages"</h1>
        {search::form("")}
        <nav class="docs-tree" aria-label="Docs" inner_html=tree></nav>
    }
    .drawn()
}

/// The headings of a table.
fn heads(names: &[&'static str]) -> Drawn {
    let cells = names.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view();
    view! { <thead><tr>{cells}</tr></thead> }.drawn()
}

//! What is wrong with pages, each with its place and what to do about it.

use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Problem, Severity, page_path, url};
use leptos::prelude::*;

/// Problems of all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintPage {
    /// Sorted by file and line.
    pub problems: Vec<Problem>,
    /// How many pages were looked at.
    pub pages: usize,
}

impl LintPage {
    pub(super) fn body(&self) -> Drawn {
        let errors = self.problems.iter().filter(|it| it.severity == Severity::Error).count();
        let files = self.problems.chunk_by(|a, b| a.file == b.file).map(file).collect_view();
        view! {
            <h1>"Problems in the docs"</h1>
            <p class="docs-summary">
                {format!("{} problems in {} pages, {errors} of them errors. ", self.problems.len(), self.pages)}
                "The same list comes from " <code>"pharos docs check"</code> "."
            </p>
            {match self.problems.is_empty() {
                true => view! { <p>"Nothing is wrong."</p> }.drawn(),
                false => files.drawn(),
            }}
        }
        .drawn()
    }
}

fn file(problems: &[Problem]) -> Drawn {
    let name = problems.first().map_or_else(String::new, |it| it.file.clone());
    let rows = problems.iter().map(|it| {
        view! {
            <li>
                <span class="docs-severity" data-severity=it.severity.to_string()>{it.severity.to_string()}</span>
                {format!(" line {}: {}; {}", it.line, it.message, it.remedy)}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="docs-problems">
            <h2><a href=url(&page_path(&name))>{name.clone()}</a></h2>
            <ul>{rows}</ul>
        </section>
    }
    .drawn()
}

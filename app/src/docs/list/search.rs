//! The search of the docs: its box, which stands on every page of the docs, and what it finds. Without a script it is a
//! form and a list of links; `public/search.js` adds keys.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::docs::{Found, MOST_QUERY};
use leptos::prelude::*;

/// What was asked for and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPage {
    /// What was asked for.
    pub query: String,
    /// The answers, the best first.
    pub found: Vec<Found>,
}

impl SearchPage {
    pub(super) fn title(&self) -> String {
        if self.query.is_empty() { "Search the docs".into() } else { format!("Search: {}", self.query) }
    }

    pub(super) fn body(&self) -> Drawn {
        view! {
            <h1>"Search the docs"</h1>
            {form(&self.query)}
            <p class="docs-count" role="status">{self.count()}</p>
            {answers(&self.found)}
        }
        .drawn()
    }

    fn count(&self) -> String {
        match (self.found.len(), self.query.is_empty()) {
            (_, true) => "Look for an alert, an error message, a command, or a few words.".into(),
            (0, _) => "Nothing was found. Try fewer words, or the start of one.".into(),
            (1, _) => "1 answer".into(),
            (count, _) => format!("{count} answers, the best first"),
        }
    }
}

/// The box, with what was asked for before.
pub fn form(query: &str) -> Drawn {
    view! {
        <search class="docs-search">
            <form method="get" action=Route::DocsSearch(None).path()>
                <label class="frame-unseen" for="docs-search">"Search the docs"</label>
                <input
                    id="docs-search"
                    type="search"
                    name="q"
                    value=query.to_owned()
                    maxlength=MOST_QUERY.to_string()
                    placeholder="Alert, error message, command"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-keyshortcuts="/ Control+K"
                />
                <button>"Search"</button>
            </form>
            <script type="module" src="/search.js"></script>
        </search>
    }
    .drawn()
}

/// The answers as links, each with the line that tells why.
pub(super) fn answers(found: &[Found]) -> Drawn {
    let rows = found.iter().map(answer).collect_view();
    (!found.is_empty()).then(|| view! { <ol class="docs-found">{rows}</ol> }).drawn()
}

fn answer(found: &Found) -> Drawn {
    let heading = found.heading.clone().map(|heading| view! { <span>" \u{203a} " {heading}</span> });
    let line = found.excerpt.as_ref().map(|excerpt| {
        let parts = excerpt.parts.iter().map(|part| match part.marked {
            true => view! { <mark>{part.text.clone()}</mark> }.drawn(),
            false => view! { <span>{part.text.clone()}</span> }.drawn(),
        });
        let parts = parts.collect_view();
        match excerpt.command {
            true => view! { <p><code>{parts}</code></p> }.drawn(),
            false => view! { <p>{parts}</p> }.drawn(),
        }
    });
    view! {
        <li>
            <a href=found.url.clone()><strong>{found.title.clone()}</strong> {heading}</a>
            {line}
        </li>
    }
    .drawn()
}

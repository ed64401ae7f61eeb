//! Runs: a page of the docs as a checklist that several people work through. All of it is plain forms; `public/runs.js`
//! sends them without loading the page again, and shows what others do.

pub mod article;
pub mod beside;
pub mod list;
pub mod one;
mod record;
mod step;
#[cfg(test)]
mod tests;

use crate::page::{Head, Section};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::moment;
use leptos::prelude::*;
use list::RunList;
use messages::Locale;
use model::run::MOST_TEXT;
use model::time::At;
use one::OneRun;

/// A page of runs.
#[derive(Clone)]
pub enum RunsPage {
    /// The latest of them.
    List(RunList),
    /// One of them.
    One(Box<OneRun>),
}

impl RunsPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description) = match self {
            RunsPage::List(_) => ("Runs".into(), "Who works through which page, and how far they are."),
            RunsPage::One(page) => (
                format!("{}, run", page.run.started.title),
                "A page as a checklist, worked through together.",
            ),
        };
        let description = description.into();
        Head { title, description, section: Some(Section::Docs), bundle: None, listed: false }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let content = match self {
            RunsPage::List(page) => page.body(),
            RunsPage::One(page) => page.body(locale),
        };
        view! { <div class="frame-column runs-page">{content}</div> }.drawn()
    }
}

/// An instant, for people and for machines.
fn time(at: At) -> Drawn {
    view! { <time datetime=at.to_string()>{moment(at)}</time> }.drawn()
}

/// A line that is typed, with what was typed before and not kept.
fn line(label: &'static str, value: &str) -> Drawn {
    view! {
        <label class="runs-field">
            <span>{label}</span>
            // A letter may have four bytes.
            <input name="text" maxlength=(MOST_TEXT / 4).to_string() value=value.to_owned() autocomplete="off"/>
        </label>
    }
    .drawn()
}

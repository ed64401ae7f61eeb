//! The desk, where members handle what is broken: what is open and due, one incident with its runbook, declaring one.
//!
//! All of it is plain forms, each of which does one step and says which version of the incident was seen.

pub mod declare;
pub mod duty;
mod field;
mod forms;
pub mod incident;
pub mod overview;
pub mod plan;
mod settled;
#[cfg(test)]
mod tests;
mod timeline;
pub mod typed;
mod update;

use crate::page::{Bundle, Head, Section};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::brief;
use declare::Declare;
use incident::OneIncident;
use leptos::prelude::*;
use messages::Locale;
use model::time::At;
use overview::Overview;

/// A page of the desk.
#[derive(Clone)]
pub enum DeskPage {
    /// What is open and what is due.
    Overview(Box<Overview>),
    /// One incident.
    Incident(Box<OneIncident>),
    /// The form that declares one.
    Declare(Box<Declare>),
}

impl DeskPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description) = match self {
            DeskPage::Overview(_) => {
                ("Desk".into(), "What is open, who has it, and what is due next.".into())
            }
            DeskPage::Incident(page) => {
                (format!("{}, desk", page.incident.title), "One incident, with its runbook.".into())
            }
            DeskPage::Declare(_) => ("Declare an incident".into(), "Say what is broken.".into()),
        };
        let bundle = (!matches!(self, DeskPage::Declare(_))).then_some(Bundle::Live);
        Head { title, description, section: Some(Section::Desk), bundle, listed: false }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let content = match self {
            DeskPage::Overview(page) => page.body(locale),
            DeskPage::Incident(page) => page.body(locale),
            DeskPage::Declare(page) => page.body(locale),
        };
        view! { <div class="frame-column desk-page">{content}</div> }.drawn()
    }
}

/// An instant, as briefly as `now` allows.
fn time(at: At, now: At) -> Drawn {
    view! { <time datetime=at.to_string()>{brief(at, now)}</time> }.drawn()
}

/// What was wrong with what was sent.
fn problem(words: Option<&String>) -> Option<Drawn> {
    let words = words?.clone();
    Some(view! { <p class="desk-problem" role="alert">{words}</p> }.drawn())
}

//! The page for what went wrong: what happened and what to do, never how it happened inside.

use crate::page::Head;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use leptos::prelude::*;
use messages::Locale;
use model::member::Role;

/// Something that went wrong, in a visitor's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status code.
    pub code: u16,
    /// What happened: the name of the message that says it in a few words; with `-words` behind it, of the one that says it in
    /// a sentence or two.
    pub message: &'static str,
    /// The role that it takes, if that is what happened.
    pub role: Option<Role>,
    /// Where to go instead: an address and its name.
    pub instead: Option<(String, String)>,
}

impl Problem {
    fn new(code: u16, message: &'static str) -> Problem {
        Problem { code, message, role: None, instead: None }
    }

    /// There is no such page (404); `instead` is the nearest one that there is.
    pub fn missing(instead: Option<(String, String)>) -> Problem {
        Problem { instead, ..Problem::new(404, "problem-missing") }
    }

    /// The page is for members (403).
    pub fn members() -> Problem {
        Problem::new(403, "problem-members")
    }

    /// The page is for members with another role (403).
    pub fn role(least: Role) -> Problem {
        Problem { role: Some(least), ..Problem::new(403, "problem-role") }
    }

    /// The server does not answer, and there is no copy of the page (503).
    pub fn offline() -> Problem {
        Problem::new(503, "problem-offline")
    }

    /// The server failed (500); says nothing of how.
    pub fn failed() -> Problem {
        Problem::new(500, "problem-failed")
    }

    /// What tells it from others, where its page is kept.
    pub fn key(&self) -> String {
        format!("problem {} {}", self.message, self.role.map_or("", Role::name))
    }

    fn words(&self, locale: &Locale) -> String {
        let role = self.role.map_or("", Role::name);
        locale.fill(&format!("{}-words", self.message), &[("role", role)])
    }

    pub(crate) fn head(&self, locale: &Locale) -> Head {
        Head {
            title: locale.text(self.message),
            description: self.words(locale),
            section: None,
            bundle: None,
            listed: false,
        }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let instead = self.instead.clone().map(|(href, name)| {
            let link = format!("<a href=\"{}\">{}</a>", escape(&href), escape(&name));
            view! { <p inner_html=locale.fill("problem-instead", &[("link", &link)])></p> }
        });
        view! {
            <div class="frame-column frame-problem">
                <p class="frame-code">{self.code}</p>
                <h1>{locale.text(self.message)}</h1>
                <p>{self.words(locale)}</p>
                {instead}
                <p><a href=Route::Overview.path()>{locale.text("problem-overview")}</a></p>
            </div>
        }
        .drawn()
    }
}

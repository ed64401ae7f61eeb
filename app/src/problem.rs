//! The page for what went wrong: what happened and what to do, never how it happened inside.

use crate::page::Head;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::member::Role;

/// Something that went wrong, in a visitor's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status code.
    pub code: u16,
    /// What happened, in a few words.
    pub title: String,
    /// What happened, in a sentence or two.
    pub words: String,
    /// Where to go instead: an address and its name.
    pub instead: Option<(String, String)>,
}

impl Problem {
    /// There is no such page (404); `instead` is the nearest one that there is.
    pub fn missing(instead: Option<(String, String)>) -> Problem {
        Problem {
            code: 404,
            title: "There is no page here".into(),
            words: "The address may have a typing error, or the page has moved.".into(),
            instead,
        }
    }

    /// The page is for members (403).
    pub fn members() -> Problem {
        Problem {
            code: 403,
            title: "This page is for members".into(),
            words: "Sign in with an account of this site to read it.".into(),
            instead: None,
        }
    }

    /// The page is for members with another role (403).
    pub fn role(least: Role) -> Problem {
        Problem {
            code: 403,
            title: "Your role does not allow this".into(),
            words: format!("It takes the role {} or one above. An admin can give it to you.", least.name()),
            instead: None,
        }
    }

    /// The server does not answer, and there is no copy of the page (503).
    pub fn offline() -> Problem {
        Problem {
            code: 503,
            title: "There is no copy of this page".into(),
            words: "This browser keeps copies of the status pages that were read last, and of the docs once a page of \
                    them was read. This page is not among them."
                .into(),
            instead: None,
        }
    }

    /// The server failed (500); says nothing of how.
    pub fn failed() -> Problem {
        Problem {
            code: 500,
            title: "This page could not be drawn".into(),
            words: "The fault is ours and has been logged. Try again in a minute.".into(),
            instead: None,
        }
    }

    pub(crate) fn head(&self) -> Head {
        Head {
            title: self.title.clone(),
            description: self.words.clone(),
            section: None,
            bundle: None,
            listed: false,
        }
    }

    pub(crate) fn body(&self) -> Drawn {
        let instead = self.instead.clone().map(|(href, name)| {
            view! { <p>"Perhaps you were looking for " <a href=href>{name}</a> "?"</p> }
        });
        view! {
            <div class="frame-column frame-problem">
                <p class="frame-code">{self.code}</p>
                <h1>{self.title.clone()}</h1>
                <p>{self.words.clone()}</p>
                {instead}
                <p><a href=Route::Overview.path()>"See the status of everything"</a></p>
            </div>
        }
        .drawn()
    }
}

//! The form behind a one-time link: the first admin's, an invitation, a password that was forgotten.

use super::{field, problem};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;

/// What the form shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinPage {
    /// The link's secret.
    pub secret: String,
    /// True if the link makes the first admin, who chooses a name.
    pub first: bool,
    /// Sign-in name: the member's, or what was typed before.
    pub name: String,
    /// Name for display, as it is or was typed before.
    pub display: String,
    /// What was wrong with it.
    pub problem: Option<String>,
}

impl JoinPage {
    pub(super) fn body(&self) -> Drawn {
        let words = match self.first {
            true => "You become the first admin of this site, who invites the others.",
            false => {
                "Choose a password for your account. All browsers where you are signed in are signed out."
            }
        };
        let name = match self.first {
            true => field("Sign-in name", "name", &self.name, "text", "username"),
            false => self.known(),
        };
        view! {
            <h1>"Welcome"</h1>
            <p class="members-note">{words}</p>
            {problem(&self.problem)}
            <form class="members-form" method="post" action=Route::Join(self.secret.clone()).path()>
                {name}
                {field("Your name, as others read it", "display", &self.display, "text", "name")}
                {field("Password, at least 12 letters", "password", "", "password", "new-password")}
                {field("The password again", "again", "", "password", "new-password")}
                <button>"Join"</button>
            </form>
        }
        .drawn()
    }

    fn known(&self) -> Drawn {
        view! {
            <p>"Sign-in name: " <strong>{self.name.clone()}</strong></p>
            <input type="hidden" name="name" autocomplete="username" value=self.name.clone()/>
        }
        .drawn()
    }
}

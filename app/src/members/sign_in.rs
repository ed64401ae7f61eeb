//! The form to sign in.

use super::{field, problem};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;

/// What the form shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInPage {
    /// Where to go afterwards; the account if it is empty.
    pub to: String,
    /// The name that was typed before.
    pub name: String,
    /// What was wrong with it.
    pub problem: Option<String>,
}

impl SignInPage {
    pub(super) fn body(&self) -> Drawn {
        view! {
            <h1>"Sign in"</h1>
            {problem(&self.problem)}
            <form class="members-form" method="post" action=Route::SignIn(None).path()>
                {field("Sign-in name", "name", &self.name, "text", "username")}
                {field("Password", "password", "", "password", "current-password")}
                <input type="hidden" name="to" value=self.to.clone()/>
                <button>"Sign in"</button>
            </form>
            <p class="members-note">
                "There is no account without an invitation. Whoever manages members sends it, also when a password is \
                 forgotten."
            </p>
        }
        .drawn()
    }
}

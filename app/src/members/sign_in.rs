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
    /// The providers by which one may sign in: id, and name for the button.
    pub providers: Vec<(String, String)>,
    /// What was wrong with it.
    pub problem: Option<String>,
}

impl SignInPage {
    pub(super) fn body(&self) -> Drawn {
        let providers = self.providers.iter().map(|(id, name)| {
            let way = Route::SignInBy(id.clone(), self.to.clone()).path();
            view! { <li><a class="members-provider" href=way rel="nofollow">"Sign in with "{name.clone()}</a></li> }
        });
        view! {
            <h1>"Sign in"</h1>
            {problem(&self.problem)}
            {(!self.providers.is_empty()).then(|| view! { <ul class="members-providers">{providers.collect_view()}</ul> })}
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

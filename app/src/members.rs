//! Pages for members: plain forms to sign in and to join, the own account, all members, the audit log.

pub mod account;
pub mod audit;
pub mod identity;
pub mod join;
pub mod list;
pub mod sign_in;
#[cfg(test)]
mod tests;
mod token;

use crate::page::{Head, Section};
use crate::route::{Route, SIGN_OUT};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::moment;
use account::AccountPage;
use audit::AuditPage;
use join::JoinPage;
use leptos::prelude::*;
use list::ListPage;
use model::member::caller::Caller;
use model::member::{Permission, Role};
use model::time::At;
use sign_in::SignInPage;

/// A page for members.
#[derive(Clone)]
pub enum MembersPage {
    /// The form to sign in.
    SignIn(SignInPage),
    /// The form behind a one-time link.
    Join(JoinPage),
    /// The member's own account.
    Account(AccountPage),
    /// All members.
    List(ListPage),
    /// The audit log.
    Audit(AuditPage),
}

impl MembersPage {
    pub(crate) fn head(&self) -> Head {
        let (title, description) = match self {
            MembersPage::SignIn(_) => ("Sign in", "Sign in with an account of this site."),
            MembersPage::Join(_) => ("Join", "Choose the password of your account."),
            MembersPage::Account(_) => ("Account", "Your name, password, sessions and API tokens."),
            MembersPage::List(_) => ("Members", "Who may sign in, and as what."),
            MembersPage::Audit(_) => ("Audit log", "Who changed what, and when."),
        };
        let (title, description) = (title.into(), description.into());
        Head { title, description, section: Some(Section::Account), bundle: None, listed: false }
    }

    pub(crate) fn body(&self) -> Drawn {
        let content = match self {
            MembersPage::SignIn(page) => page.body(),
            MembersPage::Join(page) => page.body(),
            MembersPage::Account(page) => page.body(),
            MembersPage::List(page) => page.body(),
            MembersPage::Audit(page) => page.body(),
        };
        view! { <div class="frame-column members-page">{content}</div> }.drawn()
    }
}

/// The pages for members that this one may open, and the way out.
pub(crate) fn menu(role: Role, current: &Route) -> Drawn {
    let caller = Caller::Member { name: String::new(), role };
    let (manages, edits) = (caller.may(Permission::Manage), caller.may(Permission::Edit));
    let entries = [
        (true, Route::Account, "Your account"),
        (manages, Route::Members, "Members"),
        (manages, Route::Subscribers(None), "Subscribers"),
        (edits, Route::Templates, "Templates"),
        (true, Route::Audit(None), "Audit log"),
        (true, Route::Notices(None), "Notices"),
    ];
    let links = entries.into_iter().filter(|(open, ..)| *open).map(|(_, route, name)| {
        let here = (route == *current).then_some("page");
        view! { <li><a href=route.path() aria-current=here>{name}</a></li> }
    });
    view! {
        <div class="members-menu">
            <nav aria-label="Account"><ul>{links.collect_view()}</ul></nav>
            {sign_out()}
        </div>
    }
    .drawn()
}

/// The way out alone.
fn sign_out() -> Drawn {
    view! { <form method="post" action=SIGN_OUT><button>"Sign out"</button></form> }.drawn()
}

/// What was wrong with what was typed.
pub(crate) fn problem(words: &Option<String>) -> Option<Drawn> {
    let words = words.clone()?;
    Some(view! { <p class="members-problem" role="alert">{words}</p> }.drawn())
}

/// A field with its label, and what browsers may fill in.
fn field(
    label: &'static str,
    name: &'static str,
    value: &str,
    kind: &'static str,
    complete: &'static str,
) -> Drawn {
    let value = (kind != "password").then(|| value.to_owned());
    view! {
        <label>
            <span>{label}</span>
            <input name=name type=kind value=value autocomplete=complete autocapitalize="none" spellcheck="false"/>
        </label>
    }
    .drawn()
}

/// The head of a table.
pub(crate) fn heads(names: &[&'static str]) -> Drawn {
    let names = names.iter().map(|name| view! { <th scope="col">{*name}</th> });
    view! { <thead><tr>{names.collect_view()}</tr></thead> }.drawn()
}

/// An instant, for people and for machines.
pub(crate) fn time(at: At) -> Drawn {
    view! { <time datetime=at.to_string()>{moment(at)}</time> }.drawn()
}

/// A secret that is shown once, in a field from which it is copied as a whole.
pub(crate) fn once(label: String, secret: String) -> Drawn {
    view! {
        <label class="members-once">
            <span>{label}</span>
            <input type="text" value=secret readonly autocomplete="off"/>
        </label>
    }
    .drawn()
}

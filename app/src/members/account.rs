//! The member's own account: name, password, other ways to sign in, sessions, API tokens.

use super::identity::Ways;
use super::token::tokens;
use super::{field, heads, menu, problem, sign_out, time};
use crate::route::{ACCOUNT_END, ACCOUNT_PASSWORD, ACCOUNT_PROFILE, Route};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::member::Member;
use model::member::session::{Session, Token};
use model::time::At;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountPage {
    /// Whose account it is.
    pub member: Member,
    /// Where the member is signed in.
    pub sessions: Vec<Session>,
    /// The member's API tokens.
    pub tokens: Vec<Token>,
    /// Other ways to sign in.
    pub ways: Ways,
    /// True on a status page of several, where nothing else is for members.
    pub alone: bool,
    /// Name and secret of the token that was just made, shown this once.
    pub made: Option<(String, String)>,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
    /// When the page is drawn.
    pub now: At,
}

impl AccountPage {
    pub(super) fn body(&self) -> Drawn {
        let member = &self.member;
        view! {
            {if self.alone { sign_out() } else { menu(member.role, &Route::Account) }}
            <h1>{member.display.clone()}</h1>
            <p class="members-note">
                "Signed in as " <strong>{member.name.clone()}</strong> ", with the role " {member.role.name()} "."
            </p>
            {problem(&self.problem)}
            {tokens(&self.tokens, &self.made, member.role, self.now)}
            {sessions(&self.sessions)}
            {profile(member)}
            {member.joined.then(password)}
            {self.ways.section()}
        }
        .drawn()
    }
}

fn profile(member: &Member) -> Drawn {
    view! {
        <section>
            <h2>"Your name"</h2>
            <form class="members-form" method="post" action=ACCOUNT_PROFILE>
                {field("Name, as others read it", "display", &member.display, "text", "name")}
                {field("E-mail address, if you like", "email", &member.email, "email", "email")}
                <button>"Save"</button>
            </form>
        </section>
    }
    .drawn()
}

fn password() -> Drawn {
    view! {
        <section>
            <h2>"Password"</h2>
            <p class="members-note">
                "Another password signs you out everywhere else. API tokens stay as they are."
            </p>
            <form class="members-form" method="post" action=ACCOUNT_PASSWORD>
                {field("The password you have", "before", "", "password", "current-password")}
                {field("Another one, at least 12 letters", "password", "", "password", "new-password")}
                {field("Once more", "again", "", "password", "new-password")}
                <button>"Change the password"</button>
            </form>
        </section>
    }
    .drawn()
}

fn sessions(sessions: &[Session]) -> Drawn {
    let rows = sessions.iter().map(|session| {
        let agent = match session.agent.as_str() {
            "" => "a browser that does not say what it is",
            agent => agent,
        };
        view! { <tr><td>{agent.to_owned()}</td> <td>{time(session.began)}</td> <td>{time(session.seen)}</td></tr> }
    });
    view! {
        <section>
            <h2>"Where you are signed in"</h2>
            <div class="frame-scroll" tabindex="0" role="region" aria-label="Sessions">
                <table>
                    {heads(&["Browser", "Since", "Last used, to the hour"])}
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <form method="post" action=ACCOUNT_END><button>"Sign out everywhere"</button></form>
        </section>
    }
    .drawn()
}

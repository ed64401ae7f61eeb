//! All members, for admins: invite, change a role, disable, make a link to another password.

use super::{field, menu, once, problem, time};
use crate::route::{MEMBERS_DISABLE, MEMBERS_INVITE, MEMBERS_RESET, MEMBERS_ROLE, Route};
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::member::{Member, Role};
use model::time::At;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// The role of whoever looks.
    pub role: Role,
    /// All members, by name.
    pub members: Vec<Member>,
    /// A link that was just made.
    pub link: Option<MemberLink>,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
}

/// A link to send to a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLink {
    /// Whose it is.
    pub name: String,
    /// Its address.
    pub url: String,
    /// When it ends.
    pub expires: At,
}

impl ListPage {
    pub(super) fn body(&self) -> Drawn {
        let rows = self.members.iter().map(row).collect_view();
        view! {
            {menu(self.role, &Route::Members)}
            <h1>"Members"</h1>
            {problem(&self.problem)}
            {self.link.as_ref().map(link)}
            <ul class="members-rows">{rows}</ul>
            {invite()}
        }
        .drawn()
    }
}

fn link(link: &MemberLink) -> Drawn {
    view! {
        <div class="members-made" role="status">
            {once(format!("Send this link to {}. It is shown this once and works once.", link.name), link.url.clone())}
            <p>"It ends " {time(link.expires)} "."</p>
        </div>
    }
    .drawn()
}

fn row(member: &Member) -> Drawn {
    let (name, display) = (member.name.clone(), member.display.clone());
    let state = match (member.disabled, member.joined) {
        (true, _) => "disabled",
        (false, false) => "invited, has not joined yet",
        (false, true) => "",
    };
    let disable = if member.disabled { "Enable" } else { "Disable" };
    view! {
        <li>
            <strong>{name.clone()}</strong>
            <span>
                {(display != name).then_some(display)} " " <em>{state}</em>
            </span>
            <form method="post" action=MEMBERS_ROLE>
                <input type="hidden" name="name" value=name.clone()/>
                {roles(member.role, format!("Role of {name}"))}
                <button aria-label=format!("Change the role of {name}")>"Change"</button>
            </form>
            <form method="post" action=MEMBERS_RESET>
                <input type="hidden" name="name" value=name.clone()/>
                <button aria-label=format!("Make a link for {name}")>"Link to a password"</button>
            </form>
            <form method="post" action=MEMBERS_DISABLE>
                <input type="hidden" name="name" value=name.clone()/>
                <input type="hidden" name="disabled" value=(!member.disabled).to_string()/>
                <button aria-label=format!("{disable} {name}")>{disable}</button>
            </form>
        </li>
    }
    .drawn()
}

fn invite() -> Drawn {
    view! {
        <section>
            <h2>"Invite somebody"</h2>
            <form class="members-form" method="post" action=MEMBERS_INVITE>
                {field("Sign-in name, for good", "name", "", "text", "off")}
                <label><span>"Role"</span> {roles(Role::Viewer, "Role".into())}</label>
                <button>"Make an invitation"</button>
            </form>
            <dl class="members-roles">
                <div><dt>"viewer"</dt> <dd>"reads what is internal"</dd></div>
                <div><dt>"responder"</dt> <dd>"handles incidents and maintenance too"</dd></div>
                <div><dt>"editor"</dt> <dd>"edits what is published and templates too"</dd></div>
                <div><dt>"admin"</dt> <dd>"manages members too"</dd></div>
            </dl>
        </section>
    }
    .drawn()
}

fn roles(chosen: Role, label: String) -> Drawn {
    let options = Role::ALL.map(|role| {
        view! { <option selected=role == chosen>{role.name()}</option> }
    });
    view! { <select name="role" aria-label=label>{options.into_iter().collect_view()}</select> }.drawn()
}

//! Members: who signs in, what their role lets them do, and who is behind a change.

pub mod caller;
pub mod entry;
pub mod limit;
pub mod session;

use crate::time::At;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a member may do; each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads what is internal.
    Viewer,
    /// Handles incidents and maintenance.
    Responder,
    /// Edits templates, subscribers and what is published.
    Editor,
    /// Manages members, tokens and settings.
    Admin,
}

impl Role {
    /// All roles, from the one that may least to the one that may most.
    pub const ALL: [Role; 4] = [Role::Viewer, Role::Responder, Role::Editor, Role::Admin];

    /// Its name: `viewer`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Responder => "responder",
            Role::Editor => "editor",
            Role::Admin => "admin",
        }
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What a route asks of whoever uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Permission {
    /// To read what is internal.
    Read,
    /// To handle incidents and maintenance.
    Respond,
    /// To edit what is published, and templates.
    Edit,
    /// To manage members.
    Manage,
    /// To change one's own account. Programs have none.
    Account,
}

impl Permission {
    /// All permissions.
    pub const ALL: [Permission; 5] =
        [Permission::Read, Permission::Respond, Permission::Edit, Permission::Manage, Permission::Account];

    /// Those that an API token can be given, each a scope of it. None lets a program make members or tokens.
    pub const SCOPES: [Permission; 3] = [Permission::Read, Permission::Respond, Permission::Edit];

    /// Its name: `respond`.
    pub fn name(self) -> &'static str {
        match self {
            Permission::Read => "read",
            Permission::Respond => "respond",
            Permission::Edit => "edit",
            Permission::Manage => "manage",
            Permission::Account => "account",
        }
    }

    /// The scope of that name.
    pub fn scope(name: &str) -> Option<Permission> {
        Permission::SCOPES.into_iter().find(|scope| scope.name() == name)
    }

    /// The role from which on a member has it.
    pub fn least(self) -> Role {
        match self {
            Permission::Read | Permission::Account => Role::Viewer,
            Permission::Respond => Role::Responder,
            Permission::Edit => Role::Editor,
            Permission::Manage => Role::Admin,
        }
    }
}

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Sign-in name; names the member for good.
    pub name: String,
    /// The name that others read.
    pub display: String,
    /// E-mail address; empty if none was given.
    pub email: String,
    /// What the member may do.
    pub role: Role,
    /// When the member was invited, or joined without an invitation.
    pub made: At,
    /// True once the member has chosen a password, or came by a provider.
    pub joined: bool,
    /// True if the member may not sign in.
    pub disabled: bool,
}

/// Who or what made a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase", tag = "kind", content = "name")]
pub enum Actor {
    /// A member, by sign-in name.
    Member(String),
    /// A program, by the name of its API token.
    Token(String),
    /// Whoever typed a command on Pharos' own machine.
    Console,
    /// The verdict on a component, by the component's id.
    Component(String),
    /// An Alertmanager, by the name of the receiver that it sends to.
    Alertmanager(String),
    /// A subscriber, by number.
    Subscriber(String),
    /// Pharos itself, when something was due.
    Pharos,
}

impl Actor {
    /// Its kind and its name, as they are stored: `("member", "ada")`. What there is one of has no name.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Actor::Member(name) => ("member", name),
            Actor::Token(name) => ("token", name),
            Actor::Console => ("console", ""),
            Actor::Component(id) => ("component", id),
            Actor::Alertmanager(receiver) => ("alertmanager", receiver),
            Actor::Subscriber(id) => ("subscriber", id),
            Actor::Pharos => ("pharos", ""),
        }
    }

    /// The actor of these [`parts`](Actor::parts).
    pub fn of_parts(kind: &str, name: String) -> Option<Actor> {
        match kind {
            "member" => Some(Actor::Member(name)),
            "token" => Some(Actor::Token(name)),
            "console" => Some(Actor::Console),
            "component" => Some(Actor::Component(name)),
            "alertmanager" => Some(Actor::Alertmanager(name)),
            "subscriber" => Some(Actor::Subscriber(name)),
            "pharos" => Some(Actor::Pharos),
            _ => None,
        }
    }
}

impl fmt::Display for Actor {
    /// As a timeline names it.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Member(name) => to.write_str(name),
            Actor::Token(name) => write!(to, "token {name}"),
            Actor::Console => to.write_str("the console"),
            Actor::Component(id) => write!(to, "the checks of {id}"),
            Actor::Alertmanager(receiver) => write!(to, "Alertmanager ({receiver})"),
            Actor::Subscriber(id) => write!(to, "subscriber {id}"),
            Actor::Pharos => to.write_str("Pharos"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_those_before_it_may() {
        assert!(Role::ALL.is_sorted());
        assert!(Role::ALL.iter().all(|role| Role::named(role.name()) == Some(*role)));
        assert_eq!(Role::named("root"), None);
    }

    #[test]
    fn an_actor_is_read_back_from_its_parts() {
        let name = || "x".to_string();
        let named = [Actor::Member, Actor::Token, Actor::Component, Actor::Alertmanager, Actor::Subscriber];
        let named = named.map(|of| of(name()));
        for actor in named.into_iter().chain([Actor::Console, Actor::Pharos]) {
            let (kind, name) = actor.parts();
            assert_eq!(Actor::of_parts(kind, name.into()), Some(actor));
        }
        assert_eq!(Actor::of_parts("god", name()), None);
    }
}

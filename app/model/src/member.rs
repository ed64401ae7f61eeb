//! Members: who signs in, what their role lets them do, and who is behind a change.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a member may do; each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Who or what made a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Pharos itself, when something was due.
    Pharos,
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
}

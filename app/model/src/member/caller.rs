//! Who asks: a visitor, a member who signed in, or a program with an API token; and what each may do.

use super::{Actor, Permission, Role};

/// Whoever sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Somebody who has not signed in.
    Visitor,
    /// A member, in a session.
    Member {
        /// Sign-in name.
        name: String,
        /// What the member may do at this moment.
        role: Role,
    },
    /// A program, under an API token.
    Token {
        /// The token's name.
        name: String,
        /// The role of the member who made it, at this moment.
        role: Role,
        /// What the token was given.
        scopes: Vec<Permission>,
    },
}

impl Caller {
    /// Whether the caller has this permission. A token has what it was given, and never more than whoever made it.
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Caller::Visitor => false,
            Caller::Member { role, .. } => *role >= permission.least(),
            Caller::Token { role, scopes, .. } => {
                let scope = Permission::SCOPES.contains(&permission) && scopes.contains(&permission);
                scope && *role >= permission.least()
            }
        }
    }

    /// Who is behind a change that the caller makes; nobody if it is a visitor.
    pub fn actor(&self) -> Option<Actor> {
        match self {
            Caller::Visitor => None,
            Caller::Member { name, .. } => Some(Actor::Member(name.clone())),
            Caller::Token { name, .. } => Some(Actor::Token(name.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(role: Role) -> Caller {
        Caller::Member { name: "ada".into(), role }
    }

    fn token(role: Role, scopes: &[Permission]) -> Caller {
        Caller::Token { name: "deploy".into(), role, scopes: scopes.into() }
    }

    #[test]
    fn each_role_has_one_permission_more_than_the_one_before() {
        let may =
            |role| Permission::ALL.into_iter().filter(|permission| member(role).may(*permission)).count();
        assert_eq!(Role::ALL.map(may), [2, 3, 4, 5]);
        assert!(Permission::ALL.iter().all(|permission| !Caller::Visitor.may(*permission)));
    }

    #[test]
    fn a_token_may_what_it_was_given_and_no_more_than_its_maker() {
        for role in Role::ALL {
            for given in Permission::ALL {
                for asked in Permission::ALL {
                    let may = token(role, &[given]).may(asked);
                    let wanted =
                        given == asked && Permission::SCOPES.contains(&asked) && role >= asked.least();
                    assert_eq!(may, wanted, "{role:?} with {given:?} asked for {asked:?}");
                }
            }
        }
    }

    #[test]
    fn the_names_of_scopes_are_read_back_and_no_other_permission_is_one() {
        let scopes: Vec<_> = Permission::ALL.iter().filter_map(|p| Permission::scope(p.name())).collect();
        assert_eq!(scopes, Permission::SCOPES);
    }
}

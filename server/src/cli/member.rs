//! `pharos member`.

use super::Place;
use clap::{Args, Subcommand};
use model::member::Role;

/// `pharos member`.
#[derive(Debug, Args)]
#[command(after_help = MEMBERS)]
pub struct Member {
    /// What to do.
    #[command(subcommand)]
    pub action: MemberAction,
    /// Where the members are.
    #[command(flatten)]
    pub place: Place,
}

/// What to do with members.
#[derive(Debug, Subcommand)]
pub enum MemberAction {
    /// Print all members
    List,
    /// Add a member and print the link by which they choose a password
    Invite {
        /// Sign-in name
        name: String,
        /// viewer, responder, editor or admin
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Give a member another role
    Role {
        /// Sign-in name
        name: String,
        /// viewer, responder, editor or admin
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Print a link by which a member chooses another password
    Reset {
        /// Sign-in name
        name: String,
    },
    /// Keep a member from signing in, and end their sessions and API tokens
    Disable {
        /// Sign-in name
        name: String,
    },
    /// Let a disabled member sign in again
    Enable {
        /// Sign-in name
        name: String,
    },
}

const MEMBERS: &str = "\
Examples:
  pharos member invite ada --role admin --content content
  pharos member list --content content";

fn role(text: &str) -> Result<Role, String> {
    Role::named(text).ok_or_else(|| "write viewer, responder, editor or admin".into())
}

//! `pharos notice`: what it takes.

use super::Place;
use clap::{Args, Subcommand};

/// `pharos notice`. Works on the database, whether Pharos serves it at the moment or not.
#[derive(Debug, Args)]
#[command(after_help = NOTICES)]
pub struct Notice {
    /// What to do
    #[command(subcommand)]
    pub action: NoticeAction,
    /// Where the notices are.
    #[command(flatten)]
    pub place: Place,
}

const NOTICES: &str = "\
Examples:
  pharos notice list --content content
  pharos notice list --state failed --content content
  pharos notice test pager --content content";

/// What to do about notices.
#[derive(Debug, Subcommand)]
pub enum NoticeAction {
    /// Print what was told to whom, newest first, with each attempt
    List {
        /// Only those that are in this state: waiting, sent, failed, folded or dropped
        #[arg(long, value_parser = state)]
        state: Option<store::records::notices::State>,
        /// How many at most
        #[arg(long, default_value_t = 50)]
        most: u32,
    },
    /// Send a test message by a channel and print what happened; exit code 1 if it was not taken
    Test {
        /// The channel's name in pharos.toml
        channel: String,
    },
}

fn state(text: &str) -> Result<store::records::notices::State, String> {
    store::records::notices::State::named(text)
        .ok_or_else(|| "write waiting, sent, failed, folded or dropped".into())
}

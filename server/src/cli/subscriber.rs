//! `pharos subscriber`.

use super::Place;
use clap::{Args, Subcommand};

/// `pharos subscriber`.
#[derive(Debug, Args)]
pub struct Subscriber {
    /// What to do.
    #[command(subcommand)]
    pub action: SubscriberAction,
    /// Where they are.
    #[command(flatten)]
    pub place: Place,
}

/// What to do with subscribers.
#[derive(Debug, Subcommand)]
pub enum SubscriberAction {
    /// Print all subscribers, those who asked last first, and how many there are
    List {
        /// Print whole addresses instead of what is enough to know them by
        #[arg(long)]
        addresses: bool,
    },
    /// Forget a subscriber
    Remove {
        /// The number that `list` prints
        id: i64,
    },
}

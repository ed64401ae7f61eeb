//! What an incident holds besides its entries: what was told, what reports trouble, what was learnt, what is to be done.

use super::State;
use crate::time::At;

/// What visitors were told at one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The number of the entry that told it.
    pub entry: u32,
    /// When that was so.
    pub happened: At,
    /// How far the incident had come.
    pub state: State,
    /// The words, as last edited.
    pub text: String,
    /// When they were last edited.
    pub edited: Option<At>,
}

/// What reports trouble, as it last did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Since when.
    pub since: At,
    /// Whether the trouble is there.
    pub firing: bool,
}

/// Something to be done afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The number of the entry that asked for it.
    pub entry: u32,
    /// What.
    pub text: String,
    /// Whose task it is.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<At>,
    /// Whether it is done.
    pub done: bool,
}

/// What was learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postmortem {
    /// The document as last written.
    pub text: String,
    /// The document that visitors may read.
    pub published: Option<String>,
}

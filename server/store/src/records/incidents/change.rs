//! What a change of an incident is asked with, and why it is not made; and which incidents a list is of.

use model::incident::Refusal;
use model::member::Actor;
use model::time::At;

/// Why a change was not made; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// There is no such incident.
    #[error("There is no incident {0}.")]
    Missing(String),
    /// Someone else changed it since it was looked at.
    #[error(
        "It has changed since: it is at version {0}. Look at what was added, and send yours again if it still fits."
    )]
    Conflict(u32),
    /// The request was made before, and asked for something else.
    #[error("This Idempotency-Key was used for another request. Use another key.")]
    KeyTaken,
    /// What was wanted does not fit the incident.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a change gives, or why it was not made.
pub type Changed<T> = Result<T, Denied>;

/// Who makes a change, and when.
#[derive(Clone, Debug)]
pub struct Maker<'a> {
    /// When it is made.
    pub at: At,
    /// When that happened which it tells of; none for now.
    pub happened: Option<At>,
    /// Who makes it.
    pub by: Actor,
    /// What names the request, so that it is done once however often it comes; at most 200 bytes.
    pub request: Option<&'a str>,
}

impl Maker<'_> {
    /// A change that `by` makes at `at`, of what happens then.
    pub fn new(at: At, by: Actor) -> Maker<'static> {
        Maker { at, happened: None, by, request: None }
    }
}

/// Which incidents are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are not over.
    Open,
    /// Those that began at the first instant or later, and before the second.
    Began(At, At),
}

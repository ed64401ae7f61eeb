//! What a probe is asked and what it answers: plain data.

use model::sample::{Outcome, Phases};
use std::time::Duration;

/// What to ask, once.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// URL or `host:port`, as the kind reads it; see [`Kind::validate`](crate::Kind::validate).
    pub target: &'a str,
    /// The time that everything together may take; at most a day.
    pub timeout: Duration,
    /// From here on a good answer counts as slow; `None`: never.
    pub slow: Option<Duration>,
}

/// How it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Pass, slow, fail; blind if the fault is on this side.
    pub outcome: Outcome,
    /// The whole of it in microseconds; for a failure, the time until it was known.
    pub latency: u32,
    /// The steps that happened, also before a failure.
    pub phases: Phases,
    /// Why it is not a pass, in words without credentials; empty for a pass.
    pub detail: String,
}

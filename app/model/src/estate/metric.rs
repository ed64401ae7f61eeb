//! A number of a component that is kept: from where, how often, and who may see it.

use crate::options::Options;
use crate::time::{MINUTE, SECOND};

/// A number of a component that is asked for again and again, and kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Unique among the metrics of the estate: `butterfly/capsule/cpu`.
    pub id: String,
    /// As people write it: `CPU in use`.
    pub name: String,
    /// What it is counted in, such as `seconds`, `bytes`, `ratio` or `/s`; empty for a bare number.
    pub unit: String,
    /// The probe's name in the table of `probe`, of those that know numbers: `exposition`, `prometheus`.
    pub kind: String,
    /// URL, as its probe reads it. Internal: never on a public page.
    pub target: String,
    /// What else its probe wants to know. Internal, and some of it secret.
    pub options: Options,
    /// Milliseconds from start to start.
    pub interval: i64,
    /// Whether it counts up, so that its rate a second is what matters.
    pub rate: bool,
    /// Whether visitors may see it.
    pub public: bool,
}

impl Metric {
    /// Milliseconds until nobody waits for the number any longer.
    pub fn timeout(&self) -> i64 {
        (5 * SECOND).min(self.interval)
    }

    /// Milliseconds between two readings of a counter beyond which nobody can say what was in between.
    ///
    /// Three intervals, as for checks, but at least as long as a restart takes.
    pub fn gap(&self) -> i64 {
        (3 * self.interval).max(15 * MINUTE)
    }
}

//! How bad an incident is, from P1 to P4.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad an incident is; the worst is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Critical: the whole service is out, data is lost, security is breached.
    P1,
    /// High: a major feature cannot be used.
    P2,
    /// Medium: a minor feature cannot be used, or performance has dropped.
    P3,
    /// Low: a small fault that can be worked around.
    P4,
}

impl Severity {
    /// All severities, from the worst to the mildest.
    pub const ALL: [Severity; 4] = [Severity::P1, Severity::P2, Severity::P3, Severity::P4];

    /// Its short name: `P1`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::P1 => "P1",
            Severity::P2 => "P2",
            Severity::P3 => "P3",
            Severity::P4 => "P4",
        }
    }

    /// What it means, in a word: `critical`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::P1 => "critical",
            Severity::P2 => "high",
            Severity::P3 => "medium",
            Severity::P4 => "low",
        }
    }

    /// The severity of that name, in either case: `P1`, `p1`.
    pub fn named(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

//! How fast a system's people answer, and who is called in when they do not.

use super::{Hours, Severity};
use crate::time::{HOUR, MINUTE};

/// What a system promises itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// By when an incident is acknowledged, by severity from P1 to P4.
    pub responses: [Response; 4],
    /// The levels of the escalation path, by number.
    pub levels: Vec<Level>,
    /// Milliseconds from the resolution until the postmortem is due; none if none is written.
    pub postmortem: Option<i64>,
    /// When people work; none if always.
    pub hours: Option<Hours>,
}

/// By when an incident is acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// Milliseconds from when it was opened.
    pub within: i64,
    /// Whether time counts around the clock, business hours or not.
    pub always: bool,
}

/// A level of the escalation path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// From 1.
    pub number: u8,
    /// Who is called in: `Senior engineer`.
    pub who: String,
    /// Milliseconds after which it is called in; none if only by hand.
    pub after: Option<i64>,
    /// What has to have happened until then.
    pub until: Until,
    /// For which severities.
    pub severities: Vec<Severity>,
    /// The channels by which it is called in, by name; may be empty.
    pub channels: Vec<String>,
}

/// What keeps a level from being called in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A person's answer.
    Acknowledged,
    /// The end of the incident.
    Resolved,
}

impl Policy {
    /// By when an incident of that severity is acknowledged.
    pub fn response(&self, severity: Severity) -> Response {
        let [p1, p2, p3, p4] = self.responses;
        match severity {
            Severity::P1 => p1,
            Severity::P2 => p2,
            Severity::P3 => p3,
            Severity::P4 => p4,
        }
    }

    /// The level with that number.
    pub fn level(&self, number: u8) -> Option<&Level> {
        self.levels.iter().find(|level| level.number == number)
    }
}

impl Default for Policy {
    /// Answers within 15 minutes, 1, 4 and 24 hours, a postmortem within 48 hours, nobody called in.
    fn default() -> Policy {
        let within = |within| Response { within, always: true };
        Policy {
            responses: [within(15 * MINUTE), within(HOUR), within(4 * HOUR), within(24 * HOUR)],
            levels: Vec::new(),
            postmortem: Some(48 * HOUR),
            hours: None,
        }
    }
}

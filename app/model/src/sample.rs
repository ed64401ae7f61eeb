//! The answer of one probe to one check.

use crate::time::At;
use std::sync::Arc;

/// The location of what this process sees itself.
pub const LOCAL: &str = "local";

/// How a check went, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It answered as it should.
    Pass,
    /// It answered as it should, but late.
    Slow,
    /// It did not answer, or wrongly.
    Fail,
    /// Pharos could not look: the fault is on its own side.
    Blind,
}

impl Outcome {
    /// Every outcome; the position is its number in the store.
    pub const ALL: [Outcome; 4] = [Outcome::Pass, Outcome::Slow, Outcome::Fail, Outcome::Blind];

    /// Its number in the store.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Pass => 0,
            Outcome::Slow => 1,
            Outcome::Fail => 2,
            Outcome::Blind => 3,
        }
    }

    /// The outcome with this number.
    pub fn from_code(code: u8) -> Option<Outcome> {
        Outcome::ALL.get(usize::from(code)).copied()
    }

    /// Its word: `pass`, `slow`, `fail`, `blind`.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Slow => "slow",
            Outcome::Fail => "fail",
            Outcome::Blind => "blind",
        }
    }
}

/// How long each step of a probe took, in microseconds; a step that did not happen is `None`.
///
/// For reading at once; the store keeps the whole latency only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Phases {
    /// Finding the address.
    pub resolve: Option<u32>,
    /// Connecting.
    pub connect: Option<u32>,
    /// Agreeing on TLS.
    pub tls: Option<u32>,
    /// From the request to the first byte of the answer.
    pub first_byte: Option<u32>,
}

/// The answer of one probe to one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The check's id: `butterfly/capsule/health`.
    pub check: Arc<str>,
    /// Where it ran from: [`LOCAL`], or an agent's name.
    pub location: Arc<str>,
    /// When the probe started.
    pub at: At,
    /// How it went.
    pub outcome: Outcome,
    /// The whole of it in microseconds, to three significant digits; for a failure, the time until it was known.
    pub latency: u32,
    /// Its steps.
    pub phases: Phases,
    /// What was wrong, in words, without credentials; empty for a pass.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_positions() {
        for (position, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(outcome.code()), position);
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
        }
        assert_eq!(Outcome::from_code(4), None);
    }
}

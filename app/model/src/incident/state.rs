//! How far an incident has come, and where it may go from there.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How far an incident has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// What is wrong is being looked for.
    Investigating,
    /// What is wrong is known.
    Identified,
    /// It is repaired, and being watched.
    Monitoring,
    /// It is over.
    Resolved,
    /// It is over, and what was learnt is written down.
    Postmortem,
}

impl State {
    /// All states, in the order in which an incident goes through them.
    pub const ALL: [State; 5] =
        [State::Investigating, State::Identified, State::Monitoring, State::Resolved, State::Postmortem];

    /// Its word in JSON, URLs and CSS: `investigating`.
    pub fn slug(self) -> &'static str {
        match self {
            State::Investigating => "investigating",
            State::Identified => "identified",
            State::Monitoring => "monitoring",
            State::Resolved => "resolved",
            State::Postmortem => "postmortem",
        }
    }

    /// As people read it: `Investigating`.
    pub fn label(self) -> &'static str {
        match self {
            State::Investigating => "Investigating",
            State::Identified => "Identified",
            State::Monitoring => "Monitoring",
            State::Resolved => "Resolved",
            State::Postmortem => "Postmortem",
        }
    }

    /// The state with this slug.
    pub fn from_slug(slug: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// Whether the trouble may still be there.
    pub fn is_open(self) -> bool {
        self < State::Resolved
    }

    /// Whether an incident may go from this state to `next` in one step, or stay.
    ///
    /// Work goes back and forth while the incident is open: a repair that did not hold leads from monitoring back to
    /// investigating. What is over is opened again as investigating, and a postmortem follows a resolution alone.
    pub fn leads_to(self, next: State) -> bool {
        match next {
            State::Investigating => true,
            State::Identified | State::Monitoring => self.is_open(),
            State::Resolved => self <= State::Resolved,
            State::Postmortem => self >= State::Resolved,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.slug())
    }
}

//! What can be done in a run. Each act is kept as it is, with who did it and when.

use crate::incident::Refusal;
use crate::member::Actor;
use crate::time::At;
use serde::{Deserialize, Serialize};

/// The most bytes of a reason, of a note, and of what is said at the end.
pub const MOST_TEXT: usize = 2_000;

/// An act, when it was done and told, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RunEntry"))]
pub struct Entry {
    /// Its number in the run, from 1, in the order in which entries were made.
    pub number: u32,
    /// When it was told.
    pub at: At,
    /// When it was done: `at`, or before it for what was done without a connection.
    pub happened: At,
    /// Who did it.
    pub by: Actor,
    /// What was done.
    pub act: Act,
}

/// What can be done. Text is plain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "do", deny_unknown_fields)]
pub enum Act {
    /// A step is done.
    Tick {
        /// The step's id.
        step: String,
    },
    /// A step is open again.
    TakeBack {
        /// The step's id.
        step: String,
    },
    /// A step is left out.
    Skip {
        /// The step's id.
        step: String,
        /// Why.
        reason: String,
    },
    /// A step did not work.
    Fail {
        /// The step's id.
        step: String,
        /// What happened; may be empty.
        #[serde(default)]
        reason: String,
    },
    /// A remark.
    Note {
        /// The id of the step that it is about, if it is about one.
        #[serde(default)]
        step: Option<String>,
        /// The remark.
        text: String,
    },
    /// The run is over, and came to its end.
    Finish {
        /// What is to be said of it; may be empty.
        #[serde(default)]
        text: String,
    },
    /// The run is over before its end.
    Abandon {
        /// Why; may be empty.
        #[serde(default)]
        reason: String,
    },
}

impl Act {
    /// The id of the step that it is about.
    pub fn step(&self) -> Option<&str> {
        match self {
            Act::Tick { step } | Act::TakeBack { step } | Act::Skip { step, .. } | Act::Fail { step, .. } => {
                Some(step)
            }
            Act::Note { step, .. } => step.as_deref(),
            Act::Finish { .. } | Act::Abandon { .. } => None,
        }
    }

    /// What was written with it; may be empty.
    pub fn text(&self) -> &str {
        match self {
            Act::Tick { .. } | Act::TakeBack { .. } => "",
            Act::Skip { reason, .. } | Act::Fail { reason, .. } | Act::Abandon { reason } => reason,
            Act::Note { text, .. } | Act::Finish { text } => text,
        }
    }

    /// What was done, as a timeline and the audit log say it: `ticked`.
    pub fn word(&self) -> &'static str {
        match self {
            Act::Tick { .. } => "ticked",
            Act::TakeBack { .. } => "taken-back",
            Act::Skip { .. } => "skipped",
            Act::Fail { .. } => "failed",
            Act::Note { .. } => "noted",
            Act::Finish { .. } => "finished",
            Act::Abandon { .. } => "abandoned",
        }
    }

    /// Whether the run is over with it.
    pub fn ends(&self) -> bool {
        matches!(self, Act::Finish { .. } | Act::Abandon { .. })
    }

    /// Whether it holds what it may.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let text = self.text();
        if text.len() > MOST_TEXT {
            let words = format!("The text has {} bytes. Use at most {MOST_TEXT}.", text.len());
            return Err(Refusal::Invalid(words));
        }
        let needs_text = matches!(self, Act::Skip { .. } | Act::Note { .. });
        if needs_text && text.trim().is_empty() {
            let words = if matches!(self, Act::Skip { .. }) {
                "Say why it is skipped."
            } else {
                "The note is empty."
            };
            return Err(Refusal::Invalid(words.into()));
        }
        Ok(())
    }
}

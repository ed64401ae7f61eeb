//! What can be done in an incident. Each step is kept as it is, and is a line of the timeline.

#[cfg(feature = "schema")]
use super::bounds::{COMPONENT, DOCUMENT, LINE, ONE_LINE, TEXT, WORDS};
use super::label::Labels;
use super::{Severity, State};
use crate::member::Actor;
use crate::status::Status;
use crate::time::At;
use serde::{Deserialize, Serialize};

/// A step, when it was made, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// Its number in the incident, from 1, in the order in which entries were made.
    pub number: u32,
    /// When it was made.
    pub at: At,
    /// When that happened which it tells of: `at`, or before it for what is told afterwards.
    pub happened: At,
    /// Who made it.
    pub by: Actor,
    /// What was done.
    pub step: Step,
}

/// What can be done. Text is markdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "do", deny_unknown_fields)]
pub enum Step {
    /// There is an incident. The first step, and only the first.
    Declare(Declaration),
    /// Visitors may see it.
    Publish,
    /// Tells how things are.
    Update(Update),
    /// Replaces what an update says. What it said before stays in the timeline.
    EditUpdate {
        /// The number of the entry that made the update.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5_000)))]
        update: u32,
        /// What it says instead.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
        text: String,
    },
    /// It is worse or better than it was held to be.
    ChangeSeverity {
        /// How bad it is.
        severity: Severity,
    },
    /// It gets another title.
    ChangeTitle {
        /// The title.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
        title: String,
    },
    /// Someone has seen it and looks after it.
    Acknowledge,
    /// Someone is to look after it.
    Assign {
        /// Their sign-in name.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
        to: String,
    },
    /// Whoever looks after it gives it to someone else.
    HandOver {
        /// Their sign-in name.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
        to: String,
        /// What they need to know; may be empty.
        #[serde(default)]
        text: String,
    },
    /// The next level of the escalation path is called in.
    Escalate {
        /// Which level, from 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 9)))]
        level: u8,
    },
    /// It is a part of another incident, where it goes on.
    Merge {
        /// That incident's id.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
        into: String,
    },
    /// Another incident is a part of this one.
    Absorb {
        /// That incident's id.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
        incident: String,
        /// What its components showed.
        #[serde(default)]
        impacts: Vec<Impact>,
    },
    /// It is over; all of its components are operational.
    Resolve {
        /// What visitors are told.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
        text: String,
    },
    /// It is not over after all.
    Reopen {
        /// What visitors are told.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
        text: String,
        /// What its components show.
        #[serde(default)]
        impacts: Vec<Impact>,
    },
    /// What was found by looking. Internal.
    Evidence(Evidence),
    /// A remark. Internal.
    Note {
        /// The remark.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
        text: String,
    },
    /// What was learnt; replaces what was written before, which stays in the timeline.
    Postmortem {
        /// The whole document.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = DOCUMENT), regex(pattern = WORDS)))]
        text: String,
        /// Whether visitors may read it from here on.
        #[serde(default)]
        publish: bool,
    },
    /// Something is to be done afterwards. Internal.
    FollowUp {
        /// What.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
        text: String,
        /// Whose task it is, by sign-in name.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
        owner: Option<String>,
        /// Until when.
        #[serde(default)]
        due: Option<At>,
    },
    /// What was to be done afterwards is done.
    FollowedUp {
        /// The number of the entry that asked for it.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5_000)))]
        follow_up: u32,
    },
}

/// What an incident begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// In a few words, what is wrong.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// What its components show.
    #[serde(default)]
    pub impacts: Vec<Impact>,
    /// Whether visitors see it at once; it is a draft otherwise.
    #[serde(default)]
    pub publish: bool,
    /// What visitors are told first; empty if nothing yet.
    #[serde(default)]
    pub text: String,
    /// What led to it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// What a component shows because of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// The component's id: `butterfly/kafka`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = COMPONENT)))]
    pub component: String,
    /// Operational, degraded, partial or major outage.
    pub status: Status,
}

/// How things are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// How far it has come; an open state, or the one that an incident which is over is in.
    pub state: State,
    /// What visitors are told.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
    pub text: String,
    /// The components that show something else from here on.
    #[serde(default)]
    pub impacts: Vec<Impact>,
    /// In how many minutes the next update is promised.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 20_160)))]
    pub next_minutes: Option<u32>,
}

/// What was found by looking, or what something that watches reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What reports it, the same for its beginning and its end: a component's id, an alert's fingerprint.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
    pub source: String,
    /// Whether it reports trouble, or that the trouble is over.
    pub firing: bool,
    /// Since when.
    pub since: At,
    /// In words.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = TEXT), regex(pattern = WORDS)))]
    pub text: String,
    /// Where to read what to do: a URL, or a path under `/docs/`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = LINE), regex(pattern = ONE_LINE)))]
    pub runbook: Option<String>,
    /// Labels of the alert: they fill the names in the commands of its runbook.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
}

impl Step {
    /// The step that it is, in a word, as JSON names it: `hand-over`.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Declare(_) => "declare",
            Step::Publish => "publish",
            Step::Update(_) => "update",
            Step::EditUpdate { .. } => "edit-update",
            Step::ChangeSeverity { .. } => "change-severity",
            Step::ChangeTitle { .. } => "change-title",
            Step::Acknowledge => "acknowledge",
            Step::Assign { .. } => "assign",
            Step::HandOver { .. } => "hand-over",
            Step::Escalate { .. } => "escalate",
            Step::Merge { .. } => "merge",
            Step::Absorb { .. } => "absorb",
            Step::Resolve { .. } => "resolve",
            Step::Reopen { .. } => "reopen",
            Step::Evidence(_) => "evidence",
            Step::Note { .. } => "note",
            Step::Postmortem { .. } => "postmortem",
            Step::FollowUp { .. } => "follow-up",
            Step::FollowedUp { .. } => "followed-up",
        }
    }
}

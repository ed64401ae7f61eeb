//! What happened, and what is said of it.

use super::{Phrase, Topic};
use crate::incident::{Severity, State};
use crate::status::Status;
use crate::time::At;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// An incident is there; the first that a receiver hears of it.
    Declared,
    /// It is open again.
    Reopened,
    /// How it stands.
    Updated,
    /// Somebody looks after it. Internal.
    Acknowledged,
    /// Somebody else is to look after it. Internal.
    Assigned,
    /// Whoever looked after it gave it to somebody else. Internal.
    HandedOver,
    /// A level of the escalation path is called in. Internal.
    Escalated,
    /// It is still open. Internal.
    Reminder,
    /// It is over.
    Resolved,
    /// It goes on as a part of another.
    Merged,
    /// Work is planned.
    Planned,
    /// Planned work has begun.
    Started,
    /// Planned work is done.
    Ended,
    /// Planned work is not done after all.
    Cancelled,
    /// Several things that waited for the same moment.
    Digest,
    /// A subscriber is asked whether it was they who subscribed.
    Confirm,
    /// A member tries out whether messages arrive.
    Test,
}

impl What {
    /// As people read it: `Resolved`.
    pub fn label(self) -> &'static str {
        match self {
            What::Declared => "New incident",
            What::Reopened => "Open again",
            What::Updated => "Update",
            What::Acknowledged => "Acknowledged",
            What::Assigned => "Assigned",
            What::HandedOver => "Handed over",
            What::Escalated => "Escalated",
            What::Reminder => "Still open",
            What::Resolved => "Resolved",
            What::Merged => "Merged",
            What::Planned => "Planned maintenance",
            What::Started => "Maintenance has begun",
            What::Ended => "Maintenance is done",
            What::Cancelled => "Maintenance is cancelled",
            What::Digest => "Digest",
            What::Confirm => "Please confirm",
            What::Test => "Test",
        }
    }

    /// As machines read it, and as it is stored: `resolved`.
    pub fn slug(self) -> &'static str {
        match self {
            What::Declared => "declared",
            What::Reopened => "reopened",
            What::Updated => "updated",
            What::Acknowledged => "acknowledged",
            What::Assigned => "assigned",
            What::HandedOver => "handed-over",
            What::Escalated => "escalated",
            What::Reminder => "reminder",
            What::Resolved => "resolved",
            What::Merged => "merged",
            What::Planned => "planned",
            What::Started => "started",
            What::Ended => "ended",
            What::Cancelled => "cancelled",
            What::Digest => "digest",
            What::Confirm => "confirm",
            What::Test => "test",
        }
    }

    /// What a receiver chooses it by; nothing for what is made for one receiver alone.
    pub fn topic(self) -> Option<Topic> {
        match self {
            What::Declared | What::Reopened | What::Resolved | What::Merged => Some(Topic::Incident),
            What::Updated => Some(Topic::Update),
            What::Acknowledged | What::Escalated => Some(Topic::Escalation),
            What::Assigned | What::HandedOver => Some(Topic::Owner),
            What::Reminder => Some(Topic::Reminder),
            What::Planned | What::Started | What::Ended | What::Cancelled => Some(Topic::Maintenance),
            What::Digest | What::Confirm | What::Test => None,
        }
    }

    /// Whether an incident begins with it, for whoever is told.
    pub fn begins(self) -> bool {
        matches!(self, What::Declared | What::Reopened)
    }

    /// Whether nothing more is to be done about what it is about.
    pub fn ends(self) -> bool {
        matches!(self, What::Resolved | What::Merged | What::Ended | What::Cancelled)
    }
}

/// What happened, to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub what: What,
    /// What it happened to: `incident/2026-11-21-kafka-is-down`, `maintenance/shop/disks/1767225600000`.
    pub about: String,
    /// When.
    pub at: At,
    /// How bad it is; none for what is no incident.
    pub severity: Option<Severity>,
    /// What it affects.
    pub components: Vec<Affected>,
    /// Whether visitors may know it.
    pub public: bool,
}

/// A component that is affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Its id: `butterfly/kafka`.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// What it shows because of it.
    pub status: Status,
}

/// What one receiver is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What happened.
    pub event: Event,
    /// In a few words: the incident's title.
    pub title: String,
    /// How far an incident has come.
    pub state: Option<State>,
    /// What is said of it, newest first; may be empty.
    pub said: Vec<Said>,
    /// Where to read more, on this site: `/incidents/2026-11-21-kafka-is-down`.
    pub path: String,
    /// Other incidents that began at the same time, and that this tells of as well.
    pub others: Vec<Other>,
}

/// What is said at one point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// When.
    pub at: At,
    /// The words, in markdown; in English where they are ours.
    pub text: String,
    /// What the words say where they are ours, so that each reads it in their own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
}

impl Said {
    /// Words that somebody typed.
    pub fn typed(at: At, text: impl Into<String>) -> Said {
        Said { at, text: text.into(), phrase: None }
    }

    /// Words of ours.
    pub fn ours(at: At, phrase: Phrase) -> Said {
        Said { at, text: phrase.english(), phrase: Some(phrase) }
    }
}

/// Another incident that began at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// In a few words.
    pub title: String,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// Where to read more, on this site.
    pub path: String,
}

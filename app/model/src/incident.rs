//! Incidents: what people are told when something is broken, and who has it.
//!
//! An incident is the fold of an append-only list of entries: nothing is overwritten, and an edit is an entry too. Its
//! version is the number of its entries. Entries are folded in the order in which things happened, which for what is
//! told afterwards is not the order in which they were made.

use crate::member::Actor;
use crate::status::Status;
use crate::time::At;
use crate::timeline::Timeline;
use std::collections::BTreeMap;
use std::fmt;

pub mod alertmanager;
mod apply;
mod bounds;
mod check;
pub mod draft;
mod due;
mod follow;
mod hours;
mod id;
pub mod label;
mod part;
mod policy;
mod severity;
mod state;
mod step;
pub mod template;
mod words;

pub use bounds::LEVELS;
#[cfg(feature = "schema")]
pub(crate) use bounds::{COMPONENT, ONE_LINE};
pub use due::{Due, Duty, Urgency, due, urgency};
pub use follow::{OnAlert, follow};
pub(crate) use hours::instant;
pub use hours::{Hours, Offset};
pub use id::id;
pub use part::{Alarm, FollowUp, Postmortem, Told};
pub use policy::{Level, Policy, Response, Until};
pub use severity::Severity;
pub use state::State;
pub use step::{Declaration, Entry, Evidence, Impact, Step, Update};

/// The most entries of one incident.
pub const MOST_ENTRIES: usize = 5_000;

/// Why a step is refused, in words for whoever wanted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The step itself cannot be.
    Invalid(String),
    /// It does not fit the incident as it is.
    NotNow(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Invalid(words) | Refusal::NotNow(words) => to.write_str(words),
        }
    }
}

impl std::error::Error for Refusal {}

/// An incident after all of its entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Unique: `2026-11-21-kafka-is-down`.
    pub id: String,
    /// What was done, in the order in which it happened; of what happened at once, in the order of the numbers.
    pub entries: Vec<Entry>,
    /// In a few words.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// How far it has come.
    pub state: State,
    /// When it began.
    pub began: At,
    /// When it was declared, or last opened again.
    pub opened: At,
    /// When visitors were first let see it.
    pub published: Option<At>,
    /// The first answer of a person since it was opened.
    pub acknowledged: Option<At>,
    /// Who looks after it, by sign-in name.
    pub owner: Option<String>,
    /// The highest level of the escalation path that was called in since it was opened; 0 for none.
    pub level: u8,
    /// When it was resolved, while it is.
    pub resolved: Option<At>,
    /// The incident that it is a part of.
    pub merged: Option<String>,
    /// The incidents that are a part of it.
    pub absorbed: Vec<String>,
    /// What its components showed because of it.
    pub impacts: BTreeMap<String, Timeline<Status>>,
    /// What visitors were told, oldest first.
    pub told: Vec<Told>,
    /// When the next update was promised for.
    pub promised: Option<At>,
    /// What reports trouble, by its name.
    pub alarms: BTreeMap<String, Alarm>,
    /// What its alerts are called by, by what reports them.
    pub labels: BTreeMap<String, label::Labels>,
    /// Where to read what to do, in the order in which evidence named it.
    pub runbooks: Vec<String>,
    /// What was learnt.
    pub postmortem: Postmortem,
    /// What is to be done afterwards, oldest first.
    pub follow_ups: Vec<FollowUp>,
}

impl Incident {
    /// The incident that `declaration`, made at `at`, begins at `happened`, or at once; or why it may not.
    pub fn declare(
        id: String,
        at: At,
        happened: Option<At>,
        by: Actor,
        declaration: Declaration,
    ) -> Result<Incident, Refusal> {
        let happened = happened.unwrap_or(at);
        let entry = Entry { number: 1, at, happened, by, step: Step::Declare(declaration) };
        bounds::check(&entry.step)?;
        check::instant(&entry)?;
        Incident::replay(id, vec![entry]).ok_or_else(|| Refusal::Invalid("It is no declaration.".into()))
    }

    /// The incident of these entries, in any order; none if the one numbered 1 is no declaration.
    ///
    /// Total: entries were checked when they were made, and what cannot be made sense of changes nothing.
    pub fn replay(id: String, mut entries: Vec<Entry>) -> Option<Incident> {
        entries.sort_by_key(|entry| (entry.happened, entry.number));
        let first = entries.iter().position(|entry| entry.number == 1)?;
        let declared = entries.remove(first);
        let Step::Declare(declaration) = &declared.step else { return None };
        let mut incident = apply::declared(id, &declared, declaration);
        incident.entries.push(declared);
        for entry in entries {
            incident.apply(entry);
        }
        Some(incident)
    }

    /// How many entries it has. Whoever adds one says which version they saw.
    pub fn version(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// This incident after `step` too, made by `by` at `at`; or why that may not be. `happened` is when that was so which
    /// it tells of; none for now.
    ///
    /// What happened before the latest entry is put in its place, and everything after it must still be possible. A clock
    /// that was set back makes no entry earlier than those before it.
    pub fn with(&self, at: At, happened: Option<At>, by: Actor, step: Step) -> Result<Incident, Refusal> {
        let at = self.entries.iter().map(|entry| entry.at).fold(at, At::max);
        let number = self.version().saturating_add(1);
        let entry = Entry { number, at, happened: happened.unwrap_or(at), by, step };
        bounds::check(&entry.step)?;
        check::instant(&entry)?;
        check::room(self)?;
        if self.entries.last().is_some_and(|last| last.happened > entry.happened) {
            return check::fits_between(self, entry);
        }
        check::fits(self, &entry)?;
        let mut incident = self.clone();
        incident.apply(entry);
        Ok(incident)
    }

    /// The incident after `entry`, which happened after all that it has.
    fn apply(&mut self, entry: Entry) {
        apply::apply(self, &entry);
        self.entries.push(entry);
    }

    /// The entry that was made last.
    pub fn newest(&self) -> Option<&Entry> {
        self.entries.iter().max_by_key(|entry| entry.number)
    }

    /// Whether the trouble may still be there, and it is no part of another incident.
    pub fn is_open(&self) -> bool {
        self.state.is_open() && self.merged.is_none()
    }

    /// Whether visitors may not see it.
    pub fn is_draft(&self) -> bool {
        self.published.is_none()
    }

    /// Whether nobody but programs has had a hand in it.
    pub fn is_untouched(&self) -> bool {
        !self.entries.iter().any(|entry| is_person(&entry.by))
    }

    /// Whether something that watches still reports trouble.
    pub fn is_firing(&self) -> bool {
        self.alarms.values().any(|alarm| alarm.firing)
    }

    /// What `component` shows because of it; nothing if it is not affected.
    pub fn impact(&self, component: &str) -> Option<Status> {
        self.impacts.get(component).and_then(Timeline::latest).map(|turn| turn.state)
    }

    /// Milliseconds from when it was opened to the first answer of a person.
    pub fn time_to_acknowledge(&self) -> Option<i64> {
        self.acknowledged.map(|at| at.since(self.opened).max(0))
    }

    /// Milliseconds from when it began to when it was resolved.
    pub fn time_to_resolve(&self) -> Option<i64> {
        self.resolved.map(|at| at.since(self.began).max(0))
    }

    /// Milliseconds that it has lasted at `now`, or did last.
    pub fn lasted(&self, now: At) -> i64 {
        self.resolved.unwrap_or(now).since(self.began).max(0)
    }
}

/// Whether someone, and no program by itself, is behind a step.
pub(crate) fn is_person(by: &Actor) -> bool {
    matches!(by, Actor::Member(_) | Actor::Token(_) | Actor::Console)
}

#[cfg(test)]
mod tests;

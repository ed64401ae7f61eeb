//! Runs: somebody works through the steps of a page, alone or with others, and what they do is kept.
//!
//! A run is the fold of an append-only list of entries over the steps of its page. Entries are folded in the order in
//! which things happened, so that a tick that was made without a connection counts from when it was made. It executes
//! nothing: it says what is done, by whom and when.

use crate::incident::Refusal;
use crate::member::Actor;
use crate::time::At;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod about;
mod act;
mod matching;
mod step;
#[cfg(test)]
mod tests;
mod usage;
mod words;

pub use about::{about, changed};
pub use act::{Act, Entry, MOST_TEXT};
pub use matching::matched;
pub use step::{Step, outline};
pub use usage::{LastUse, Usage, usage};

/// The most entries of one run.
pub const MOST_ENTRIES: usize = 5_000;

/// What a run begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// Path of the page under `/docs/`.
    pub page: String,
    /// The page's title.
    pub title: String,
    /// The incident that it belongs to, by id.
    pub incident: Option<String>,
    /// When it began.
    pub began: At,
    /// Who began it.
    pub by: Actor,
    /// What the page was about then: see [`about()`].
    pub about: BTreeMap<String, String>,
    /// The steps of the page.
    pub steps: Vec<Step>,
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "StepState"))]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nobody has done anything about it.
    Open,
    /// It is ticked.
    Done,
    /// It was left out, for a reason.
    Skipped,
    /// It did not work.
    Failed,
}

/// How a step was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done, skipped or failed.
    pub state: State,
    /// When.
    pub at: At,
    /// By whom: whoever was first.
    pub by: Actor,
    /// Why, or what happened; may be empty.
    pub text: String,
    /// Milliseconds since the step that was settled before it, or since the run began.
    pub took: i64,
    /// Who did the same afterwards, and when.
    pub also: Vec<(Actor, At)>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: At,
    /// By whom.
    pub by: Actor,
    /// Whether it was finished; it was abandoned otherwise.
    pub finished: bool,
    /// What was said of it; may be empty.
    pub text: String,
}

/// A run after all of its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Unique: `2026-11-21-kafka-broker-down`.
    pub id: String,
    /// What it began with; its steps are those of the page as it was last looked at.
    pub started: Started,
    /// What was done, in the order in which it happened.
    pub entries: Vec<Entry>,
    /// The steps that are not open, by id.
    pub progress: BTreeMap<String, Progress>,
    /// How it ended; nothing while it goes on.
    pub ended: Option<Ended>,
}

/// How many steps of a run are in which state; steps that the page no longer has count only if something was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// Those that are ticked.
    pub done: usize,
    /// Those that were left out.
    pub skipped: usize,
    /// Those that did not work.
    pub failed: usize,
}

impl Run {
    /// The run that began so, after these entries, in any order.
    pub fn replay(id: String, started: Started, mut entries: Vec<Entry>) -> Run {
        entries.sort_by_key(|entry| (entry.happened, entry.number));
        let mut run = Run { id, started, entries: Vec::new(), progress: BTreeMap::new(), ended: None };
        let mut last = run.started.began;
        for entry in entries {
            run.apply(&entry, &mut last);
            run.entries.push(entry);
        }
        run
    }

    /// The entry that `act`, done by `by` and told at `at`, adds; or why it may not be. `happened` is when it was done;
    /// one outside of the run is taken for the nearest instant in it, for clocks of browsers are not right.
    pub fn with(&self, at: At, happened: Option<At>, by: Actor, act: Act) -> Result<Entry, Refusal> {
        act.check()?;
        let happened = happened.unwrap_or(at).min(at).max(self.started.began);
        if let Some(step) = act.step().filter(|step| self.step(step).is_none()) {
            return Err(Refusal::Invalid(format!("The run has no step \"{step}\". Load it again.")));
        }
        if self.ended.as_ref().is_some_and(|ended| ended.at < happened || act.ends()) {
            return Err(Refusal::NotNow("The run has ended. Start another one.".into()));
        }
        if self.entries.len() >= MOST_ENTRIES {
            let words =
                format!("The run has {MOST_ENTRIES} entries, and can have no more. Start another one.");
            return Err(Refusal::NotNow(words));
        }
        Ok(Entry { number: self.version().saturating_add(1), at: at.max(happened), happened, by, act })
    }

    /// How many entries it has.
    pub fn version(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.started.steps.iter().find(|step| step.id == id)
    }

    /// How far a step has come.
    pub fn state(&self, id: &str) -> State {
        self.progress.get(id).map_or(State::Open, |it| it.state)
    }

    /// How many of its steps have come how far.
    pub fn count(&self) -> Count {
        let there = |step: &&Step| !step.gone || self.progress.contains_key(&step.id);
        self.started.steps.iter().filter(there).fold(Count::default(), |count, step| {
            let is = |state| usize::from(self.state(&step.id) == state);
            Count {
                all: count.all + 1,
                done: count.done + is(State::Done),
                skipped: count.skipped + is(State::Skipped),
                failed: count.failed + is(State::Failed),
            }
        })
    }

    /// Its steps in this state, each with how it was settled.
    pub fn settled(&self, state: State) -> impl Iterator<Item = (&Step, &Progress)> {
        self.started
            .steps
            .iter()
            .filter_map(move |step| Some((step, self.progress.get(&step.id).filter(|it| it.state == state)?)))
    }

    /// The same run where its page has these steps.
    pub fn on(mut self, page: &[Step]) -> Run {
        self.started.steps = matched(&self.started.steps, page);
        self
    }

    fn apply(&mut self, entry: &Entry, last: &mut At) {
        match &entry.act {
            Act::Tick { step } => self.settle(State::Done, step, "", entry, last),
            Act::Skip { step, reason } => self.settle(State::Skipped, step, reason, entry, last),
            Act::Fail { step, reason } => self.settle(State::Failed, step, reason, entry, last),
            Act::TakeBack { step } => {
                self.progress.remove(step);
            }
            Act::Note { .. } => {}
            Act::Finish { text } => self.end(true, text, entry),
            Act::Abandon { reason } => self.end(false, reason, entry),
        }
    }

    /// The first one counts; a tick goes before what was skipped or failed, and all of it stays in the entries.
    fn settle(&mut self, state: State, step: &str, text: &str, entry: &Entry, last: &mut At) {
        if let Some(before) = self.progress.get_mut(step) {
            if before.state == state {
                before.also.push((entry.by.clone(), entry.happened));
                return;
            }
            if state != State::Done {
                return;
            }
        }
        let took = entry.happened.since(*last).max(0);
        *last = entry.happened;
        let (at, by, text) = (entry.happened, entry.by.clone(), text.to_owned());
        self.progress.insert(step.to_owned(), Progress { state, at, by, text, took, also: Vec::new() });
    }

    fn end(&mut self, finished: bool, text: &str, entry: &Entry) {
        if self.ended.is_none() {
            let (at, by) = (entry.happened, entry.by.clone());
            self.ended = Some(Ended { at, by, finished, text: text.to_owned() });
        }
    }
}

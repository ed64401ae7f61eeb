//! The judge: samples of one check in, verdicts out. One state machine, in this order:
//!
//! ```text
//! Sample -> View of its location: k of n samples, grace -> quorum over locations -> flap damping -> Verdict, why
//! ```
//!
//! - A view turns when k of its latest n samples ask for it (`3 of 5`), and trouble has lasted for the grace time.
//! - The check is down when a quorum of the locations that see it say so, slow when a quorum say at least that.
//! - While it flaps, a recovery is held to be slow; and so is a check that is up but fails as often as would make it
//!   down if the failures came together.
//! - What turns, turns from the first sample that asked for it: an outage is as long as it was, not as long as it
//!   was known. A blind sample says nothing.

use crate::estate::Check;
use crate::sample::Sample;
use crate::time::At;
use rule::Rule;
use std::collections::BTreeMap;
use std::sync::Arc;
use view::View;

pub mod flapping;
pub mod rule;
pub mod view;
mod why;

/// What a check is held to be; what is later in the list is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing has been seen yet.
    Unknown,
    /// It answers in time.
    Up,
    /// It answers, but late.
    Slow,
    /// It does not answer, or wrongly.
    Down,
}

impl Verdict {
    /// Every verdict; the position is its number in the store.
    pub const ALL: [Verdict; 4] = [Verdict::Unknown, Verdict::Up, Verdict::Slow, Verdict::Down];

    /// Its number in the store.
    pub fn code(self) -> u8 {
        match self {
            Verdict::Unknown => 0,
            Verdict::Up => 1,
            Verdict::Slow => 2,
            Verdict::Down => 3,
        }
    }

    /// Its word: `unknown`, `up`, `slow`, `down`.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Unknown => "unknown",
            Verdict::Up => "up",
            Verdict::Slow => "slow",
            Verdict::Down => "down",
        }
    }

    /// The verdict with this number.
    pub fn from_code(code: u8) -> Option<Verdict> {
        Verdict::ALL.get(usize::from(code)).copied()
    }
}

/// What the judge remembers of a check; it survives a restart in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// What the check is held to be.
    pub verdict: Verdict,
    /// Since when.
    pub since: At,
    /// In words, why the verdict is what it is.
    pub why: String,
    /// How it looks from each location that has seen it.
    pub views: BTreeMap<Arc<str>, View>,
}

/// A new verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Before.
    pub before: Verdict,
    /// After.
    pub after: Verdict,
    /// From when it holds: the first sample that said so.
    pub from: At,
}

impl Streak {
    /// What is remembered of a check that was never seen.
    pub fn new(at: At) -> Streak {
        Streak { verdict: Verdict::Unknown, since: at, why: "no sample yet".into(), views: BTreeMap::new() }
    }

    /// When its latest sample that was not blind started.
    pub fn seen(&self) -> At {
        self.views.values().map(|view| view.seen).max().unwrap_or(At(i64::MIN))
    }

    /// Takes one sample and gives the change that it brings about, if any.
    ///
    /// Samples that are not later than the last one of their location are ignored, so that replaying changes nothing.
    pub fn step(&mut self, check: &Check, sample: &Sample) -> Option<Change> {
        let view = self.views.entry(sample.location.clone()).or_insert_with(|| View::new(sample.at));
        if !view.take(&check.rule, sample) {
            return None;
        }
        self.settle(&check.rule, sample.at)
    }

    /// Whether a location that held something has been silent for too long at `now`.
    pub fn is_stale(&self, check: &Check, now: At) -> bool {
        let mut seeing = self.views.values().filter(|view| view.verdict != Verdict::Unknown);
        seeing.any(|view| now.since(view.seen) > check.stale_after())
    }

    /// Forgets what a location held that has been silent for too long at `now`, and gives the change that this
    /// brings about, if any: it holds from when the next sample should have come.
    pub fn lose_sight(&mut self, check: &Check, now: At) -> Option<Change> {
        let mut lost = None;
        for view in self.views.values_mut().filter(|view| view.verdict != Verdict::Unknown) {
            if now.since(view.seen) > check.stale_after() {
                let from = view.seen + check.interval;
                view.lose_sight(from);
                lost = lost.max(Some(from));
            }
        }
        self.settle(&check.rule, lost?)
    }

    /// Forgets what `location` held, which did not look from `from` on for this reason, and gives the change that this
    /// brings about, if any.
    pub fn interrupt(&mut self, check: &Check, location: &str, from: At, why: &str) -> Option<Change> {
        self.views.get_mut(location)?.lose_sight(from);
        let change = self.settle(&check.rule, from)?;
        if change.after == Verdict::Unknown {
            self.why = why.into();
        }
        Some(change)
    }

    /// Holds from `at` on what it `held` before an interruption, and gives the change that this is, if any.
    pub fn resume(&mut self, held: Streak, at: At) -> Option<Change> {
        let change = Change { before: self.verdict, after: held.verdict, from: at };
        *self = Streak { since: at, ..held };
        (change.before != change.after).then_some(change)
    }

    /// Whether it flaps, as seen from any location.
    pub fn flapping(&self) -> bool {
        self.views.values().any(|view| view.flapping)
    }

    /// Lets the views decide; `now` is when the latest of them learnt something.
    fn settle(&mut self, rule: &Rule, now: At) -> Option<Change> {
        let agreed = self.agreed(rule);
        let (after, from) = self.damped(rule, agreed, now);
        if after == self.verdict {
            return None;
        }
        // A change is never dated before the one that it follows.
        let from = if self.verdict == Verdict::Unknown { from } else { from.max(self.since + 1) };
        let change = Change { before: self.verdict, after, from };
        (self.verdict, self.since) = (after, from);
        self.why = self.explain(rule);
        Some(change)
    }

    /// What a quorum of the locations that see it say, and since when they do.
    fn agreed(&self, rule: &Rule) -> (Verdict, At) {
        let seeing: Vec<_> = self.views.values().filter(|view| view.verdict != Verdict::Unknown).collect();
        let quorum = rule.quorum.of(seeing.len());
        let since = |worst: Verdict| {
            let mut since: Vec<_> =
                seeing.iter().filter(|view| view.verdict >= worst).map(|view| view.since).collect();
            since.sort_unstable();
            since.get(quorum - 1).copied()
        };
        if let Some(from) = since(Verdict::Down) {
            return (Verdict::Down, from);
        }
        if let Some(from) = since(Verdict::Slow) {
            return (Verdict::Slow, from);
        }
        let latest = |verdict: Verdict| {
            self.views.values().filter(|view| view.verdict == verdict).map(|view| view.since).max()
        };
        match latest(Verdict::Up) {
            Some(from) => (Verdict::Up, from),
            None if seeing.is_empty() => (Verdict::Unknown, latest(Verdict::Unknown).unwrap_or(self.since)),
            None => (Verdict::Up, self.since),
        }
    }

    /// The same while it flaps: a recovery is held to be slow, and so is failing often without being down.
    fn damped(&self, rule: &Rule, (verdict, from): (Verdict, At), now: At) -> (Verdict, At) {
        let was_ill = self.verdict == Verdict::Slow;
        if verdict != Verdict::Up || !self.flapping() {
            // It was flapping until this sample: it is well from here on, not from long ago.
            let held = verdict == Verdict::Up && was_ill && from <= self.since;
            return (verdict, if held { now } else { from });
        }
        let often = self.views.values().any(|view| view.bad() >= rule.failures.needed);
        match self.verdict {
            Verdict::Up if !often => (Verdict::Up, from),
            Verdict::Up => (Verdict::Slow, now),
            Verdict::Unknown if !often => (Verdict::Up, from),
            _ => (Verdict::Slow, from),
        }
    }
}

#[cfg(test)]
mod tests;

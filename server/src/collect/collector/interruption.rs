//! A clock that was set, and time in which nobody looked while Pharos was meant to run: the machine slept, or its clock
//! was set ahead.

use super::Collector;
use model::sample::{LOCAL, Outcome, Sample};
use model::time::{At, HOUR, length};
use std::sync::Arc;

/// Milliseconds for which an interruption is told after its end.
const TOLD: i64 = HOUR;

impl Collector {
    /// Notes that nobody looked from here in `[from, to)`; true if that changed what a component shows.
    ///
    /// That time is unknown. What is asked is seen anew with its next sample. Heartbeats may have come that nobody heard:
    /// what they stand for is held to be as before, and has all its time again until it is late.
    pub fn interrupt(&mut self, from: At, to: At) -> bool {
        self.unseen = Some((from, to));
        let ids: Vec<_> = self.checks.keys().cloned().collect();
        ids.iter().fold(false, |changed, id| self.interrupt_check(id, from, to) | changed)
    }

    /// Notes since when times are ahead of the machine's clock, and gives true if that is news.
    pub fn note_ahead(&mut self, since: Option<At>) -> bool {
        std::mem::replace(&mut self.ahead, since) != since
    }

    fn interrupt_check(&mut self, id: &Arc<str>, from: At, to: At) -> bool {
        let Some(state) = self.checks.get_mut(id) else { return false };
        let why = format!(
            "nobody looked for {} until {to}: Pharos stood still, or the clock was set",
            length(to.since(from))
        );
        let held = state.check.is_pushed().then(|| state.streak.clone());
        let lost = state.streak.interrupt(&state.check, LOCAL, from, &why);
        let changed = lost.is_some_and(|change| self.turn(id, &change));
        let Some(held) = held else { return changed };
        let resumed = self.checks.get_mut(id).and_then(|state| state.streak.resume(held, to));
        resumed.is_some_and(|change| self.turn(id, &change)) | changed
    }

    /// The same sample; but a probe that was under way when time went missing says nothing.
    pub(super) fn unless_interrupted(&self, sample: Sample) -> Sample {
        match self.unseen {
            Some((_, to)) if sample.at < to && &*sample.location == LOCAL => {
                let detail = format!("Pharos stood still meanwhile: {}", sample.detail);
                Sample { outcome: Outcome::Blind, detail, ..sample }
            }
            _ => sample,
        }
    }

    /// The latest interruption, unless it is long over.
    pub(super) fn newly_unseen(&self, now: At) -> Option<(At, At)> {
        self.unseen.filter(|(_, to)| now.since(*to) < TOLD)
    }
}

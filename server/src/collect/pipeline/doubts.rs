//! What may be wrong with Pharos itself, told to its log and its pages: a store that takes nothing, a clock that was set,
//! time in which nobody looked.

use super::{Stage, is_due};
use crate::collect::clock::Time;
use model::sample::Sample;
use model::time::{At, HOUR, MINUTE, length};

/// Milliseconds between words in the log that the store still takes nothing.
const REMIND: i64 = HOUR;

/// Milliseconds from step to step, without a sample, that nobody looked in: there are several steps a second.
const STILL: i64 = MINUTE;

impl Stage {
    /// Tells when it begins that the store takes nothing, and again only now and then: the log may be on the same disk.
    pub(super) fn tell_unstored(&mut self, error: &store::Error, now: At) {
        let since = *self.unstored.get_or_insert(now);
        if since == now || is_due(self.reminded, now, REMIND) {
            self.reminded = now;
            let samples = self.waiting.samples.len();
            tracing::error!(%error, %since, samples, "the store takes nothing; samples wait in memory");
        }
    }

    /// Tells at the end what the store has not taken.
    pub(super) fn tell_lost(&self) {
        if let Some(since) = self.unstored {
            let samples = self.waiting.samples.len();
            tracing::error!(%since, samples, "the store took nothing until the end; these samples are lost");
        }
    }

    /// Notes whether times are ahead of the machine's clock; true if that is news.
    pub(super) fn notice_clock(&mut self, time: Time) -> bool {
        self.ahead = time.is_ahead.then(|| self.ahead.unwrap_or(time.at));
        self.collector.note_ahead(self.ahead)
    }

    /// Notes time that went missing before `now` or before the first of the samples that came after it; true if that
    /// changed what is shown. A store that was slow is no interruption: samples came meanwhile.
    pub(super) fn notice_interruption(&mut self, some: &[Sample], now: At) -> bool {
        let from = std::mem::replace(&mut self.stepped, now);
        let later = some.iter().map(|sample| sample.at).filter(|at| *at > from);
        let to = later.min().map_or(now, |first| first.min(now));
        if to.since(from) < STILL {
            return false;
        }
        let lasted = length(to.since(from));
        tracing::warn!(lasted, %from, %to, "nobody looked: this machine or Pharos stood still, or the clock was set; that time is unknown");
        self.collector.interrupt(from, to);
        true
    }
}

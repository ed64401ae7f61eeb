//! The judge: samples of one check in, verdicts out, by failure and success thresholds.
//!
//! A verdict changes when enough samples in a row disagree with it, and then it holds from the first of them,
//! so that an outage is as long as it was and not as long as it was known. A blind sample says nothing.

use crate::estate::Check;
use crate::sample::{Outcome, Sample};
use crate::time::At;

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

    /// The verdict with this number.
    pub fn from_code(code: u8) -> Option<Verdict> {
        Verdict::ALL.get(usize::from(code)).copied()
    }

    fn of(outcome: Outcome) -> Option<Verdict> {
        match outcome {
            Outcome::Pass => Some(Verdict::Up),
            Outcome::Slow => Some(Verdict::Slow),
            Outcome::Fail => Some(Verdict::Down),
            Outcome::Blind => None,
        }
    }
}

/// What the judge remembers of a check; it survives a restart in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// What the check is held to be.
    pub verdict: Verdict,
    /// Since when.
    pub since: At,
    /// What the latest samples say instead, if they disagree.
    pub leaning: Option<Leaning>,
    /// When the latest sample that was not blind started.
    pub seen: At,
    /// In words, why the verdict is what it is.
    pub why: String,
}

/// Samples in a row that disagree with the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaning {
    /// What they say.
    pub towards: Verdict,
    /// How many.
    pub count: u32,
    /// When the first of them started.
    pub from: At,
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
        Streak {
            verdict: Verdict::Unknown,
            since: at,
            leaning: None,
            seen: At(i64::MIN),
            why: "no sample yet".into(),
        }
    }

    /// Takes one sample and gives the change that it brings about, if any.
    ///
    /// Samples that are not later than the last one are ignored, so that replaying changes nothing.
    pub fn step(&mut self, check: &Check, sample: &Sample) -> Option<Change> {
        let said = Verdict::of(sample.outcome)?;
        if sample.at <= self.seen {
            return None;
        }
        self.seen = sample.at;
        if said == self.verdict {
            self.leaning = None;
            return None;
        }
        let leaning = self.lean(said, sample.at);
        if leaning.count < self.needed(check, leaning.towards) {
            return None;
        }
        Some(self.turn(leaning, sample))
    }

    /// Adds one sample to what disagrees with the verdict.
    ///
    /// Samples on the same side of the verdict count together, whatever mix of slow and failing they are, and
    /// together they say the milder change: a component that is slow and failing by turns is at least slow.
    fn lean(&mut self, said: Verdict, at: At) -> Leaning {
        let leaning = match self.leaning {
            Some(held) if held.towards == said => Leaning { count: held.count + 1, ..held },
            Some(held) if self.same_side(held.towards, said) => {
                Leaning { towards: Verdict::Slow, count: held.count + 1, ..held }
            }
            _ => Leaning { towards: said, count: 1, from: at },
        };
        self.leaning = Some(leaning);
        leaning
    }

    fn same_side(&self, one: Verdict, other: Verdict) -> bool {
        self.verdict != Verdict::Unknown && (one > self.verdict) == (other > self.verdict)
    }

    fn needed(&self, check: &Check, towards: Verdict) -> u32 {
        match self.verdict {
            Verdict::Unknown if towards == Verdict::Up => 1,
            held if towards > held => check.failures,
            _ => check.successes,
        }
    }

    fn turn(&mut self, leaning: Leaning, sample: &Sample) -> Change {
        let change = Change { before: self.verdict, after: leaning.towards, from: leaning.from };
        self.verdict = leaning.towards;
        self.since = leaning.from;
        self.leaning = None;
        self.why = match leaning.towards {
            Verdict::Up => format!("{} passed since {}", count(leaning.count), leaning.from),
            Verdict::Slow => {
                format!("{} slow since {}: {}", count(leaning.count), leaning.from, sample.detail)
            }
            _ => format!("{} failed since {}: {}", count(leaning.count), leaning.from, sample.detail),
        };
        change
    }

    /// Forgets what was held, because nobody could look from `at` on.
    pub fn lose_sight(&mut self, at: At, why: &str) -> Option<Change> {
        if self.verdict == Verdict::Unknown {
            return None;
        }
        let change = Change { before: self.verdict, after: Verdict::Unknown, from: at };
        *self = Streak { seen: self.seen, why: why.into(), ..Streak::new(at) };
        Some(change)
    }
}

fn count(samples: u32) -> String {
    match samples {
        1 => "1 sample".into(),
        n => format!("{n} samples in a row"),
    }
}

#[cfg(test)]
mod tests;

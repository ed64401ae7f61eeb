//! A check as it looks from one location: k of n samples make a verdict, which holds from the first of the k.

use super::rule::{Flapping, Rule, Threshold};
use super::{Verdict, flapping};
use crate::sample::{Outcome, Sample};
use crate::time::At;
use std::collections::VecDeque;

/// What one location says of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// What it holds the check to be.
    pub verdict: Verdict,
    /// Since when.
    pub since: At,
    /// When its latest sample that was not blind started.
    pub seen: At,
    /// How many samples made the verdict, of how many.
    pub count: (u32, u32),
    /// The samples since the verdict turned, the latest last, as far back as thresholds look.
    pub recent: VecDeque<(At, Outcome)>,
    /// Since when there is trouble that has not lasted for the grace time.
    pub pending: Option<At>,
    /// Whether each of the latest samples was good, in the lowest bits, the latest in the lowest.
    pub history: u32,
    /// Whether the check flaps here.
    pub flapping: bool,
    /// What was wrong with the latest sample that was not a pass.
    pub detail: String,
}

/// A verdict that samples ask for.
struct Asked {
    verdict: Verdict,
    from: At,
    count: (u32, u32),
}

impl View {
    /// A location that has not seen the check yet.
    pub fn new(at: At) -> View {
        View {
            verdict: Verdict::Unknown,
            since: at,
            seen: At(i64::MIN),
            count: (0, 0),
            recent: VecDeque::new(),
            pending: None,
            history: flapping::GOOD,
            flapping: false,
            detail: String::new(),
        }
    }

    /// Takes a sample; false if it says nothing: it is blind, or not later than the latest one.
    pub fn take(&mut self, rule: &Rule, sample: &Sample) -> bool {
        if sample.outcome == Outcome::Blind || sample.at <= self.seen {
            return false;
        }
        self.seen = sample.at;
        self.recent.push_back((sample.at, sample.outcome));
        let kept = rule.failures.of.max(rule.successes.of) as usize;
        while self.recent.len() > kept {
            self.recent.pop_front();
        }
        if sample.outcome != Outcome::Pass {
            self.detail.clone_from(&sample.detail);
        }
        self.note_flapping(rule.flapping, sample.outcome == Outcome::Pass);
        let asked = self.asked(rule);
        self.pending = match asked {
            None => None,
            Some(asked) => self.heed(asked, rule.grace, sample.at),
        };
        true
    }

    /// Turns to what is asked for, or waits until trouble has lasted for `grace`; then gives since when it is there.
    fn heed(&mut self, asked: Asked, grace: i64, now: At) -> Option<At> {
        let trouble = asked.verdict >= Verdict::Slow && asked.verdict > self.verdict;
        let from = self.pending.filter(|_| trouble).map_or(asked.from, |since| since.min(asked.from));
        if trouble && now.since(from) < grace {
            return Some(from);
        }
        (self.verdict, self.since, self.count) = (asked.verdict, from, asked.count);
        self.recent.clear();
        None
    }

    /// Forgets what it held, because nothing came from here since `at`.
    pub fn lose_sight(&mut self, at: At) {
        *self = View { seen: self.seen, history: self.history, flapping: self.flapping, ..View::new(at) };
    }

    /// How many of the latest samples were bad.
    pub fn bad(&self) -> u32 {
        flapping::SAMPLES - self.history.count_ones()
    }

    fn note_flapping(&mut self, thresholds: Option<Flapping>, good: bool) {
        self.history = flapping::push(self.history, good);
        self.flapping = thresholds.is_some_and(|thresholds| {
            let limit = if self.flapping { thresholds.stop } else { thresholds.start };
            let rate = flapping::rate(self.history);
            if self.flapping { rate > limit } else { rate >= limit }
        });
    }

    /// The verdict that the samples since the last turn ask for, if it is another.
    fn asked(&self, rule: &Rule) -> Option<Asked> {
        let ask = |verdict, threshold, wanted: fn(Outcome) -> bool| {
            let (from, count) = self.met(threshold, wanted)?;
            Some(Asked { verdict, from, count })
        };
        let (failures, successes) = (rule.failures, rule.successes);
        let down = || ask(Verdict::Down, failures, |outcome| outcome == Outcome::Fail);
        let slow = || ask(Verdict::Slow, failures, |outcome| outcome != Outcome::Pass);
        let up = |threshold| ask(Verdict::Up, threshold, |outcome| outcome == Outcome::Pass);
        let answers = || ask(Verdict::Slow, successes, |outcome| outcome != Outcome::Fail);
        match self.verdict {
            Verdict::Unknown => up(Threshold::in_a_row(1)).or_else(down).or_else(slow),
            Verdict::Up => down().or_else(slow),
            Verdict::Slow => down().or_else(|| up(successes)),
            Verdict::Down => up(successes).or_else(answers),
        }
    }

    /// Whether enough of the latest samples are as wanted: the first of them, how many they are, and of how many.
    fn met(&self, threshold: Threshold, wanted: fn(Outcome) -> bool) -> Option<(At, (u32, u32))> {
        let of = (threshold.of as usize).min(self.recent.len());
        let latest = self.recent.iter().skip(self.recent.len() - of);
        let mut such = latest.filter(|(_, outcome)| wanted(*outcome)).map(|(at, _)| *at);
        let first = such.next()?;
        let count = 1 + such.count() as u32;
        (count >= threshold.needed).then_some((first, (count, of as u32)))
    }
}

//! What is known of a run in words: the same on pages, in the API and on timelines.

use super::{Act, Count, Entry, Progress, Run, State};
use crate::time::{At, DAY, SECOND, length};

impl State {
    /// Its word, as JSON names it: `done`.
    pub fn word(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Done => "done",
            State::Skipped => "skipped",
            State::Failed => "failed",
        }
    }
}

impl Run {
    /// How it stands: `3 of 9 steps done, 1 skipped`.
    pub fn standing(&self) -> String {
        let Count { all, done, skipped, failed } = self.count();
        let part =
            |count: usize, word: &str| if count > 0 { format!(", {count} {word}") } else { String::new() };
        format!("{done} of {all} steps done{}{}", part(skipped, "skipped"), part(failed, "failed"))
    }

    /// Whether it goes on: `open`, `finished` or `abandoned`.
    pub fn word(&self) -> &'static str {
        match &self.ended {
            None => "open",
            Some(ended) if ended.finished => "finished",
            Some(_) => "abandoned",
        }
    }

    /// What is known of a step: `Done by ada at 03:12:05 UTC, 2 min after the step before it. Also by joe.` Empty while it is
    /// open.
    pub fn told(&self, step: &str) -> String {
        let Some(Progress { state, at, by, text, took, also }) = self.progress.get(step) else {
            return String::new();
        };
        let (at, took) = (self.clock(*at), length(*took));
        let word = match state {
            State::Open => "Open",
            State::Done => "Done",
            State::Skipped => "Skipped",
            State::Failed => "Failed",
        };
        let why = if text.is_empty() { String::new() } else { format!(": {text}") };
        let also: Vec<_> = also.iter().map(|(by, at)| format!("{by} at {}", self.clock(*at))).collect();
        let also = if also.is_empty() { String::new() } else { format!(" Also by {}.", also.join(", ")) };
        format!("{word} by {by} at {at}, {took} after what was before it{why}.{also}")
    }

    /// The notes on a step, or those on the run as a whole, each with who wrote it and when.
    pub fn notes(&self, step: Option<&str>) -> Vec<String> {
        let note = |entry: &Entry| match &entry.act {
            Act::Note { step: its, text } if its.as_deref() == step => {
                Some(format!("{} at {}: {text}", entry.by, self.clock(entry.happened)))
            }
            _ => None,
        };
        self.entries.iter().filter_map(note).collect()
    }

    /// An instant: `03:12:05 UTC`, with its day if the run began on another.
    pub fn clock(&self, at: At) -> String {
        let seconds = at.0.rem_euclid(DAY) / SECOND;
        let clock = format!("{:02}:{:02}:{:02} UTC", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if at.day() == self.started.began.day() { clock } else { format!("{clock} on {}", at.day()) }
    }
}

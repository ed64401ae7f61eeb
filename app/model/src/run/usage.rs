//! How a page is used: what its runs say of it. A page that nobody has run is not known to be right.

use super::{Run, State};
use crate::time::At;
use std::collections::BTreeMap;

/// What the runs of a page say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many there were.
    pub runs: usize,
    /// The latest of them.
    pub last: Option<LastUse>,
    /// Steps that were left out, each with how often.
    pub skipped: Vec<(String, usize)>,
    /// Steps that did not work, each with how often.
    pub failed: Vec<(String, usize)>,
}

/// The latest run of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUse {
    /// The run's id.
    pub run: String,
    /// When it began.
    pub at: At,
    /// The incident that it belongs to, by id.
    pub incident: Option<String>,
    /// What the page was about then: see [`super::about()`].
    pub about: BTreeMap<String, String>,
}

/// What these runs of one page say of it.
pub fn usage<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Usage {
    let (mut usage, mut skipped, mut failed) = (Usage::default(), BTreeMap::new(), BTreeMap::new());
    for run in runs {
        usage.runs += 1;
        tally(&mut skipped, run, State::Skipped);
        tally(&mut failed, run, State::Failed);
        if usage.last.as_ref().is_none_or(|last| last.at < run.started.began) {
            usage.last = Some(LastUse {
                run: run.id.clone(),
                at: run.started.began,
                incident: run.started.incident.clone(),
                about: run.started.about.clone(),
            });
        }
    }
    Usage { skipped: often(skipped), failed: often(failed), ..usage }
}

/// Counts the steps in a state by their ids, and keeps what they say.
fn tally(counts: &mut BTreeMap<String, (String, usize)>, run: &Run, state: State) {
    for (step, _) in run.settled(state) {
        let (_, count) = counts.entry(step.id.clone()).or_insert_with(|| (step.words.clone(), 0));
        *count += 1;
    }
}

/// What happened most often first.
fn often(counts: BTreeMap<String, (String, usize)>) -> Vec<(String, usize)> {
    let mut all: Vec<_> = counts.into_values().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

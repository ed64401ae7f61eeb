//! Why a verdict is what it is, in words for whoever is on call.

use super::rule::Rule;
use super::view::View;
use super::{Streak, Verdict};
use crate::time::At;

impl Streak {
    /// The reason for the current verdict: how many samples said so since when, which locations agree, whether it
    /// flaps, and what was wrong.
    pub(super) fn explain(&self, rule: &Rule) -> String {
        let speaking = self.speaking();
        let Some((place, view)) = speaking else { return self.unseen() };
        let mut why = said(view, self.since);
        let seeing = self.views.values().filter(|view| view.verdict != Verdict::Unknown).count();
        if seeing > 1 {
            let agree = self.views.values().filter(|other| other.verdict >= view.verdict).count();
            let quorum = rule.quorum.of(seeing);
            why = format!("{why}, {agree} of {seeing} locations agree ({quorum} needed), first {place}");
        }
        if self.flapping() {
            let (bad, of) = (view.bad(), super::flapping::SAMPLES);
            why = format!("{why}, flapping: {bad} of the latest {of} samples were bad");
        }
        match view.detail.as_str() {
            detail if self.verdict > Verdict::Up && !detail.is_empty() => format!("{why}: {detail}"),
            _ => why,
        }
    }

    /// The location that has held the longest what is said of the check.
    fn speaking(&self) -> Option<(&str, &View)> {
        let seeing = || self.views.iter().filter(|(_, view)| view.verdict != Verdict::Unknown);
        let agreeing =
            seeing().filter(|(_, view)| view.verdict == self.verdict).min_by_key(|(_, view)| view.since);
        let any = || seeing().max_by_key(|(_, view)| (view.verdict, view.since));
        agreeing.or_else(any).map(|(place, view)| (&**place, view))
    }

    fn unseen(&self) -> String {
        match self.views.values().map(|view| view.seen).max() {
            Some(seen) if seen > At(i64::MIN) => format!("no sample since {seen}"),
            _ => "no sample yet".into(),
        }
    }
}

fn said(view: &View, since: At) -> String {
    let word = match view.verdict {
        Verdict::Unknown => "unseen",
        Verdict::Up => "passed",
        Verdict::Slow => "slow or failing",
        Verdict::Down => "failed",
    };
    match view.count {
        (count, of) if count == of && of > 1 => format!("{count} in a row {word} since {since}"),
        (count, of) => format!("{count} of {of} {word} since {since}"),
    }
}

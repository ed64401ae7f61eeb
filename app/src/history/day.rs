//! What there is to tell of a day.

use super::{Measured, PastWork};
use model::public::PublicIncident;
use model::time::{At, Day};
use model::uptime::DayRollup;
use std::sync::Arc;

/// A day in retrospect.
pub(super) struct PastDay<'a> {
    pub day: Day,
    /// What people were told of that was not over when it began.
    pub incidents: Vec<&'a PublicIncident>,
    /// What was planned and done.
    pub works: Vec<&'a PastWork>,
    /// Which components were degraded or down, the longest down first.
    pub troubles: Vec<(&'a Measured, &'a DayRollup)>,
    /// Which components were under maintenance.
    pub maintained: Vec<&'a Measured>,
    /// Whether anything was watched for most of the time.
    pub is_seen: bool,
}

/// What kind of day it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// There is something to tell.
    Eventful,
    /// It was watched, and nothing was.
    Quiet,
    /// Nobody watched.
    Unseen,
}

/// What a look back is drawn from.
pub(super) struct Known<'a> {
    pub incidents: &'a [Arc<PublicIncident>],
    pub measured: &'a [Measured],
    pub works: &'a [PastWork],
    /// When it is so.
    pub now: At,
}

impl<'a> Known<'a> {
    /// What there is to tell of `day`.
    pub fn day(&self, day: Day) -> PastDay<'a> {
        let incidents = self.incidents.iter().map(AsRef::as_ref);
        let on = || self.measured.iter().filter_map(|its| its.on(day).map(|rollup| (its, rollup)));
        let mut troubles: Vec<_> = on().filter(|(_, rollup)| lost(rollup) > (0, 0)).collect();
        troubles.sort_by_key(|(_, rollup)| std::cmp::Reverse(lost(rollup)));
        let maintained: Vec<_> =
            on().filter(|(_, rollup)| rollup.clocks.maintenance > 0).map(|(its, _)| its).collect();
        let is_done = |work: &&PastWork| {
            let on_day = work.window.from < day.end() && work.window.to > day.start();
            on_day && maintained.iter().any(|its| work.components.contains(&its.id))
        };
        PastDay {
            day,
            incidents: incidents.filter(|its| touches(its, day, self.now)).collect(),
            works: self.works.iter().filter(is_done).collect(),
            is_seen: on().any(|(_, rollup)| 2 * rollup.clocks.unknown <= rollup.clocks.total()),
            troubles,
            maintained,
        }
    }
}

impl PastDay<'_> {
    pub fn kind(&self) -> Kind {
        let is_calm = self.incidents.is_empty() && self.troubles.is_empty() && self.maintained.is_empty();
        match (is_calm, self.is_seen) {
            (false, _) => Kind::Eventful,
            (true, true) => Kind::Quiet,
            (true, false) => Kind::Unseen,
        }
    }

    /// Those under maintenance of whom no planned work tells.
    pub fn maintained_besides(&self) -> Vec<&Measured> {
        let is_told = |its: &Measured| self.works.iter().any(|work| work.components.contains(&its.id));
        self.maintained.iter().copied().filter(|its| !is_told(its)).collect()
    }
}

/// How long it was down and degraded, in milliseconds.
fn lost(rollup: &DayRollup) -> (i64, i64) {
    (rollup.clocks.down, rollup.clocks.degraded)
}

/// Whether an incident was not over when `day` began, and began before its end.
pub(crate) fn touches(incident: &PublicIncident, day: Day, now: At) -> bool {
    let end = match incident.is_open() {
        true => now.max(incident.began),
        false => incident.resolved.unwrap_or_else(|| incident.updated()),
    };
    incident.began < day.end() && end >= day.start()
}

/// The days from `first` to `last`, the last first.
pub(super) fn backwards(first: Day, last: Day) -> impl Iterator<Item = Day> {
    (first.0..=last.0).rev().map(Day)
}

//! What Pharos knows of the estate right now, and how a sample changes it. No I/O: what is to be stored is drained
//! as a batch, and what was stored is given back at the start.

mod alerts;
mod component;
mod interruption;
mod merge;
mod reading;
mod restore;
#[cfg(test)]
mod tests;

use component::ComponentState;
use model::alert::Alert;
use model::estate::{Check, Estate, Index};
use model::judge::{Streak, Verdict};
use model::public::{Public, PublicIncident};
use model::sample::{LOCAL, Outcome, Phases, Sample};
use model::snapshot::{Record, Snapshot, fold};
use model::status::Status;
use model::time::{At, DAY, Day, MINUTE};
use model::timeline::Timeline;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Batch;

pub use restore::{Stored, stored};

/// How long the verdicts of a check are remembered, for merging a change that is dated back.
const VERDICTS_KEPT: i64 = 2 * DAY;

/// Milliseconds after which what is remembered of a component's checks is stored anew. What is not stored is found again
/// in the samples since then.
const SAVE: i64 = 10 * MINUTE;

/// One check and what is held of it.
struct CheckState {
    check: Check,
    component: String,
    streak: Streak,
    verdicts: Timeline<Verdict>,
}

/// What Pharos knows of the estate.
pub struct Collector {
    estate: Arc<Estate>,
    index: Index,
    checks: BTreeMap<Arc<str>, CheckState>,
    components: BTreeMap<String, ComponentState>,
    /// Alerts that are open or may be opened again, by component.
    alerts: BTreeMap<String, Alert>,
    today: Day,
    /// Until when time has passed here.
    reached: At,
    /// Until when no planned work begins or ends.
    quiet_until: At,
    version: u64,
    /// Since when history cannot be stored.
    unstored: Option<At>,
    /// Since when times are ahead of the machine's clock.
    ahead: Option<At>,
    /// The latest stretch in which nobody looked.
    unseen: Option<(At, At)>,
    /// What people were told of.
    incidents: Arc<Vec<Arc<PublicIncident>>>,
    batch: Batch,
}

impl CheckState {
    /// Whether it is asked, and that from somewhere not for too long.
    fn is_stale(&self, now: At) -> bool {
        !self.check.is_pushed() && self.streak.is_stale(&self.check, now)
    }

    /// The failure of a heartbeat that is late at `now`.
    fn missed(&self, now: At) -> Option<Sample> {
        if !self.check.is_pushed() {
            return None;
        }
        let seen = self.streak.seen().max(self.streak.since);
        let at = self.check.overdue(seen);
        (at <= now).then(|| Sample {
            check: self.check.id.as_str().into(),
            location: LOCAL.into(),
            at,
            outcome: Outcome::Fail,
            latency: 0,
            phases: Phases::default(),
            detail: format!("no heartbeat since {seen}"),
        })
    }
}

impl Collector {
    /// A collector for `estate` that goes on from what was stored, at `now`.
    ///
    /// What nobody saw since then is unknown, and so are days that were missed.
    pub fn new(estate: Arc<Estate>, stored: Stored, now: At) -> Collector {
        let mut collector = restore::collector(estate, stored, now);
        collector.tick(now);
        collector.heed_changed_plans(now);
        collector
    }

    /// Takes one sample; true if it changed what a component shows.
    ///
    /// A sample of a check that the estate does not have is dropped.
    pub fn take(&mut self, sample: Sample) -> bool {
        let sample = self.unless_interrupted(sample);
        let lost = self.lose_sight_if_stale(&sample.check, sample.at);
        let Some(state) = self.checks.get_mut(&sample.check) else { return false };
        let change = state.streak.step(&state.check, &sample);
        if let Some(component) = self.components.get_mut(&state.component) {
            component.see(&sample, self.today);
        }
        let check = sample.check.clone();
        self.batch.samples.push(sample);
        change.is_some_and(|change| self.turn(&check, &change)) || lost
    }

    /// Lets time pass until `now`: finishes days, begins and ends maintenance, and forgets what nobody has seen for too
    /// long.
    ///
    /// True if that changed what a component shows.
    pub fn tick(&mut self, now: At) -> bool {
        let mut changed = false;
        let stale = self.checks.iter().filter(|(_, state)| state.is_stale(now));
        let stale: Vec<_> = stale.map(|(id, _)| id.clone()).collect();
        for id in stale {
            changed |= self.lose_sight_if_stale(&id, now);
        }
        changed |= self.miss_heartbeats(now);
        changed |= self.keep_to_plan(now);
        let reached = self.reached;
        self.save_where(|state| !(0..SAVE).contains(&reached.since(state.saved)));
        while self.today < now.day() {
            self.finish_day();
        }
        changed
    }

    /// What is to be stored since the last call.
    pub fn drain(&mut self) -> Batch {
        std::mem::take(&mut self.batch)
    }

    /// The same with everything that is remembered, for the end.
    pub fn drain_all(&mut self) -> Batch {
        self.save_where(|_| true);
        self.drain()
    }

    /// Saves those of the components with samples that were not counted for which `is_due`.
    fn save_where(&mut self, is_due: impl Fn(&ComponentState) -> bool) {
        let due = self.components.iter().filter(|(_, state)| state.touched && is_due(state));
        let due: Vec<_> = due.map(|(id, _)| id.clone()).collect();
        due.iter().for_each(|id| self.save(id));
    }

    /// Writes down what is remembered of a component's checks and of its day: all of the same moment, so that the
    /// samples that the streaks have not counted are those that the day has not.
    fn save(&mut self, id: &str) {
        let Some(state) = self.components.get_mut(id) else { return };
        (state.saved, state.touched) = (self.reached, false);
        self.batch.todays.push((id.to_owned(), state.today(self.today)));
        let checks =
            self.index.component(&self.estate, id).into_iter().flat_map(|component| &component.checks);
        let streaks = checks.filter_map(|check| {
            let state = self.checks.get(check.id.as_str())?;
            Some((check.id.clone(), state.streak.clone()))
        });
        self.batch.streaks.extend(streaks);
    }

    /// What each component showed, by its id, as far back as the bar goes.
    pub fn timelines(&self) -> impl Iterator<Item = (&str, &Timeline<Status>)> {
        self.components.iter().map(|(id, state)| (id.as_str(), &state.timeline))
    }

    /// Notes since when history cannot be stored, and gives true if that is news.
    pub fn note_unstored(&mut self, since: Option<At>) -> bool {
        std::mem::replace(&mut self.unstored, since) != since
    }

    /// Notes what people were told of.
    pub fn note_incidents(&mut self, incidents: Arc<Vec<Arc<PublicIncident>>>) {
        self.incidents = incidents;
    }

    /// Keeps to what is planned in `estate`, the same in all else, from `now` on; true if that changes what a component
    /// shows.
    pub fn note_planned(&mut self, estate: Arc<Estate>, now: At) -> bool {
        self.estate = estate;
        self.quiet_until = self.reached;
        self.heed_changed_plans(now)
    }

    /// Draws the next snapshot.
    pub fn snapshot(&mut self, now: At) -> Snapshot {
        self.version += 1;
        let records = self.components.iter().map(|(id, state)| (id.clone(), self.record(id, state, now)));
        let records = records.collect();
        let alerts = self.alerts.values().filter(|alert| alert.is_open()).cloned().collect();
        let evidence = self.checks.iter().map(|(id, state)| (id.to_string(), state.streak.clone())).collect();
        let public = fold((&self.estate, &self.index), &records, &self.incidents, self.version, now);
        let planned = calendar::upcoming(&self.estate, now);
        let (unstored, ahead, unseen) = (self.unstored, self.ahead, self.newly_unseen(now));
        let incidents = self.incidents.clone();
        let public = Arc::new(Public { unstored, ahead, unseen, planned, incidents, ..public });
        Snapshot { public, evidence, alerts }
    }

    /// What the fold needs of a component at `now`.
    fn record(&self, id: &str, state: &ComponentState, now: At) -> Record {
        let planned = state.status() == Status::Maintenance;
        let behind = self
            .index
            .component(&self.estate, id)
            .filter(|_| planned)
            .map(|component| self.condition(component));
        Record { behind, ..state.record_at(now) }
    }

    /// Adds a failure for each heartbeat that should have come until `now`, at the instant from which it was late.
    ///
    /// The deadline hangs on the latest sample, which is stored, so it is the same after a restart.
    fn miss_heartbeats(&mut self, now: At) -> bool {
        let missed: Vec<_> = self.checks.values().filter_map(|state| state.missed(now)).collect();
        missed.into_iter().fold(false, |changed, sample| self.take(sample) | changed)
    }

    /// Forgets what a check was held to be that nobody has seen for too long.
    fn lose_sight_if_stale(&mut self, id: &Arc<str>, now: At) -> bool {
        let Some(state) = self.checks.get_mut(id).filter(|state| state.is_stale(now)) else { return false };
        let Some(change) = state.streak.lose_sight(&state.check, now) else { return false };
        self.turn(id, &change)
    }

    fn finish_day(&mut self) {
        let day = self.today;
        for (id, state) in &mut self.components {
            self.batch.days.extend(state.finish(day).map(|rollup| (id.clone(), rollup)));
        }
        self.today = Day(day.0 + 1);
    }
}

//! What Pharos knows of the estate right now, and how a sample changes it. No I/O: what is to be stored is drained
//! as a batch, and what was stored is given back at the start.

mod component;
mod reading;
mod restore;
#[cfg(test)]
mod tests;

use component::ComponentState;
use model::estate::{Check, Estate};
use model::judge::{Change, Streak, Verdict};
use model::sample::{Outcome, Phases, Sample};
use model::snapshot::{Snapshot, fold, merge};
use model::status::Status;
use model::time::{At, DAY, Day};
use model::timeline::{Timeline, Turn};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Batch;

pub use restore::{Stored, stored};

/// How long the verdicts of a check are remembered, for merging a change that is dated back.
const VERDICTS_KEPT: i64 = 2 * DAY;

/// The location of what is known here without asking: that a heartbeat did not come.
const HERE: &str = "local";

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
    checks: BTreeMap<Arc<str>, CheckState>,
    components: BTreeMap<String, ComponentState>,
    today: Day,
    version: u64,
    batch: Batch,
    touched: BTreeSet<Arc<str>>,
}

impl CheckState {
    /// The failure of a heartbeat that is late at `now`.
    fn missed(&self, now: At) -> Option<Sample> {
        let seen = self.streak.seen().max(self.streak.since);
        let at = self.check.overdue(seen);
        (self.check.is_pushed() && at <= now).then(|| Sample {
            check: self.check.id.as_str().into(),
            location: HERE.into(),
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
        collector
    }

    /// Takes one sample; true if it changed what a component shows.
    ///
    /// A sample of a check that the estate does not have is dropped.
    pub fn take(&mut self, sample: Sample) -> bool {
        let Some(state) = self.checks.get_mut(&sample.check) else { return false };
        let change = state.streak.step(&state.check, &sample);
        if let Some(component) = self.components.get_mut(&state.component) {
            component.see(&sample);
        }
        if sample.outcome != Outcome::Blind {
            self.touched.insert(sample.check.clone());
        }
        let check = sample.check.clone();
        self.batch.samples.push(sample);
        change.is_some_and(|change| self.turn(&check, &change))
    }

    /// Lets time pass until `now`: finishes days, and forgets what nobody has seen for too long.
    ///
    /// True if that changed what a component shows.
    pub fn tick(&mut self, now: At) -> bool {
        let mut changed = false;
        let seen: Vec<_> = self
            .checks
            .iter()
            .filter(|(_, state)| state.streak.verdict != Verdict::Unknown && !state.check.is_pushed())
            .map(|(id, _)| id.clone())
            .collect();
        for id in seen {
            changed |= self.lose_sight(&id, now);
        }
        changed |= self.miss_heartbeats(now);
        while self.today < now.day() {
            self.finish_day();
        }
        changed
    }

    /// What is to be stored since the last call.
    pub fn drain(&mut self) -> Batch {
        let touched = std::mem::take(&mut self.touched);
        let streaks =
            touched.into_iter().filter_map(|id| Some((id.to_string(), self.checks.get(&id)?.streak.clone())));
        self.batch.streaks.extend(streaks);
        std::mem::take(&mut self.batch)
    }

    /// What each component showed, by its id, as far back as the bar goes.
    pub fn timelines(&self) -> impl Iterator<Item = (&str, &Timeline<Status>)> {
        self.components.iter().map(|(id, state)| (id.as_str(), &state.timeline))
    }

    /// Draws the next snapshot.
    pub fn snapshot(&mut self, now: At) -> Snapshot {
        self.version += 1;
        let records = self.components.iter().map(|(id, state)| (id.clone(), state.record_at(now))).collect();
        let evidence = self.checks.iter().map(|(id, state)| (id.to_string(), state.streak.clone())).collect();
        fold(&self.estate, &records, evidence, self.version, now)
    }

    /// Adds a failure for each heartbeat that should have come until `now`, at the instant from which it was late.
    ///
    /// The deadline hangs on the latest sample, which is stored, so it is the same after a restart.
    fn miss_heartbeats(&mut self, now: At) -> bool {
        let missed: Vec<_> = self.checks.values().filter_map(|state| state.missed(now)).collect();
        missed.into_iter().fold(false, |changed, sample| self.take(sample) | changed)
    }

    fn lose_sight(&mut self, id: &Arc<str>, now: At) -> bool {
        let Some(state) = self.checks.get_mut(id) else { return false };
        let Some(change) = state.streak.lose_sight(&state.check, now) else { return false };
        self.touched.insert(id.clone());
        self.turn(id, &change)
    }

    /// Writes a new verdict down and merges it into what its component shows from then on.
    fn turn(&mut self, id: &Arc<str>, change: &Change) -> bool {
        let around = self.around(id);
        let Some(state) = self.checks.get_mut(id) else { return false };
        if change.after > Verdict::Up {
            state.streak.why.push_str(&around);
        }
        let turn = Turn { from: change.from, state: change.after, why: state.streak.why.clone() };
        state.verdicts.turn(turn.clone());
        state.verdicts.forget_before(change.from - VERDICTS_KEPT);
        self.batch.verdicts.push((id.to_string(), turn));
        let component = state.component.clone();
        self.merge(&component, change.from)
    }

    /// How the components are that the component of this check depends on, in words.
    fn around(&self, id: &Arc<str>) -> String {
        let component = self.checks.get(id).and_then(|state| self.estate.component(&state.component));
        let needs = component.into_iter().flat_map(|component| &component.depends_on);
        let known = needs.filter_map(|id| Some((self.estate.component(id)?, self.components.get(id)?)));
        let said = known.map(|(component, state)| match state.status() {
            Status::Operational => format!(", {} is up", component.name),
            other => format!(", {} shows {}", component.name, other.label().to_lowercase()),
        });
        said.collect()
    }

    fn merge(&mut self, id: &str, from: At) -> bool {
        let (Some(component), Some(state)) = (self.estate.component(id), self.components.get_mut(id)) else {
            return false;
        };
        let checks: Vec<_> =
            component.checks.iter().filter_map(|check| self.checks.get(check.id.as_str())).collect();
        let mut instants: BTreeSet<At> = BTreeSet::from([from]);
        for check in &checks {
            instants.extend(check.verdicts.turns().iter().map(|turn| turn.from).filter(|at| *at > from));
        }
        let before = state.status();
        for at in instants {
            let held = |check: &str| {
                let state = checks.iter().find(|state| state.check.id == check);
                state.and_then(|state| state.verdicts.at(at)).unwrap_or(Verdict::Unknown)
            };
            state.timeline.turn(Turn { from: at, state: merge(component, held), why: why(&checks, at) });
        }
        self.batch.statuses.push((id.to_string(), from, state.turns_from(from)));
        for day in from.day().0..self.today.0 {
            self.batch.days.extend(state.redo(Day(day)).map(|rollup| (id.to_string(), rollup)));
        }
        state.status() != before
    }

    fn finish_day(&mut self) {
        let day = self.today;
        for (id, state) in &mut self.components {
            self.batch.days.extend(state.finish(day).map(|rollup| (id.clone(), rollup)));
        }
        self.today = Day(day.0 + 1);
    }
}

/// The reasons of the checks that are worst at `at`, in words.
fn why(checks: &[&CheckState], at: At) -> String {
    let held: Vec<_> = checks.iter().filter_map(|state| Some((state.verdicts.at(at)?, state))).collect();
    let worst = held.iter().map(|(verdict, _)| *verdict).max();
    let reasons = held.iter().filter(|(verdict, _)| Some(*verdict) == worst);
    reasons
        .map(|(_, state)| format!("{}: {}", state.check.id, state.streak.why))
        .collect::<Vec<_>>()
        .join("; ")
}

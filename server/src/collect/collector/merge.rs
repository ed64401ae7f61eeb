//! From verdicts and plans to what a component shows: every change goes through here, also when it is dated back.

use super::{CheckState, Collector, VERDICTS_KEPT};
use calendar::plan::{self, Planned};
use model::judge::{Change, Verdict};
use model::snapshot::merge;
use model::status::Status;
use model::time::{At, Day};
use model::timeline::Turn;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Collector {
    /// Writes a new verdict down and merges it into what its component shows from then on.
    pub(super) fn turn(&mut self, id: &Arc<str>, change: &Change) -> bool {
        let around = self.around(id, change.from);
        let Some(state) = self.checks.get_mut(id) else { return false };
        if change.after > Verdict::Up {
            state.streak.why.push_str(&around);
        }
        let turn = Turn { from: change.from, state: change.after, why: state.streak.why.clone() };
        state.verdicts.turn(turn.clone());
        state.verdicts.forget_before(change.from - VERDICTS_KEPT);
        self.batch.verdicts.push((id.to_string(), turn));
        let component = state.component.clone();
        self.save(&component);
        self.merge(&component, change.from)
    }

    /// What else holds at `at` for the component of this check, in words: how what it depends on is, and planned work.
    fn around(&self, id: &Arc<str>, at: At) -> String {
        let component =
            self.checks.get(id).and_then(|state| self.index.component(&self.estate, &state.component));
        let needs = component.iter().flat_map(|component| &component.depends_on);
        let known =
            needs.filter_map(|id| Some((self.index.component(&self.estate, id)?, self.components.get(id)?)));
        let said = known.map(|(component, state)| match state.status() {
            Status::Operational => format!(", {} is up", component.name),
            other => format!(", {} shows {}", component.name, other.label().to_lowercase()),
        });
        let planned = component.and_then(|component| plan::planned(&self.estate, &component.id, at));
        let planned = planned.map_or_else(
            || ", no maintenance".to_owned(),
            |Planned { work, window }| format!(", maintenance \"{}\" until {}", work.title, window.to),
        );
        said.chain([planned]).collect()
    }

    pub(super) fn merge(&mut self, id: &str, from: At) -> bool {
        let (Some(component), Some(state)) =
            (self.index.component(&self.estate, id), self.components.get_mut(id))
        else {
            return false;
        };
        let checks: Vec<_> =
            component.checks.iter().filter_map(|check| self.checks.get(check.id.as_str())).collect();
        let mut instants: BTreeSet<At> = BTreeSet::from([from]);
        instants.extend(plan::edges(&self.estate, id, from, self.reached));
        for check in &checks {
            instants.extend(check.verdicts.turns().iter().map(|turn| turn.from).filter(|at| *at > from));
        }
        let before = state.status();
        for at in instants {
            let held = |check: &str| {
                let state = checks.iter().find(|state| state.check.id == check);
                state.and_then(|state| state.verdicts.at(at)).unwrap_or(Verdict::Unknown)
            };
            let turn = match plan::planned(&self.estate, id, at) {
                Some(Planned { work, window }) => {
                    (Status::Maintenance, format!("{} until {}", work.title, window.to))
                }
                None => (merge(component, held), why(&checks, at)),
            };
            state.timeline.turn(Turn { from: at, state: turn.0, why: turn.1 });
        }
        self.batch.statuses.push((id.to_string(), from, state.turns_from(from)));
        for day in from.day().0..self.today.0 {
            self.batch.days.extend(state.redo(Day(day)).map(|rollup| (id.to_string(), rollup)));
        }
        state.status() != before
    }

    /// Begins and ends maintenance until `now`.
    pub(super) fn keep_to_plan(&mut self, now: At) -> bool {
        let (reached, estate) = (self.reached, self.estate.clone());
        self.reached = reached.max(now);
        if self.reached < self.quiet_until {
            return false;
        }
        self.quiet_until = plan::quiet_until(&estate, self.reached);
        let first = |component: &str| plan::edges(&estate, component, reached, now).min();
        let due: Vec<_> = plan::components(&estate).filter_map(|id| Some((id, first(id)?))).collect();
        due.into_iter().fold(false, |changed, (id, edge)| self.merge(id, edge) | changed)
    }

    /// Lets what the estate plans hold from `now` on where it was planned otherwise before; true if that changed what a
    /// component shows.
    pub(super) fn heed_changed_plans(&mut self, now: At) -> bool {
        let shows = |id: &str| self.components.get(id).map(|state| state.status() == Status::Maintenance);
        let ids = self.estate.components().map(|component| component.id.clone());
        let other = ids.filter(|id| shows(id) == Some(plan::planned(&self.estate, id, now).is_none()));
        let other: Vec<_> = other.collect();
        other.into_iter().fold(false, |changed, id| self.merge(&id, now) | changed)
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

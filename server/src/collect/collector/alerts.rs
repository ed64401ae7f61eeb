//! Opening and resolving alerts, as what is known of the estate asks for.

use super::Collector;
use model::alert::{AGAIN, Alert, explanation, step};
use model::estate::Component;
use model::judge::Verdict;
use model::sample::Outcome;
use model::status::Status;
use model::time::At;

impl Collector {
    /// Opens and resolves alerts as of `now`, and gives those that changed.
    pub fn alert(&mut self, now: At) -> Vec<Alert> {
        self.alerts.retain(|_, alert| alert.resolved.is_none_or(|end| now.since(end) <= AGAIN));
        let changed = self.components.iter().filter_map(|(id, state)| {
            let before = self.alerts.get(id);
            let (is_open, status) = (before.is_some_and(Alert::is_open), state.status());
            // What explains the trouble matters only before there is an alert.
            let step = step(is_open, status, !is_open && self.is_explained(id, status))?;
            let why = state.timeline.latest().map_or("", |turn| turn.why.as_str());
            Alert::after(before, step, id, now, why)
        });
        let changed: Vec<_> = changed.collect();
        self.alerts.extend(changed.iter().map(|alert| (alert.component.clone(), alert.clone())));
        self.batch.alerts.extend(changed.iter().cloned());
        changed
    }

    fn is_explained(&self, id: &str, status: Status) -> bool {
        let known = |id: &str| self.index.component(&self.estate, id);
        let condition = |id: &str| known(id).map_or(Status::Operational, |it| self.condition(it));
        status.is_trouble() && explanation(known, id, status, condition).is_some()
    }

    /// How bad a component is by its checks, planned work or not, counting a latest sample that was bad as a verdict.
    pub(super) fn condition(&self, component: &Component) -> Status {
        Status::worst(component.checks.iter().map(|check| {
            let Some(state) = self.checks.get(check.id.as_str()) else { return Status::Operational };
            let latest = state.streak.views.values().filter_map(|view| view.recent.back());
            let worst = latest.map(|(_, outcome)| match outcome {
                Outcome::Fail => Verdict::Down,
                Outcome::Slow => Verdict::Slow,
                Outcome::Pass | Outcome::Blind => Verdict::Up,
            });
            match worst.max().max(Some(state.streak.verdict)) {
                Some(Verdict::Down) => check.down_means,
                Some(Verdict::Slow) => Status::Degraded,
                _ => Status::Operational,
            }
        }))
    }
}

//! Opening and resolving alerts, as what is known of the estate asks for.

use super::Collector;
use model::alert::{Alert, Step, explanation, step};
use model::estate::Component;
use model::judge::Verdict;
use model::sample::Outcome;
use model::status::Status;
use model::time::At;

impl Collector {
    /// Opens and resolves alerts as of `now`, and gives those that changed.
    pub fn alert(&mut self, now: At) -> Vec<Alert> {
        let steps = self.components.iter().filter_map(|(id, state)| {
            let (is_open, status) = (self.alerts.contains_key(id), state.status());
            Some((id.clone(), step(is_open, status, self.is_explained(id, status))?))
        });
        let steps: Vec<_> = steps.collect();
        let changed: Vec<_> =
            steps.into_iter().filter_map(|(id, step)| self.carry_out(id, step, now)).collect();
        self.batch.alerts.extend(changed.iter().cloned());
        changed
    }

    fn carry_out(&mut self, component: String, step: Step, now: At) -> Option<Alert> {
        if step == Step::Resolve {
            let open = self.alerts.remove(&component)?;
            return Some(Alert { resolved: Some(now), ..open });
        }
        let why = self.components.get(&component)?.timeline.latest()?.why.clone();
        let alert = Alert { component: component.clone(), opened: now, resolved: None, why };
        self.alerts.insert(component, alert.clone());
        Some(alert)
    }

    fn is_explained(&self, id: &str, status: Status) -> bool {
        let condition =
            |id: &str| self.estate.component(id).map_or(Status::Operational, |it| self.condition(it));
        status.is_trouble() && explanation(&self.estate, id, status, condition).is_some()
    }

    /// How bad a component is by its checks, planned work or not, counting a latest sample that was bad as a verdict.
    fn condition(&self, component: &Component) -> Status {
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

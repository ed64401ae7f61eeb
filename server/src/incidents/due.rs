//! What is due in incidents, and the one duty that Pharos does itself: to call in the next level of the escalation path.

use super::{By, Incidents};
use calendar::Zone;
use model::incident::{Due, Duty, Incident, Step, due};
use model::member::Actor;
use model::time::{At, SECOND};

impl Incidents {
    /// What is due in an incident, the next first.
    pub fn due(&self, incident: &Incident) -> Vec<Due> {
        due(incident, &self.0.estate.policy(incident), &offset)
    }
}

/// Milliseconds that local time in a zone is ahead of UTC at an instant; none in a zone that does not exist.
fn offset(zone: &str, at: At) -> i64 {
    Zone::named(zone).map_or(0, |zone| i64::from(zone.local(at).1) * SECOND)
}

/// Calls in every level whose time has come.
pub(super) async fn escalate(incidents: &Incidents) {
    let (now, kept) = (incidents.0.clock.now(), incidents.kept());
    for incident in kept.all.iter().filter(|incident| incident.is_open()) {
        let late = incidents.due(incident).into_iter().filter(|due| due.is_late(now));
        let level = late.filter_map(|due| match due.duty {
            Duty::Escalate(level) => Some(level),
            _ => None,
        });
        // Of several whose time has come, as after a stop, the highest is called in, and the others with it.
        let Some(level) = level.max() else { continue };
        let by = By { seen: Some(incident.version()), ..By::new(Actor::Pharos) };
        let id = incident.id.clone();
        match incidents.step(id.clone(), by, Step::Escalate { level }).await {
            Ok(Ok(_)) => tracing::info!(incident = id, level, "escalated"),
            // Someone changed it meanwhile; it is looked at again in a second.
            Ok(Err(denied)) => tracing::debug!(incident = id, level, %denied, "not escalated"),
            Err(error) => tracing::error!(%error, incident = id, "not escalated"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::HOUR;

    #[test]
    fn clocks_are_put_forward_in_spring() {
        let berlin = |text| At::parse(text).map(|at| offset("Europe/Berlin", at));
        assert_eq!(berlin("2026-03-29T00:59:59Z"), Some(HOUR));
        assert_eq!(berlin("2026-03-29T01:00:00Z"), Some(2 * HOUR));
    }
}

//! From alerts to incidents: brings the incidents that alerts made in line with the alerts that are open, whatever
//! happened in between. So nothing is lost and nothing is made twice over a restart.

use super::Incidents;
use model::alert::Alert;
use model::incident::{Incident, follow};
use model::member::Actor;
use model::snapshot::Snapshot;
use model::status::Status;
use model::time::At;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::watch;

/// What names the alert of a component that was opened at an instant.
fn origin(component: &str, opened: At) -> String {
    format!("alert:{component}@{}", opened.0)
}

/// The component and instant of an alert's name.
fn parse(origin: &str) -> Option<(String, At)> {
    let (component, opened) = origin.strip_prefix("alert:")?.rsplit_once('@')?;
    Some((component.into(), At(opened.parse().ok()?)))
}

/// Alerts whose incidents are known, and whether each was open when it was last followed.
#[derive(Debug, Default)]
struct Followed(BTreeMap<(String, At), bool>);

impl Followed {
    /// Those of the alerts in `snapshot`, and of those that are not open any longer, that are to be followed.
    fn news(&mut self, snapshot: &Snapshot) -> Vec<Alert> {
        let key = |alert: &Alert| (alert.component.clone(), alert.opened);
        let open: BTreeMap<_, _> = snapshot.alerts.iter().map(|alert| (key(alert), alert)).collect();
        let begun = open.iter().filter(|(key, _)| self.0.get(*key) != Some(&true));
        let ended = self.0.iter().filter(|(key, was_open)| **was_open && !open.contains_key(*key));
        let at = snapshot.public.at;
        let ended = ended.map(|((component, opened), _)| Alert {
            resolved: Some(at),
            ..Alert::new(component.clone(), *opened, String::new())
        });
        begun.map(|(_, alert)| (*alert).clone()).chain(ended).collect()
    }

    /// Remembers that an alert was followed. What ended is forgotten: the same alert opened again is followed again.
    fn note(&mut self, alert: &Alert) {
        let key = (alert.component.clone(), alert.opened);
        match alert.is_open() {
            true => self.0.insert(key, true),
            false => self.0.remove(&key),
        };
    }
}

/// Follows the alerts of each snapshot until no more come.
pub async fn run(incidents: Incidents, mut snapshots: watch::Receiver<Arc<Snapshot>>) {
    let mut followed = Followed::default();
    match incidents.firing().await {
        Ok(firing) => followed.0.extend(firing.iter().filter_map(|it| parse(it)).map(|key| (key, true))),
        Err(error) => tracing::error!(%error, "incidents of alerts cannot be read"),
    }
    loop {
        let snapshot = snapshots.borrow_and_update().clone();
        for alert in followed.news(&snapshot) {
            match follow_one(&incidents, &snapshot, alert.clone()).await {
                Ok(()) => followed.note(&alert),
                // It is tried again with the next snapshot.
                Err(error) => {
                    tracing::error!(%error, component = alert.component, "an alert made no incident")
                }
            }
        }
        if snapshots.changed().await.is_err() {
            return;
        }
    }
}

async fn follow_one(incidents: &Incidents, snapshot: &Snapshot, alert: Alert) -> Result<(), store::Error> {
    let Some(component) = incidents.0.estate.component(&alert.component).cloned() else { return Ok(()) };
    let shows = snapshot.public.components().find(|it| it.id == component.id).map(|it| it.measured);
    let (origin, actor) = (origin(&component.id, alert.opened), Actor::Component(component.id.clone()));
    let status = shows.unwrap_or(Status::Unknown);
    let decide = move |latest: Option<&Incident>| follow(latest, &alert, &component, status);
    let changed = incidents.follow(origin, actor, decide).await?;
    if let Some(incident) = changed {
        tracing::info!(incident = incident.id, state = %incident.state, "an alert changed an incident");
    }
    Ok(())
}

impl Incidents {
    /// What made the open incidents for which something still reports trouble.
    async fn firing(&self) -> Result<Vec<String>, store::Error> {
        self.ask(|records, _| {
            let made = records.origins()?;
            Ok(made
                .into_iter()
                .filter(|(_, incident)| incident.is_firing())
                .map(|(origin, _)| origin)
                .collect())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_found_again_by_its_name() {
        let name = origin("butterfly/kafka", At(1_700_000_000_000));
        assert_eq!(parse(&name), Some(("butterfly/kafka".into(), At(1_700_000_000_000))));
        assert_eq!(parse("alertmanager:x@1"), None);
    }

    #[test]
    fn what_opens_and_what_ends_is_followed_once() {
        let alert = |component: &str| Alert::new(component.into(), At(1), "it fails".into());
        let snapshot = |alerts: &[&str]| Snapshot {
            alerts: alerts.iter().map(|it| alert(it)).collect(),
            ..Snapshot::default()
        };
        let mut followed = Followed::default();
        let mut news = |alerts: &[&str]| -> Vec<_> {
            let news = followed.news(&snapshot(alerts));
            news.iter().for_each(|alert| followed.note(alert));
            news.iter().map(|alert| (alert.component.clone(), alert.is_open())).collect()
        };
        assert_eq!(news(&["a", "b"]), [("a".into(), true), ("b".into(), true)]);
        assert_eq!(news(&["a", "b"]), []);
        assert_eq!(news(&["b"]), [("a".into(), false)]);
        assert_eq!(news(&["a", "b"]), [("a".into(), true)]);
    }
}

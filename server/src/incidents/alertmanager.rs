//! What an Alertmanager sends, taken into the records: repeated, late and overtaken deliveries change nothing.

use super::Incidents;
use model::incident::OnAlert;
use model::incident::alertmanager::{Delivery, Phase};
use model::member::Actor;
use model::time::At;
use sha2::{Digest, Sha256};
use store::records::incidents::{Maker, Report};

/// What names a group of alerts: its key may be of any length, and is nobody's business.
fn origin(receiver: &str, group: &str) -> String {
    let hash = Sha256::digest(group);
    let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("alertmanager:{receiver}:{hash}")
}

impl Incidents {
    /// Takes a delivery, which was checked, to `receiver`; `unsaid` is what is made of alerts that name no component.
    pub async fn deliver(
        &self,
        receiver: &str,
        delivery: Delivery,
        unsaid: OnAlert,
    ) -> Result<(), store::Error> {
        let (origin, actor) = (origin(receiver, &delivery.group_key), Actor::Alertmanager(receiver.into()));
        let estate = self.0.estate.clone();
        let changed = self.change(move |records, now| {
            let report = |alert: &model::incident::alertmanager::Notified| Report {
                source: alert.fingerprint.clone(),
                since: At::parse(&alert.starts_at).unwrap_or(now),
                firing: alert.status == Phase::Firing,
            };
            let reports: Vec<_> = delivery.alerts.iter().map(report).collect();
            records.report(&origin, &Maker::new(now, actor), &reports, |latest, news| {
                delivery.follow(latest, news, &estate, unsaid)
            })
        });
        if let Some(incident) = changed.await? {
            tracing::info!(incident = incident.id, state = %incident.state, receiver, "alerts changed an incident");
        }
        Ok(())
    }
}

//! What people say of a component in an open incident, beside what its checks say.

use super::PublicIncident;
use crate::status::Status;
use crate::time::At;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An open incident that affects a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affecting {
    /// The incident's id.
    pub incident: String,
    /// Its title.
    pub title: String,
    /// What the component shows because of it.
    pub status: Status,
    /// Since when.
    pub since: At,
}

/// The open incidents that affect each component, by the component's id, in the order of `incidents`.
pub(crate) fn by_component(incidents: &[Arc<PublicIncident>]) -> BTreeMap<&str, Vec<Affecting>> {
    let mut all: BTreeMap<&str, Vec<Affecting>> = BTreeMap::new();
    for incident in incidents.iter().filter(|incident| incident.is_open()) {
        for impact in incident.impacts.iter().filter(|impact| impact.status().is_trouble()) {
            let Some((since, status)) = impact.turns.last().copied() else { continue };
            let (id, title) = (incident.id.clone(), incident.title.clone());
            all.entry(&impact.component).or_default().push(Affecting { incident: id, title, status, since });
        }
    }
    all
}

/// What a component shows and since when: the worse of what its checks measured and of what is said in incidents.
pub(crate) fn shown(measured: (Status, At), affecting: &[Affecting]) -> (Status, At) {
    let worst = affecting.iter().max_by_key(|it| (it.status, Reverse(it.since)));
    worst.filter(|it| it.status > measured.0).map_or(measured, |it| (it.status, it.since))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn affecting(status: Status, since: i64) -> Affecting {
        Affecting { incident: "i".into(), title: "I".into(), status, since: At(since) }
    }

    #[test]
    fn what_is_worse_is_shown_since_it_was_said_first() {
        let said = [
            affecting(Status::Degraded, 1),
            affecting(Status::PartialOutage, 5),
            affecting(Status::PartialOutage, 3),
        ];
        assert_eq!(shown((Status::Operational, At(0)), &said), (Status::PartialOutage, At(3)));
        assert_eq!(shown((Status::PartialOutage, At(9)), &said), (Status::PartialOutage, At(9)));
        assert_eq!(shown((Status::Maintenance, At(9)), &[]), (Status::Maintenance, At(9)));
    }

    proptest! {
        #[test]
        fn nothing_that_is_said_hides_what_is_measured(
            measured in prop::sample::select(Status::ALL.to_vec()),
            said in prop::collection::vec(prop::sample::select(Status::ALL.to_vec()), 0..4)
        ) {
            let all: Vec<_> = said.iter().map(|status| affecting(*status, 1)).collect();
            let worst = said.into_iter().fold(measured, Status::max);
            prop_assert_eq!(shown((measured, At(0)), &all).0, worst);
        }
    }
}

//! Planned work: when which components show maintenance, whatever their checks say.

use crate::estate::Estate;
use crate::time::At;

/// A stretch of planned work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first instant.
    pub from: At,
    /// Its end, which it does not hold; later than `from`.
    pub to: At,
}

/// Planned work on components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// Unique in its system: `kafka-upgrade`.
    pub id: String,
    /// As visitors read it.
    pub title: String,
    /// Ids of the components that it is done on: `butterfly/kafka`.
    pub components: Vec<String>,
    /// When.
    pub window: Window,
}

impl Estate {
    /// The planned work on a component at `at`; of several, that which ends last.
    pub fn planned(&self, component: &str, at: At) -> Option<&Maintenance> {
        let holds = |window: Window| window.from <= at && at < window.to;
        self.works_on(component).filter(|work| holds(work.window)).max_by_key(|work| work.window.to)
    }

    /// When planned work on a component begins or ends after `after`, until `until`, in no order.
    pub fn edges(&self, component: &str, after: At, until: At) -> impl Iterator<Item = At> {
        let edges = self.works_on(component).flat_map(|work| [work.window.from, work.window.to]);
        edges.filter(move |edge| after < *edge && *edge <= until)
    }

    fn works_on(&self, component: &str) -> impl Iterator<Item = &Maintenance> {
        let works = self.systems.iter().flat_map(|system| &system.maintenance);
        works.filter(move |work| work.components.iter().any(|id| id == component))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::System;
    use proptest::prelude::*;

    fn estate(windows: &[(i64, i64)]) -> Estate {
        let work = |(number, (from, to)): (usize, &(i64, i64))| Maintenance {
            id: format!("work-{number}"),
            title: "Work".into(),
            components: vec!["s/db".into()],
            window: Window { from: At(*from), to: At(*to) },
        };
        let maintenance = windows.iter().enumerate().map(work).collect();
        Estate { systems: vec![System { maintenance, ..System::new("s", "S") }] }
    }

    #[test]
    fn work_holds_from_its_start_until_its_end_on_its_components_alone() {
        let estate = estate(&[(10, 20), (15, 30)]);
        let planned = |at| estate.planned("s/db", At(at)).map(|work| work.id.as_str());
        assert_eq!(
            [9, 10, 15, 29, 30].map(planned),
            [None, Some("work-0"), Some("work-1"), Some("work-1"), None]
        );
        assert_eq!(estate.planned("s/web", At(15)), None);
    }

    proptest! {
        #[test]
        fn between_two_edges_nothing_changes(
            windows in prop::collection::vec((0i64..100, 1i64..50), 0..6), from in 0i64..120, length in 0i64..40
        ) {
            let windows: Vec<_> = windows.into_iter().map(|(from, length)| (from, from + length)).collect();
            let estate = estate(&windows);
            let is_planned = |at| estate.planned("s/db", At(at)).is_some();
            if estate.edges("s/db", At(from), At(from + length)).next().is_none() {
                prop_assert!((from..=from + length).all(|at| is_planned(at) == is_planned(from)));
            }
        }
    }
}

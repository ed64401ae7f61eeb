//! Which fault holds now: those of the script, and those that somebody ordered on the demo page.

use crate::collect::clock::Clock;
use crate::config::demo::{Kind, Script};
use model::time::At;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A fault that holds at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Component id.
    pub component: String,
    /// What is wrong.
    pub kind: Kind,
    /// Until when.
    pub until: At,
}

/// The faults of a running demo.
pub struct Faults {
    script: Script,
    clock: Clock,
    started: At,
    ordered: Mutex<BTreeMap<String, (Kind, At)>>,
}

impl Faults {
    /// The faults of `script` for a demo that starts now.
    pub fn new(script: Script, clock: Clock) -> Faults {
        Faults { script, started: clock.now(), clock, ordered: Mutex::default() }
    }

    /// What is wrong with `component` now.
    pub fn holds(&self, component: &str) -> Option<Kind> {
        let now = self.clock.now();
        let ordered = self.ordered().get(component).filter(|(_, until)| now < *until).map(|(kind, _)| *kind);
        ordered.or_else(|| {
            let live = self
                .script
                .live
                .iter()
                .find(|live| live.component == component && live.holds(self.started, now));
            live.map(|live| live.kind)
        })
    }

    /// The current instant of the demo.
    pub fn now(&self) -> At {
        self.clock.now()
    }

    /// Breaks `component` for `lasts` milliseconds.
    pub fn order(&self, component: &str, kind: Kind, lasts: i64) {
        let until = self.clock.now() + lasts;
        self.ordered().insert(component.into(), (kind, until));
    }

    /// Ends what was ordered for `component`, or everything that was ordered.
    pub fn clear(&self, component: Option<&str>) {
        self.ordered().retain(|id, _| component.is_some_and(|component| component != id));
    }

    /// Everything that holds now.
    pub fn running(&self) -> Vec<Running> {
        let now = self.clock.now();
        let ordered: Vec<_> = self
            .ordered()
            .iter()
            .filter(|(_, (_, until))| now < *until)
            .map(|(component, (kind, until))| Running {
                component: component.clone(),
                kind: *kind,
                until: *until,
            })
            .collect();
        let live = self.script.live.iter().filter(|live| live.holds(self.started, now));
        let live = live.filter(|live| !ordered.iter().any(|fault| fault.component == live.component));
        let live = live.map(|live| Running {
            component: live.component.clone(),
            kind: live.kind,
            until: live.until(self.started, now),
        });
        ordered.iter().cloned().chain(live).collect()
    }

    fn ordered(&self) -> MutexGuard<'_, BTreeMap<String, (Kind, At)>> {
        self.ordered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::demo::Live;

    #[test]
    fn an_ordered_fault_comes_before_the_script_and_can_be_cleared() {
        let live = Live { component: "a/b".into(), kind: Kind::Slow, after: 0, lasts: 10, every: 10 };
        let faults = Faults::new(Script { live: vec![live], ..Script::default() }, Clock::fixed(At(1_000)));
        assert_eq!(faults.holds("a/b"), Some(Kind::Slow));
        faults.order("a/b", Kind::Gone, 5);
        assert_eq!(faults.holds("a/b"), Some(Kind::Gone));
        assert_eq!(
            faults.running(),
            [Running { component: "a/b".into(), kind: Kind::Gone, until: At(1_005) }]
        );
        faults.clear(Some("a/b"));
        assert_eq!(
            faults.running(),
            [Running { component: "a/b".into(), kind: Kind::Slow, until: At(1_010) }]
        );
        assert_eq!(faults.holds("a/c"), None);
    }
}

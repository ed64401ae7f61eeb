//! Alerts: what someone has to look at. One for what is broken, none for what is only broken because of it.
//!
//! What a component depends on, and planned work, keep an alert from being opened. They never keep one from being
//! resolved, and nothing here keeps a check from being asked. An alert that was held back is opened when what held it
//! back is over and the trouble is not.

use crate::estate::Component;
use crate::status::Status;
use crate::time::{At, MINUTE};
use std::collections::{BTreeSet, VecDeque};

/// Milliseconds after its resolution in which an alert is opened again instead of a new one: what comes and goes is one
/// thing to look at, not many.
pub const AGAIN: i64 = 15 * MINUTE;

/// Someone has to look at a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The component's id.
    pub component: String,
    /// When it was opened.
    pub opened: At,
    /// When it was resolved; none while it is open.
    pub resolved: Option<At>,
    /// In words, why it was opened.
    pub why: String,
}

impl Alert {
    /// An alert that is opened at `at`.
    pub fn new(component: String, at: At, why: String) -> Alert {
        Alert { component, opened: at, resolved: None, why }
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.resolved.is_none()
    }

    /// The alert after `step` at `now`, if the component had `before`; `why` is why it would be opened.
    pub fn after(before: Option<&Alert>, step: Step, component: &str, now: At, why: &str) -> Option<Alert> {
        match (step, before) {
            (Step::Resolve, Some(open)) => Some(Alert { resolved: Some(now), ..open.clone() }),
            (Step::Resolve, None) => None,
            (Step::Open, Some(last)) if last.resolved.is_some_and(|end| now.since(end) <= AGAIN) => {
                Some(Alert { resolved: None, why: why.into(), ..last.clone() })
            }
            (Step::Open, _) => Some(Alert::new(component.into(), now, why.into())),
        }
    }
}

/// What is to be done about a component's alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Open one.
    Open,
    /// Resolve the open one.
    Resolve,
}

/// What is to be done, given whether an alert is open, what the component shows, and whether something else explains
/// that.
///
/// What cannot be seen is no news: an open alert stays open, and none is opened.
pub fn step(is_open: bool, status: Status, is_explained: bool) -> Option<Step> {
    match (is_open, status) {
        (false, status) if status.is_trouble() && !is_explained => Some(Step::Open),
        (true, Status::Operational | Status::Maintenance) => Some(Step::Resolve),
        _ => None,
    }
}

/// The nearest component that explains why `component` shows `status`: it depends on that one, by however many steps,
/// and that one is at least as bad.
///
/// `known` finds components by id; `condition` gives how bad a component is by its checks, those that have only begun to fail included: who depends
/// on something is often seen to fail before it.
pub fn explanation<'a>(
    known: impl Fn(&str) -> Option<&'a Component>,
    component: &str,
    status: Status,
    condition: impl Fn(&str) -> Status,
) -> Option<&'a str> {
    let needs = |id: &str| known(id).into_iter().flat_map(|component| &component.depends_on);
    let mut near: VecDeque<&'a str> = needs(component).map(String::as_str).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = near.pop_front() {
        if id == component || !seen.insert(id) {
            continue;
        }
        if condition(id) >= status {
            return Some(id);
        }
        near.extend(needs(id).map(String::as_str));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::{Estate, System};
    use proptest::prelude::*;

    const UP: Status = Status::Operational;
    const SLOW: Status = Status::Degraded;
    const DOWN: Status = Status::MajorOutage;

    /// Components by their one-letter names, each with what it depends on.
    fn estate(parts: &[(&str, &[&str])]) -> Estate {
        let component = |(id, needs): &(&str, &[&str])| {
            let depends_on = needs.iter().map(|id| (*id).to_owned()).collect();
            Component { depends_on, ..Component::new(*id, *id, "all", vec![]) }
        };
        let components = parts.iter().map(component).collect();
        Estate { systems: vec![System { components, ..System::new("s", "S") }] }
    }

    #[test]
    fn what_is_at_least_as_bad_explains_what_depends_on_it() {
        let estate =
            estate(&[("web", &["api"]), ("api", &["db", "cache"]), ("db", &["web"]), ("cache", &[])]);
        let explained = |broken: &'static str, how, status| {
            explanation(
                |id| estate.component(id),
                "web",
                status,
                move |id| if id == broken { how } else { UP },
            )
        };
        assert_eq!(explained("api", DOWN, DOWN), Some("api"));
        assert_eq!(explained("cache", DOWN, DOWN), Some("cache"));
        assert_eq!(explained("cache", SLOW, DOWN), None, "what is slow explains no outage");
        assert_eq!(explained("cache", SLOW, SLOW), Some("cache"));
        assert_eq!(explained("web", DOWN, DOWN), None, "nothing explains itself, not even in a circle");
    }

    #[test]
    fn the_nearest_explains() {
        let estate = estate(&[("web", &["api"]), ("api", &["db"]), ("db", &[])]);
        assert_eq!(explanation(|id| estate.component(id), "web", DOWN, |_| DOWN), Some("api"));
    }

    #[test]
    fn trouble_that_comes_back_soon_opens_the_same_alert() {
        let after =
            |before: Option<&Alert>, step, now| Alert::after(before, step, "web", At(now), "it fails");
        let open = after(None, Step::Open, 1_000);
        let resolved = after(open.as_ref(), Step::Resolve, 2_000);
        assert_eq!(after(resolved.as_ref(), Step::Open, 2_000 + AGAIN), open);
        let other = after(resolved.as_ref(), Step::Open, 2_001 + AGAIN);
        assert_eq!(other, Some(Alert::new("web".into(), At(2_001 + AGAIN), "it fails".into())));
        assert_eq!(after(None, Step::Resolve, 1), None);
    }

    proptest! {
        #[test]
        fn what_explains_holds_back_the_opening_alone(
            status in prop::sample::select(Status::ALL.to_vec()), is_open: bool, is_explained: bool
        ) {
            let found = step(is_open, status, is_explained);
            prop_assert!(!is_explained || found != Some(Step::Open));
            // A resolution comes with or without an explanation.
            prop_assert_eq!(found == Some(Step::Resolve), step(is_open, status, !is_explained) == Some(Step::Resolve));
            // An alert that was held back is opened as soon as nothing explains the trouble.
            prop_assert_eq!(step(false, status, false) == Some(Step::Open), status.is_trouble());
        }
    }
}

//! One-off work that members declare, beside what the content plans.

use super::{Maintenance, Window};
use crate::estate::Estate;
#[cfg(feature = "schema")]
use crate::incident::{COMPONENT, ONE_LINE};
use crate::incident::{Refusal, id};
use crate::member::Actor;
use crate::time::{At, DAY, SECOND};
use serde::{Deserialize, Serialize};

/// The most days of a window.
const LONGEST: i64 = 31;
/// How many days ahead a window may begin.
const AHEAD: i64 = 732;
/// How long ago, in milliseconds, a window may begin that is declared: as long as a request may take.
const LATE: i64 = 60 * SECOND;
/// The most bytes of a title.
const LINE: usize = 300;
/// The most components.
const MANY: usize = 500;

/// Work that somebody wants to declare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// As visitors read it, on one line.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 300), regex(pattern = ONE_LINE)))]
    pub title: String,
    /// Ids of the components that it is done on: `butterfly/kafka`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 500), inner(regex(pattern = COMPONENT))))]
    pub components: Vec<String>,
    /// When it begins; at once without it.
    #[serde(default)]
    pub from: Option<At>,
    /// When it ends.
    pub to: At,
}

/// Work that a member declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Unique among what was declared: `2026-11-21-kafka-upgrade`.
    pub id: String,
    /// 1, and 2 when it was cancelled. Whoever changes it says which version they saw.
    pub version: u32,
    /// As visitors read it.
    pub title: String,
    /// Ids of the components that it is done on.
    pub components: Vec<String>,
    /// When, as declared.
    pub window: Window,
    /// When it was cancelled.
    pub cancelled: Option<At>,
    /// When it was declared.
    pub made: At,
    /// Who declared it.
    pub by: Actor,
}

impl Declared {
    /// The work that `by` declares at `at`, as the `nth` of its name; or why that may not be.
    pub fn declare(intent: Intent, nth: u32, at: At, by: Actor) -> Result<Declared, Refusal> {
        let Intent { title, components, from, to } = intent;
        let window = Window { from: from.unwrap_or(at), to };
        check(&title, &components, window, at).map_err(Refusal::Invalid)?;
        let words =
            if title.contains(|it: char| it.is_ascii_alphanumeric()) { &title } else { "maintenance" };
        let id = id(window.from, words, nth);
        Ok(Declared { id, version: 1, title, components, window, cancelled: None, made: at, by })
    }

    /// The same, cancelled at `at`; or why that may not be.
    pub fn cancel(&self, at: At) -> Result<Declared, Refusal> {
        if let Some(cancelled) = self.cancelled {
            return Err(Refusal::NotNow(format!("It was cancelled at {cancelled}.")));
        }
        if self.window.to <= at {
            return Err(Refusal::NotNow(format!("It ended at {}.", self.window.to)));
        }
        Ok(Declared { version: self.version + 1, cancelled: Some(at), ..self.clone() })
    }

    /// The window that is held: up to when it was cancelled; none if that was before it began.
    pub fn held(&self) -> Option<Window> {
        let to = self.cancelled.map_or(self.window.to, |at| at.min(self.window.to));
        (self.window.from < to).then_some(Window { to, ..self.window })
    }
}

/// What is wrong with it, in words.
fn check(title: &str, components: &[String], window: Window, at: At) -> Result<(), String> {
    let Window { from, to } = window;
    match () {
        () if title.trim().is_empty() => Err("`title` is empty. Fill it in.".into()),
        () if title.len() > LINE => Err(format!("`title` has {} bytes. Use at most {LINE}.", title.len())),
        () if title.chars().any(char::is_control) => {
            Err("`title` holds a line break. Write it on one line.".into())
        }
        () if components.is_empty() => Err("`components` is empty. Name those that it is done on.".into()),
        () if components.len() > MANY => {
            Err(format!("`components` holds {}. Use at most {MANY}.", components.len()))
        }
        () if from < at - LATE => {
            Err(format!("`from` is {from}, which has passed. Leave it out to begin at once."))
        }
        () if from > at + AHEAD * DAY => Err(format!("`from` is {from}, more than {AHEAD} days ahead.")),
        () if to <= from => Err(format!("`to` is {to}, which is not after {from}. Write a later end.")),
        () if to > from + LONGEST * DAY => {
            Err(format!("It takes more than {LONGEST} days. Declare a part of it."))
        }
        () => Ok(()),
    }
}

/// The estate with what was declared among its planned work, each part with the system whose components it is on.
pub fn with_declared(estate: &Estate, declared: &[Declared]) -> Estate {
    let mut estate = estate.clone();
    for system in &mut estate.systems {
        let own: Vec<_> = declared.iter().filter_map(|work| part(work, &system.components)).collect();
        system.maintenance.extend(own);
    }
    estate
}

/// What of a work is done on one of these components, if it is held.
fn part(work: &Declared, components: &[crate::estate::Component]) -> Option<Maintenance> {
    let is_own = |id: &&String| components.iter().any(|component| component.id == **id);
    let on: Vec<_> = work.components.iter().filter(is_own).cloned().collect();
    let window = work.held().filter(|_| !on.is_empty())?;
    Some(Maintenance::once(&work.id, &work.title, on, window))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::estate::{Component, System};
    use crate::maintenance::When;
    use crate::time::HOUR;

    const NOW: At = At(1_700_000_000_000);

    fn intent(from: Option<At>, to: At) -> Intent {
        let components = vec!["s/db".into(), "t/web".into()];
        Intent { title: "Disk change".into(), components, from, to }
    }

    fn declared(from: i64, to: i64) -> Declared {
        Declared::declare(intent(Some(NOW + from), NOW + to), 1, NOW, Actor::Console).unwrap()
    }

    #[test]
    fn it_is_named_by_its_day_and_title() {
        let ids = |title: &str| {
            let intent = Intent { title: title.into(), ..intent(None, NOW + HOUR) };
            Declared::declare(intent, 2, NOW, Actor::Console).unwrap().id
        };
        assert_eq!(ids("Disk change"), "2023-11-14-disk-change-2");
        assert_eq!(ids("\u{1f525}"), "2023-11-14-maintenance-2");
    }

    #[test]
    fn a_window_that_cannot_be_is_refused_with_words() {
        let hour = Some(NOW + HOUR);
        for (from, to, words) in [
            (Some(NOW - 2 * LATE), NOW + HOUR, "has passed"),
            (hour, NOW + HOUR, "not after"),
            (None, NOW, "not after"),
            (None, NOW + 32 * DAY, "more than 31 days"),
            (Some(NOW + 800 * DAY), NOW + 801 * DAY, "days ahead"),
            (Some(At(i64::MAX)), At(i64::MIN), "days ahead"),
            (Some(At(i64::MIN)), At(i64::MAX), "has passed"),
        ] {
            let refused = Declared::declare(intent(from, to), 1, NOW, Actor::Console).unwrap_err();
            assert!(refused.to_string().contains(words), "{refused}");
        }
        let nothing = Intent { components: vec![], ..intent(None, NOW + HOUR) };
        assert!(Declared::declare(nothing, 1, NOW, Actor::Console).is_err());
    }

    #[test]
    fn what_is_cancelled_is_held_until_then_and_cancelled_once() {
        let work = declared(HOUR, 3 * HOUR);
        let before = work.cancel(NOW).unwrap();
        assert_eq!((before.held(), before.version), (None, 2));
        let while_it_runs = work.cancel(NOW + 2 * HOUR).unwrap();
        assert_eq!(while_it_runs.held(), Some(Window { from: NOW + HOUR, to: NOW + 2 * HOUR }));
        assert!(work.cancel(NOW + 3 * HOUR).is_err() && while_it_runs.cancel(NOW + 2 * HOUR).is_err());
    }

    #[test]
    fn each_system_gets_its_part_of_the_work() {
        let system = |id: &str, component: &str| System {
            components: vec![Component::new(component, "X", "all", vec![])],
            ..System::new(id, id)
        };
        let estate = Estate { systems: vec![system("s", "s/db"), system("t", "t/web"), system("u", "u/x")] };
        let works = [declared(HOUR, 2 * HOUR), declared(HOUR, 2 * HOUR).cancel(NOW).unwrap()];
        let estate = with_declared(&estate, &works);
        let planned: Vec<_> = estate.systems.iter().map(|system| &system.maintenance).collect();
        assert_eq!(planned.iter().map(|works| works.len()).collect::<Vec<_>>(), [1, 1, 0]);
        assert_eq!(planned[1][0].components, ["t/web"]);
        assert_eq!(planned[0][0].when, When::Once(Window { from: NOW + HOUR, to: NOW + 2 * HOUR }));
    }
}

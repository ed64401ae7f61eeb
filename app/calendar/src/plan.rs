//! What an estate plans: the windows that are held, those in a freeze left out.

use crate::windows::windows;
use model::estate::{Estate, System};
use model::maintenance::{Freeze, Maintenance, Window};
use model::time::{At, DAY};

/// Planned work, and the window of it that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned<'a> {
    /// The work.
    pub work: &'a Maintenance,
    /// One window of it.
    pub window: Window,
}

/// The windows of a system's work that hold an instant of `[from, to)` and are held: one that meets a freeze is not.
pub fn held<'a>(
    system: &'a System,
    work: &'a Maintenance,
    from: At,
    to: At,
) -> impl Iterator<Item = Window> + 'a {
    windows(&work.when, from, to).filter(move |window| freeze(system, *window).is_none())
}

/// The freeze that a window meets.
pub fn freeze(system: &System, window: Window) -> Option<&Freeze> {
    system.freezes.iter().find(|freeze| freeze.window.meets(window))
}

/// The planned work on a component at `at`; of several, that which ends last.
pub fn planned<'a>(estate: &'a Estate, component: &'a str, at: At) -> Option<Planned<'a>> {
    on(estate, component, at, at + 1).max_by_key(|planned| planned.window.to)
}

/// When planned work on a component begins or ends after `after`, until `until`, in no order.
pub fn edges<'a>(
    estate: &'a Estate,
    component: &'a str,
    after: At,
    until: At,
) -> impl Iterator<Item = At> + 'a {
    let edges = on(estate, component, after, until + 1).flat_map(|it| [it.window.from, it.window.to]);
    edges.filter(move |edge| after < *edge && *edge <= until)
}

/// Until when no planned work of an estate begins or ends after `after`: the next such instant, or a day later, when it
/// is to be asked again.
pub fn quiet_until(estate: &Estate, after: At) -> At {
    let until = after + DAY;
    let windows = works(estate).flat_map(|(system, work)| held(system, work, after, until));
    let edges = windows.flat_map(|window| [window.from, window.to]);
    edges.filter(|edge| after < *edge).fold(until, At::min)
}

/// The components that work is planned on, each at least once.
pub fn components(estate: &Estate) -> impl Iterator<Item = &str> {
    works(estate).flat_map(|(_, work)| &work.components).map(String::as_str)
}

fn on<'a>(estate: &'a Estate, component: &'a str, from: At, to: At) -> impl Iterator<Item = Planned<'a>> {
    let works = works(estate).filter(move |(_, work)| work.components.iter().any(|id| id == component));
    works.flat_map(move |(system, work)| {
        held(system, work, from, to).map(move |window| Planned { work, window })
    })
}

fn works(estate: &Estate) -> impl Iterator<Item = (&System, &Maintenance)> {
    estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)))
}

#[cfg(test)]
mod tests;

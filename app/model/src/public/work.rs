//! Planned work as visitors see it: what, on what, and when. Its checklist and roles are internal.

use crate::maintenance::Window;

/// How many days ahead planned work is told.
pub const PLANNED_DAYS: i64 = 30;

/// Planned work with at least one window that is held now or soon.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicWork {
    /// The system's id.
    pub system: String,
    /// As visitors read it.
    pub title: String,
    /// The components that it is done on: id and name.
    pub components: Vec<(String, String)>,
    /// In the order of their beginnings.
    pub windows: Vec<PublicWindow>,
}

/// A window as visitors see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicWindow {
    /// From when until when.
    pub window: Window,
    /// The same by the clock on the wall of its zone, unless that is UTC.
    pub local: Option<LocalTimes>,
}

/// From when until when by the clock on a wall: `03:00`, `07:00`, `Europe/Berlin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalTimes {
    /// The hour and minute of its beginning.
    pub from: String,
    /// Those of its end.
    pub to: String,
    /// The time zone.
    pub zone: String,
}

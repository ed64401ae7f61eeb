//! Planned work: when which components show maintenance, whatever their checks say. Which windows a recurring one has
//! is what the crate `calendar` says: it knows the time zones, and the browser does without them.

mod declared;
mod recurrence;
mod tick;

pub use declared::{Declared, Intent, with_declared};
pub use recurrence::{Frequency, NthWeekday, Recurrence, Until};
pub use tick::{Item, Phase, Tick};

use crate::time::At;
use chrono::{NaiveDate, NaiveDateTime};

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
    pub when: When,
    /// What is to be done around it. Internal.
    pub checklist: Checklist,
    /// Who does what, as role and name, in the order of the roles. Internal.
    pub roles: Vec<(String, String)>,
}

/// When work is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// In one window.
    Once(Window),
    /// In a window each time that a rule names a day.
    Recurring(Box<Recurring>),
}

/// Windows that come back. They begin and end by the clock on the wall of a zone, on days on which it is put forward or
/// back too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    /// When the first window may begin, on the wall clock; each window begins at this time of day.
    pub from: NaiveDateTime,
    /// When a window that begins at `from` ends, on the wall clock; later than `from`.
    pub to: NaiveDateTime,
    /// IANA time zone: `Europe/Berlin`.
    pub zone: String,
    /// On which days windows begin.
    pub rule: Recurrence,
    /// The rule as it was written, for people: `FREQ=WEEKLY;BYDAY=SA`.
    pub text: String,
    /// Days on which none begins, in order.
    pub except: Vec<NaiveDate>,
}

/// What is to be done before, during and after planned work, a step each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// Before the window begins.
    pub before: Vec<String>,
    /// In the window.
    pub during: Vec<String>,
    /// When the work is done.
    pub after: Vec<String>,
}

/// A time in which no planned work is done on a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// Why, as members read it: `Year end`.
    pub title: String,
    /// From when until when.
    pub window: Window,
}

impl Window {
    /// Whether it holds this instant.
    pub fn holds(self, at: At) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether there is an instant that both hold.
    pub fn meets(self, other: Window) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl Maintenance {
    /// Work in one window, with nothing else said about it.
    pub fn once(
        id: impl Into<String>,
        title: impl Into<String>,
        components: Vec<String>,
        window: Window,
    ) -> Maintenance {
        let (checklist, roles) = (Checklist::default(), Vec::new());
        Maintenance {
            id: id.into(),
            title: title.into(),
            components,
            when: When::Once(window),
            checklist,
            roles,
        }
    }
}

//! A recurrence rule of RFC 5545, section 3.3.10, as far as it names days: the times of day are those of the window.

use crate::time::At;
use chrono::{NaiveDateTime, Weekday};

/// On which days something recurs. An empty list limits nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// FREQ: the length of a period.
    pub frequency: Frequency,
    /// INTERVAL: every how many periods; at least 1.
    pub interval: u32,
    /// UNTIL: when the last one may begin; a COUNT is the beginning of the last one that it counts.
    pub until: Option<Until>,
    /// BYMONTH: 1 to 12.
    pub months: Vec<u32>,
    /// BYMONTHDAY: 1 to 31, or -31 to -1 from the end of the month.
    pub month_days: Vec<i32>,
    /// BYDAY.
    pub weekdays: Vec<NthWeekday>,
    /// BYSETPOS: which of the days of a period, 1 to 366, or -366 to -1 from its end.
    pub positions: Vec<i32>,
    /// WKST: on which day weeks begin.
    pub week_start: Weekday,
}

/// How long a period of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// A day.
    Daily,
    /// A week.
    Weekly,
    /// A month.
    Monthly,
    /// A year.
    Yearly,
}

/// When the last one may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// By the wall clock of the zone.
    Local(NaiveDateTime),
    /// At an instant.
    Instant(At),
}

/// A weekday, each one or the n-th of a month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NthWeekday {
    /// 1 for the first, -1 for the last; none for each.
    pub nth: Option<i32>,
    /// Which weekday.
    pub weekday: Weekday,
}

//! Instants, durations and days as plain integers, the same natively and in the browser.
//!
//! All of Pharos counts time in milliseconds since 1970-01-01 00:00 UTC; a day is a UTC day.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a UTC day.
pub const DAY: i64 = 24 * HOUR;

/// An instant: milliseconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct At(pub i64);

impl At {
    /// The UTC day that holds this instant.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }

    /// Milliseconds from `earlier` to here; negative if `earlier` is later.
    pub fn since(self, earlier: At) -> i64 {
        self.0 - earlier.0
    }
}

impl Add<i64> for At {
    type Output = At;
    fn add(self, millis: i64) -> At {
        At(self.0.saturating_add(millis))
    }
}

impl Sub<i64> for At {
    type Output = At;
    fn sub(self, millis: i64) -> At {
        At(self.0.saturating_sub(millis))
    }
}

/// A UTC day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

impl Day {
    /// Its first instant.
    pub fn start(self) -> At {
        At(self.0 * DAY)
    }

    /// The first instant of the next day.
    pub fn end(self) -> At {
        At((self.0 + 1) * DAY)
    }

    /// Year, month (1 to 12) and day of month (1 to 31) in the proleptic Gregorian calendar.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    pub fn civil(self) -> (i64, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_index = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_index + 2) / 5 + 1) as u32;
        let month = (if month_index < 10 { month_index + 3 } else { month_index - 9 }) as u32;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `2026-11-20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for At {
    /// RFC 3339 to the second: `2026-11-20T23:09:39Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.rem_euclid(DAY) / SECOND;
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", self.day())
    }
}

/// A length of time as people write it, in at most two units: `3 d 4 h`, `12 min`, `45 s`, `0 s`.
pub fn length(millis: i64) -> String {
    let seconds = millis.max(0) / SECOND;
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3_600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let Some(first) = parts.iter().position(|(n, _)| *n > 0) else { return "0 s".into() };
    let (n, unit) = parts[first];
    match parts.get(first + 1) {
        Some((m, smaller)) if *m > 0 => format!("{n} {unit} {m} {smaller}"),
        _ => format!("{n} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_instants_are_written_as_rfc_3339() {
        assert_eq!(At(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(At(951_826_153_000).to_string(), "2000-02-29T12:09:13Z");
        assert_eq!(At(-1).to_string(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn lengths_read_as_people_write_them() {
        assert_eq!(length(0), "0 s");
        assert_eq!(length(45_999), "45 s");
        assert_eq!(length(12 * MINUTE), "12 min");
        assert_eq!(length(HOUR + 5 * MINUTE + 7 * SECOND), "1 h 5 min");
        assert_eq!(length(3 * DAY + 4 * HOUR), "3 d 4 h");
        assert_eq!(length(3 * DAY + 4 * MINUTE), "3 d");
    }

    proptest! {
        #[test]
        fn a_day_holds_each_of_its_instants(ms in -4_000_000_000_000i64..8_000_000_000_000) {
            let at = At(ms);
            prop_assert!(at.day().start() <= at && at < at.day().end());
        }

        #[test]
        fn the_next_day_is_the_next_date(day in -700_000i64..700_000) {
            let (year, month, date) = Day(day).civil();
            let (next_year, next_month, next_date) = Day(day + 1).civil();
            let same_month = next_date == date + 1 && next_month == month && next_year == year;
            let new_month = next_date == 1 && (next_month == month + 1 || next_year == year + 1);
            prop_assert!(same_month || new_month);
        }
    }
}

//! Instants, durations and days as plain integers, the same natively and in the browser.
//!
//! All of Pharos counts time in milliseconds since 1970-01-01 00:00 UTC; a day is a UTC day.

use chrono::{DateTime, Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};

mod month;

pub use month::Month;

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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct At(pub i64);

impl At {
    /// The UTC day that holds this instant.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }

    /// Reads RFC 3339, such as `2026-11-20T23:09:39Z`; what is below a millisecond is cut off.
    pub fn parse(text: &str) -> Option<At> {
        DateTime::parse_from_rfc3339(text).ok().map(|instant| At(instant.timestamp_millis()))
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

    /// Reads ISO 8601, of the years 1970 to 9999: `2026-11-20`; nothing if it is written otherwise or is none.
    pub fn parse(text: &str) -> Option<Day> {
        let day = Day::from(text.parse::<NaiveDate>().ok()?);
        (day.0 >= 0 && text.len() == 10 && day.to_string() == text).then_some(day)
    }

    /// Year, month (1 to 12) and day of month (1 to 31) in the proleptic Gregorian calendar; the calendar ends
    /// 262,000 years from now, and so does this.
    pub fn civil(self) -> (i32, u32, u32) {
        let since_the_common_era = self.0.saturating_add(EPOCH_FROM_COMMON_ERA);
        let end = if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        let date = i32::try_from(since_the_common_era).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        let date = date.unwrap_or(end);
        (date.year(), date.month(), date.day())
    }
}

/// Days from 0001-01-01, which chrono counts as day 1, to 1970-01-01.
const EPOCH_FROM_COMMON_ERA: i64 = 719_163;

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day(i64::from(date.num_days_from_ce()) - EPOCH_FROM_COMMON_ERA)
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

/// Milliseconds of a length of time such as `500ms`, `60s`, `5m`, `2h`, `1d`; nothing if it is not one or is zero.
pub fn parse_length(text: &str) -> Option<i64> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let number: i64 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim() {
        "ms" => 1,
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return None,
    };
    number.checked_mul(unit).filter(|millis| *millis > 0)
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
    fn rfc_3339_is_read_with_any_offset() {
        assert_eq!(At::parse("2000-02-29T12:09:13Z"), Some(At(951_826_153_000)));
        assert_eq!(At::parse("2000-02-29T14:09:13.25+02:00"), Some(At(951_826_153_250)));
        assert_eq!(At::parse("2000-02-29"), None);
    }

    #[test]
    fn lengths_of_time_have_units() {
        assert_eq!(parse_length("500ms"), Some(500));
        assert_eq!(parse_length("2 h"), Some(7_200_000));
        for wrong in ["", "5", "s", "-5s", "0s", "5 weeks", "99999999999999999d"] {
            assert_eq!(parse_length(wrong), None, "{wrong}");
        }
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

    #[test]
    fn a_day_is_read_as_it_is_written() {
        assert_eq!(Day::parse("2000-02-29"), Some(Day(11_016)));
        for wrong in ["", "2000-2-29", "2001-02-29", "1969-12-31", "+2000-01-01", "2000-01-01T00:00:00Z"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
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

//! Months of the calendar, for what is told by month.

use super::Day;
use chrono::NaiveDate;
use std::fmt;

/// The first year that has months here, and the last.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9999;

/// A month in UTC, of the years 1970 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month that holds `day`; the nearest one if the years here do not.
    pub fn of(day: Day) -> Month {
        let (year, month, _) = day.civil();
        Month((year * 12 + month as i32 - 1).clamp(YEARS.start() * 12, YEARS.end() * 12 + 11))
    }

    /// Reads ISO 8601: `2026-11`; nothing if it is written otherwise or is none.
    pub fn parse(text: &str) -> Option<Month> {
        let month = Day::parse(&format!("{text}-01")).map(Month::of)?;
        (month.to_string() == text).then_some(month)
    }

    /// Its year, and its number from 1 to 12.
    pub fn civil(self) -> (i32, u32) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) as u32 + 1)
    }

    /// Its first day.
    pub fn first(self) -> Day {
        let (year, month) = self.civil();
        NaiveDate::from_ymd_opt(year, month, 1).map(Day::from).unwrap_or_default()
    }

    /// Its last day.
    pub fn last(self) -> Day {
        Day(Month(self.0 + 1).first().0 - 1)
    }

    /// The month before; nothing before 1970.
    pub fn before(self) -> Option<Month> {
        (self.0 > YEARS.start() * 12).then_some(Month(self.0 - 1))
    }

    /// The month after; nothing after 9999.
    pub fn after(self) -> Option<Month> {
        (self.0 < YEARS.end() * 12 + 11).then_some(Month(self.0 + 1))
    }
}

impl fmt::Display for Month {
    /// ISO 8601: `2026-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.civil();
        write!(f, "{year:04}-{month:02}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_month_knows_its_days_and_neighbours() {
        let february = Month::parse("2028-02").unwrap();
        assert_eq!(
            (february.first().to_string(), february.last().to_string()),
            ("2028-02-01".into(), "2028-02-29".into())
        );
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(december.after().unwrap().to_string(), "2027-01");
        assert_eq!(Month::parse("1970-01").unwrap().before(), None);
        assert_eq!(Month::parse("9999-12").unwrap().after(), None);
    }

    #[test]
    fn only_months_are_read() {
        for wrong in [
            "",
            "2026",
            "2026-1",
            "2026-13",
            "2026-00",
            "1969-12",
            "10000-01",
            "2026-11-01",
            "+026-11",
            " 2026-11",
        ] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_day_is_in_its_month_and_in_no_other(day in 0i64..2_900_000) {
            let month = Month::of(Day(day));
            prop_assert!(month.first() <= Day(day) && Day(day) <= month.last());
            prop_assert_eq!(Month::parse(&month.to_string()), Some(month));
            prop_assert_eq!(month.after().map(|it| it.first().0), Some(month.last().0 + 1));
        }
    }
}

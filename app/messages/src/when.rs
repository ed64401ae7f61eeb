//! Instants and days as visitors read them, in UTC: `20 Nov 2026, 23:09 UTC`. The same in pages, in what programs read and in the
//! browser.

use crate::locale::Locale;
use model::time::{At, DAY, Day, MINUTE};

/// A day: `4 Nov 2026`.
pub fn date(locale: &Locale, day: Day) -> String {
    let (year, month, date) = day.civil();
    let month = locale.text(&format!("month-short-{month}"));
    locale.fill("date", &[("day", &date.to_string()), ("month", &month), ("year", &year.to_string())])
}

/// A time of day to the minute, in every language: `23:09 UTC`.
pub fn clock(at: At) -> String {
    let minutes = at.0.rem_euclid(DAY) / MINUTE;
    format!("{:02}:{:02} UTC", minutes / 60, minutes % 60)
}

/// An instant to the minute: `20 Nov 2026, 23:09 UTC`.
pub fn moment(locale: &Locale, at: At) -> String {
    locale.fill("moment", &[("date", &date(locale, at.day())), ("clock", &clock(at))])
}

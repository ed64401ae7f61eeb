//! Dates and times on the wall, as people write them.

use chrono::{NaiveDate, NaiveDateTime};

/// A time on the wall, with or without seconds: `2027-01-16T02:00`.
pub fn local(text: &str) -> Option<NaiveDateTime> {
    text.parse().or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")).ok()
}

/// A date: `2026-12-26`.
pub fn date(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

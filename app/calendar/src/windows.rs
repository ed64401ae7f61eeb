//! The windows of planned work between two instants.

use crate::days::days;
use crate::recurring::YEARS;
use crate::zone::{Zone, naive};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use model::maintenance::{Recurring, Until, When, Window};
use model::time::{At, DAY};

/// The windows that hold an instant of `[from, to)`, in the order of their beginnings; freezes are not looked at.
///
/// They are counted as they are asked for, and there are at most as many as there are days from `from` to `to`, and
/// from 1970 to 2099.
pub fn windows(when: &When, from: At, to: At) -> impl Iterator<Item = Window> + '_ {
    let (once, recurring) = match when {
        When::Once(window) => (Some(*window), None),
        When::Recurring(recurring) => (None, Some(recurring.as_ref())),
    };
    let asked = Window { from, to };
    let coming = recurring.into_iter().flat_map(move |recurring| coming(recurring, asked));
    once.into_iter().chain(coming).filter(move |window| window.meets(asked))
}

/// The windows that begin near `asked`, and all that meet it.
fn coming(recurring: &Recurring, asked: Window) -> impl Iterator<Item = Window> + '_ {
    let nights = recurring.to.date().signed_duration_since(recurring.from.date()).num_days();
    // No zone is more than a day and a half away from UTC, with what a clock may skip.
    let earliest = date(asked.from - (nights + 2) * DAY);
    let latest = date(asked.to + 2 * DAY);
    let zone = Zone::named(&recurring.zone).ok();
    zone.into_iter().flat_map(move |zone| {
        days(&recurring.rule, recurring.from.date(), earliest, latest)
            .filter(|day| recurring.except.binary_search(day).is_err())
            .map_while(move |day| Some((day, day.checked_add_days(Days::new(nights.unsigned_abs()))?)))
            .map(move |(day, last)| (day.and_time(recurring.from.time()), last.and_time(recurring.to.time())))
            .map(move |(start, end)| (start, Window { from: zone.instant(start), to: zone.instant(end) }))
            .take_while(|(start, window)| goes_on(recurring.rule.until, *start, window.from))
            .map(|(_, window)| window)
            // A window that the clock skips is not there: 02:30 to 03:00 on the night on which 03:00 comes after 02:00.
            .filter(|window| window.from < window.to)
    })
}

/// Whether the rule has not ended when a window begins.
fn goes_on(until: Option<Until>, start: NaiveDateTime, from: At) -> bool {
    match until {
        None => true,
        Some(Until::Local(end)) => start <= end,
        Some(Until::Instant(end)) => from <= end,
    }
}

/// The day of an instant in UTC, within the years of the calendar.
fn date(at: At) -> NaiveDate {
    let date = naive(at).date();
    let end = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(date);
    match date.year() {
        year if year < *YEARS.start() => end(*YEARS.start(), 1, 1),
        year if year > *YEARS.end() => end(*YEARS.end(), 12, 31),
        _ => date,
    }
}

#[cfg(test)]
mod tests;

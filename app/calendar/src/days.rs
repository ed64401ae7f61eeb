//! The days that a rule names, on the wall calendar: a day has no zone here, and no length.
//!
//! A period of the rule is taken at a time, and all of its days are asked whether the rule names them. That is as slow
//! as a year of 366 questions, and as simple as the standard's table of what limits what (RFC 5545, section 3.3.10).
//! Libraries for such rules go through all periods from the first one at each question, and count in instants of a
//! zone; here a question goes straight to the period that it is about.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use model::maintenance::{Frequency, NthWeekday, Recurrence};
use std::ops::Range;

/// The days from `from` to `to`, both included, that `rule` names if it begins on `first`; in order. The end of the
/// rule is not looked at.
pub(crate) fn days(
    rule: &Recurrence,
    first: NaiveDate,
    from: NaiveDate,
    to: NaiveDate,
) -> impl Iterator<Item = NaiveDate> + '_ {
    let from = from.max(first);
    (periods_before(rule, first, from)..)
        .map_while(move |number| period(rule, first, number))
        .take_while(move |period| period.start <= to)
        .flat_map(move |period| named(rule, first, period))
        .filter(move |day| from <= *day && *day <= to)
}

/// How many periods of the rule end before the one that holds `day`, or the gap that holds it.
fn periods_before(rule: &Recurrence, first: NaiveDate, day: NaiveDate) -> i64 {
    let units = match rule.frequency {
        Frequency::Daily => day.signed_duration_since(first).num_days(),
        Frequency::Weekly => day.signed_duration_since(week(first, rule.week_start)).num_days() / 7,
        Frequency::Monthly => month(day) - month(first),
        Frequency::Yearly => i64::from(day.year() - first.year()),
    };
    units / i64::from(rule.interval.max(1))
}

/// The days of the period with this number, from 0; nothing where the calendar ends.
fn period(rule: &Recurrence, first: NaiveDate, number: i64) -> Option<Range<NaiveDate>> {
    let units = number.checked_mul(i64::from(rule.interval.max(1)))?;
    let after = |day: NaiveDate, days: i64| day.checked_add_days(Days::new(u64::try_from(days).ok()?));
    let (start, end) = match rule.frequency {
        Frequency::Daily => (after(first, units)?, after(first, units.checked_add(1)?)?),
        Frequency::Weekly => {
            let start = after(week(first, rule.week_start), units.checked_mul(7)?)?;
            (start, after(start, 7)?)
        }
        Frequency::Monthly => {
            let number = month(first).checked_add(units)?;
            (month_start(number)?, month_start(number + 1)?)
        }
        Frequency::Yearly => {
            let number = i64::from(first.year()).checked_add(units)?.checked_mul(12)?;
            (month_start(number)?, month_start(number + 12)?)
        }
    };
    Some(start..end)
}

/// The day on which the week of `day` begins.
fn week(day: NaiveDate, start: Weekday) -> NaiveDate {
    let since = u64::from(day.weekday().days_since(start));
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// Months since the year 0.
fn month(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn month_start(number: i64) -> Option<NaiveDate> {
    let month = u32::try_from(number.rem_euclid(12)).ok()? + 1;
    NaiveDate::from_ymd_opt(i32::try_from(number.div_euclid(12)).ok()?, month, 1)
}

/// The days of a period that the rule names, in order.
fn named(rule: &Recurrence, first: NaiveDate, period: Range<NaiveDate>) -> Vec<NaiveDate> {
    let days = period.start.iter_days().take_while(|day| *day < period.end);
    let days: Vec<_> = days.filter(|day| names(rule, first, *day)).collect();
    let chosen = |index: usize| {
        let (front, back) = (index as i64 + 1, index as i64 - days.len() as i64);
        let is = |position: &i32| [front, back].contains(&i64::from(*position));
        rule.positions.is_empty() || rule.positions.iter().any(is)
    };
    days.iter()
        .enumerate()
        .filter(|(index, day)| chosen(*index) && **day >= first)
        .map(|(_, day)| *day)
        .collect()
}

/// Whether every part of the rule holds on a day; what no part says is said by the first day.
fn names(rule: &Recurrence, first: NaiveDate, day: NaiveDate) -> bool {
    let in_month = rule.months.is_empty() || rule.months.contains(&day.month());
    let on_month_day = rule.month_days.is_empty() || rule.month_days.iter().any(|n| is_month_day(*n, day));
    let on_weekday = rule.weekdays.is_empty() || rule.weekdays.iter().any(|nth| is_weekday(rule, *nth, day));
    let is_said = !(rule.month_days.is_empty() && rule.weekdays.is_empty());
    in_month && on_month_day && on_weekday && (is_said || is_implied(rule, first, day))
}

/// Whether a day is like the first one, in a rule that names neither weekdays nor days of the month.
fn is_implied(rule: &Recurrence, first: NaiveDate, day: NaiveDate) -> bool {
    match rule.frequency {
        Frequency::Daily => true,
        Frequency::Weekly => day.weekday() == first.weekday(),
        Frequency::Monthly => day.day() == first.day(),
        Frequency::Yearly => {
            day.day() == first.day() && (!rule.months.is_empty() || day.month() == first.month())
        }
    }
}

fn is_month_day(number: i32, day: NaiveDate) -> bool {
    let (day, length) = (i64::from(day.day()), i64::from(day.num_days_in_month()));
    [day, day - length - 1].contains(&i64::from(number))
}

/// The n-th of a month, or of a year in a rule of years that names no months.
fn is_weekday(rule: &Recurrence, nth: NthWeekday, day: NaiveDate) -> bool {
    let of_year = rule.frequency == Frequency::Yearly && rule.months.is_empty();
    let (index, length) = match of_year {
        true => (day.ordinal0(), if day.leap_year() { 366 } else { 365 }),
        false => (day.day0(), u32::from(day.num_days_in_month())),
    };
    let (front, back) = (i64::from(index / 7) + 1, -i64::from((length - 1 - index) / 7) - 1);
    let is_nth = nth.nth.is_none_or(|number| [front, back].contains(&i64::from(number)));
    day.weekday() == nth.weekday && is_nth
}

#[cfg(test)]
mod tests;

//! Windows that come back, from what an operator wrote to what the calendar can count on.

use crate::days::days;
use crate::error::CalendarError;
use crate::rule::{self, Rule};
use crate::zone::Zone;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use model::maintenance::{Recurring, Until};
use std::ops::RangeInclusive;

/// The most days of a window.
pub const LONGEST: i64 = 31;

/// The years in which a recurring window may begin. What zones do in later ones is in no database.
pub const YEARS: RangeInclusive<i32> = 1970..=2099;

/// Windows that begin on each day that the rule in `text` names from `from` on, from the time of day of `from` to that
/// of `to`, by the clock of `zone`; none begins on a day of `except`. A COUNT counts the days of `except` too, as the
/// standard has it, and becomes the end that it means, so that no later question counts from the start.
pub fn recurring(
    text: &str,
    (from, to): (NaiveDateTime, NaiveDateTime),
    zone: &str,
    mut except: Vec<NaiveDate>,
) -> Result<Recurring, CalendarError> {
    Zone::named(zone)?;
    if to <= from {
        return Err(CalendarError::Order { from, to });
    }
    if to.signed_duration_since(from).num_days() > LONGEST {
        return Err(CalendarError::Long);
    }
    if !YEARS.contains(&from.year()) {
        return Err(CalendarError::Year(from.year()));
    }
    let Rule { recurrence: mut rule, count } = rule::parse(text)?;
    let named = || days(&rule, from.date(), from.date(), last_day(from.date()));
    if named().next().is_none() {
        return Err(CalendarError::Never);
    }
    let last = count.and_then(|count| named().nth(count.saturating_sub(1)));
    rule.until = last.map(|day| Until::Local(day.and_time(from.time()))).or(rule.until);
    except.sort_unstable();
    except.dedup();
    Ok(Recurring { from, to, zone: zone.into(), rule, text: text.trim().into(), except })
}

/// The last day on which a window may begin.
fn last_day(first: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(first)
}

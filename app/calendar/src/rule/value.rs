//! The values of a rule's parts, each with words for what it takes.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use model::maintenance::{Frequency, NthWeekday, Until};
use model::time::At;

pub(super) const FREQUENCY: &str = "DAILY, WEEKLY, MONTHLY or YEARLY";
pub(super) const INTERVAL: &str = "a whole number from 1 to 10000";
pub(super) const COUNT: &str = "a whole number from 1 on";
pub(super) const UNTIL: &str =
    "a date such as 20261231, or a time such as 20261231T060000 (on the wall) or 20261231T060000Z";
pub(super) const MONTH: &str = "months from 1 to 12, with commas between them";
pub(super) const MONTH_DAY: &str =
    "days from 1 to 31, or -31 to -1 from the month's end, with commas between them";
pub(super) const WEEKDAY: &str =
    "weekdays such as MO, or 2TU for the second Tuesday and -1FR for the last Friday";
pub(super) const POSITION: &str =
    "positions from 1 to 366, or -366 to -1 from the end, with commas between them";
pub(super) const WEEK_START: &str = "one of MO, TU, WE, TH, FR, SA and SU";

pub(super) fn frequency(text: &str) -> Option<Frequency> {
    match text {
        "DAILY" => Some(Frequency::Daily),
        "WEEKLY" => Some(Frequency::Weekly),
        "MONTHLY" => Some(Frequency::Monthly),
        "YEARLY" => Some(Frequency::Yearly),
        _ => None,
    }
}

pub(super) fn interval(text: &str) -> Option<u32> {
    digits(text).filter(|number| (1..=10_000).contains(number))
}

pub(super) fn count(text: &str) -> Option<usize> {
    let count = digits(text).filter(|number| *number > 0)?;
    usize::try_from(count).ok()
}

pub(super) fn month(text: &str) -> Option<u32> {
    digits(text).filter(|number| (1..=12).contains(number))
}

/// A number from 1 to `most` or from `-most` to -1; a plus sign may stand before it.
pub(super) fn signed(text: &str, most: u32) -> Option<i32> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = digits(text).filter(|number| (1..=most).contains(number))?;
    Some(sign * i32::try_from(number).ok()?)
}

pub(super) fn weekday(text: &str) -> Option<Weekday> {
    match text {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}

pub(super) fn nth_weekday(text: &str) -> Option<NthWeekday> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if number.is_empty() { None } else { Some(signed(number, 53)?) };
    Some(NthWeekday { nth, weekday: weekday(name)? })
}

/// A date holds until its end.
pub(super) fn until(text: &str) -> Option<Until> {
    let Some((date_text, time_text)) = text.split_once('T') else {
        return Some(Until::Local(date(text)?.and_hms_opt(23, 59, 59)?));
    };
    let (is_utc, time_text) = time_text.strip_suffix('Z').map_or((false, time_text), |rest| (true, rest));
    let local = NaiveDateTime::new(date(date_text)?, time(time_text)?);
    Some(if is_utc { Until::Instant(At(local.and_utc().timestamp_millis())) } else { Until::Local(local) })
}

fn date(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = split(text, [4, 2, 2])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn time(text: &str) -> Option<NaiveTime> {
    let [hour, minute, second] = split(text, [2, 2, 2])?;
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// The numbers of a text that is nothing but three numbers of so many digits.
fn split(text: &str, lengths: [usize; 3]) -> Option<[u32; 3]> {
    let (first, rest) = text.split_at_checked(lengths[0])?;
    let (second, third) = rest.split_at_checked(lengths[1])?;
    let right_length = third.len() == lengths[2];
    right_length.then_some([digits(first)?, digits(second)?, digits(third)?])
}

fn digits(text: &str) -> Option<u32> {
    let only_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    only_digits.then(|| text.parse().ok())?
}

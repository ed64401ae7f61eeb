//! `RRULE` (RFC 5545, section 3.3.10), written from what a rule means, not from how an operator wrote it.

use super::line::instant;
use calendar::Zone;
use chrono::Weekday;
use model::maintenance::{Frequency, NthWeekday, Recurrence, Until};
use std::fmt::Display;

/// The rule as a value. What is counted ends at an instant (UNTIL), because the first window need not be the first day that
/// a COUNT counted.
pub(super) fn text(rule: &Recurrence, zone: Zone) -> String {
    let frequency = match rule.frequency {
        Frequency::Daily => "DAILY",
        Frequency::Weekly => "WEEKLY",
        Frequency::Monthly => "MONTHLY",
        Frequency::Yearly => "YEARLY",
    };
    let until = rule.until.map(|until| match until {
        Until::Local(at) => instant(zone.instant(at)),
        Until::Instant(at) => instant(at),
    });
    let weekdays: Vec<_> = rule.weekdays.iter().map(nth).collect();
    let parts = [
        ("FREQ", Some(frequency.into())),
        ("INTERVAL", (rule.interval > 1).then(|| rule.interval.to_string())),
        ("UNTIL", until),
        ("BYMONTH", list(&rule.months)),
        ("BYMONTHDAY", list(&rule.month_days)),
        ("BYDAY", list(&weekdays)),
        ("BYSETPOS", list(&rule.positions)),
        ("WKST", (rule.week_start != Weekday::Mon).then(|| day(rule.week_start).into())),
    ];
    let given = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    given.collect::<Vec<_>>().join(";")
}

/// Values with commas between them; none if there are none.
fn list(values: &[impl Display]) -> Option<String> {
    let texts: Vec<_> = values.iter().map(ToString::to_string).collect();
    (!texts.is_empty()).then(|| texts.join(","))
}

fn nth(it: &NthWeekday) -> String {
    let nth = it.nth.map(|nth| nth.to_string()).unwrap_or_default();
    format!("{nth}{}", day(it.weekday))
}

fn day(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

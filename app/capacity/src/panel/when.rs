//! Days to come, told as dates where the scenario says which day it is, else as distances.

use chrono::{Datelike, NaiveDate};

use crate::Scenario;

/// Days from 0001-01-01, which chrono counts as day 1, to 1970-01-01.
const EPOCH: i64 = 719_163;

/// So many days after the scenario's: `2027-05-01`, or `160 days` where it is on no day.
pub(super) fn day(scenario: &Scenario, days: f64) -> String {
    date(scenario, days).unwrap_or_else(|| format!("{} days", days.floor()))
}

/// By when to order what is needed after so many days: on which day at the latest, or today.
pub(super) fn order(scenario: &Scenario, days: f64) -> String {
    if days <= 0.0 {
        return "order today".into();
    }
    match date(scenario, days) {
        Some(date) => format!("order by {date}"),
        None => format!("order within {} days", days.floor()),
    }
}

/// A year from today on: its first day as a date, or how many years away it is.
pub(super) fn year(scenario: &Scenario, years: u32) -> String {
    match (date(scenario, f64::from(years) * 365.25), years) {
        (Some(date), _) => date.get(..7).unwrap_or(&date).to_owned(),
        (None, 0) => "today".into(),
        (None, years) => format!("{years} y"),
    }
}

/// The date so many whole days on, in ISO 8601; none beyond the calendar.
fn date(scenario: &Scenario, days: f64) -> Option<String> {
    let day = scenario.today()? + days.clamp(0.0, 1e6).floor() as i64 + EPOCH;
    let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(day).ok()?)?;
    Some(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates_where_the_day_is_known() {
        let (base, on) = (Scenario::base(), Scenario::base().on(20_779));
        assert_eq!(
            [day(&on, 0.0), day(&on, 100.9), day(&base, 100.9)],
            ["2026-11-22", "2027-03-02", "100 days"]
        );
        assert_eq!(
            [order(&on, 1.0), order(&base, 1.5), order(&on, -3.0)],
            ["order by 2026-11-23", "order within 1 days", "order today"]
        );
        assert_eq!([year(&on, 1), year(&base, 2), year(&base, 0)], ["2027-11", "2 y", "today"]);
    }
}

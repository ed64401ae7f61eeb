//! Windows on the days on which clocks change, ends, exceptions, and rules that mean harm.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::error::CalendarError;
use crate::recurring::recurring;
use proptest::prelude::*;

fn weekly(rule: &str, from: &str, to: &str, zone: &str, except: &[&str]) -> Result<When, CalendarError> {
    let except = except.iter().map(|day| day.parse().unwrap()).collect();
    let recurring = recurring(rule, (from.parse().unwrap(), to.parse().unwrap()), zone, except)?;
    Ok(When::Recurring(Box::new(recurring)))
}

/// The windows as RFC 3339 in `zone`, without seconds.
fn told(when: &When, zone: &str, from: &str, to: &str) -> Vec<String> {
    let zone = Zone::named(zone).unwrap();
    let (from, to) = (At::parse(from).unwrap(), At::parse(to).unwrap());
    let written = |at| zone.written(at).replacen(":00", "", 1);
    windows(when, from, to).map(|it| format!("{} {}", written(it.from), written(it.to))).collect()
}

#[test]
fn a_window_ends_by_the_wall_clock_on_the_nights_of_change_too() {
    let zone = "Europe/Berlin";
    let when =
        weekly("FREQ=WEEKLY;BYDAY=SU", "2026-03-22T01:00:00", "2026-03-22T06:00:00", zone, &[]).unwrap();
    assert_eq!(
        told(&when, zone, "2026-03-20T00:00:00Z", "2026-04-04T00:00:00Z"),
        ["2026-03-22T01:00+01:00 2026-03-22T06:00+01:00", "2026-03-29T01:00+01:00 2026-03-29T06:00+02:00"]
    );
    let length = |from: &str| {
        windows(&when, At::parse(from).unwrap(), At(i64::MAX)).next().map(|it| it.to.since(it.from))
    };
    let hours = ["2026-03-22T00:00:00Z", "2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"].map(length);
    assert_eq!(hours, [Some(5), Some(4), Some(6)].map(|it| it.map(|it: i64| it * model::time::HOUR)));
}

#[test]
fn a_window_that_the_clock_skips_is_not_there() {
    let zone = "Europe/Berlin";
    let when = weekly("FREQ=DAILY", "2026-03-28T02:30:00", "2026-03-28T03:00:00", zone, &[]).unwrap();
    let found = told(&when, zone, "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z");
    assert_eq!(
        found,
        [
            "2026-03-28T02:30+01:00 2026-03-28T03:00:00+01:00",
            "2026-03-30T02:30+02:00 2026-03-30T03:00:00+02:00"
        ]
        .map(|text| text.replace("03:00:00", "03:00"))
    );
}

#[test]
fn a_window_that_began_before_is_still_found() {
    let when =
        weekly("FREQ=WEEKLY", "2026-01-02T22:00:00", "2026-01-12T04:00:00", "Pacific/Auckland", &[]).unwrap();
    let found = told(&when, "Pacific/Auckland", "2026-02-01T14:59:59Z", "2026-02-01T15:00:00Z");
    assert_eq!(
        found,
        ["2026-01-23T22:00+13:00 2026-02-02T04:00+13:00", "2026-01-30T22:00+13:00 2026-02-09T04:00+13:00"]
    );
    let found = told(&when, "Pacific/Auckland", "2026-02-01T15:00:00Z", "2026-02-01T15:00:01Z");
    assert_eq!(found.len(), 1, "a window does not hold its end");
}

#[test]
fn a_rule_ends_where_it_says() {
    let count = |rule: &str, except: &[&str]| {
        let when =
            weekly(rule, "2026-10-24T02:00:00", "2026-10-24T03:00:00", "Europe/Berlin", except).unwrap();
        windows(&when, At(0), At(i64::MAX)).count()
    };
    assert_eq!(count("FREQ=DAILY;COUNT=1", &[]), 1);
    assert_eq!(count("FREQ=DAILY;COUNT=5", &["2026-10-26", "2026-10-26"]), 4, "an exception is counted");
    assert_eq!(count("FREQ=DAILY;UNTIL=20261026", &[]), 3);
    assert_eq!(count("FREQ=DAILY;UNTIL=20261026T015959", &[]), 2);
    // 02:00 on the 25th is twice, and the first is meant: midnight in UTC.
    assert_eq!(count("FREQ=DAILY;UNTIL=20261025T000000Z", &[]), 2);
    assert_eq!(count("FREQ=DAILY;UNTIL=20261024T235959Z", &[]), 1);
}

#[test]
fn rules_that_mean_harm_are_bounded() {
    let harm = |rule: &str| weekly(rule, "1970-01-01T02:00:00", "1970-01-01T03:00:00", "UTC", &[]);
    for rule in ["FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "FREQ=DAILY;BYMONTHDAY=-31;BYMONTH=2"] {
        assert_eq!(harm(rule).err(), Some(CalendarError::Never), "{rule}");
    }
    let when = harm("FREQ=DAILY;COUNT=1000000000").unwrap();
    assert_eq!(windows(&when, At(i64::MIN), At(i64::MAX)).count(), 130 * 365 + 32);
    let (far, later) =
        (At::parse("2026-11-21T00:00:00Z").unwrap(), At::parse("2026-11-28T00:00:00Z").unwrap());
    assert_eq!(windows(&when, far, later).count(), 7);
    assert!(harm("FREQ=SECONDLY").is_err());
}

#[test]
fn what_is_no_window_is_told() {
    let make = |from: &str, to: &str, zone: &str| {
        weekly("FREQ=DAILY", from, to, zone, &[]).map_err(|it| it.to_string())
    };
    let (day, next) = ("2026-01-02T02:00:00", "2026-01-03T02:00:00");
    assert_eq!(make(day, next, "Europe/Bern").unwrap_err(), "There is no time zone \"Europe/Bern\".");
    assert!(
        make(next, day, "UTC")
            .unwrap_err()
            .ends_with("does not end after its beginning at 2026-01-03 02:00:00.")
    );
    assert_eq!(
        make(day, "2026-03-03T02:00:00", "UTC").unwrap_err(),
        "A window of more than 31 days is too long."
    );
    assert_eq!(
        make("1925-01-01T00:00:00", "1925-01-01T00:00:01", "UTC").unwrap_err(),
        "The year 1925 is out of reach."
    );
}

proptest! {
    #[test]
    fn a_part_of_the_time_has_its_part_of_the_windows(
        zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"]),
        rule in prop::sample::select(vec!["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=MONTHLY;BYDAY=-1SU"]),
        hour in 0u32..24, hours in 1i64..100, from in 0i64..20_000, length in 1i64..1_000, cut in 0i64..1_000,
    ) {
        let start = NaiveDate::from_ymd_opt(2026, 1, 3).unwrap().and_hms_opt(hour, 30, 0).unwrap();
        let end = start + chrono::TimeDelta::hours(hours);
        let when = When::Recurring(Box::new(recurring(rule, (start, end), zone, vec![]).unwrap()));
        let at = |hours: i64| At::parse("2026-01-01T00:00:00Z").unwrap() + hours * model::time::HOUR;
        let (from, cut, to) = (at(from), at(from + cut.min(length)), at(from + length));
        let whole: Vec<_> = windows(&when, from, to).collect();
        let parts: Vec<_> = windows(&when, from, cut).chain(windows(&when, cut, to).filter(|it| it.from >= cut)).collect();
        prop_assert!(whole.is_sorted_by_key(|window| window.from));
        prop_assert_eq!(parts, whole);
    }
}

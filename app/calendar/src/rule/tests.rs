//! What is a rule, what is none, and how each is told.

#![allow(clippy::unwrap_used)]

use super::*;
use chrono::NaiveDate;
use model::maintenance::Until;
use model::time::At;
use proptest::prelude::*;

#[test]
fn every_part_is_read() {
    let text =
        "RRULE:freq=yearly;interval=2;byday=MO,-1FR,+2TU;bymonthday=1,-31;bymonth=3,12;bysetpos=-1,2;wkst=SU";
    let rule = parse(text).unwrap();
    let nth = |nth, weekday| NthWeekday { nth, weekday };
    let wanted = Recurrence {
        frequency: Frequency::Yearly,
        interval: 2,
        until: None,
        months: vec![3, 12],
        month_days: vec![1, -31],
        weekdays: vec![nth(None, Weekday::Mon), nth(Some(-1), Weekday::Fri), nth(Some(2), Weekday::Tue)],
        positions: vec![-1, 2],
        week_start: Weekday::Sun,
    };
    assert_eq!((rule.recurrence, rule.count), (wanted, None));
    assert_eq!(parse("FREQ=DAILY;COUNT=1000000000").unwrap().count, Some(1_000_000_000));
}

#[test]
fn an_end_is_a_day_a_time_on_the_wall_or_an_instant() {
    let until = |text: &str| parse(&format!("FREQ=DAILY;UNTIL={text}")).unwrap().recurrence.until.unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    assert_eq!(until("20261231"), Until::Local(day.and_hms_opt(23, 59, 59).unwrap()));
    assert_eq!(until("20261231T060000"), Until::Local(day.and_hms_opt(6, 0, 0).unwrap()));
    assert_eq!(until("20261231T060000Z"), Until::Instant(At::parse("2026-12-31T06:00:00Z").unwrap()));
}

#[test]
fn what_is_wrong_is_told_by_name() {
    for (text, told) in [
        ("", "\"\" is no part of a rule."),
        ("WEEKLY", "\"WEEKLY\" is no part of a rule."),
        ("BYDAY=SA", "The rule has no FREQ."),
        ("FREQ=SECONDLY", "FREQ is \"SECONDLY\"."),
        ("FREQ=DAILY;BYHOUR=2,3", "Pharos does not keep to BYHOUR."),
        ("FREQ=YEARLY;BYWEEKNO=20", "Pharos does not keep to BYWEEKNO."),
        ("FREQ=DAILY;X-WEEKEND=1", "Pharos does not keep to X-WEEKEND."),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ stands in the rule twice."),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL is \"0\"."),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL is \"-1\"."),
        ("FREQ=DAILY;COUNT=0", "COUNT is \"0\"."),
        ("FREQ=DAILY;COUNT=99999999999", "COUNT is \"99999999999\"."),
        ("FREQ=DAILY;UNTIL=20260230", "UNTIL is \"20260230\"."),
        ("FREQ=DAILY;UNTIL=20261231T2500", "UNTIL is \"20261231T2500\"."),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "The rule has both COUNT and UNTIL."),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY is \"XX\"."),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY is \"0MO\"."),
        ("FREQ=WEEKLY;BYDAY=2SA", "Only months and years have an n-th weekday."),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY has no place in a rule of weeks."),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY is \"32\"."),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", "BYMONTHDAY is \"1,,2\"."),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH is \"13\"."),
        (
            "FREQ=MONTHLY;BYSETPOS=1",
            "BYSETPOS chooses among the days that other parts name, and there is none.",
        ),
        ("FREQ=WEEKLY;WKST=8", "WKST is \"8\"."),
    ] {
        let error = parse(text).err().unwrap_or_else(|| panic!("{text} was taken"));
        assert_eq!(error.to_string(), told, "{text}");
        assert!(error.remedy().ends_with('.'), "{text}");
    }
    assert_eq!(parse(&"FREQ=DAILY;".repeat(100)).err(), Some(CalendarError::Text(1_100)));
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in "(FREQ|BYDAY|UNTIL|COUNT|BYMONTHDAY)?[=;,A-Z0-9+T-]{0,40}|\\PC{0,40}") {
        let _ = parse(&text);
        let _ = parse(&format!("FREQ=DAILY;UNTIL={text}"));
        let _ = parse(&format!("FREQ=MONTHLY;BYDAY={text}"));
    }
}

//! Examples of RFC 5545, section 3.8.5.3, and questions in the middle of a rule.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::rule::parse;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn named_by(text: &str, first: &str, to: &str) -> Vec<String> {
    let rule = parse(text).unwrap().recurrence;
    days(&rule, day(first), day(first), day(to)).map(|day| day.to_string()).collect()
}

#[test]
fn the_examples_of_the_standard_hold() {
    for (text, first, to, wanted) in [
        // "Every other week on Monday, Wednesday, and Friday", "on Tuesday and Thursday", with weeks from Sunday.
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR",
            "1997-09-01",
            "1997-09-19",
            "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19",
        ),
        // "An example where the days generated makes a difference because of WKST."
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            "1997-08-24",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            "1997-08-31",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        // "Monthly on the first Friday", "on the second-to-last Monday of the month".
        ("FREQ=MONTHLY;BYDAY=1FR", "1997-09-05", "1997-11-30", "1997-09-05 1997-10-03 1997-11-07"),
        ("FREQ=MONTHLY;BYDAY=-2MO", "1997-09-22", "1997-11-30", "1997-09-22 1997-10-20 1997-11-17"),
        // "Monthly on the third-to-the-last day of the month", "on the first and last day of the month".
        (
            "FREQ=MONTHLY;BYMONTHDAY=-3",
            "1997-09-28",
            "1998-02-28",
            "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,-1",
            "1997-09-30",
            "1997-11-30",
            "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30",
        ),
        // "Every Friday the 13th", "The first Saturday that follows the first Sunday of the month".
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "1997-09-02",
            "1998-11-30",
            "1998-02-13 1998-03-13 1998-11-13",
        ),
        (
            "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
            "1997-09-13",
            "1997-11-30",
            "1997-09-13 1997-10-11 1997-11-08",
        ),
        // "Every 20th Monday of the year", "U.S. Presidential Election day", "second-to-last weekday of the month".
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1999-12-31", "1997-05-19 1998-05-18 1999-05-17"),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05",
            "2004-12-31",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "1997-09-29",
            "1997-12-31",
            "1997-09-29 1997-10-30 1997-11-27 1997-12-30",
        ),
        // "An example where an invalid date (i.e., February 30) is ignored."
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30",
            "2007-01-15",
            "2007-03-30",
            "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
        ),
        // What no part says, the first day says.
        ("FREQ=YEARLY", "2020-02-29", "2028-12-31", "2020-02-29 2024-02-29 2028-02-29"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-05-31", "2026-01-31 2026-03-31 2026-05-31"),
        ("FREQ=YEARLY;BYMONTH=3,9", "2026-03-05", "2026-12-31", "2026-03-05 2026-09-05"),
        // A list of weekdays is all of them, whether they are numbered or not.
        (
            "FREQ=MONTHLY;BYDAY=1MO,-1FR,SU;BYMONTHDAY=1,2,3,4,5,6,7",
            "2026-06-01",
            "2026-06-30",
            "2026-06-01 2026-06-07",
        ),
    ] {
        assert_eq!(named_by(text, first, to).join(" "), wanted, "{text}");
    }
}

#[test]
fn what_never_comes_is_told_in_a_moment() {
    assert_eq!(named_by("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "1970-01-01", "2099-12-31"), [""; 0]);
    assert_eq!(named_by("FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2", "1970-01-01", "2099-12-31"), [""; 0]);
    assert_eq!(named_by("FREQ=YEARLY;INTERVAL=10000", "1970-01-01", "2099-12-31"), ["1970-01-01"]);
}

fn rules() -> impl Strategy<Value = String> {
    let ends = prop::sample::select(vec![
        "DAILY",
        "DAILY;BYDAY=SA,SU",
        "DAILY;BYMONTH=2",
        "WEEKLY",
        "WEEKLY;BYDAY=MO,TH;WKST=SU",
        "WEEKLY;BYDAY=MO,TH,SU;BYSETPOS=-1",
        "MONTHLY;BYDAY=2TU",
        "MONTHLY;BYMONTHDAY=-1,15",
        "MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1",
        "YEARLY",
        "YEARLY;BYDAY=20MO,-1SU",
    ]);
    (ends, 1u32..60).prop_map(|(end, interval)| format!("FREQ={end};INTERVAL={interval}"))
}

proptest! {
    #[test]
    fn a_question_in_the_middle_gets_the_same_days(text in rules(), first in 0i64..20_000, skip in 0i64..10_000) {
        let rule = parse(&text).unwrap().recurrence;
        let after = |days| day("1970-01-01") + chrono::TimeDelta::days(days);
        let (first, from, to) = (after(first), after(first + skip), after(first + skip + 800));
        let all: Vec<_> = days(&rule, first, first, to).filter(|day| *day >= from).collect();
        prop_assert_eq!(days(&rule, first, from, to).collect::<Vec<_>>(), all);
    }
}

//! Windows compared with an independent implementation: dateutil counts the days, Python's zoneinfo localises them.
//!
//! - Every zone, 2020 to 2037: weekly windows that begin, end or lie within the hour of each change of the clock. The
//!   zone's changes come from our database, and the same changes are looked for in the system's. Zones that the two
//!   databases hold differently, or that the system does not have, are not compared; there may be few of them.
//! - Thousands of rules, drawn from a fixed seed, in zones with changes.
//!
//! Two readings of the standard differ, and the rules that are drawn avoid them: a BYDAY list of weekdays with and
//! without numbers is all of them to us and what they have in common to dateutil, and a first week that began before
//! its rule is counted by BYSETPOS from its own beginning by us and from that of the rule by dateutil.

#![allow(clippy::unwrap_used)]
#![allow(clippy::print_stdout, reason = "what was compared is said with --nocapture")]

use calendar::{Zone, recurring, windows};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use model::maintenance::When;
use model::time::{At, DAY, SECOND};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// Debian's own interpreter: one that stands before it on the path does not see Debian's packages.
const PYTHON: &str = "/usr/bin/python3";

/// The answer to each question.
fn answers(questions: &[String]) -> Vec<String> {
    let script = include_str!("independent.py");
    let mut python = Command::new(PYTHON)
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{PYTHON}: {error}; apt-get install python3 python3-dateutil"));
    let mut input = python.stdin.take().unwrap();
    let text = questions.iter().map(|question| format!("{question}\n")).collect::<String>();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = python.wait_with_output().unwrap();
    let written = writer.join().unwrap();
    assert!(
        output.status.success() && written.is_ok(),
        "the Python program failed: apt-get install python3-dateutil"
    );
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A recurring window as both implementations are asked for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    zone: &'static str,
    rule: String,
    start: NaiveDateTime,
    end: NaiveDateTime,
    /// Windows that begin later are not compared.
    to: At,
}

impl Asked {
    fn question(&self) -> String {
        let Asked { zone, rule, start, end, to } = self;
        format!("windows\t{zone}\t{rule}\t{start:?}\t{end:?}\t{}", to.0 / SECOND)
    }

    /// Our answer; a rule that never comes has no windows.
    fn answer(&self) -> String {
        let window = (self.start, self.end);
        let Ok(recurring) = recurring(&self.rule, window, self.zone, vec![]) else { return String::new() };
        let when = When::Recurring(Box::new(recurring));
        let found = windows(&when, At(0), self.to);
        found.map(|it| format!("{}-{}", it.from.0 / SECOND, it.to.0 / SECOND)).collect::<Vec<_>>().join(" ")
    }
}

/// The instants from 2020 to 2037, in seconds, from which another offset holds, each with that offset; the first one is
/// the beginning.
fn changes(zone: Zone) -> Vec<(i64, i64)> {
    let offset = |second: i64| i64::from(zone.local(At(second * SECOND)).1);
    let second = |text: &str| At::parse(text).unwrap().0 / SECOND;
    let (first, last) = (second("2020-01-01T00:00:00Z"), second("2038-01-01T00:00:00Z"));
    let day = DAY / SECOND;
    let mut found = vec![(first, offset(first))];
    for late in (first + day..=last).step_by(usize::try_from(day).unwrap()) {
        let before = found[found.len() - 1].1;
        if offset(late) != before {
            let (mut early, mut change) = (late - day, late);
            while change - early > 1 {
                let middle = i64::midpoint(early, change);
                *(if offset(middle) == before { &mut early } else { &mut change }) = middle;
            }
            found.push((change, offset(late)));
        }
    }
    found
}

/// Weekly windows around the middle of what the clock skips or shows twice, over all years.
fn around_changes(zone: &'static str, changes: &[(i64, i64)]) -> BTreeSet<Asked> {
    let to = At::parse("2038-01-01T00:00:00Z").unwrap();
    let wall = |second: i64| chrono::DateTime::from_timestamp(second, 0).unwrap().naive_utc();
    let weekly = |start: NaiveDateTime, minutes: i64| {
        let new_year = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let until = start.weekday().days_since(new_year.weekday());
        let start = (new_year + Days::new(until.into())).and_time(start.time());
        let end = start + TimeDelta::minutes(minutes);
        Asked { zone, rule: "FREQ=WEEKLY;UNTIL=20371231T235959".into(), start, end, to }
    };
    let middles = changes.windows(2).map(|pair| wall(pair[1].0 + (pair[0].1 + pair[1].1) / 2));
    let each = |middle: NaiveDateTime| {
        [weekly(middle, 120), weekly(middle - TimeDelta::minutes(200), 200), weekly(middle, 5)]
    };
    let saturday = NaiveDate::from_ymd_opt(2020, 1, 4).unwrap().and_hms_opt(2, 0, 0).unwrap();
    middles.flat_map(each).chain([weekly(saturday, 240)]).collect()
}

#[test]
fn every_zone_agrees_at_every_change_from_2020_to_2037() {
    let zones: Vec<_> = Zone::names().map(|name| (name, changes(Zone::named(name).unwrap()))).collect();
    let asked: Vec<_> = zones.iter().flat_map(|(name, changes)| around_changes(name, changes)).collect();
    let questions = zones.iter().map(|(name, _)| format!("zone\t{name}"));
    let known = answers(&questions.chain(asked.iter().map(Asked::question)).collect::<Vec<_>>());
    let (theirs, answers) = known.split_at(zones.len());
    let ours = |changes: &[(i64, i64)]| {
        changes.iter().map(|(at, offset)| format!("{at}:{offset}")).collect::<Vec<_>>().join(" ")
    };
    let mut others: BTreeSet<&str> = BTreeSet::new();
    let mut unknown = 0;
    for ((name, changes), theirs) in zones.iter().zip(theirs) {
        if *theirs != ours(changes) {
            others.insert(name);
            unknown += usize::from(theirs == "unknown");
        }
    }
    let mut count = 0;
    for (asked, theirs) in asked.iter().zip(answers).filter(|(asked, _)| !others.contains(asked.zone)) {
        let ours = asked.answer();
        assert_eq!(&ours, theirs, "{asked:?}");
        count += ours.split(' ').count();
    }
    let compared = zones.len() - others.len();
    let changed: usize =
        zones.iter().filter(|(name, _)| !others.contains(name)).map(|(_, its)| its.len() - 1).sum();
    println!(
        "{compared} zones, {changed} changes, {count} windows; {unknown} zones are unknown; held differently: {others:?}"
    );
    // Databases that are a few years apart differ in a few zones; Debian may keep old names in a package of their own.
    assert!(others.len() - unknown <= 25, "{others:?}");
    assert!(compared >= 330 && changed >= 4_000 && count >= 500_000, "{compared} {changed} {count}");
}

/// What a rule may name days by. A fifth is the last that a month may have: what is behind it makes dateutil fail.
fn limits(frequency: &'static str, of_year: bool) -> impl Strategy<Value = String> {
    let most_nth = if of_year { 12i32 } else { 5 };
    let months = prop::collection::btree_set(1u32..13, 1..4);
    let month_days =
        prop::collection::btree_set((1i32..32).prop_flat_map(|n| prop_oneof![Just(n), Just(-n)]), 1..5);
    let names = prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
    let number = (1..=most_nth).prop_flat_map(|n| prop_oneof![Just(n.to_string()), Just(format!("-{n}"))]);
    let plain = prop::collection::btree_set(names.clone().prop_map(str::to_owned), 1..4);
    let nth = prop::collection::btree_set((number, names).prop_map(|(n, name)| format!("{n}{name}")), 1..4);
    let has_nth = ["MONTHLY", "YEARLY"].contains(&frequency);
    let weekdays = prop_oneof![plain.clone(), if has_nth { nth.boxed() } else { plain.boxed() }];
    let position = (1i32..8).prop_flat_map(|n| prop_oneof![Just(n), Just(-n)]);
    let positions = prop::collection::btree_set(position, 1..3);
    let join = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>().join(",");
    let numbers = move |set: BTreeSet<i32>| join(set.iter().map(ToString::to_string).collect());
    let parts = (
        prop::option::weighted(0.25, months.prop_map(|set| set.into_iter().map(|n| n as i32).collect())),
        prop::option::weighted(0.35, month_days),
        prop::option::weighted(0.6, weekdays),
        prop::option::weighted(0.3, positions),
    );
    parts.prop_map(move |(months, month_days, weekdays, positions)| {
        let months = months.filter(|_: &BTreeSet<i32>| !of_year);
        let month_days = month_days.filter(|_| frequency != "WEEKLY");
        let positions = positions.filter(|_| months.is_some() || month_days.is_some() || weekdays.is_some());
        let parts = [
            ("BYMONTH", months.map(numbers)),
            ("BYMONTHDAY", month_days.map(numbers)),
            ("BYDAY", weekdays.map(join)),
            ("BYSETPOS", positions.map(numbers)),
        ];
        parts.into_iter().filter_map(|(name, value)| Some(format!(";{name}={}", value?))).collect()
    })
}

/// A rule in a zone, with a window from a minute to a few days long.
fn asked() -> impl Strategy<Value = Asked> {
    let frequency = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    let rule = (frequency, any::<bool>()).prop_flat_map(|(frequency, whole)| {
        let limits = limits(frequency, whole && frequency == "YEARLY");
        let interval = 1u32..if frequency == "DAILY" { 50 } else { 6 };
        (limits, interval, prop::sample::select(vec!["MO", "SU", "WE", "SA"]), ending()).prop_map(
            move |(limits, interval, week, end)| {
                (frequency, week, format!("FREQ={frequency};INTERVAL={interval};WKST={week}{limits}{end}"))
            },
        )
    });
    let zones = [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Havana",
        "Africa/Casablanca",
        "UTC",
    ];
    (rule, prop::sample::select(zones.to_vec()), 0u64..4_000, 0i64..1_440, 1i64..5_000).prop_map(
        |((frequency, week, rule), zone, day, minute, minutes)| {
            let day = NaiveDate::from_ymd_opt(2019, 6, 1).unwrap() + Days::new(day);
            let begins =
                [("MO", Weekday::Mon), ("SU", Weekday::Sun), ("WE", Weekday::Wed), ("SA", Weekday::Sat)];
            let week = begins.into_iter().find(|(name, _)| *name == week).unwrap().1;
            let is_counted = frequency == "WEEKLY" && rule.contains("BYSETPOS");
            let late = if is_counted { day.weekday().days_since(week) } else { 0 };
            let start =
                (day - Days::new(late.into())).and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minute);
            let to = At((start + TimeDelta::days(8 * 365)).and_utc().timestamp_millis());
            Asked { zone, rule, start, end: start + TimeDelta::minutes(minutes), to }
        },
    )
}

fn ending() -> impl Strategy<Value = String> {
    let until = (2020u32..2032, 1u32..13, 1u32..29, 0u32..24);
    prop_oneof![
        Just(String::new()),
        (1u32..60).prop_map(|count| format!(";COUNT={count}")),
        until.prop_map(|(year, month, day, hour)| format!(";UNTIL={year}{month:02}{day:02}T{hour:02}0000")),
    ]
}

#[test]
fn rules_from_a_fixed_seed_agree() {
    let mut runner = TestRunner::deterministic();
    let asked: Vec<_> = (0..3_000).map(|_| asked().new_tree(&mut runner).unwrap().current()).collect();
    let theirs = answers(&asked.iter().map(Asked::question).collect::<Vec<_>>());
    let (mut held, mut count) = (0, 0);
    for (asked, theirs) in asked.iter().zip(&theirs) {
        let ours = asked.answer();
        assert_eq!(&ours, theirs, "{asked:?}");
        held += usize::from(!ours.is_empty());
        count += ours.split(' ').count();
    }
    println!("{} rules, {held} with windows, {count} windows", asked.len());
    assert!(held >= 2_000 && count >= 100_000, "{held} {count}");
}

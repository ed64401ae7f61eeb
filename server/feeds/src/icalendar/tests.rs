#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample::{HOSTILE, NOW, plan, public, source};
use calendar::recurring;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Debian's own Python, which sees Debian's packages.
const PYTHON: &str = "/usr/bin/python3";

/// What python3-icalendar and python3-dateutil make of a calendar: a line an event, then its windows until 2038.
fn read(text: &str) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/icalendar/independent.py");
    let mut python = Command::new(PYTHON)
        .args(["-I", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{PYTHON}: {error}; apt-get install python3 python3-icalendar"));
    python.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "the Python program failed: apt-get install python3-icalendar python3-dateutil"
    );
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn drawn(plans: &[PublicPlan]) -> String {
    calendar(&source(&public(), plans), None)
}

fn weekly(rule: &str, from: &str, to: &str, zone: &str, except: &[&str]) -> PublicPlan {
    let except = except.iter().map(|day| day.parse().unwrap()).collect();
    let rule = recurring(rule, (from.parse().unwrap(), to.parse().unwrap()), zone, except).unwrap();
    PublicPlan { when: When::Recurring(Box::new(rule)), ..plan("Disks") }
}

#[test]
fn another_parser_finds_the_windows_that_we_hold() {
    let rules = [
        ("FREQ=WEEKLY;BYDAY=SA,SU", "2026-03-28T01:00:00", "2026-03-28T05:00:00", "Europe/Berlin"),
        (
            "FREQ=MONTHLY;BYDAY=-1SU;COUNT=30",
            "2026-01-02T00:30:00",
            "2026-01-02T04:00:00",
            "America/New_York",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;UNTIL=20280101T000000",
            "2026-06-07T22:00:00",
            "2026-06-08T02:00:00",
            "Australia/Lord_Howe",
        ),
        (
            "FREQ=DAILY;INTERVAL=3;BYMONTH=3,10,11",
            "2026-01-01T02:30:00",
            "2026-01-01T03:30:00",
            "Europe/London",
        ),
        ("FREQ=YEARLY", "2026-12-24T10:00:00", "2026-12-25T10:00:00", "UTC"),
    ];
    for (rule, from, to, zone) in rules {
        let plan = weekly(rule, from, to, zone, &["2026-04-04", "2027-03-28"]);
        let ours = windows(&plan.when, At(0), HORIZON);
        let ours: Vec<_> = ours.map(|it| format!("{}-{}", it.from.0 / SECOND, it.to.0 / SECOND)).collect();
        let theirs = read(&drawn(&[plan]));
        assert!(ours.len() > 10, "{rule}");
        let theirs: Vec<_> = theirs.iter().filter_map(|line| line.strip_prefix("window ")).collect();
        assert_eq!(theirs, ours, "{rule} in {zone}");
    }
}

#[test]
fn what_is_called_off_stays_with_a_higher_sequence() {
    let cancelled = PublicPlan { cancelled: true, sequence: 1, changed: NOW, ..plan("Disks") };
    assert_eq!(
        read(&drawn(&[plan("Disks"), cancelled]))
            .iter()
            .filter(|it| it.starts_with("event"))
            .collect::<Vec<_>>(),
        [
            "event shop/disks@status.example.org 0 CONFIRMED 'Disks' 'Planned maintenance of Database.'",
            "event shop/disks@status.example.org 1 CANCELLED 'Disks' 'Planned maintenance of Database.'"
        ]
    );
}

#[test]
fn a_calendar_holds_the_work_on_what_was_asked_for() {
    let plans = [plan("Disks")];
    let (public, on) = (public(), |id| Some((id, "Database")));
    let source = source(&public, &plans);
    let count = |id| calendar(&source, on(id)).matches("BEGIN:VEVENT").count();
    assert_eq!(["shop", "shop/db", "shop/web", "jack"].map(count), [1, 1, 0, 0]);
}

#[test]
fn no_text_breaks_out_of_its_field_and_no_line_is_too_long() {
    for text in HOSTILE {
        let mut plan = plan(&text.repeat(9));
        plan.components = vec![("shop/db".into(), text.into())];
        let drawn = drawn(&[plan]);
        assert!(drawn.split("\r\n").all(|line| line.len() <= 75), "{text:?}");
        assert!(!drawn.replace("\r\n", "").contains(['\r', '\n', '\0']), "{text:?}");
        let events: Vec<_> = read(&drawn).into_iter().filter(|it| it.starts_with("event")).collect();
        assert_eq!(events.len(), 1, "{text:?}");
        // What Python quotes in its own way is not compared, nor an escaped backslash before an n, which version 4 of
        // python3-icalendar takes for a line break.
        let is_quoted = text.contains(['\'', '\\', '\u{202e}']) || text.chars().any(char::is_control);
        assert!(is_quoted || events[0].contains(text), "{events:?}");
    }
}

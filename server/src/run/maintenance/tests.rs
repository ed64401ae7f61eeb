//! The windows that a command line asks for, as text and as JSON.

#![allow(clippy::unwrap_used)]

use super::*;
use clap::Parser;

/// The lines of `pharos maintenance list` with these arguments, or what it says instead.
fn told(arguments: &[&str]) -> Result<Vec<String>, String> {
    let line = ["pharos", "maintenance", "list"].iter().chain(arguments);
    match cli::Cli::try_parse_from(line).map_err(|error| error.to_string())?.command {
        cli::Command::Maintenance(cli::Maintenance::List(args)) => {
            lines(&args).map_err(|error| error.to_string())
        }
        other => Err(format!("{other:?}")),
    }
}

const MARCH: [&str; 6] = ["--from", "2027-03-20", "--to", "2027-04-01", "--zone", "Europe/Berlin"];

fn ruled_in_march(more: &[&str]) -> Result<Vec<String>, String> {
    let rule = ["--rule", "FREQ=WEEKLY;BYDAY=SU", "--start", "2027-01-03T01:00"];
    told(&[&MARCH[..], &rule[..], more].concat())
}

#[test]
fn the_windows_of_a_rule_are_printed_by_the_clock_on_the_wall() {
    assert_eq!(
        ruled_in_march(&["--end", "2027-01-03T06:00"]).unwrap(),
        [
            "from (Europe/Berlin)       to                         length        maintenance",
            "2027-03-21T01:00:00+01:00  2027-03-21T06:00:00+01:00  5 h",
            "2027-03-28T01:00:00+01:00  2027-03-28T06:00:00+02:00  4 h",
        ]
    );
    assert_eq!(ruled_in_march(&["--length", "5h"]), ruled_in_march(&["--end", "2027-01-03T06:00"]));
    assert_eq!(ruled_in_march(&["--except", "2027-03-21"]).unwrap().len(), 2);
}

#[test]
fn the_windows_of_a_rule_are_objects_too() {
    let lines = ruled_in_march(&["--json", "--except", "2027-03-21"]).unwrap();
    let wanted = serde_json::json!({
        "from": "2027-03-28T00:00:00Z", "to": "2027-03-28T01:00:00Z", "zone": "Europe/Berlin",
        "local_from": "2027-03-28T01:00:00+01:00", "local_to": "2027-03-28T03:00:00+02:00",
    });
    assert_eq!(
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<serde_json::Value>>(),
        [wanted]
    );
}

#[test]
fn the_estate_that_ships_has_its_window_on_saturdays() {
    let saturday = ["--from", "2026-11-16T00:00:00Z", "--to", "2026-11-23T00:00:00Z"];
    assert_eq!(
        told(&saturday).unwrap()[1..],
        [
            "2026-11-21T02:00:00+00:00  2026-11-21T06:00:00+00:00  4 h           ai-challenge/primary-window: Weekly \
          maintenance of the shared infrastructure"
        ]
    );
    let object: serde_json::Value =
        serde_json::from_str(&told(&[&saturday[..], &["--json"]].concat()).unwrap()[0]).unwrap();
    assert_eq!((&object["system"], &object["id"]), (&json!("ai-challenge"), &json!("primary-window")));
    assert_eq!(object["components"].as_array().unwrap().len(), 8);
    assert_eq!(
        told(&["--from", "2026-11-16", "--to", "2026-11-20"]).unwrap(),
        ["No planned work in this time."]
    );
}

#[test]
fn what_cannot_be_asked_is_told() {
    let wrong = |arguments: &[&str]| told(&[&MARCH[..], arguments].concat()).unwrap_err();
    assert!(wrong(&["--rule", "FREQ=WEEKLY"]).contains("--start"));
    let bad = wrong(&["--rule", "FREQ=WEEKLI", "--start", "2027-01-03"]);
    assert_eq!(bad, "FREQ is \"WEEKLI\". Write DAILY, WEEKLY, MONTHLY or YEARLY.");
    let bad = wrong(&["--rule", "FREQ=WEEKLY", "--start", "tomorrow"]);
    assert_eq!(bad, "--start is \"tomorrow\". Write 2027-03-01, 2027-03-01T02:30 or 2027-03-01T02:30:00Z.");
    let bad = told(&["--from", "2027-01-01", "--to", "2027-01-02", "--zone", "Mars"]).unwrap_err();
    assert!(bad.starts_with("There is no time zone \"Mars\"."), "{bad}");
}

//! Recorded samples by example.

use super::*;
use model::time::{At, DAY, HOUR};
use proptest::prelude::*;

fn recorded(outcomes: &[&str]) -> Vec<Sample> {
    let lines: String = outcomes
        .iter()
        .enumerate()
        .map(|(minute, outcome)| {
            let at = At(1_767_225_600_000) + 60_000 * minute as i64;
            format!("{{\"check\":\"shop/db\",\"at\":\"{at}\",\"outcome\":\"{outcome}\",\"latency_us\":9,\"detail\":\"refused\"}}\n")
        })
        .collect();
    line::read(lines.as_bytes()).unwrap()
}

fn report(outcomes: &[&str]) -> Report {
    let samples = recorded(outcomes);
    judge(Arc::new(with_unknown(Estate::default(), &samples, &Flags::default())), samples)
}

#[test]
fn an_outage_is_told_with_its_why_its_span_and_its_clocks() {
    let text = report(&["pass", "pass", "fail", "fail", "fail", "pass", "pass", "pass", "pass"]).as_text();
    assert_eq!(
        text,
        "Verdicts
  2026-01-01T00:00:00Z  shop/db  up  1 of 1 passed since 2026-01-01T00:00:00Z
  2026-01-01T00:02:00Z  shop/db  down  3 in a row failed since 2026-01-01T00:02:00Z: refused, no maintenance
  2026-01-01T00:05:00Z  shop/db  up  2 in a row passed since 2026-01-01T00:05:00Z

shop/db
  2026-01-01T00:00:00Z to 2026-01-01T00:02:00Z  Operational  2 min
  2026-01-01T00:02:00Z to 2026-01-01T00:05:00Z  Major outage  3 min
  2026-01-01T00:05:00Z to 2026-01-01T00:08:00Z  Operational  3 min
  up 5 min, degraded 0 s, down 3 min, maintenance 0 s, unknown 0 s
  uptime = (up + degraded) / (up + degraded + down) = 62.500 %"
    );
}

#[test]
fn json_is_one_object_a_line() {
    let json = report(&["pass", "fail", "fail", "fail"]).as_json();
    let objects: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let types: Vec<_> = objects.iter().map(|object| object["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["verdict", "verdict", "span", "span", "clocks"]);
    assert_eq!(objects[4]["down_ms"], 120_000);
}

#[test]
fn nothing_recorded_is_nothing_told() {
    assert_eq!(report(&[]).as_json(), "");
}

#[test]
fn an_outage_before_the_days_of_a_page_counts_too() {
    // A year of samples an hour apart, of which the first ten days fail.
    let lines: String = (0..365 * 24)
        .map(|hour| {
            let (at, outcome) = (3_600_000 * i64::from(hour), if hour < 240 { "fail" } else { "pass" });
            format!("{{\"check\":\"a\",\"at\":{at},\"outcome\":\"{outcome}\"}}\n")
        })
        .collect();
    let report = told(&lines, &Flags::default());
    let part = &report.components[0];
    assert_eq!((part.clocks.down, part.clocks.total()), (10 * DAY, 365 * DAY - HOUR));
    assert_eq!(part.spans.len(), 2);
}

/// What these lines amount to.
fn told(lines: &str, flags: &Flags) -> Report {
    let mut samples = line::read(lines.as_bytes()).unwrap();
    samples.sort_by_key(|sample| sample.at);
    judge(Arc::new(with_unknown(Estate::default(), &samples, flags)), samples)
}

/// A sample a minute of each outcome, at the instants of these minutes.
fn minutes(samples: &[(i64, &str)]) -> String {
    let line = |(minute, outcome): &(i64, &str)| {
        format!(
            "{{\"check\":\"a\",\"at\":{},\"outcome\":\"{outcome}\",\"latency_us\":1500000}}\n",
            MINUTE * minute
        )
    };
    samples.iter().map(line).collect()
}

#[test]
fn life_begins_with_the_first_sample_also_if_it_says_nothing() {
    let report = told(&minutes(&[(0, "blind"), (1, "fail"), (2, "pass"), (3, "pass")]), &Flags::default());
    let clocks = report.components[0].clocks;
    assert_eq!((clocks.unknown, clocks.up, clocks.total()), (2 * MINUTE, MINUTE, 3 * MINUTE));
    let blind = told(&minutes(&[(0, "blind"), (9, "blind")]), &Flags::default()).as_text();
    assert!(blind.contains("unknown 9 min") && blind.ends_with("nothing to count"), "{blind}");
}

#[test]
fn time_in_which_nothing_but_blind_samples_came_is_unknown() {
    let blind = (11..=20).map(|minute| (minute, "blind"));
    let samples: Vec<_> =
        (0..=10).map(|minute| (minute, "pass")).chain(blind).chain([(21, "pass")]).collect();
    let clocks = told(&minutes(&samples), &Flags::default()).components[0].clocks;
    assert_eq!((clocks.up, clocks.unknown, clocks.down), (11 * MINUTE, 10 * MINUTE, 0));
}

#[test]
fn the_order_of_lines_does_not_matter_and_the_first_of_an_instant_counts() {
    let samples = [(0, "pass"), (1, "fail"), (2, "fail"), (3, "fail"), (4, "pass"), (5, "pass"), (6, "pass")];
    let wanted = told(&minutes(&samples), &Flags::default()).as_json();
    let mut other = samples.to_vec();
    other.reverse();
    other.extend([(2, "pass"), (5, "fail")]);
    assert_eq!(told(&minutes(&other), &Flags::default()).as_json(), wanted);
}

#[test]
fn the_interval_is_what_is_usual_in_the_recording_unless_it_is_said() {
    let lines = minutes(&[(0, "pass"), (60, "pass"), (120, "pass"), (170, "pass"), (240, "pass")]);
    let unknown =
        |interval| told(&lines, &Flags { interval, ..Flags::default() }).components[0].clocks.unknown;
    assert_eq!(unknown(None), 0);
    assert_eq!(unknown(Some(MINUTE)), 236 * MINUTE);
}

#[test]
fn a_pass_that_took_too_long_is_slow() {
    let lines = minutes(&[(0, "pass"), (1, "pass"), (2, "pass"), (3, "pass")]);
    let degraded = |slow| {
        let report = told(&lines, &Flags { slow, ..Flags::default() });
        (report.components[0].clocks.degraded, report.verdicts.last().unwrap().1.why.clone())
    };
    assert_eq!(degraded(Some(1_501)).0, 0);
    let (millis, why) = degraded(Some(1_500));
    assert_eq!(millis, 3 * MINUTE);
    assert!(why.contains("answered in 1500 ms, slow from 1500 ms"), "{why}");
}

#[test]
fn instants_between_seconds_are_told_exactly() {
    let lines = "{\"check\":\"a\",\"at\":1500,\"outcome\":\"pass\"}\n{\"check\":\"a\",\"at\":2000,\"outcome\":\"pass\"}";
    let json = told(lines, &Flags::default()).as_json();
    assert!(
        json.contains("\"from\":\"1970-01-01T00:00:01.500Z\"")
            && json.contains("\"to\":\"1970-01-01T00:00:02Z\""),
        "{json}"
    );
}

proptest! {
    #[test]
    fn five_clocks_are_the_time_from_the_first_sample_to_the_last_of_all(
        samples in prop::collection::vec(
            (0usize..3, 0usize..3, 0i64..40_000_000_000, prop::sample::select(vec!["pass", "slow", "fail", "blind"])),
            1..120,
        )
    ) {
        let line = |(check, place, at, outcome): &(usize, usize, i64, &str)| {
            format!("{{\"check\":\"c{check}\",\"location\":\"l{place}\",\"at\":{at},\"outcome\":\"{outcome}\"}}\n")
        };
        let report = told(&samples.iter().map(line).collect::<String>(), &Flags::default());
        let last = samples.iter().map(|(_, _, at, _)| *at).max().unwrap();
        for part in &report.components {
            let of = samples.iter().filter(|(check, ..)| format!("c{check}") == part.id);
            let first = of.map(|(_, _, at, _)| *at).min().unwrap();
            prop_assert_eq!(part.clocks.total(), last - first);
            prop_assert!(part.clocks.uptime().is_none_or(|uptime| (0.0..=1.0).contains(&uptime)));
            let ends: Vec<_> = part.spans.windows(2).map(|pair| (pair[0].to, pair[1].from)).collect();
            prop_assert!(ends.iter().all(|(to, from)| to == from));
        }
        prop_assert!(report.verdicts.iter().all(|(_, turn)| !turn.why.is_empty()));
    }
}

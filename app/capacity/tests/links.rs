//! Links: those of every earlier version still open, and none is too long to be sent.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;

use capacity::scenario::MEASURED;
use capacity::{Scenario, export};
use plan::plan;

/// The longest that a link's fragment may be, in bytes.
const MOST: usize = 8 << 10;

/// The pairs of a query without escapes but `%20`.
fn pairs(query: &str) -> Vec<(String, String)> {
    let text =
        |text: &str| text.replace("%20", " ").replace("%25", "%").replace("%3A", ":").replace("%2C", ",");
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (text(key), text(value)))
        .collect()
}

/// Fragments as links have had them, from the oldest to the newest, and how the same scenario is written today. They stand
/// here as they were sent, and are never changed.
const SENT: &[(&str, &str)] = &[
    ("traffic=2", "traffic=2"),
    ("traffic=2&utilisation=0.7&days=730", "traffic=2&utilisation=0.7&days=730"),
    ("utilisation=70%25&capsule.replicas=4", "utilisation=0.7&capsule.replicas=4"),
    ("capsule.memory=3%20GiB&capsule.cpu=5%20ms", "capsule.cpu=5ms&capsule.memory=3GiB"),
    ("traffic=1%20to%204&percentile=P99", "traffic=1%20to%204&percentile=99"),
    ("traffic=100%20rps", "traffic=0.5"),
    ("traffic=1.5%20measured&kafka.retention=30d", "traffic=1.5%20measured&kafka.retention=30d"),
    ("by=days&goal=storage&bound=minimum", "by=days&goal=storage&bound=minimum"),
    ("test=1%3A98%2C2%3A190", "test=1%3A98%2C2%3A190"),
    ("v=1&traffic=2&nexus.visits=1.2", "traffic=2&nexus.visits=1.2"),
    ("v=1&traffic=1.5%20measured%202026-11-22", "traffic=1.5%20measured%202026-11-22"),
];

#[test]
fn links_of_every_version_open_as_they_did() {
    let plan = plan("butterfly");
    for (sent, today) in SENT {
        let (scenario, problems) = Scenario::parse(&plan, &pairs(sent));
        assert_eq!(problems, [], "{sent}");
        assert_eq!(export::address(&plan, &scenario), format!("butterfly?{today}"), "{sent}");
    }
    let (_, problems) = Scenario::parse(&plan, &pairs("v=2&traffic=2"));
    assert_eq!(problems.len(), 1, "a newer version is not read as if it were known");
}

#[test]
fn a_link_that_changes_every_input_is_short_enough() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let mut scenario = Scenario::base();
        for input in scenario.inputs(&plan) {
            let value = match input.key.rsplit('.').next().unwrap() {
                "replicas" => "123",
                "visits" => "1.2345",
                "cpu" => "12.34 ms",
                "cores" => "1250m",
                "memory" | "storage" | "growth" => "1.234 GiB",
                "retention" => "123 d",
                "traffic" => "1.2345 to 12.345",
                "utilisation" => "0.725",
                "days" => "1234",
                _ => "P99",
            };
            scenario = scenario.with(&plan, &input.key, &format!("{value}{MEASURED} 2026-11-22")).unwrap();
        }
        let test = (1..=60).map(|users| format!("{users}:{}.123", users * 90)).collect::<Vec<_>>().join(",");
        for (key, value) in [("by", "days"), ("goal", "storage"), ("bound", "minimum"), ("test", &test)] {
            scenario = scenario.with(&plan, key, value).unwrap();
        }
        let length = export::address(&plan, &scenario).len();
        assert!(length <= MOST, "{id}: {length} bytes");
        let (again, problems) = Scenario::parse(&plan, &scenario.to_pairs());
        assert_eq!((again, problems), (scenario, vec![]), "{id}");
    }
}

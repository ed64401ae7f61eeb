//! What measured series say of BUTTERFLY's plan.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::path::Path;

use capacity::import::{PRESETS, Series, Told, told};
use capacity::{Plan, Scenario, panel};
use proptest::prelude::*;

fn plan() -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/plans/butterfly.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn series(name: &str, labels: &[(&str, &str)], samples: &[(f64, f64)]) -> Series {
    let labels = labels.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Series { name: name.into(), labels, samples: samples.to_vec(), is_rate: false }
}

/// A counter that goes on at this rate for two minutes.
fn counter(name: &str, labels: &[(&str, &str)], rate: f64) -> Series {
    series(name, labels, &[(0.0, 7.0), (60.0, 7.0 + 60.0 * rate), (120.0, 7.0 + 120.0 * rate)])
}

fn value<'a>(told: &'a Told, key: &str) -> &'a str {
    let found = told.figures.iter().find(|figure| figure.key == key);
    &found.unwrap_or_else(|| panic!("no {key} in {told:#?}")).value
}

fn of(series: &[Series]) -> Told {
    told(&plan(), &Scenario::base(), series, "", false)
}

#[test]
fn each_metric_becomes_the_figure_that_it_stands_for() {
    let told = of(&[
        counter("http_requests_total", &[("job", "nexus"), ("code", "200")], 290.0),
        counter("http_requests_total", &[("job", "nexus"), ("code", "503")], 10.0),
        counter("http_requests_total", &[("job", "capsule")], 150.0),
        counter("container_cpu_usage_seconds_total", &[("container", "capsule")], 0.6),
        counter("container_cpu_usage_seconds_total", &[("container", "POD"), ("pod", "capsule-1")], 9.0),
        series(
            "container_memory_working_set_bytes",
            &[("pod", "capsule-7f9c")],
            &[(0.0, 2e9), (60.0, 3.2e9)],
        ),
        series("container_memory_working_set_bytes", &[("pod", "capsule-a1b2")], &[(0.0, 1e9)]),
        counter("kafka_server_BrokerTopicMetrics_BytesIn_total", &[], 30_000.0),
        counter("kafka_server_BrokerTopicMetrics_BytesIn_total", &[("topic", "orders")], 20_000.0),
        counter("pg_stat_database_xact_commit", &[("datname", "plato")], 59.0),
        counter("pg_stat_database_xact_rollback", &[("datname", "plato")], 1.0),
        series("redis_memory_used_bytes", &[("instance", "cache:9121")], &[(0.0, 1.5e9)]),
        series("kube_statefulset_replicas", &[("statefulset", "schema-registry")], &[(0.0, 4.0)]),
    ]);
    assert_eq!(value(&told, "traffic"), "300 rps");
    assert_eq!((value(&told, "capsule.visits"), value(&told, "capsule.cpu")), ("0.5", "4 ms"));
    assert_eq!(value(&told, "capsule.memory"), "2.98 GiB", "the largest of its replicas, in the plan's unit");
    // 30 kB/s for a day, at one and a half times the plan's load.
    assert_eq!(value(&told, "kafka.growth"), "1.73 GB");
    assert_eq!((value(&told, "postgresql.visits"), value(&told, "schema-registry.replicas")), ("0.2", "4"));
    assert_eq!(value(&told, "redis.memory"), "1.4 GiB");
    assert_eq!((told.figures.len(), &told.unused[..]), (8, &[][..]), "{told:#?}");
}

#[test]
fn what_tells_nothing_says_why() {
    let told = of(&[
        series("up", &[("job", "nexus")], &[(0.0, 1.0)]),
        series("http_requests_total", &[("job", "nexus")], &[(0.0, 5.0)]),
        series("process_resident_memory_bytes", &[("job", "node")], &[(0.0, 5.0)]),
        series("pg_database_size_bytes", &[("datname", "plato")], &[(0.0, 5e9)]),
        counter("redis_commands_processed_total", &[], 1e12),
    ]);
    assert_eq!(told.figures, [], "{told:#?}");
    let why = |name: &str| &told.unused.iter().find(|(its, _)| its == name).unwrap().1;
    assert!(why("up").contains("no figure of a plan"));
    assert!(why("http_requests_total").contains("bring two"));
    assert!(why("process_resident_memory_bytes").contains("no item of the plan"));
    assert!(why("pg_database_size_bytes").contains("by its growth"));
    assert!(why("redis_commands_processed_total").contains("out of range"));
}

#[test]
fn a_query_names_what_its_answer_does_not() {
    let rates =
        [Series { is_rate: true, ..series("", &[("container", "plato")], &[(0.0, 0.3), (60.0, 0.5)]) }];
    let query = "sum by (container) (rate(container_cpu_usage_seconds_total[5m]))";
    let told = told(&plan(), &Scenario::base(), &rates, query, false);
    // 0.4 cores for the fifth of 200 rps.
    assert_eq!(value(&told, "plato.cpu"), "10 ms");
    let load =
        of(&[series("", &[], &[(0.0, 120.0), (60.0, 260.0)]), series("", &[("pod", "b")], &[(60.0, 40.0)])]);
    assert_eq!(value(&load, "traffic"), "300 rps", "without a name it is the load");
}

#[test]
fn measured_figures_stand_beside_those_of_the_plan() {
    let plan = plan();
    let pairs =
        [("traffic", "1.5 measured 2026-11-22"), ("capsule.memory", "3 GiB measured"), ("plato.cpu", "2 ms")];
    let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let panels = panel::all(&plan, &Scenario::parse(&plan, &pairs).0);
    let measured = panels.iter().find(|panel| panel.id == "measured").unwrap();
    assert_eq!(
        measured.table.rows,
        [
            ["Traffic", "1", "1.5", "1.5x", "2026-11-22"],
            ["CAPSULE: Memory per replica", "1.5 GiB", "3GiB", "2x", "not stated"],
        ]
    );
    assert!(
        measured.says.contains("Farthest off is CAPSULE: Memory per replica, with 2x"),
        "{}",
        measured.says
    );
    assert!(!panel::all(&plan, &Scenario::base()).iter().any(|panel| panel.id == "measured"));
}

proptest! {
    /// Whatever is measured, a figure is one that the scenario takes.
    #[test]
    fn no_figure_is_one_that_the_scenario_refuses(
        places in prop::collection::vec((0..PRESETS.len(), 0..14_usize), 1..8),
        samples in prop::collection::vec((any::<f64>(), any::<f64>()), 0..5),
        as_load: bool,
    ) {
        let (plan, base) = (plan(), Scenario::base());
        let mut samples: Vec<_> = samples.into_iter().filter(|(at, value)| at.is_finite() && value.is_finite()).collect();
        samples.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all: Vec<_> = places.iter().map(|(preset, item)| {
            let owner = plan.items.get(*item).map_or("nobody", |item| item.id.as_str());
            series(PRESETS[*preset].names[0], &[("job", owner)], &samples)
        }).collect();
        let told = told(&plan, &base, &all, "", as_load);
        prop_assert!(told.unused.iter().all(|(_, why)| !why.contains("NaN") && !why.contains("`inf")), "{told:?}");
        for figure in told.figures {
            prop_assert!(base.with(&plan, &figure.key, &figure.value).is_ok(), "{figure:?}");
            prop_assert!(!figure.how.contains("NaN") && !figure.how.contains("inf"), "{figure:?}");
        }
    }
}

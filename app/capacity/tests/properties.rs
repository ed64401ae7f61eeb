//! What holds for every input in range: queues, sizing, scenarios, units.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::evaluate::{ItemOutcome, evaluate};
use capacity::queue::{Mmc, Target, servers_for};
use capacity::units::{Bandwidth, Bytes, Cores, Format, Time};
use capacity::{Plan, Scenario};
use proptest::prelude::*;

#[path = "shared/fixture.rs"]
mod fixture;

/// A stable queue: servers, service time, and a share of the capacity as load.
fn stable() -> impl Strategy<Value = (u32, f64, f64)> {
    (1u32..400, 1e-4f64..100.0, 0.01f64..0.999)
}

fn pair(key: &str, value: String) -> (String, String) {
    (key.to_string(), value)
}

/// Pairs of a scenario of the fixture plan.
fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let general = (0.1f64..=100.0, 0.3f64..=0.95, 1u32..=1825);
    let item = (
        prop::option::of(1u32..=1000),
        prop::option::of(0.0f64..=1000.0),
        prop::option::of(0.0f64..=600.0),
        prop::option::of(10.0f64..=256_000.0),
        prop::option::of(0.0f64..=65_536.0),
    );
    let store = (prop::option::of(0.0f64..=1000.0), prop::option::of(1u32..=3650));
    (general, item, store).prop_map(|(general, item, store)| {
        let mut pairs = vec![
            pair("traffic", general.0.to_string()),
            pair("utilisation", general.1.to_string()),
            pair("days", general.2.to_string()),
        ];
        pairs.extend(item.0.map(|value| pair("front.replicas", value.to_string())));
        pairs.extend(item.1.map(|value| pair("front.visits", value.to_string())));
        pairs.extend(item.2.map(|value| pair("front.cpu", format!("{value} s"))));
        pairs.extend(item.3.map(|value| pair("store.cores", format!("{value}m"))));
        pairs.extend(item.4.map(|value| pair("store.memory", format!("{value} GiB"))));
        pairs.extend(store.0.map(|value| pair("dumps.growth", format!("{value}GB"))));
        pairs.extend(store.1.map(|value| pair("dumps.retention", format!("{value} d"))));
        pairs
    })
}

fn scenario(plan: &Plan, pairs: &[(String, String)]) -> Scenario {
    let (scenario, problems) = Scenario::parse(plan, pairs);
    assert!(problems.is_empty(), "{problems:?}");
    scenario
}

fn needs(item: &ItemOutcome) -> [f64; 6] {
    [&item.arrival, &item.offered, &item.cpu, &item.memory, &item.storage, &item.network]
        .map(|figure| figure.value)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn waits_fall_with_servers_and_rise_with_load((servers, service, load) in stable()) {
        let arrival = load * f64::from(servers) / service;
        let wait = |arrival, servers| Mmc::new(arrival, service, servers).unwrap().mean_wait();
        prop_assert!(wait(arrival, servers + 1) <= wait(arrival, servers));
        prop_assert!(wait(arrival * 0.9, servers) <= wait(arrival, servers));
    }

    #[test]
    fn percentiles_invert_the_tail_and_rise((servers, service, load) in stable(), p in 0.01f64..0.999) {
        let queue = Mmc::new(load * f64::from(servers) / service, service, servers).unwrap();
        let response = queue.response_percentile(p).unwrap();
        prop_assert!(response >= queue.wait_percentile(p).unwrap());
        prop_assert!(queue.response_percentile((1.0 + p) / 2.0).unwrap() > response);
        let wait = queue.wait_percentile(p).unwrap();
        prop_assert!(queue.service_level(wait).unwrap() >= p - 1e-12);
    }

    #[test]
    fn sizing_meets_the_target_and_one_fewer_does_not(
        arrival in 0.1f64..1000.0, service in 1e-3f64..1.0, share in 0.05f64..0.99, slack in 1.01f64..5.0,
    ) {
        let target = Target::Utilisation(share);
        let servers = servers_for(arrival, service, target).unwrap();
        prop_assert!(Mmc::new(arrival, service, servers).unwrap().utilisation() <= share);
        if servers > 1 {
            let fewer = Mmc::new(arrival, service, servers - 1);
            prop_assert!(fewer.is_err() || fewer.unwrap().utilisation() > share);
        }
        let within = service * 3.0 * slack;
        let servers = servers_for(arrival, service, Target::Response { p: 0.95, within }).unwrap();
        let p95 = |servers| Mmc::new(arrival, service, servers).map(|queue| queue.response_percentile(0.95).unwrap());
        prop_assert!(p95(servers).unwrap() <= within * (1.0 + 1e-9));
        prop_assert!(servers == 1 || p95(servers - 1).map_or(true, |p95| p95 > within * (1.0 - 1e-9)));
    }

    #[test]
    fn a_scenario_survives_its_pairs(pairs in pairs()) {
        let plan = fixture::plan();
        let scenario = scenario(&plan, &pairs);
        let (again, problems) = Scenario::parse(&plan, &scenario.to_pairs());
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(again, scenario);
    }

    #[test]
    fn every_figure_is_a_number(pairs in pairs()) {
        let plan = fixture::plan();
        // An item that needs too many replicas is an error; every figure of an outcome is a number.
        let Ok(outcome) = evaluate(&plan, &scenario(&plan, &pairs)) else { return Ok(()) };
        for (_, figure) in outcome.items.iter().flat_map(ItemOutcome::figures) {
            prop_assert!(figure.value.is_finite() && figure.value >= 0.0, "{figure:?}");
            prop_assert!(!figure.trace.substituted.contains("NaN") && !figure.trace.substituted.contains("inf"));
        }
        prop_assert!(outcome.headroom.traffic.value.is_finite());
        prop_assert!(outcome.verdicts.iter().all(|verdict| verdict.needed.value.is_finite()));
    }

    #[test]
    fn sized_items_stay_within_the_target_and_carry_a_loss(traffic in 0.1f64..100.0, target in 0.3f64..=0.95) {
        let plan = fixture::plan();
        let pairs = [pair("traffic", traffic.to_string()), pair("utilisation", target.to_string())];
        let outcome = evaluate(&plan, &scenario(&plan, &pairs)).unwrap();
        for item in &outcome.items {
            prop_assert!(item.utilisation.value <= target, "{}", item.id);
        }
        let front = outcome.items.iter().find(|item| item.id == "front").unwrap();
        let busy = |replicas: f64| front.offered.value / (replicas * 0.7);
        prop_assert!(busy(front.replicas.value - 1.0) <= 0.95);
        let fewer = front.replicas.value - 1.0;
        prop_assert!(fewer < 2.0 || busy(fewer) > target || busy(fewer - 1.0) > 0.95);
    }

    #[test]
    fn needs_never_fall_as_traffic_rises(low in 0.1f64..100.0, high in 0.1f64..100.0) {
        let plan = fixture::plan();
        let at = |traffic: f64| {
            evaluate(&plan, &scenario(&plan, &[pair("traffic", traffic.to_string())])).unwrap().items
        };
        let (fewer, more) = (at(low.min(high)), at(low.max(high)));
        for (fewer, more) in fewer.iter().zip(&more) {
            let rises = needs(fewer).into_iter().zip(needs(more)).all(|(fewer, more)| fewer <= more);
            prop_assert!(rises && fewer.replicas.value <= more.replicas.value);
        }
    }

    #[test]
    fn quantities_survive_their_text(amount in 0.0f64..1e6) {
        for unit in ["B", "GB", "GiB", "Ti"] {
            let quantity: Bytes = format!("{amount} {unit}").parse().unwrap();
            prop_assert_eq!(quantity.to_string().parse::<Bytes>().unwrap(), quantity);
            prop_assert_eq!(quantity.compact().parse::<Bytes>().unwrap(), quantity);
        }
        let cores: Cores = format!("{amount}m").parse().unwrap();
        prop_assert_eq!(cores.to_string().parse::<Cores>().unwrap(), cores);
    }

    #[test]
    fn a_change_of_unit_changes_nothing(amount in 0.001f64..1e6) {
        let same = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a;
        let (millis, seconds): (Time, Time) =
            (format!("{amount} ms").parse().unwrap(), format!("{} s", amount / 1000.0).parse().unwrap());
        prop_assert!(same(millis.si(), seconds.si()));
        let (decimal, binary): (Bytes, Bytes) =
            (format!("{} GB", amount * 1.073_741_824).parse().unwrap(), format!("{amount} GiB").parse().unwrap());
        prop_assert!(same(decimal.si(), binary.si()));
        let (bits, bytes): (Bandwidth, Bandwidth) =
            (format!("{amount} Gbps").parse().unwrap(), format!("{} MB/s", amount * 125.0).parse().unwrap());
        prop_assert!(same(bits.si(), bytes.si()));
    }

    #[test]
    fn shown_figures_are_within_half_a_percent(value in 1e-3f64..1e14) {
        let shown = |format: Format| capacity::units::si(&format.text(value)).unwrap();
        for format in [Format::Bytes, Format::BinaryBytes, Format::Bandwidth, Format::Time, Format::Rate] {
            let floor = if matches!(format, Format::Bytes | Format::BinaryBytes | Format::Bandwidth) { 1.0 } else { 0.0 };
            prop_assert!(value < floor || (shown(format) - value).abs() <= 0.0051 * value, "{}", format.text(value));
        }
    }
}

//! Scenarios: what pairs are read, what problems are told, what stands in the URL and in the form.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::evaluate::{Kernel, Limit, Resource, State, evaluate};
use capacity::plan::Origin;
use capacity::{Error, Scenario};

#[path = "shared/fixture.rs"]
mod fixture;

fn parse(pairs: &[(&str, &str)]) -> (Scenario, Vec<String>) {
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let (scenario, problems) = Scenario::parse(&fixture::plan(), &pairs);
    (scenario, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn each_problem_is_told_with_its_remedy_and_the_rest_is_kept() {
    let (scenario, problems) = parse(&[
        ("traffic", "1000"),
        ("utilisation", "20%"),
        ("days", "1.5"),
        ("colour", "red"),
        ("middle.cpu", "2 ms"),
        ("dumps.cpu", "2 ms"),
        ("front.replicas", "0"),
        ("front.visits", "NaN"),
        ("front.cpu", "2"),
        ("front.memory", "20k rps"),
        ("front.cores", "4 cores"),
    ]);
    let want = [
        "traffic: `1000` is out of range; write a multiplier from 0.1 to 100, for example 2, or a rate such as 8k to 25k rps",
        "utilisation: `20%` is out of range; write a share from 0.3 to 0.95, for example 0.6 or 60%",
        "days: `1.5` is out of range; write a whole number from 1 to 1825",
        "colour: the plan has no such input; use traffic, utilisation, days, percentile, or an item's id, a dot and a figure",
        "middle.cpu: the plan has no such input; use one of the items store, dumps, front",
        "dumps.cpu: the plan has no such input; use dumps. and one of storage, growth, retention",
        "front.replicas: `0` is out of range; write a whole number from 1 to 1000",
        "front.visits: `NaN` is out of range; write a number from 0 to 1000",
        "front.cpu: `2` has no unit; write for example `20 ms`; write a duration up to 10 min, for example 2 ms",
        "front.memory: `20k rps` is a rate of requests, in k rps, but a size in bytes is wanted; write for example \
         `2 GiB`; write a size up to 64 TiB, for example 2 GiB",
    ];
    assert_eq!(problems, want);
    assert_eq!(scenario.to_pairs(), [("front.cores".to_string(), "4cores".to_string())]);
}

#[test]
fn traffic_is_a_multiplier_a_rate_or_a_range_of_either() {
    for (text, traffic, range) in [
        ("2x", 2.0, None),
        ("600 rps", 2.0, None),
        ("1 to 4", 2.0, Some((1.0, 4.0))),
        ("300 to 1.2k rps", 2.0, Some((1.0, 4.0))),
    ] {
        let (scenario, problems) = parse(&[("traffic", text)]);
        assert_eq!((scenario.traffic(), scenario.range(), problems), (traffic, range, vec![]), "{text}");
        let plan = fixture::plan();
        assert_eq!(Scenario::parse(&plan, &scenario.to_pairs()), (scenario, vec![]), "{text}");
    }
    let problem = |text: &str| parse(&[("traffic", text)]).1.concat();
    assert!(problem("5 GB").contains("`5 GB` is a size in bytes, in GB, but a rate of requests is wanted"));
    assert!(
        problem("4 to 1").contains("is out of range") && problem("0.01 to 1").contains("is out of range")
    );
}

#[test]
fn what_equals_the_plan_or_is_empty_is_left_out() {
    let (scenario, problems) = parse(&[
        ("traffic", "1"),
        ("utilisation", "60 %"),
        ("days", ""),
        ("front.replicas", ""),
        ("front.cpu", "4000 us"),
        ("front.memory", "1.5 GiB"),
        ("front.visits", "1"),
        ("dumps.retention", "90 d"),
    ]);
    assert_eq!(problems, [""; 0]);
    assert!(scenario.is_base());
    assert!(scenario.to_pairs().is_empty());
}

#[test]
fn the_last_of_two_pairs_counts_and_with_takes_it_back() {
    let (scenario, _) = parse(&[("traffic", "2x"), ("traffic", "3"), ("front.replicas", "5")]);
    assert_eq!(scenario.traffic(), 3.0);
    let plan = fixture::plan();
    let back = scenario.with(&plan, "front.replicas", "").unwrap().with(&plan, "traffic", "1").unwrap();
    assert!(back.is_base());
}

#[test]
fn inputs_list_every_figure_with_who_set_it() {
    let plan = fixture::plan();
    let scenario = Scenario::base().with(&plan, "front.memory", "2 GiB").unwrap();
    let inputs = scenario.inputs(&plan);
    let input = |key: &str| inputs.iter().find(|input| input.key == key).unwrap();
    let memory = input("front.memory");
    assert_eq!((memory.value.as_str(), memory.planned.as_str()), ("2GiB", "1.5 GiB"));
    assert_eq!(memory.origin, Origin::Yours);
    assert_eq!((input("front.cpu").value.as_str(), input("front.cpu").origin), ("4 ms", Origin::Default));
    assert_eq!(input("front.replicas").origin, Origin::Yours);
    assert_eq!(input("front.replicas").source.as_deref(), Some("guide"));
    // Every value in the form reads back to the same scenario.
    let pairs: Vec<_> = inputs.iter().map(|input| (input.key.clone(), input.value.clone())).collect();
    assert_eq!(Scenario::parse(&plan, &pairs), (scenario, vec![]));
}

#[test]
fn a_store_that_grows_by_size_gets_more_cores_not_more_replicas() {
    let plan = fixture::plan();
    let scenario = Scenario::base().with(&plan, "traffic", "4").unwrap();
    let outcome = evaluate(&plan, &scenario).unwrap();
    let store = outcome.items.iter().find(|item| item.id == "store").unwrap();
    // 300 rps * 4 * 0.7 visits * 3 ms = 2.52 erlangs, over 60 % = 4.2 cores, in steps of a quarter.
    assert_eq!((store.replicas.value, store.cpu.value), (2.0, 8.5));
    assert_eq!(store.state, State::Holds);
}

#[test]
fn storage_grows_with_traffic_and_days_up_to_the_retention() {
    let plan = fixture::plan();
    let storage = |key: &str, value: &str| {
        let scenario = Scenario::base().with(&plan, key, value).unwrap();
        let outcome = evaluate(&plan, &scenario).unwrap();
        let of = |id: &str| outcome.items.iter().find(|item| item.id == id).unwrap().storage.value;
        (of("dumps"), of("store"))
    };
    let close = |got: f64, want: f64| assert!((got - want).abs() < 1.0, "{got} is not {want}");
    close(storage("days", "365").0, 90.0 * 1.1e9);
    close(storage("days", "10").0, 10.0 * 1.1e9);
    close(storage("traffic", "2").0, 180.0 * 1.1e9);
    close(storage("days", "10").1, 2.0 * 10e9 + 10.0 * 70e6 * 2.0 * 1.3);
}

#[test]
fn nothing_fits_when_the_disks_alone_are_too_large() {
    let plan = fixture::plan();
    let scenario = Scenario::base().with(&plan, "front.storage", "2 TB").unwrap();
    let headroom = evaluate(&plan, &scenario).unwrap().headroom;
    assert_eq!((headroom.traffic.value, headroom.limited_by), (0.0, Limit::Resource(Resource::Storage)));
}

#[test]
fn fixed_replicas_end_the_headroom() {
    let plan = fixture::plan();
    let scenario = Scenario::base().with(&plan, "front.replicas", "3").unwrap();
    let headroom = evaluate(&plan, &scenario).unwrap().headroom;
    assert_eq!(headroom.limited_by, Limit::Item("front".into()));
    // Three replicas of 0.7 cores at 60 % do 1.26 erlangs, of which 300 rps * 4 ms are 1.2.
    assert!((headroom.traffic.value - 1.05).abs() < 1e-12);
}

#[test]
fn an_item_beyond_all_replicas_is_told_by_name() {
    let plan = fixture::plan();
    let scenario = Scenario::base().with(&plan, "traffic", "100").unwrap();
    let scenario = scenario.with(&plan, "front.cpu", "600 s").unwrap();
    let Err(Error::Infeasible { field, .. }) = evaluate(&plan, &scenario) else { panic!("sized") };
    assert_eq!(field, "Front: replicas");
}

#[test]
fn what_was_measured_says_so_until_it_is_changed() {
    let plan = fixture::plan();
    let measured = Scenario::base().with(&plan, "front.memory", "3 GiB measured").unwrap();
    let pairs = [("front.memory".to_owned(), "3GiB measured".to_owned())];
    assert_eq!(measured.to_pairs(), pairs);
    assert_eq!(Scenario::parse(&plan, &pairs), (measured.clone(), vec![]));
    let origin = |scenario: &Scenario| {
        let inputs = scenario.inputs(&plan);
        let input = inputs.iter().find(|input| input.key == "front.memory").unwrap();
        (input.value.clone(), input.origin)
    };
    assert_eq!(origin(&measured), ("3GiB".to_owned(), Origin::Measured));
    let yours = measured.with(&plan, "front.memory", "4 GiB").unwrap();
    assert_eq!(origin(&yours), ("4GiB".to_owned(), Origin::Yours));
    assert!(Scenario::base().with(&plan, "front.memory", "3 rps measured").is_err());
    // What was measured is known better than what somebody says.
    let memory = format!("memory of {}", plan.items.iter().find(|it| it.id == "front").unwrap().name);
    let factor = |scenario: &Scenario| {
        let kernel = Kernel::new(&plan, scenario).unwrap();
        kernel.inputs().iter().find(|input| input.name == memory).unwrap().factor
    };
    assert_eq!([factor(&measured), factor(&yours), factor(&Scenario::base())], [1.05, 1.1, 1.5]);
}

#[test]
fn a_percentile_is_one_of_five() {
    let plan = fixture::plan();
    let sized = |text: &str| Scenario::base().with(&plan, "percentile", text).map(|it| it.percentile());
    assert_eq!([sized("P99"), sized("p50"), sized("80"), sized("")], [Ok(99), Ok(50), Ok(80), Ok(95)]);
    assert!(["P85", "P", "-1", "950"].into_iter().all(|text| sized(text).is_err()));
}

#[test]
fn what_was_measured_says_since_when_and_is_written_as_it_was_read() {
    let pairs = [("traffic", "2 measured 2026-11-22"), ("front.memory", "3 GiB measured")];
    let (scenario, problems) = parse(&pairs);
    assert_eq!(problems, [""; 0]);
    let written = [("traffic", "2 measured 2026-11-22"), ("front.memory", "3GiB measured")];
    assert_eq!(scenario.to_pairs(), written.map(|(key, value)| (key.to_owned(), value.to_owned())));
    let inputs = scenario.inputs(&fixture::plan());
    let measured: Vec<_> =
        inputs.iter().filter(|it| it.origin == Origin::Measured).map(|it| &it.key).collect();
    assert_eq!(measured, ["traffic", "front.memory"]);
    let typed = scenario.with(&fixture::plan(), "traffic", "3").unwrap();
    assert_eq!(typed.to_pairs()[0].1, "3", "what is typed then was not measured");
    for wrong in ["2 measured yesterday", "2 measured 2026", "2 measured2026-11-22"] {
        assert_eq!(parse(&[("traffic", wrong)]).1.len(), 1, "{wrong}");
    }
}

//! The golden cases of the models that this crate has, run the same way natively and in the browser.
//! A case passes when every expected value is within max(abs, rel * |expected|).

use capacity::law;
use capacity::queue::{Mmc, Target, erlang_b, erlang_c, servers_for};
use capacity::units;
use serde_json::{Map, Value};

const CASES: &str = include_str!("../golden.json");

/// How many cases there are, and a line for every value that is off.
pub fn run() -> (usize, Vec<String>) {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    let failures = cases.iter().flat_map(check).collect();
    (cases.len(), failures)
}

fn check(case: &Value) -> Vec<String> {
    let id = case["id"].as_str().unwrap();
    let got = evaluate(case["model"].as_str().unwrap(), &case["inputs"]);
    let tolerance = |key: &str| case["tolerance"].get(key).and_then(Value::as_f64).unwrap_or(0.0);
    let (rel, abs) = (tolerance("rel"), tolerance("abs"));
    let mut failures = Vec::new();
    for (key, expected) in case["expected"].as_object().unwrap() {
        let (expected, got) = (numbers(expected), numbers(&got[key]));
        let close = |(want, have): (&f64, &f64)| (want - have).abs() <= abs.max(rel * want.abs());
        if expected.len() != got.len() || !expected.iter().zip(&got).all(close) {
            failures.push(format!("{id} {key}: expected {expected:?}, got {got:?}"));
        }
    }
    failures
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_f64).collect(),
        single => single.as_f64().into_iter().collect(),
    }
}

fn evaluate(model: &str, inputs: &Value) -> Map<String, Value> {
    match model {
        "queue.mmc" => mmc(inputs),
        "queue.mmc_wait" => wait(inputs),
        "queue.mmc_response" => response(inputs),
        "queue.min_servers" => servers(inputs),
        "queue.open_network" => network(inputs),
        "queue.aba" => bounds(inputs),
        "units.parse" => parsed(inputs),
        other => panic!("no such model: {other}"),
    }
}

fn number(inputs: &Value, key: &str) -> f64 {
    inputs[key].as_f64().unwrap_or_else(|| panic!("no number {key} in {inputs}"))
}

/// The queue of a case; rates and times are given per minute or per second.
fn queue(inputs: &Value) -> Mmc {
    let unit = if inputs.get("S_min").is_some() { ("lambda_per_min", "S_min") } else { ("lambda", "S") };
    Mmc::new(number(inputs, unit.0), number(inputs, unit.1), number(inputs, "c") as u32).unwrap()
}

fn map<const N: usize>(pairs: [(&str, f64); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_string(), Value::from(value))).collect()
}

fn mmc(inputs: &Value) -> Map<String, Value> {
    let (a, c) = (number(inputs, "a"), number(inputs, "c") as u32);
    let response = Mmc::new(a, 1.0, c).unwrap().mean_response();
    map([
        ("erlang_b", erlang_b(c, a).unwrap()),
        ("erlang_c", erlang_c(c, a).unwrap()),
        ("R_over_S", response),
    ])
}

fn wait(inputs: &Value) -> Map<String, Value> {
    let queue = queue(inputs);
    map([
        ("erlang_c", queue.wait_probability()),
        ("Wq", queue.mean_wait()),
        ("Wq_min", queue.mean_wait()),
        ("W", queue.mean_response()),
        ("L", queue.mean_inside()),
        ("wait_p50", queue.wait_percentile(0.50).unwrap()),
        ("wait_p95", queue.wait_percentile(0.95).unwrap()),
        ("wait_p99", queue.wait_percentile(0.99).unwrap()),
    ])
}

fn response(inputs: &Value) -> Map<String, Value> {
    let queue = queue(inputs);
    map([
        ("resp_p95", queue.response_percentile(0.95).unwrap()),
        ("resp_p99", queue.response_percentile(0.99).unwrap()),
    ])
}

fn servers(inputs: &Value) -> Map<String, Value> {
    let (arrival, service) = (number(inputs, "lambda_per_s"), number(inputs, "S_s"));
    let within = number(inputs, "t_s");
    let c = servers_for(arrival, service, Target::ServiceLevel { p: number(inputs, "p"), within }).unwrap();
    let queue = Mmc::new(arrival, service, c).unwrap();
    map([
        ("c", f64::from(c)),
        ("erlang_c", queue.wait_probability()),
        ("service_level", queue.service_level(within).unwrap()),
        ("Wq_s", queue.mean_wait()),
        ("occupancy", queue.utilisation()),
    ])
}

fn network(inputs: &Value) -> Map<String, Value> {
    let x = number(inputs, "lambda");
    let (visits, service) = (numbers(&inputs["V"])[0], numbers(&inputs["S"])[0]);
    let station = Mmc::new(law::forced_flow(x, visits).unwrap(), service, 1).unwrap();
    let demand = law::demand(visits, service).unwrap();
    map([
        ("U0", law::utilisation(x, demand, 1.0).unwrap()),
        ("X0", law::forced_flow(x, visits).unwrap()),
        ("Q0", law::little(law::forced_flow(x, visits).unwrap(), station.mean_response()).unwrap()),
    ])
}

fn bounds(inputs: &Value) -> Map<String, Value> {
    let bounds =
        law::asymptotic_bounds(&numbers(&inputs["D"]), number(inputs, "N"), number(inputs, "Z")).unwrap();
    map([("X_upper", bounds.throughput_at_most), ("R_lower", bounds.response_at_least)])
}

fn parsed(inputs: &Value) -> Map<String, Value> {
    let texts = inputs["text"].as_array().unwrap().iter().filter_map(Value::as_str);
    let si: Vec<Value> = texts.map(|text| Value::from(units::si(text).unwrap())).collect();
    [("si".to_string(), Value::Array(si))].into_iter().collect()
}

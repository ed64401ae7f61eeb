//! Requests for models by name, as sliders, typing errors and enemies make them.

use capacity::eval::golden;
use serde_json::{Map, Value, json};

use super::draw::Draw;

/// A number as a slider, a typing error or an enemy may give it.
fn any(draw: &mut Draw) -> Value {
    let sign = if draw.whole(0, 9) == 0 { -1.0 } else { 1.0 };
    match draw.whole(0, 9) {
        0 => json!(*draw.of(&[0.0, 1.0, -1.0, 1e-300, 1e300, f64::MAX, f64::MIN_POSITIVE])),
        1..=4 => json!(draw.whole(0, 20)),
        5 | 6 => json!(draw.uniform()),
        7 => Value::Null,
        _ => json!(sign * draw.sized(1e-12, 1e12)),
    }
}

fn list(draw: &mut Draw) -> Value {
    (0..draw.whole(0, 6)).map(|_| any(draw)).collect()
}

/// Models with the inputs that are lists of numbers, and those that are numbers.
const MODELS: [(&str, &[&str], &[&str]); 32] = [
    ("queue.mmc", &[], &["a", "c"]),
    ("queue.mmc_wait", &[], &["lambda", "S", "c", "p"]),
    ("queue.mmck", &[], &["lambda", "mu", "c", "K"]),
    ("queue.finite_source", &[], &["Z", "S", "c", "N"]),
    ("queue.mg1", &[], &["lambda", "S", "cs2"]),
    ("queue.ggc_ac", &[], &["lambda", "S", "c", "ca2", "cs2"]),
    ("queue.min_servers", &[], &["lambda", "S", "p", "t"]),
    ("queue.min_servers", &[], &["lambda", "S", "p", "response"]),
    ("queue.max_arrival", &[], &["S", "c", "p", "response"]),
    ("queue.halfin_whitt", &[], &["beta", "solve_p"]),
    ("queue.fan_out", &[], &["p", "n"]),
    ("queue.open_network", &["V", "S"], &["lambda"]),
    ("queue.aba", &["D"], &["N", "Z"]),
    ("queue.mva", &["V", "S"], &["N", "Z"]),
    ("usl.latency_at_N", &["N"], &["alpha", "beta", "gamma"]),
    ("usl.X_at_N", &["N"], &["alpha", "beta", "gamma"]),
    ("usl.N_X_at_latency", &["R"], &["alpha", "beta", "gamma"]),
    ("usl.latency_at_X", &[], &["alpha", "beta", "gamma", "X"]),
    ("usl.peak", &[], &["alpha", "beta", "gamma"]),
    ("usl.overhead", &["N"], &["alpha", "beta"]),
    ("avail.k_of_n", &[], &["k", "n", "a", "beta"]),
    ("avail.series", &["a"], &[]),
    ("avail.parallel", &["u"], &[]),
    ("avail.downtime", &[], &["a", "year_days"]),
    ("avail.zones", &["parts"], &["k", "a", "zone_a"]),
    ("avail.repairable", &[], &["k", "n", "mtbf_h", "mttr_h", "crews"]),
    ("slo.burn", &[], &["rate", "window_h", "period_days"]),
    ("slo.threshold", &[], &["fraction", "window_h"]),
    ("k8s.reserved_memory", &[], &["gib", "eviction_mib"]),
    ("k8s.reserved_cpu", &["cores"], &[]),
    ("k8s.fit", &[], &["nodes", "cpu_m", "mem_mi", "pod_cpu_m", "pod_mem_mi"]),
    ("k8s.zone_headroom", &[], &["nodes_needed", "zones"]),
];

/// A model with inputs at random, or those of a golden case with some of them amiss.
pub fn request(draw: &mut Draw) -> (String, Map<String, Value>) {
    if draw.whole(0, 1) == 0 { from_table(draw) } else { from_case(draw) }
}

fn from_table(draw: &mut Draw) -> (String, Map<String, Value>) {
    let (model, lists, numbers) = *draw.of(&MODELS);
    let mut inputs = Map::new();
    for key in lists {
        inputs.insert((*key).into(), list(draw));
    }
    for key in numbers {
        inputs.insert((*key).into(), any(draw));
    }
    (model.into(), inputs)
}

/// The most values of a series: many short ones find more than few long ones.
const SERIES: usize = 14;

fn from_case(draw: &mut Draw) -> (String, Map<String, Value>) {
    let case = draw.of(&golden::cases()).clone();
    let (model, mut inputs) = (case["model"].as_str().unwrap(), case["inputs"].as_object().unwrap().clone());
    if model == "k8s.binpack_min" {
        // Packings have a gate of their own, and a search that takes its time.
        return from_table(draw);
    }
    for value in inputs.values_mut() {
        if let Value::Array(list) = value {
            list.truncate(SERIES);
        }
        match (draw.whole(0, 11), value) {
            (0, value) => *value = any(draw),
            (1, value) => *value = list(draw),
            (2, value) => *value = json!(*draw.of(&["", "x", "Infinity", "1e999"])),
            (3..=6, Value::Array(list)) if !list.is_empty() => {
                let place = draw.whole(0, list.len() as u32 - 1) as usize;
                list[place] = any(draw);
            }
            _ => {}
        }
    }
    if inputs.contains_key("m") && draw.whole(0, 1) == 0 {
        inputs.insert("m".into(), json!(draw.whole(1, 4)));
    }
    (model.into(), inputs)
}

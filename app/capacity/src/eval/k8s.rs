//! `k8s.*`: nodes and pods.

mod pack;

use serde_json::Value;

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::kubernetes::{
    Metric, Reservation, desired, fit, reserved_cpu, reserved_memory, rollout_surge, stabilised,
    zone_headroom,
};

const MIB: f64 = 1024.0 * 1024.0;
const GIB: f64 = 1024.0 * MIB;

/// The most pods of a node, by Kubernetes' default.
const PODS: u32 = 110;

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "k8s.hpa" => autoscaler(inputs),
        "k8s.hpa_stabilised" => over_time(inputs),
        "k8s.reserved_memory" => memory(inputs),
        "k8s.reserved_cpu" => cpu(inputs),
        "k8s.fit" => fitting(inputs),
        "k8s.zone_headroom" => headroom(inputs),
        "k8s.rollout" => rollout(inputs),
        "k8s.binpack_min" => pack::fewest(inputs),
        "k8s.survives" => pack::survives(inputs),
        _ => return None,
    })
}

/// Replicas for each case of current replicas, metric and target.
fn autoscaler(inputs: &Inputs) -> Result<Value, Error> {
    let tolerance = inputs.optional("tolerance", Inputs::number)?.unwrap_or(0.1);
    let replicas = inputs.table("cases", 3)?.into_iter().map(|case| match case[..] {
        [current, value, target] => {
            let current = small(current, "cases")?;
            Ok(f64::from(desired(current, &[Metric { value, target }], tolerance)?))
        }
        _ => Ok(0.0),
    });
    let replicas: Vec<f64> = replicas.collect::<Result<_, Error>>()?;
    let whole: Vec<Value> = replicas.into_iter().map(|replicas| Value::from(replicas as u64)).collect();
    Answer::default().value("replicas", whole).done()
}

/// Pairs of seconds and replicas wanted, to what is set.
fn over_time(inputs: &Inputs) -> Result<Value, Error> {
    let window = inputs.optional("window_s", Inputs::number)?.unwrap_or(300.0);
    let wanted = inputs.pairs("wanted")?.into_iter().map(|(at, n)| Ok((at, small(n, "wanted")?)));
    let wanted: Vec<(f64, u32)> = wanted.collect::<Result<_, Error>>()?;
    Answer::default().value("replicas", stabilised(&wanted, window)?).done()
}

/// Reserved as `provider` does: gke (the default), eks or aks, with `max_pods`; aks_tiers for old ones.
fn memory(inputs: &Inputs) -> Result<Value, Error> {
    let pods = inputs.optional("max_pods", Inputs::count)?.unwrap_or(PODS);
    let how = match inputs.optional("provider", Inputs::text)?.unwrap_or("gke") {
        "gke" | "aks_tiers" => Reservation::Tiers,
        "eks" => Reservation::EachPod { pods },
        "aks" => Reservation::EachPodUpToQuarter { pods },
        "bare" => Reservation::Fixed(inputs.number("reserved_mib")? * MIB),
        other => return Err(wrong("provider", other.into(), "gke, eks, aks, aks_tiers or bare")),
    };
    let eviction = inputs.optional("eviction_mib", Inputs::number)?.unwrap_or(100.0);
    let gib = inputs.number("gib")?;
    let reserved = reserved_memory(gib * GIB, how, eviction * MIB)? / GIB;
    Answer::default()
        .numbers([
            ("reserved_gib", reserved),
            ("allocatable_gib", gib - reserved),
            ("allocatable_mi", (gib - reserved) * 1024.0),
        ])?
        .done()
}

fn cpu(inputs: &Inputs) -> Result<Value, Error> {
    let cores = inputs.list("cores")?;
    let reserved: Vec<f64> = cores.iter().map(|cores| reserved_cpu(*cores)).collect::<Result<_, _>>()?;
    let allocatable = cores.iter().zip(&reserved).map(|(cores, reserved)| (cores - reserved) * 1000.0);
    Answer::default()
        .list("allocatable_m", allocatable.collect::<Vec<_>>())?
        .list("reserved_m", reserved.iter().map(|cores| cores * 1000.0))?
        .done()
}

fn fitting(inputs: &Inputs) -> Result<Value, Error> {
    let node = (inputs.number("cpu_m")?, inputs.number("mem_mi")?);
    let pod = (inputs.number("pod_cpu_m")?, inputs.number("pod_mem_mi")?);
    let most = inputs.optional("max_pods", Inputs::count)?.unwrap_or(PODS);
    let found = fit(inputs.count("nodes")?, node, pod, most)?;
    Answer::default()
        .value("pods", found.pods)
        .value("pods_per_node", found.on_each)
        .value("limiting", found.limiting.word())
        .done()
}

fn headroom(inputs: &Inputs) -> Result<Value, Error> {
    let found = zone_headroom(inputs.count("nodes_needed")?, inputs.count("zones")?)?;
    Answer::default().value("nodes", found.nodes).number("max_util", found.most_utilisation)?.done()
}

fn rollout(inputs: &Inputs) -> Result<Value, Error> {
    let surge = inputs.optional("max_surge", Inputs::number)?.unwrap_or(0.25);
    Answer::default().value("pods", rollout_surge(inputs.count("replicas")?, surge)?).done()
}

/// A whole number of a table as one of 32 bits.
fn small(value: f64, field: &str) -> Result<u32, Error> {
    let whole = (0.0..=1e9).contains(&value) && libm::trunc(value) == value;
    if whole { Ok(value as u32) } else { Err(wrong(field, value.to_string(), "a whole number up to 1e9")) }
}

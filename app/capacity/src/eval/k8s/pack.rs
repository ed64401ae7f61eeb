//! Packing pods on nodes.

use serde_json::{Value, json};

use crate::eval::inputs::{number, text, whole, wrong};
use crate::eval::{Answer, Error, Inputs};
use crate::kubernetes::pack::{Loss, Pods, STEPS, Shape, losses, pack};
use crate::kubernetes::{EVICTION, Reservation, reserved_cpu, reserved_memory};

/// The fewest nodes, what proves it, and what stands where.
pub(super) fn fewest(inputs: &Inputs) -> Result<Value, Error> {
    let (pods, shape) = (pods(inputs)?, shape(inputs)?);
    let found = pack(&pods, &shape, STEPS)?;
    let count: u32 = pods.iter().map(|pods| pods.replicas).sum();
    let sum = |resource: usize| {
        let need = |pods: &Pods| pods.needs.get(resource).copied().unwrap_or(0.0) * f64::from(pods.replicas);
        pods.iter().map(need).sum::<f64>()
    };
    let on = |counts: &Vec<u32>| {
        let there = pods.iter().zip(counts).filter(|(_, count)| **count > 0);
        there.map(|(pods, count)| (pods.name.clone(), Value::from(*count))).collect::<serde_json::Map<_, _>>()
    };
    Answer::default()
        .value("nodes", found.nodes.len())
        .value("at_least", found.at_least)
        .value("optimal", found.is_optimal())
        .value("pods", count)
        .numbers([("total_cpu_m", sum(0)), ("total_mem_mi", sum(1))])?
        .value("placement", json!(found.nodes.iter().map(on).collect::<Vec<_>>()))
        .traced(inputs, || found.traces(&pods, &shape))?
        .done()
}

/// What losing a node of each zone, and each zone, means to `nodes` nodes.
pub(super) fn survives(inputs: &Inputs) -> Result<Value, Error> {
    let nodes = inputs.count("nodes")?;
    if !(1..=2000).contains(&nodes) {
        return Err(wrong("nodes", nodes.to_string(), "between 1 and 2000"));
    }
    let (node, zone) = losses(&pods(inputs)?, &shape(inputs)?, nodes, STEPS)?;
    let word = |loss: &Loss| match loss {
        Loss::Survives => "survives",
        Loss::Fails => "fails",
        Loss::Unknown => "unknown",
    };
    let words = |losses: &[Loss]| losses.iter().map(word).collect::<Vec<_>>();
    let all = |losses: &[Loss]| losses.iter().all(|loss| *loss == Loss::Survives);
    Answer::default()
        .value("node", words(&node))
        .value("zone", words(&zone))
        .value("survives_any_node", all(&node))
        .value("survives_any_zone", all(&zone))
        .done()
}

/// What a column of a service's row means, in the order that rows have without `fields`.
const FIELDS: [&str; 7] = ["name", "replicas", "cpu_m", "mem_mi", "hard_anti_affinity", "zone", "spread"];

/// The services: rows of what `fields` names, or objects with these keys; only the first four must be there.
fn pods(inputs: &Inputs) -> Result<Vec<Pods>, Error> {
    let fields = inputs.optional("fields", Inputs::texts)?.unwrap_or_else(|| FIELDS.to_vec());
    let read = |(index, row): (usize, &Value)| {
        let place = format!("services[{index}]");
        if !row.is_array() && !row.is_object() {
            return Err(wrong(&place, row.to_string(), "a list or an object"));
        }
        let column = |name: &str| match row {
            Value::Object(row) => row.get(name),
            row => row.get(fields.iter().position(|field| *field == name)?),
        };
        let find = |name: &str| column(name).filter(|value| !value.is_null());
        let need = |name: &str| {
            find(name).ok_or_else(|| wrong(&format!("{name} of {place}"), "missing".into(), "given"))
        };
        let small = |value: &Value| {
            u32::try_from(whole(&place, value)?)
                .map_err(|_| wrong(&place, value.to_string(), "at most 4294967295"))
        };
        let flag = |name: &str| find(name).is_some_and(|value| *value == json!(1) || *value == json!(true));
        Ok(Pods {
            name: text(&place, need("name")?)?.into(),
            replicas: small(need("replicas")?)?,
            needs: [number(&place, need("cpu_m")?)?, number(&place, need("mem_mi")?)?, 0.0, 0.0, 1.0, 0.0],
            apart: flag("hard_anti_affinity"),
            zone: find("zone").map(small).transpose()?,
            spread: flag("spread"),
        })
    };
    inputs.values("services")?.iter().enumerate().map(read).collect()
}

/// The node: `alloc_cpu_m` and `alloc_mi`, or worked out from `cpu` cores and `gib` as GKE reserves them.
fn shape(inputs: &Inputs) -> Result<Shape, Error> {
    let node = inputs.inner("node")?;
    let cpu = match node.optional("alloc_cpu_m", Inputs::number)? {
        Some(cpu) => cpu,
        None => {
            let cores = node.number("cpu")?;
            (cores - reserved_cpu(cores)?) * 1000.0
        }
    };
    let memory = match node.optional("alloc_mi", Inputs::number)? {
        Some(memory) => memory,
        None => {
            let bytes = node.number("gib")? * super::GIB;
            (bytes - reserved_memory(bytes, Reservation::Tiers, EVICTION)?) / super::MIB
        }
    };
    let most = node.optional("max_pods", Inputs::count)?.unwrap_or(super::PODS);
    let zones = inputs.optional("zones", Inputs::count)?.unwrap_or(1);
    Ok(Shape { allocatable: [cpu, memory, 0.0, 0.0, f64::from(most), 0.0], zones })
}

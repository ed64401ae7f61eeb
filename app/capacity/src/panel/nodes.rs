//! Which nodes hold all replicas: the fewest of each shape with their proof, what they survive, and what they cost.

use super::{Panel, Table, words};
use crate::evaluate::size::{self, Sizing};
use crate::kubernetes::pack::{Amounts, Loss, Packing, Pods, Shape, losses, pack};
use crate::kubernetes::{EVICTION, Reservation, reserved_cpu, reserved_memory};
use crate::plan::{self, Item, Kind};
use crate::sizing::cost::HOURS;
use crate::{Error, Plan, Scenario};

/// Zones over which nodes are spread.
const ZONES: u32 = 3;
/// Steps of each search for a proof, so that a page is drawn at once; what is not proven then is told as a gap.
const STEPS: u64 = 4_000;
/// What the kubelet takes by default.
const PODS: f64 = 110.0;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    if plan.shapes.is_empty() {
        return None;
    }
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let pods = pods(plan, &sizings);
    let packed: Vec<_> = plan.shapes.iter().map(|shape| (shape, on(shape, &pods))).collect();
    let rows = packed.iter().map(|(shape, packed)| row(shape, packed)).collect();
    let cheapest = packed
        .iter()
        .filter_map(|(shape, packed)| Some((month(shape, &packed.as_ref().ok()?.packing)?, *shape)));
    let says = match cheapest.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((cost, shape)) => {
            format!("The cheapest shape is {}, at ${cost:.0} a month for all of its nodes.", shape.name)
        }
        None => "The fewest nodes of each shape that hold every replica.".to_owned(),
    };
    let head = words(["Shape", "Nodes", "Fewest", "Any node lost", "Any zone lost", "A month", "A year"]);
    Some(Panel {
        id: "nodes",
        title: "Nodes",
        says,
        drawing: None,
        table: Table { head, rows },
        source: "Vector bin packing after the reservations of GKE's nodes; replicas of stores and brokers stand on nodes \
                 of their own, those of services are spread over three zones; bounds and branch and bound prove the fewest",
    })
}

/// What the cheapest nodes that hold these replicas cost in a month, and their shape; none without prices. Found without a
/// proof, because it is asked for many scenarios in turn.
pub(super) fn cheapest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<(f64, &'a plan::Shape)> {
    let pods = pods(plan, sizings);
    let cost = |shape: &'a plan::Shape| {
        let packing = pack(&pods, &node(shape).ok()?, 0).ok()?;
        Some((month(shape, &packing)?, shape))
    };
    plan.shapes.iter().filter_map(cost).min_by(|a, b| a.0.total_cmp(&b.0))
}

/// What the nodes of a shape come to.
struct On {
    packing: Packing,
    node: Vec<Loss>,
    zone: Vec<Loss>,
}

fn pods(plan: &Plan, sizings: &[Sizing]) -> Vec<Pods> {
    let running = plan.items.iter().zip(sizings).filter(|(item, _)| item.kind != Kind::Archive);
    running.map(|(item, sizing)| pod(item, sizing)).collect()
}

fn pod(item: &Item, sizing: &Sizing) -> Pods {
    let held = sizing.connections * sizing.inputs.per_connection / f64::from(sizing.replicas.max(1));
    let needs: Amounts = [sizing.cores, sizing.inputs.memory.si() + held, 0.0, 0.0, 1.0];
    let apart = item.kind != Kind::Service;
    Pods { name: item.name.clone(), replicas: sizing.replicas, needs, apart, zone: None, spread: !apart }
}

/// What pods can have of a node of this shape.
fn node(shape: &plan::Shape) -> Result<Shape, Error> {
    let (cores, memory) = (shape.cores.value.si(), shape.memory.value.si());
    let kept = reserved_memory(memory, Reservation::Tiers, EVICTION)?;
    Ok(Shape { allocatable: [cores - reserved_cpu(cores)?, memory - kept, 0.0, 0.0, PODS], zones: ZONES })
}

fn on(shape: &plan::Shape, pods: &[Pods]) -> Result<On, Error> {
    let node = node(shape)?;
    let packing = pack(pods, &node, STEPS)?;
    let (lost_node, lost_zone) = losses(pods, &node, packing.nodes.len() as u32, STEPS)?;
    Ok(On { packing, node: lost_node, zone: lost_zone })
}

fn month(shape: &plan::Shape, packing: &Packing) -> Option<f64> {
    let hour = shape.price.as_ref()?.value.si() * 3600.0;
    Some(hour * HOURS * packing.nodes.len() as f64)
}

fn row(shape: &plan::Shape, packed: &Result<On, Error>) -> Vec<String> {
    let name = format!("{} ({}, {})", shape.name, shape.cores.value, shape.memory.value);
    let on = match packed {
        Ok(on) => on,
        Err(error) => {
            return vec![
                name,
                "none".into(),
                error.to_string(),
                "-".into(),
                "-".into(),
                "-".into(),
                "-".into(),
            ];
        }
    };
    let fewest = match on.packing.is_optimal() {
        true => "proven".to_owned(),
        false => format!("not proven; no fewer than {}", on.packing.at_least),
    };
    let cost =
        |months: f64| month(shape, &on.packing).map_or("-".into(), |cost| format!("${:.0}", cost * months));
    let nodes = on.packing.nodes.len().to_string();
    vec![name, nodes, fewest, survives(&on.node), survives(&on.zone), cost(1.0), cost(12.0)]
}

fn survives(losses: &[Loss]) -> String {
    let word = if losses.contains(&Loss::Fails) {
        "does not fit on the rest"
    } else if losses.contains(&Loss::Unknown) {
        "not found out"
    } else {
        "fits on the rest"
    };
    word.to_owned()
}

//! Which nodes hold all replicas: the fewest of each shape with their proof, what they survive, and what they cost.

use super::scenarios::named::applied;
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
/// Nodes beyond half as many again that are tried, so that a node and a zone can be lost.
const SPARE: u32 = 3;
/// What the kubelet takes by default.
const PODS: f64 = 110.0;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let plan = &*applied(plan, scenario);
    if plan.shapes.is_empty() {
        return None;
    }
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let pods = pods(plan, &sizings);
    let packed: Vec<_> = plan.shapes.iter().map(|shape| (shape, on(shape, &pods))).collect();
    let rows = packed.iter().map(|(shape, packed)| row(shape, packed)).collect();
    // The cheapest by this number of nodes.
    let least = |nodes: fn(&On) -> Option<u32>| {
        let each = packed.iter().filter_map(|(shape, on)| {
            let nodes = nodes(on.as_ref().ok()?)?;
            Some((month(shape, nodes)?, format!("{nodes} of {}", shape.name)))
        });
        let (cost, nodes) = each.min_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(format!("{nodes} for ${cost:.0} a month"))
    };
    let says = match (least(|on| Some(on.count())), least(|on| on.node), least(|on| on.zone)) {
        (Some(all), Some(node), Some(zone)) => format!(
            "At the least, every replica fits on {all}; {node} can lose any one of them, and {zone} any zone."
        ),
        (Some(all), ..) => format!("At the least, every replica fits on {all}."),
        _ => "The fewest nodes of each shape that hold every replica.".to_owned(),
    };
    let head =
        words(["Shape", "Nodes", "Fewest", "A month", "A year", "To lose any node", "To lose any zone"]);
    Some(Panel {
        id: "nodes",
        title: "Nodes",
        says,
        drawing: None,
        table: Table { head, rows },
        source: "Vector bin packing after the reservations of GKE's nodes; replicas of stores and brokers stand on nodes \
                 of their own, those of services are spread over three zones; bounds and branch and bound prove the \
                 fewest. To lose a node or a zone, nodes are added until everything packs again on what is left of them",
    })
}

/// What the cheapest nodes that hold these replicas cost in a month, and their shape; none without prices. Found without a
/// proof, because it is asked for many scenarios in turn.
pub(super) fn cheapest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<(f64, &'a plan::Shape)> {
    let pods = pods(plan, sizings);
    let cost = |shape: &'a plan::Shape| {
        let packing = pack(&pods, &node(shape).ok()?, 0).ok()?;
        Some((month(shape, packing.nodes.len() as u32)?, shape))
    };
    plan.shapes.iter().filter_map(cost).min_by(|a, b| a.0.total_cmp(&b.0))
}

/// What the nodes of that shape come to.
pub(super) fn on_cheapest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<(&'a plan::Shape, On)> {
    let shape = on_shape(plan, sizings)?;
    Some((shape, on(shape, &pods(plan, sizings)).ok()?))
}

/// The cheapest shape for these replicas, or the first without prices.
pub(super) fn on_shape<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<&'a plan::Shape> {
    cheapest(plan, sizings).map(|(_, shape)| shape).or(plan.shapes.first())
}

/// The fewest nodes of each shape that are found to hold these replicas; shapes that cannot hold them are left out.
pub(crate) fn fewest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Vec<(&'a plan::Shape, u32)> {
    let pods = pods(plan, sizings);
    let count = |shape: &plan::Shape| Some(pack(&pods, &node(shape).ok()?, STEPS).ok()?.nodes.len() as u32);
    plan.shapes.iter().filter_map(|shape| Some((shape, count(shape)?))).collect()
}

/// What the nodes of a shape come to.
pub(super) struct On {
    /// Everything on the fewest nodes.
    pub packing: Packing,
    /// The fewest nodes that hold everything without any one of them; none within what is looked at.
    pub node: Option<u32>,
    /// The same without any one zone.
    pub zone: Option<u32>,
}

impl On {
    fn count(&self) -> u32 {
        self.packing.nodes.len() as u32
    }
}

/// Everything that runs as pods, in the plan's order.
pub(super) fn pods(plan: &Plan, sizings: &[Sizing]) -> Vec<Pods> {
    let running = plan.items.iter().zip(sizings).filter(|(item, _)| item.kind != Kind::Archive);
    running.map(|(item, sizing)| pod(item, sizing)).collect()
}

fn pod(item: &Item, sizing: &Sizing) -> Pods {
    let held = sizing.connections * sizing.inputs.per_connection / f64::from(sizing.replicas.max(1));
    let needs: Amounts = [sizing.cores, sizing.inputs.memory.si() + held, 0.0, 0.0, 1.0, 0.0];
    let apart = item.kind != Kind::Service;
    Pods { name: item.name.clone(), replicas: sizing.replicas, needs, apart, zone: None, spread: !apart }
}

/// What pods can have of a node of this shape.
pub(super) fn node(shape: &plan::Shape) -> Result<Shape, Error> {
    let (cores, memory) = (shape.cores.value.si(), shape.memory.value.si());
    let kept = reserved_memory(memory, Reservation::Tiers, EVICTION)?;
    Ok(Shape {
        allocatable: [cores - reserved_cpu(cores)?, memory - kept, 0.0, 0.0, PODS, 0.0],
        zones: ZONES,
    })
}

fn on(shape: &plan::Shape, pods: &[Pods]) -> Result<On, Error> {
    let node = node(shape)?;
    let packing = pack(pods, &node, STEPS)?;
    let fewest = packing.nodes.len() as u32;
    let (mut lost_node, mut lost_zone) = (None, None);
    for nodes in fewest..=fewest + fewest.div_ceil(2) + SPARE {
        let (of_node, of_zone) = losses(pods, &node, nodes, STEPS)?;
        let survives = |losses: &[Loss]| losses.iter().all(|loss| *loss == Loss::Survives).then_some(nodes);
        lost_node = lost_node.or_else(|| survives(&of_node));
        lost_zone = lost_zone.or_else(|| survives(&of_zone));
        if lost_node.is_some() && lost_zone.is_some() {
            break;
        }
    }
    Ok(On { packing, node: lost_node, zone: lost_zone })
}

/// What so many nodes cost in a month.
pub(super) fn month(shape: &plan::Shape, nodes: u32) -> Option<f64> {
    let hour = shape.price.as_ref()?.value.si() * 3600.0;
    Some(hour * HOURS * f64::from(nodes))
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
    let dollars = |nodes: u32, months: f64| month(shape, nodes).map(|cost| format!("${:.0}", cost * months));
    let cost = |months: f64| dollars(on.count(), months).unwrap_or("-".into());
    let to_lose = |nodes: Option<u32>| match nodes.map(|nodes| (nodes, dollars(nodes, 1.0))) {
        Some((nodes, Some(cost))) => format!("{nodes} ({cost} a month)"),
        Some((nodes, None)) => nodes.to_string(),
        None => "more than were looked at".into(),
    };
    vec![name, on.count().to_string(), fewest, cost(1.0), cost(12.0), to_lose(on.node), to_lose(on.zone)]
}

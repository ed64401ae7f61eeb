//! Which nodes hold all replicas: the fewest of each shape with their proof, what they survive, and what they cost.

mod demand;
mod front;
mod pool;
mod reasons;

pub(super) use self::demand::{is_special, node, on_common, overloaded, pods, room, too_large};
pub(super) use self::front::{panel as front, reasons as front_reasons};
pub(crate) use self::pool::fewest;
pub(super) use self::pool::{by_item, cheapest, common, month, on_cheapest};
pub(super) use self::reasons::{cost_of, reasons, without};

use super::scenarios::named::applied;
use super::{Panel, Table, words};
use crate::evaluate::size;
use crate::kubernetes::pack::{Loss, Packing, Pods, losses, pack};
use crate::plan::{Rates, Shape};
use crate::{Error, Plan, Scenario};

/// Steps of each search for a proof, so that a page is drawn at once; what is not proven then is told as a gap.
const STEPS: u64 = 4_000;
/// Nodes beyond half as many again that are tried, so that a node and a zone can be lost.
const SPARE: u32 = 3;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let plan = &*applied(plan, scenario);
    if plan.shapes.is_empty() {
        return None;
    }
    let rates = Rates::in_force(plan);
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let pods = pods(plan, &sizings);
    let packed: Vec<_> = plan.shapes.iter().map(|shape| (shape, on(plan, shape, &pods))).collect();
    let rows = packed.iter().map(|(shape, packed)| row(plan, &rates, shape, packed)).collect();
    // The cheapest by this number of nodes.
    let least = |nodes: fn(&On) -> Option<u32>| {
        let each = packed.iter().filter_map(|(shape, on)| {
            let nodes = nodes(on.as_ref().ok()?)?;
            Some((month(plan, shape, nodes)?, format!("{nodes} of {}", shape.name)))
        });
        let (cost, nodes) = each.min_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(format!("{nodes} for {} a month", rates.of_dollars(cost)))
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
        source: "Vector bin packing after what each node keeps for itself (GKE, EKS, AKS or a machine of one's own); \
                 replicas of stores and brokers stand on nodes of their own, those of services are spread over three \
                 zones; bounds and branch and bound prove the fewest. To lose a node or a zone, nodes are added until \
                 everything packs again on what is left of them",
    })
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

/// These pods on nodes of one shape.
fn on(plan: &Plan, shape: &Shape, pods: &[Pods]) -> Result<On, Error> {
    let node = node(plan, shape, pods)?;
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

fn row(plan: &Plan, rates: &Rates, shape: &Shape, packed: &Result<On, Error>) -> Vec<String> {
    let name = format!("{} ({}, {})", shape.name, shape.cores.value, shape.memory.value);
    let on = match packed {
        Ok(on) => on,
        Err(error) => {
            let mut cells = vec![name, "none".into(), error.to_string()];
            cells.extend(words(["-"; 4]));
            return cells;
        }
    };
    let fewest = match on.packing.is_optimal() {
        true => "proven".to_owned(),
        false => format!("not proven; no fewer than {}", on.packing.at_least),
    };
    let money =
        |nodes: u32, months: f64| month(plan, shape, nodes).map(|cost| rates.of_dollars(cost * months));
    let cost = |months: f64| money(on.count(), months).unwrap_or("-".into());
    let to_lose = |nodes: Option<u32>| match nodes.map(|nodes| (nodes, money(nodes, 1.0))) {
        Some((nodes, Some(cost))) => format!("{nodes} ({cost} a month)"),
        Some((nodes, None)) => nodes.to_string(),
        None => "more than were looked at".into(),
    };
    vec![name, on.count().to_string(), fewest, cost(1.0), cost(12.0), to_lose(on.node), to_lose(on.zone)]
}

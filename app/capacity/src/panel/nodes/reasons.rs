//! How much of a node is for pods, how many the sums ask for, why no fewer do, and what they cost.

use super::front::lacking;
use super::{On, STEPS, common, month, node, on, on_cheapest, pods, room};
use crate::evaluate::size::{self, Sizing};
use crate::kubernetes::pack::{self, Loss, Pods, losses};
use crate::panel::failure::{ZONES, placed};
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::plan::{Rates, Shape};
use crate::sizing::cost::HOURS;
use crate::trace::{Law, Trace, symbol};
use crate::{Plan, Scenario, plan};

const GIB: f64 = 1_073_741_824.0;

/// The reasons of the nodes of a row, else of one node of the shape of most of them.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let pods = pods(plan, &sizings);
    let Some(Row { place, name, .. }) = row else {
        let shape = common(plan, &sizings)?;
        let mut all = of_one(shape, &pods, &format!("A node of {}", shape.name))?;
        all.extend(priced(plan, shape, 1).map(|trace| (format!("A month of a {} node", shape.name), trace)));
        return Some(all);
    };
    let shape = plan.shapes.get(place)?;
    let mut all = of_one(shape, &pods, name)?;
    let (Ok(node), Ok(on)) = (node(plan, shape, &pods), on(plan, shape, &pods)) else { return Some(all) };
    all.push((named(name, "why not fewer nodes"), fewest(&pods, &node, &on)));
    all.extend(priced(plan, shape, on.count()).map(|trace| (named(name, "a month"), trace)));
    for (zone, what) in [(false, "to lose any node"), (true, "to lose any zone")] {
        all.extend(spare(&pods, &node, &on, zone).map(|trace| (named(name, what), trace)));
    }
    Some(all)
}

/// What of one node is for pods, and how many the cores ask for.
fn of_one(shape: &Shape, pods: &[Pods], name: &str) -> Option<Reasons> {
    let [cores, memory] = room(shape).ok()?;
    let [of_memory, of_cores] = shape.reserved.sources();
    let valid = "nodes of Kubernetes with these reservations";
    let symbols = [
        symbol("M", "memory of a node, in GiB", shape.memory.value.si() / GIB),
        symbol("R", "reserved of it, in GiB", (shape.memory.value.si() - memory) / GIB),
    ];
    let for_pods = Trace::of("memory = M - R", &symbols, memory / GIB, of_memory, valid);
    let symbols = [
        symbol("C", "cores of a node", shape.cores.value.si()),
        symbol("R", "reserved of them", shape.cores.value.si() - cores),
    ];
    let processor = Trace::of("cores = C - R", &symbols, cores, of_cores, valid);
    let need: f64 = pods.iter().map(|it| f64::from(it.replicas) * first(&it.needs)).sum();
    let least = Law {
        formula: "n >= need / cores",
        symbols: &[("need", "cores that all replicas need"), ("cores", "cores for pods of a node")],
        source: "Martello, Toth: Knapsack Problems (1990), chapter 8, the first lower bound",
        validity: "the sum of the cores alone; packing asks for as many or more",
    }
    .trace(&[need, cores], need / cores);
    Some(vec![
        (named(name, "memory for pods"), for_pods),
        (named(name, "cores for pods"), processor),
        (named(name, "nodes that the cores ask for"), least),
    ])
}

fn first(needs: &[f64]) -> f64 {
    needs.first().copied().unwrap_or(0.0)
}

/// A month of so many nodes from their price; none without one.
fn priced(plan: &Plan, shape: &Shape, nodes: u32) -> Option<Trace> {
    let (rates, cost) = (Rates::in_force(plan), month(plan, shape, nodes)?);
    Some(cost_of(&rates, f64::from(nodes), cost))
}

/// A month of nodes that cost so many dollars together.
pub(in crate::panel) fn cost_of(rates: &Rates, nodes: f64, cost: f64) -> Trace {
    Law {
        formula: "month = n * price * hours * d",
        symbols: &[
            ("n", "nodes"),
            ("price", "dollars an hour of one of them, on average"),
            ("hours", "hours of a month"),
            ("d", "what a dollar costs in the currency of the rates"),
        ],
        source: "365 days of 24 hours in 12 months",
        validity: "on demand prices",
    }
    .trace(&[nodes, cost / HOURS / nodes.max(1.0), HOURS, rates.dollar], cost * rates.dollar)
}

/// What is left for pods on so many nodes.
fn left(node: &pack::Shape, nodes: u32) -> pack::Amounts {
    node.allocatable.map(|room| room * f64::from(nodes))
}

/// A number of nodes, with what does not hold with one fewer.
fn number(words: &str, nodes: u32) -> Trace {
    Trace {
        formula: "n = the fewest nodes on which everything packs, and again without what is lost",
        symbols: vec![symbol("n", "nodes", f64::from(nodes))],
        substituted: format!("{words}; n = {nodes}"),
        source: "Martello, Toth: Knapsack Problems (1990), chapter 8",
        validity: "replicas of stores and brokers on nodes of their own, those of services spread over three zones",
    }
}

/// Why no fewer nodes hold everything.
fn fewest(pods: &[Pods], node: &pack::Shape, on: &On) -> Trace {
    let words = match on.count().checked_sub(1) {
        Some(fewer) if fewer > 0 => format!("with {fewer}, {}", lacking(pods, &left(node, fewer))),
        _ => "with none there is no room".to_owned(),
    };
    let proven = if on.packing.is_optimal() { "proven" } else { "found without a proof" };
    number(&format!("{words} ({proven})"), on.count())
}

/// Why no fewer nodes can lose one of them, or a zone of them; none where no number is known that can.
fn spare(pods: &[Pods], node: &pack::Shape, on: &On, zone: bool) -> Option<Trace> {
    let nodes = if zone { on.zone } else { on.node }?;
    let fewer = nodes.checked_sub(1)?;
    if fewer < on.count() {
        return Some(number(&format!("{fewer} do not hold everything, with all of them"), nodes));
    }
    let (of_nodes, of_zones) = losses(pods, node, fewer, STEPS).ok()?;
    let fails = |losses: &[Loss]| losses.iter().position(|loss| *loss != Loss::Survives);
    let words = if zone {
        let place = fails(&of_zones)?;
        let lost = placed(fewer, (place as u32).min(ZONES - 1));
        let lacks = lacking(pods, &left(node, fewer.saturating_sub(lost)));
        format!("with {fewer}, {lacks} once zone {} is lost", plan::ZONES.get(place)?)
    } else {
        fails(&of_nodes)?;
        format!("with {fewer}, {} once one of them is lost", lacking(pods, &left(node, fewer - 1)))
    };
    Some(number(&words, nodes))
}

/// Why no fewer of the cheapest nodes can lose one of them, or a zone of them; none without nodes.
pub(in crate::panel) fn without(plan: &Plan, sizings: &[Sizing], zone: bool) -> Option<Trace> {
    let ((shape, on), pods) = (on_cheapest(plan, sizings)?, pods(plan, sizings));
    spare(&pods, &node(plan, shape, &pods).ok()?, &on, zone)
}

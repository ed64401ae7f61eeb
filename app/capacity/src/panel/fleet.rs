//! The other way round for machines: how much load nodes carry that there are already, also without one of them or a zone of
//! them, and what breaks first.

mod have;
mod reasons;

use self::have::{Fleet, REMEDY, read};
pub(super) use self::reasons::reasons;
use super::nodes::{self, month};
use super::scenarios::named::applied;
use super::{Panel, Table, words};
use crate::evaluate::LARGEST_TRAFFIC;
use crate::evaluate::size;
use crate::kubernetes::pack::{Amounts, Loss, Pods, losses, pack};
use crate::plan::Rates;
use crate::scenario::Ask;
use crate::units::Format;
use crate::{Plan, Scenario};

/// Halvings of the search for the largest load: to a ten-thousandth.
const HALVINGS: u32 = 22;
/// The smallest load that is looked at, in times the plan's.
const LEAST: f64 = 1e-3;
/// Steps of a search for a packing; what greedy packing does not place may take so many.
const STEPS: u64 = 400;
/// Names of a node's resources.
const NAMES: [&str; 6] = ["processor", "memory", "disk", "graphics processors", "pods", "network"];
/// What is asked of a load: that all fits, that it fits again without a node, or without a zone.
const ASKED: [&str; 3] = ["all nodes", "all but any one node", "all but any one zone"];

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let plan = &*applied(plan, scenario);
    let fleet = match scenario.ask(Ask::Have) {
        Some(text) => match read(plan, text) {
            Ok(fleet) => fleet,
            Err(wrong) => {
                return Some(shown(
                    format!("{wrong}; {REMEDY}."),
                    Table { head: words(["Nodes"]), rows: Vec::new() },
                ));
            }
        },
        None => usual(plan, scenario)?,
    };
    let load = plan.load.rps.value.si();
    let each: Vec<_> = ASKED
        .iter()
        .enumerate()
        .map(|(asked, name)| (*name, carries(plan, scenario, &fleet, asked)))
        .collect();
    let says = says(plan, scenario, &fleet, &each);
    let head = words([
        "With",
        "Carries, times the plan's load",
        "Carries",
        "Then",
        "Processor used there",
        "Memory used there",
    ]);
    let rows = each.iter().map(|(name, traffic)| row(plan, scenario, &fleet, name, *traffic, load)).collect();
    Some(shown(says, Table { head, rows }))
}

fn shown(says: String, table: Table) -> Panel {
    Panel {
        id: "fleet",
        title: "What nodes that there are carry",
        says,
        drawing: None,
        table,
        source: "The largest traffic at which all replicas, sized for it, pack on these nodes after what each keeps for \
                 itself; by bisection. Without a node or a zone everything is packed again on the rest. What breaks first \
                 is what has no room a thousandth beyond",
    }
}

/// As many of the cheapest shape as this scenario needs, so that one can be lost.
fn usual(plan: &Plan, scenario: &Scenario) -> Option<Fleet> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let (shape, on) = nodes::on_cheapest(plan, &sizings)?;
    let count = on.node.unwrap_or(on.packing.nodes.len() as u32).max(1);
    Some(Fleet { count, shape: shape.clone() })
}

/// The largest traffic that the nodes carry when this is asked; 0 if not even the smallest.
fn carries(plan: &Plan, scenario: &Scenario, fleet: &Fleet, asked: usize) -> f64 {
    let fits = |traffic: f64| obstacle(plan, scenario, fleet, asked, traffic).is_none();
    if !fits(LEAST) {
        return 0.0;
    }
    let (mut low, mut high) = (LEAST, LEAST);
    while high < LARGEST_TRAFFIC && fits(high) {
        (low, high) = (high, high * 4.0);
    }
    if high >= LARGEST_TRAFFIC && fits(LARGEST_TRAFFIC) {
        return LARGEST_TRAFFIC;
    }
    for _ in 0..HALVINGS {
        let middle = libm::sqrt(low * high);
        if fits(middle) { low = middle } else { high = middle }
    }
    low
}

/// What does not fit at this traffic.
fn obstacle(plan: &Plan, scenario: &Scenario, fleet: &Fleet, asked: usize, traffic: f64) -> Option<String> {
    let Ok(sizings) = size::all(plan, scenario, traffic) else {
        return Some("an item beyond all sizes".into());
    };
    if let Some(item) = nodes::overloaded(plan, &sizings) {
        return Some(format!("{}, busier than its target with the replicas that are fixed", item.name));
    }
    let pods = nodes::pods(plan, &sizings);
    let Ok(node) = nodes::node(plan, &fleet.shape, &pods) else {
        return Some("the kubelet, which takes all of a node".into());
    };
    let lost = match asked {
        0 => 0,
        1 => 1,
        _ => fleet.count.div_ceil(node.zones),
    };
    let count = f64::from(fleet.count.saturating_sub(lost));
    let scarce = used(&pods).into_iter().zip(node.allocatable).map(|(used, room)| used > room * count);
    if let Some((name, _)) = NAMES.into_iter().zip(scarce).find(|(_, scarce)| *scarce) {
        return Some(name.into());
    }
    let apart = pods.iter().filter(|pods| pods.apart).max_by_key(|pods| pods.replicas);
    if let Some(pods) = apart.filter(|pods| pods.replicas > fleet.count) {
        return Some(format!("{}, whose {} replicas stand on nodes of their own", pods.name, pods.replicas));
    }
    let survives = |losses: &[Loss]| !losses.is_empty() && losses.iter().all(|loss| *loss == Loss::Survives);
    let fits = match asked {
        0 => pack(&pods, &node, STEPS)
            .is_ok_and(|packing| packing.nodes.len() as u64 <= u64::from(fleet.count)),
        asked => losses(&pods, &node, fleet.count, STEPS)
            .is_ok_and(|(nodes, zones)| survives(if asked == 1 { &nodes } else { &zones })),
    };
    if fits { None } else { Some(tightest(used(&pods), node.allocatable)) }
}

/// What is scarcer where everything would fit by its sum and yet does not pack.
fn tightest(used: Amounts, room: Amounts) -> String {
    let shares = used.into_iter().zip(room).map(|(used, room)| if room > 0.0 { used / room } else { 0.0 });
    let scarcest = NAMES.into_iter().zip(shares).max_by(|a, b| a.1.total_cmp(&b.1));
    let scarcer = scarcest.map_or("processor", |(name, _)| name);
    format!(
        "{scarcer}, in pieces too small for a replica that needs a node of its own or a place in its zone"
    )
}

/// What all pods need of each resource.
fn used(pods: &[Pods]) -> Amounts {
    let each = |resource: usize| {
        let need = |pods: &Pods| Some(pods.needs.get(resource)? * f64::from(pods.replicas));
        pods.iter().filter_map(need).sum()
    };
    std::array::from_fn(each)
}

fn says(plan: &Plan, scenario: &Scenario, fleet: &Fleet, each: &[(&str, f64)]) -> String {
    let load = plan.load.rps.value.si();
    let nodes = format!("{} nodes of {}", fleet.count, fleet.shape.name);
    let rates = Rates::in_force(plan);
    let price = month(plan, &fleet.shape, fleet.count)
        .map_or(String::new(), |cost| format!(", {} a month,", rates.of_dollars(cost)));
    let carried = |traffic: f64| Format::Rate.text(traffic * load);
    let told = |at: usize| each.get(at).map_or(0.0, |(_, traffic)| *traffic);
    if told(0) <= 0.0 {
        let why = obstacle(plan, scenario, fleet, 0, LEAST).unwrap_or_default();
        return format!("{nodes}{price} do not hold this plan at any load: what breaks is {why}.");
    }
    let first = obstacle(plan, scenario, fleet, 0, told(0) * 1.001)
        .unwrap_or_else(|| "nothing that was looked at".into());
    let without = |at: usize| match told(at) {
        none if none <= 0.0 => "no load".to_owned(),
        traffic => carried(traffic),
    };
    format!(
        "{nodes}{price} carry {} ({} the plan's load). Then breaks first: {first}. Without any one node they carry {}, \
         without any one zone {}.",
        carried(told(0)),
        Format::Factor.text(told(0)),
        without(1),
        without(2)
    )
}

fn row(plan: &Plan, scenario: &Scenario, fleet: &Fleet, name: &str, traffic: f64, load: f64) -> Vec<String> {
    let asked = ASKED.iter().position(|asked| *asked == name).unwrap_or(0);
    let beyond = if traffic > 0.0 { traffic * 1.001 } else { LEAST };
    let breaks = obstacle(plan, scenario, fleet, asked, beyond).unwrap_or_else(|| "nothing".into());
    let shares = size::all(plan, scenario, traffic).ok().and_then(|sizings| {
        let ([cores, memory, ..], [a, b]) =
            (used(&nodes::pods(plan, &sizings)), nodes::room(&fleet.shape).ok()?);
        let count = f64::from(fleet.count);
        Some([cores / (a * count), memory / (b * count)].map(|share| Format::Share.text(share)))
    });
    let [cores, memory] = shares.filter(|_| traffic > 0.0).unwrap_or(["-".into(), "-".into()]);
    let carried = if traffic > 0.0 { Format::Rate.text(traffic * load) } else { "nothing".into() };
    vec![name.to_owned(), Format::Factor.text(traffic), carried, format!("{breaks} breaks"), cores, memory]
}

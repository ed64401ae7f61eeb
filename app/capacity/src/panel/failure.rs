//! What happens when something is lost: each replica by itself, each node with the pods on it, and each zone with all that
//! stands in it. Every case is gone through.

mod after;
mod cost;
mod drawing;
mod node;
mod reasons;

pub(super) use after::{ZONES, needed, placed};
pub(super) use reasons::reasons;

use self::after::{After, after};
use self::cost::{Cost, Prices};
use self::node::Nodes;
use super::scenarios::named::applied;
use super::terms;
use super::{Panel, Table, words};
use crate::evaluate::size::{self, Sizing};
use crate::plan::{Item, Kind, Scaling};
use crate::units::Format;
use crate::{Plan, Scenario};

/// An item of which so many replicas are lost.
type Hit<'a> = (&'a Item, &'a Sizing, u32);

/// Something that is lost, and the item that it hits hardest.
struct Loss<'a> {
    /// What is lost.
    name: String,
    hit: Vec<Hit<'a>>,
    worst: After<'a>,
    /// Whether everything packs again on the nodes that are left; nothing where none are lost.
    packs: Option<String>,
    cost: Cost,
}

/// Everything that is lost in turn, in the order of the table.
struct Losses<'a> {
    replicas: Vec<Loss<'a>>,
    node: Option<Loss<'a>>,
    zones: Vec<Loss<'a>>,
    nodes: Option<Nodes>,
}

fn losses<'a>(plan: &'a Plan, sizings: &'a [Sizing], prices: &Prices<'_>) -> Losses<'a> {
    let works: Vec<_> =
        plan.items.iter().zip(sizings).filter(|(item, _)| item.kind != Kind::Archive).collect();
    let replicas = works.iter().filter_map(|(item, sizing)| replica(prices, item, sizing)).collect();
    let nodes = node::nodes(plan, sizings);
    let packs = nodes.as_ref().map(Nodes::packs_without_zone);
    let zones = (0..ZONES).filter_map(|zone| self::zone(prices, &works, zone, packs.clone())).collect();
    let node = nodes.as_ref().and_then(|nodes| node_loss(prices, &works, nodes));
    Losses { replicas, node, zones, nodes }
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let plan = &*applied(plan, scenario);
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let prices = Prices::of(plan, scenario);
    let Losses { replicas, node, zones, nodes } = losses(plan, &sizings, &prices);
    let cases: u32 = sizings
        .iter()
        .zip(&plan.items)
        .filter(|(_, item)| item.kind != Kind::Archive)
        .map(|(it, _)| it.replicas)
        .sum();
    let survives = |losses: &[Loss<'_>]| losses.iter().all(|loss| loss.worst.fails.is_none());
    let mut badges = vec![
        (format!("any single replica, each of {cases}"), survives(&replicas)),
        (format!("any single zone, each of {ZONES}"), survives(&zones)),
    ];
    badges.extend(nodes.as_ref().map(Nodes::badge));
    let mut says = [sentence("replica", &replicas), sentence("zone", &zones)].join(" ");
    says += &nodes.as_ref().map(Nodes::sentence).unwrap_or_default();
    says += &dearest(&prices, replicas.iter().chain(&zones).chain(&node));
    for problem in terms::problems(scenario) {
        says += &format!(" {}: {}; {}.", problem.field, problem.message, problem.remedy);
    }
    let rows = replicas.iter().chain(&node).chain(&zones).map(row).collect();
    let drawing = drawing::drawing(&badges, &replicas);
    Some(Panel {
        id: "failure",
        title: "Failures",
        says,
        drawing: Some(drawing),
        table: Table { head: head(), rows },
        source: "Every replica, every node and each of three zones is taken away in turn, with replicas placed in turn; \
                 an item holds while what is left of it is at most 95 % busy and has a majority of its copies. Until \
                 others take over, the requests of what was lost fail; until it is repaired, those beyond what is left, \
                 or all without a majority. Budget spent = sum of share lost times its time / ((1 - objective) window), \
                 The Site Reliability Workbook (2018)",
    })
}

fn head() -> Vec<String> {
    words([
        "Lost",
        "Hit hardest",
        "Left",
        "Busy",
        "95 % answered within",
        "Holds",
        "Majority",
        "Packs again",
        "Requests lost at first",
        "Until repaired",
        "Repaired in",
        "Error budget spent",
    ])
}

/// A loss that hits these items, for `repair` seconds; nothing where it hits none.
fn loss<'a>(
    prices: &Prices<'_>,
    name: String,
    hit: Vec<Hit<'a>>,
    repair: f64,
    packs: Option<String>,
) -> Option<Loss<'a>> {
    Some(Loss { name, worst: worst(&hit)?, packs, cost: prices.cost(&hit, repair), hit })
}

/// One replica of an item; where one carries all load, that one.
fn replica<'a>(prices: &Prices<'_>, item: &'a Item, sizing: &'a Sizing) -> Option<Loss<'a>> {
    let what = match (item.kind, item.scaling) {
        (_, Scaling::Up) if sizing.replicas > 1 => "the primary",
        (Kind::Broker, _) => "a broker",
        _ => "a replica",
    };
    loss(prices, format!("{what} of {}", item.name), vec![(item, sizing, 1)], prices.repair(item), None)
}

/// All that stands in a zone; nothing if that is nothing.
fn zone<'a>(
    prices: &Prices<'_>,
    works: &[(&'a Item, &'a Sizing)],
    zone: u32,
    packs: Option<String>,
) -> Option<Loss<'a>> {
    let hit = works.iter().map(|(item, sizing)| (*item, *sizing, placed(sizing.replicas, zone)));
    let name = ["A", "B", "C"].get(zone as usize)?;
    let hit = hit.filter(|(.., lost)| *lost > 0).collect();
    loss(prices, format!("zone {name}"), hit, prices.zone_repair, packs)
}

/// The node whose loss costs most requests.
fn node_loss<'a>(prices: &Prices<'_>, works: &[(&'a Item, &'a Sizing)], nodes: &Nodes) -> Option<Loss<'a>> {
    let each = nodes.placed.iter().filter_map(|counts| {
        let hit = works.iter().zip(counts).filter(|(_, lost)| **lost > 0);
        let hit: Vec<_> = hit.map(|((item, sizing), lost)| (*item, *sizing, *lost)).collect();
        let pods: u32 = hit.iter().map(|(.., lost)| lost).sum();
        // Pods move to the other nodes, if there is room for them; else they wait for the repair.
        let until = if nodes.enough.is_some() { node::MOVED } else { prices.node_repair };
        let name = format!("the {} node that holds most, of {}", nodes.shape, nodes.count());
        loss(prices, name, hit, until, Some(nodes.packs(pods)))
    });
    each.max_by(|a, b| a.cost.budget.total_cmp(&b.cost.budget))
}

/// The item that does worst when so many of its replicas are lost.
fn worst<'a>(hit: &[Hit<'a>]) -> Option<After<'a>> {
    let hit = hit.iter().map(|(item, sizing, lost)| after(item, sizing, *lost));
    hit.max_by(|a, b| a.fails.is_some().cmp(&b.fails.is_some()).then(a.busy.total_cmp(&b.busy)))
}

fn sentence(what: &str, losses: &[Loss<'_>]) -> String {
    let fails = losses.iter().map(|loss| &loss.worst).find(|after| after.fails.is_some());
    match fails {
        None => format!("Survives the loss of any single {what}."),
        Some(after) => {
            let why = after.fails.as_deref().unwrap_or_default();
            format!("Does not survive the loss of every single {what}: {} {why}.", after.item.name)
        }
    }
}

/// The loss that spends most of the error budget.
fn dearest<'l, 'a: 'l>(prices: &Prices<'_>, losses: impl Iterator<Item = &'l Loss<'a>>) -> String {
    let most = losses.max_by(|a, b| a.cost.budget.total_cmp(&b.cost.budget));
    most.map_or(String::new(), |loss| {
        format!(
            " The dearest is the loss of {}: it spends {} of the error budget of {} over {}.",
            loss.name,
            cost::spent(loss.cost.budget),
            terms::share(prices.slo),
            Format::Time.text(prices.window)
        )
    })
}

fn row(loss: &Loss<'_>) -> Vec<String> {
    let after = &loss.worst;
    let busy = if after.left == 0 { "-".into() } else { Format::Share.text(after.busy) };
    let response = after.response.map_or("-".into(), |time| Format::Time.text(time));
    let holds = after.fails.clone().map_or("yes".into(), |why| format!("no, {why}"));
    let left = format!("{} of {}", after.left, after.of);
    let packs = loss.packs.clone().unwrap_or_else(|| "-".into());
    let Cost { first, then, failover, repair, budget } = loss.cost;
    let at_first = format!("{} for {}", Format::Share.text(first), Format::Time.text(failover));
    vec![
        loss.name.clone(),
        after.item.name.clone(),
        left,
        busy,
        response,
        holds,
        after.majority(),
        packs,
        at_first,
        Format::Share.text(then),
        Format::Time.text(repair),
        cost::spent(budget),
    ]
}

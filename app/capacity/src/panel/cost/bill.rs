//! The bill of a month, a line for each item; the lines add up to all of it.

use crate::evaluate::Resource;
use crate::evaluate::size::{self, Sizing};
use crate::panel::nodes;
use crate::plan::{Item, Kind, Rates};
use crate::sizing::cost::{Cost, HOURS, Usage, month};
use crate::{Error, Plan, Scenario, sizing};

const GIB: f64 = 1_073_741_824.0;
/// Seconds of a month.
pub(super) const MONTH: f64 = HOURS * 3600.0;
/// Of what is sent between replicas that are spread over three zones, so much crosses from one to another: (Z - 1) / Z.
pub(super) const CROSSING: f64 = 2.0 / 3.0;

/// What one item costs in a month.
pub(super) struct Line {
    /// The item's name.
    pub name: String,
    pub cost: Cost,
    /// What of it is for traffic to the outside.
    pub egress: f64,
    /// GB a month that go there.
    pub outside: f64,
    /// GiB that it keeps at the end of the horizon, and what one of them costs in a month.
    pub kept: [f64; 2],
    /// Bytes a second inside at the busiest time, and bytes a month that cross zones.
    pub busiest: f64,
    pub inside: f64,
    /// Tokens of the language model that it serves.
    pub tokens: f64,
}

/// What all of it costs.
pub(super) struct Bill {
    pub lines: Vec<Line>,
    pub total: Cost,
    pub rates: Rates,
    /// What the nodes cost without any commitment.
    pub on_demand: f64,
    /// Requests from outside.
    pub requests: f64,
    /// How many times the plan's load there is.
    pub traffic: f64,
    /// What it runs on, in words.
    pub nodes: String,
}

/// What a scenario costs in a month, in the plan's currency; none without priced nodes.
pub fn total(plan: &Plan, scenario: &Scenario) -> Option<f64> {
    bill(plan, scenario).map(|bill| bill.total.total())
}

/// The share of the price that is paid for nodes of which some are committed.
pub(super) fn paid(rates: &Rates) -> f64 {
    let saved = rates.committed.iter().zip(rates.saved).map(|(share, saved)| share * saved);
    1.0 - saved.sum::<f64>()
}

/// The bill of a plan in a scenario; none without priced nodes.
pub(super) fn bill(plan: &Plan, scenario: &Scenario) -> Option<Bill> {
    let rates = Rates::in_force(plan);
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let (_, pools) = nodes::cheapest(plan, &sizings)?;
    let shares = nodes::by_item(plan, &sizings, &pools);
    let lines = plan.items.iter().zip(&sizings).zip(shares).map(|((item, sizing), nodes)| {
        line(&rates, plan, scenario, (item, sizing), nodes * rates.dollar).ok()
    });
    let lines = lines.collect::<Option<Vec<Line>>>()?;
    let sum = |part: fn(&Cost) -> f64| lines.iter().map(|line| part(&line.cost)).sum::<f64>();
    let total = Cost {
        nodes: sum(|cost| cost.nodes),
        storage: sum(|cost| cost.storage),
        traffic: sum(|cost| cost.traffic),
        seats: sum(|cost| cost.seats),
    };
    let named: Vec<_> = pools.iter().map(|(shape, nodes)| format!("{nodes} of {}", shape.name)).collect();
    Some(Bill {
        on_demand: total.nodes / paid(&rates),
        requests: plan.load.rps.value.si() * scenario.traffic() * rates.mean_load * MONTH,
        traffic: scenario.traffic(),
        nodes: named.join(" and "),
        lines,
        total,
        rates,
    })
}

/// One item, whose nodes cost so much without commitments.
fn line(
    rates: &Rates,
    plan: &Plan,
    scenario: &Scenario,
    (item, sizing): (&Item, &Sizing),
    nodes: f64,
) -> Result<Line, Error> {
    let bytes = |rate: f64| rate * rates.mean_load * MONTH;
    let entering = plan.load.rps.value.si() * scenario.traffic() * item.visits.value;
    let out = bytes(entering * rates.egress_per_request);
    let inside = (bytes(sizing.network) - out).max(0.0) * CROSSING;
    let kept = sizing.need(Resource::Storage);
    let is_archive = item.kind == Kind::Archive;
    // An archive's own price is for a GB.
    let own =
        item.backup.as_ref().and_then(|backup| rates.money(backup.price_per_gb_month.as_ref()?.value).ok());
    let object = own.map_or(rates.object, |price| price * rates.dollar * GIB / 1e9);
    let committed: f64 = rates.committed.iter().sum();
    let usage = Usage {
        nodes: nodes / HOURS,
        committed: committed.min(1.0),
        disk_gib: if is_archive { 0.0 } else { kept / GIB },
        object_gib: if is_archive { kept / GIB } else { 0.0 },
        // Each end is billed by itself, and `month` counts both.
        cross_zone_gb: inside / 1e9 / 2.0,
        egress_gb: out / 1e9,
        seats: 0.0,
    };
    let price = if committed > 0.0 { 1.0 - (1.0 - paid(rates)) / committed } else { 1.0 };
    let prices = sizing::cost::Rates {
        node_hour: 1.0,
        committed: price,
        disk_gib_month: rates.disk,
        object_gib_month: object,
        cross_zone_gb: rates.cross_zone,
        egress_gb: rates.egress,
        seat: 0.0,
    };
    let each = item.tokens.as_ref().filter(|_| item.model.is_some());
    let tokens = each.map_or(0.0, |tokens| tokens.input.value + tokens.output.value);
    Ok(Line {
        name: item.name.clone(),
        cost: month(&usage, &prices)?,
        egress: usage.egress_gb * rates.egress,
        outside: usage.egress_gb,
        kept: [kept / GIB, if is_archive { object } else { rates.disk }],
        busiest: (sizing.network - entering * rates.egress_per_request).max(0.0),
        inside,
        tokens: bytes(sizing.arrival * tokens),
    })
}

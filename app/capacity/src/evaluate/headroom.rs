//! The largest traffic that the recommended resources carry. Needs never fall as traffic rises, so the
//! answer is found by bisection down to neighbouring floating-point numbers.

use super::figure::Figure;
use super::outcome::{Resource, State};
use super::size::{self, Sizing};
use super::verdict::{Headroom, Limit};
use super::{limit, sums, within};
use crate::trace::Trace;
use crate::units::Format;
use crate::{Plan, Scenario};

/// The largest traffic multiplier that is looked at.
pub const LARGEST_TRAFFIC: f64 = 10_000.0;

pub(super) fn find(plan: &Plan, scenario: &Scenario) -> Headroom {
    let fits = |traffic: f64| obstacle(plan, scenario, traffic).is_none();
    if fits(LARGEST_TRAFFIC) {
        return headroom(plan, LARGEST_TRAFFIC, Limit::None);
    }
    let (mut low, mut high) = (0.0, LARGEST_TRAFFIC);
    if !fits(low) {
        high = low;
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if fits(middle) { low = middle } else { high = middle }
    }
    headroom(plan, low, obstacle(plan, scenario, high).unwrap_or(Limit::None))
}

/// The first thing that does not fit within the recommended resources at this traffic.
pub(crate) fn obstacle(plan: &Plan, scenario: &Scenario, traffic: f64) -> Option<Limit> {
    let Ok(sizings) = size::all(plan, scenario, traffic) else { return Some(Limit::Resource(Resource::Cpu)) };
    let sums = sums(&sizings);
    let short = Resource::ALL
        .into_iter()
        .zip(sums)
        .find(|(resource, sum)| !within(*sum, limit(&plan.resources.recommended, *resource)));
    let busy = |sizing: &Sizing| sizing.state >= State::AboveTarget;
    let full = plan.items.iter().zip(&sizings).find(|(_, sizing)| busy(sizing));
    let full = full.map(|(item, _)| Limit::Item(item.id.clone()));
    short.map(|(resource, _)| Limit::Resource(resource)).or(full)
}

fn headroom(plan: &Plan, traffic: f64, limited_by: Limit) -> Headroom {
    let ends = match &limited_by {
        Limit::Resource(resource) => format!("beyond it, {} exceeds the recommended amount", resource.name()),
        Limit::Item(id) => {
            let name = plan.item(id).map_or(id.as_str(), |item| item.name.as_str());
            format!("beyond it, {name} exceeds the utilisation target with the replicas that are fixed")
        }
        Limit::None => "nothing ends it up to here".to_string(),
    };
    let trace = Trace {
        formula: "t* = max { t : need(t) <= recommended for every resource }",
        symbols: Vec::new(),
        substituted: format!("t* = {}; {ends}", Format::Factor.text(traffic)),
        source: "Bisection",
        validity: "plans, whose needs never fall as traffic rises",
    };
    Headroom { traffic: Figure { value: traffic, format: Format::Factor, trace }, limited_by }
}

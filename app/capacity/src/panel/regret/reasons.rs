//! How the regret of the nodes that are named comes about.

use super::{Decision, Found, decide};
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

const NETFLIX: &str = "The least-regret rule of Netflix, service-capacity-modeling";
const HOLDS: &str = "nodes by the sums of processor and memory and by what stands apart, costs in proportion to spare and to missing nodes";

/// Each kind of figure of the shape of a row, else of the one that is regretted least.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let decision = decide(plan, scenario)?;
    let best = decision.found.get(row.map_or(0, |row| row.place))?;
    let name = |what: &str| named(&best.shape.name, what);
    Some(vec![
        (name("a month, in dollars"), month(best)),
        (name("spent too much, in dollars"), overspent(best)),
        (name("for what is missing, in dollars"), shortfall(&decision, best)),
        (name("regret, in dollars"), total(best)),
        (name("carries of all cases"), meets(&decision, best)),
    ])
}

fn month(found: &Found<'_>) -> Trace {
    let (units, price) = (f64::from(found.regret.units), found.offer.price);
    Law {
        formula: "month = n * price",
        symbols: &[("n", "nodes"), ("price", "dollars a month of a node, as Nodes explains")],
        source: "Arithmetic",
        validity: "on demand prices",
    }
    .trace(&[units, price], units * price)
}

/// The mean over all cases, in the parts that it is made of.
fn overspent(found: &Found<'_>) -> Trace {
    let (units, price, regret) = (f64::from(found.regret.units), found.offer.price, &found.regret);
    let cheapest = regret.meets * units * price - regret.overspent;
    Law {
        formula: "o = m * n * price - cheapest",
        symbols: &[
            ("m", "share of all cases that these nodes carry"),
            ("n", "nodes"),
            ("price", "dollars a month of a node"),
            ("cheapest", "dollars a month of what would have done in those cases, on average over all"),
        ],
        source: NETFLIX,
        validity: HOLDS,
    }
    .trace(&[regret.meets, units, price, cheapest], regret.overspent)
}

fn shortfall(decision: &Decision<'_>, found: &Found<'_>) -> Trace {
    let price = found.offer.price;
    Law {
        formula: "s = penalty * price * short",
        symbols: &[
            ("penalty", "what a missing node costs, in spare ones: 1 / (1 - p) for P of 100 p"),
            ("price", "dollars a month of a node"),
            ("short", "nodes that are missing, on average over all cases"),
        ],
        source: NETFLIX,
        validity: HOLDS,
    }
    .trace(
        &[decision.penalty, price, found.regret.shortfall / (decision.penalty * price)],
        found.regret.shortfall,
    )
}

fn total(found: &Found<'_>) -> Trace {
    Law {
        formula: "regret = o + s",
        symbols: &[("o", "spent too much, dollars a month"), ("s", "for what is missing, dollars a month")],
        source: NETFLIX,
        validity: HOLDS,
    }
    .trace(&[found.regret.overspent, found.regret.shortfall], found.regret.total())
}

fn meets(decision: &Decision<'_>, found: &Found<'_>) -> Trace {
    let all: f64 = decision.cases.iter().flat_map(super::Case::weights).sum();
    Law {
        formula: "m = carried / all",
        symbols: &[
            ("carried", "months of all scenarios in cases that need no more than these nodes"),
            ("all", "months of all scenarios, of which those that last for a while count as long as they do"),
        ],
        source: "Counted",
        validity: HOLDS,
    }
    .trace(&[found.regret.meets * all, all], found.regret.meets)
}

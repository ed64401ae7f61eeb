//! What the nodes of a row cost, and why there is no fewer of each shape.

use super::{Market, STEPS, choice};
use crate::kubernetes::pack::choices;
use crate::panel::failure::ZONES;
use crate::panel::nodes::reasons as of_nodes;
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::trace::{Trace, symbol};
use crate::{Plan, Scenario};

/// The reasons of the nodes of a row, else of one node of the shape of most of them.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let Some(row) = row else { return of_nodes::reasons(plan, scenario, None) };
    let market = Market::new(plan, scenario)?;
    let choices = choices(&market.levels, &market.offers, ZONES, STEPS).ok()?;
    let it = choices.get(row.place)?;
    let nodes: u32 = it.counts.iter().sum();
    let month = of_nodes::cost_of(&market.rates, f64::from(nodes), it.cost);
    let mut all = vec![(named(row.name, "a month"), month)];
    let fewer: Vec<_> = (0..it.counts.len()).filter_map(|place| choice::fewer(&market, it, place)).collect();
    let words = if fewer.is_empty() {
        "fewer hold and survive the same at this load".into()
    } else {
        fewer.join("; ")
    };
    let trace = Trace {
        formula: "n = the cheapest nodes that hold so many times the load and survive the same losses",
        symbols: vec![symbol("n", "nodes", f64::from(nodes))],
        substituted: format!("{words}; n = {nodes}"),
        source: "Looked for in the order of their cost",
        validity: "this load; those for a higher one hold more than this one asks for",
    };
    all.push((named(row.name, "why not fewer nodes"), trace));
    Some(all)
}

//! How the figures of an item of the system come about, and of what gives way first.

use crate::evaluate::size;
use crate::evaluate::{ItemOutcome, Outcome, evaluate};
use crate::panel::reasons::{Reasons, fewer, named};
use crate::panel::rows::Row;
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

/// Each figure of the item of a row; else of what gives way first, and how busy each item is that does work.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let outcome = evaluate(plan, scenario).ok()?;
    let Some(Row { place, name, .. }) = row else { return Some(first(&outcome)) };
    let item = outcome.items.get(place)?;
    let mut all = vec![
        (named(name, "arrivals"), item.arrival.trace.clone()),
        (named(name, "busy"), item.utilisation.trace.clone()),
    ];
    all.extend(full(scenario, item).map(|trace| (named(name, "full at"), trace)));
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let (item, sizing) = plan.items.get(place).zip(sizings.get(place))?;
    all.extend((sizing.cores > 0.0).then(|| (named(name, "why not fewer replicas"), fewer(item, sizing))));
    Some(all)
}

/// At how many times the plan's load an item is full; none for one that does no work.
fn full(scenario: &Scenario, item: &ItemOutcome) -> Option<Trace> {
    let busy = Some(item.utilisation.value).filter(|busy| *busy > 0.0)?;
    let trace = Law {
        formula: "t = T / rho",
        symbols: &[("T", "times the plan's load that arrive"), ("rho", "share of time that it is busy then")],
        source: "Utilisation law, Lazowska et al. (1984)",
        validity: "replicas and cores as they are in this scenario",
    }
    .trace(&[scenario.traffic(), busy], scenario.traffic() / busy);
    Some(trace)
}

fn first(outcome: &Outcome) -> Reasons {
    let first = outcome
        .bottleneck
        .iter()
        .map(|first| (named(&first.name, "gives way at"), first.ceiling.trace.clone()));
    let arrivals = outcome.bottleneck.iter().filter_map(|first| {
        let item = outcome.items.iter().find(|item| item.id == first.item)?;
        Some((named(&first.name, "arrivals"), item.arrival.trace.clone()))
    });
    let items = outcome.items.iter().filter(|item| item.utilisation.value > 0.0);
    let busy = items.map(|item| (named(&item.name, "busy"), item.utilisation.trace.clone()));
    let room = [("How far the recommended carries".to_owned(), outcome.headroom.traffic.trace.clone())];
    first.chain(arrivals).chain(busy).chain(room).collect()
}

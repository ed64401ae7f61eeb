//! How the figures of a loss come about; where none is asked for, those of the dearest loss of a replica, and of the slowest
//! answers after one.

use super::after::After;
use super::cost::{self, Prices};
use super::{Loss, Losses, losses};
use crate::evaluate::size;
use crate::panel::nodes;
use crate::panel::reasons::{Reasons, answered, busy, fewer, named};
use crate::panel::rows::Row;
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

const EVENLY: &str = "requests that come evenly";

/// Each kind of figure of the loss of a row, else of the loss that spends most of the error budget.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let prices = Prices::of(plan, scenario);
    let Losses { replicas, node, zones, .. } = losses(plan, &sizings, &prices);
    let Some(row) = row else { return first(&prices, &replicas) };
    let loss = replicas.iter().chain(&node).chain(&zones).nth(row.place)?;
    let mut all = of(&prices, loss);
    all.extend(slow(loss));
    // Replicas of a lost node stand on others again, so nodes are what there may be too few of.
    if replicas.len() <= row.place {
        let is_zone = row.place >= replicas.len() + node.iter().len();
        let without = nodes::without(plan, &sizings, is_zone);
        all.extend(without.map(|trace| (named(&loss.name, "why not fewer nodes"), trace)));
    }
    let name = format!("{}, why not fewer replicas of {}", loss.name, loss.worst.item.name);
    all.push((name, fewer(loss.worst.item, loss.worst.sizing)));
    Some(all)
}

/// What matters most.
fn first(prices: &Prices<'_>, replicas: &[Loss<'_>]) -> Option<Reasons> {
    let dearest = replicas.iter().max_by(|a, b| a.cost.budget.total_cmp(&b.cost.budget))?;
    let slowest = replicas.iter().filter_map(|loss| Some((loss, loss.worst.response?)));
    let slowest = slowest.max_by(|a, b| a.1.total_cmp(&b.1));
    let mut all = of(prices, dearest);
    all.extend(slowest.and_then(|(loss, _)| slow(loss)));
    Some(all)
}

/// What a loss costs, and how busy is what is left of the item that it hits hardest.
fn of(prices: &Prices<'_>, loss: &Loss<'_>) -> Reasons {
    let name = |what: &str| named(&loss.name, what);
    let mut all = vec![
        (name("of the error budget"), budget(prices, loss)),
        (name("requests lost at first"), first_lost(loss)),
        (name("until repaired"), then(loss)),
    ];
    let its = (loss.worst.left > 0).then(|| busy(loss.worst.sizing.offered, loss.worst.capacity));
    all.extend(its.map(|trace| (format!("{}, {} busy after it", loss.name, loss.worst.item.name), trace)));
    all
}

fn slow(loss: &Loss<'_>) -> Option<(String, Trace)> {
    let After { item, sizing, capacity, response, .. } = &loss.worst;
    let left = size::Sizing { capacity: *capacity, ..**sizing };
    Some((named(&loss.name, "95 % answered within"), answered(&left.queue(item.kind)?, 0.95, (*response)?)))
}

fn budget(prices: &Prices<'_>, loss: &Loss<'_>) -> Trace {
    let cost = loss.cost;
    Law {
        formula: "b = (f * s + r * max(0, t - s)) / ((1 - o) * w)",
        symbols: &[
            ("f", "share of requests that fail until others take over"),
            ("s", "seconds until then"),
            ("r", "share that fails from then on"),
            ("t", "seconds until it is repaired"),
            ("o", "objective"),
            ("w", "seconds of its window"),
        ],
        source: "Google, The Site Reliability Workbook (2018), chapter 5",
        validity: EVENLY,
    }
    .trace(&[cost.first, cost.failover, cost.then, cost.repair, prices.slo, prices.window], cost.budget)
}

/// What of the requests from outside does not fail: the product over the items that are hit.
fn kept(loss: &Loss<'_>, share: impl Fn(&super::Hit<'_>) -> f64) -> f64 {
    let each =
        loss.hit.iter().map(|hit| 1.0 - share(hit).clamp(0.0, 1.0) * hit.1.inputs.visits.clamp(0.0, 1.0));
    each.product()
}

fn first_lost(loss: &Loss<'_>) -> Trace {
    Law {
        formula: "f = max(1 - p, r)",
        symbols: &[
            ("p", "product of 1 - s * w over the items that are hit: s the share of their replicas, 1 for a primary; w \
                   the visits of a request, at most 1"),
            ("r", "share that fails until it is repaired"),
        ],
        source: "Share of what was lost, Lazowska et al. (1984)",
        validity: EVENLY,
    }
    .trace(&[kept(loss, |(item, sizing, lost)| cost::at_once(item, sizing, *lost)), loss.cost.then], loss.cost.first)
}

fn then(loss: &Loss<'_>) -> Trace {
    Law {
        formula: "r = 1 - p",
        symbols: &[
            ("p", "product of 1 - l * w over the items that are hit: l is 1 - 1 / rho of what is left, or 1 without a \
                   majority; w the visits of a request, at most 1"),
        ],
        source: "What is beyond what is left can do",
        validity: EVENLY,
    }
    .trace(&[kept(loss, |(item, sizing, lost)| cost::lasting(item, sizing, *lost))], loss.cost.then)
}

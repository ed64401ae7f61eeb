//! How the figures of the dearest loss of a replica come about, and of the slowest answers after one.

use super::cost::{self, Prices};
use super::{Loss, replica};
use crate::evaluate::size::{self, Sizing};
use crate::panel::reasons::{Reasons, named};
use crate::plan::Kind;
use crate::trace::{Law, Trace, symbol};
use crate::units::Format;
use crate::{Plan, Scenario};

const EVENLY: &str = "requests that come evenly";

/// Each kind of figure of the loss that spends most of the error budget.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let prices = Prices::of(plan, scenario);
    let works = plan.items.iter().zip(&sizings).filter(|(item, _)| item.kind != Kind::Archive);
    let losses: Vec<_> = works.map(|(item, sizing)| (replica(&prices, item, sizing), sizing)).collect();
    let dearest = losses.iter().max_by(|a, b| a.0.cost.budget.total_cmp(&b.0.cost.budget));
    let (dearest, sizing) = dearest?;
    let (item, name) = (dearest.worst.item, &dearest.name);
    let mut all = vec![
        (named(name, "of the error budget"), budget(&prices, dearest)),
        (named(name, "requests lost at first"), first(dearest, sizing)),
        (named(name, "until repaired"), then(dearest, sizing)),
        (named(&item.name, "busy after it"), busy(dearest, sizing)),
    ];
    let slowest = losses.iter().filter_map(|(loss, sizing)| Some((loss, sizing, loss.worst.response?)));
    let slowest = slowest.max_by(|a, b| a.2.total_cmp(&b.2));
    all.extend(slowest.and_then(|(loss, sizing, time)| {
        Some((named(&loss.name, "95 % answered within"), answered(loss, sizing, time)?))
    }));
    Some(all)
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
    .trace(
        &[cost.first, prices.failover(loss.worst.item), cost.then, cost.repair, prices.slo, prices.window],
        cost.budget,
    )
}

/// The share of requests from outside that need the item.
fn weight(sizing: &Sizing) -> f64 {
    sizing.inputs.visits.clamp(0.0, 1.0)
}

fn first(loss: &Loss<'_>, sizing: &Sizing) -> Trace {
    Law {
        formula: "f = max(s * w, r)",
        symbols: &[
            ("s", "share of the item's own requests, all for a primary"),
            ("w", "visits of a request, at most 1"),
            ("r", "share that fails until it is repaired"),
        ],
        source: "Share of what was lost, Lazowska et al. (1984)",
        validity: EVENLY,
    }
    .trace(&[cost::at_once(loss.worst.item, sizing, 1), weight(sizing), loss.cost.then], loss.cost.first)
}

fn then(loss: &Loss<'_>, sizing: &Sizing) -> Trace {
    Law {
        formula: "r = l * w",
        symbols: &[
            ("l", "share of the item's own requests: 1 - 1 / rho, or all without a majority"),
            ("w", "visits of a request, at most 1"),
        ],
        source: "What is beyond what is left can do",
        validity: EVENLY,
    }
    .trace(&[cost::lasting(loss.worst.item, sizing, 1), weight(sizing)], loss.cost.then)
}

fn busy(loss: &Loss<'_>, sizing: &Sizing) -> Trace {
    let left = sizing.offered / loss.worst.busy.max(f64::MIN_POSITIVE);
    const USED: &str = "Lazowska et al. (1984), utilisation law";
    Law {
        formula: "rho = a / c",
        symbols: &[("a", "offered load in erlangs"), ("c", "cores of what is left that shares it")],
        source: USED,
        validity: "what is left shares the load evenly",
    }
    .trace(&[sizing.offered, left], loss.worst.busy)
}

fn answered(loss: &Loss<'_>, sizing: &Sizing, time: f64) -> Option<Trace> {
    let capacity = sizing.offered / loss.worst.busy.max(f64::MIN_POSITIVE);
    let queue = Sizing { capacity, ..*sizing }.queue(loss.worst.item.kind)?;
    let (servers, service) = (queue.servers(), Format::Time.text(queue.service()));
    let busy = Format::Share.text(queue.utilisation());
    Some(Trace {
        formula: "P(T > t) = 5 %",
        symbols: vec![
            symbol("c", "servers of what is left", f64::from(servers)),
            symbol("S", "mean service time (s)", queue.service()),
            symbol("rho", "share of time that each is busy", queue.utilisation()),
        ],
        substituted: format!(
            "{servers} servers, {service} each, {busy} busy: t = {}",
            Format::Time.text(time)
        ),
        source: "M/M/c response tail, Gross and Harris, Fundamentals of Queueing Theory, ch. 2",
        validity: "random arrivals, exponential service and one shared line",
    })
}

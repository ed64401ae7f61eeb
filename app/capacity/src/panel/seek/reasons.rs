//! How the figure of a goal comes about at one value of what is changed.

use super::output::held;
use super::{Output, found, question, values};
use crate::evaluate::size::{self, Sizing};
use crate::evaluate::{Resource, sums};
use crate::panel::nodes;
use crate::panel::reasons::{Reasons, answered, busy, fewer, named, told};
use crate::panel::rows::Row;
use crate::plan::Rates;
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

/// The figure at the value of a row.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Row<'_>) -> Option<Reasons> {
    let question = question(plan, scenario).ok()??;
    let value = values(&question, &found(&question)).get(row.place).copied()?;
    let (there, traffic) = question.knob.at(value)?;
    let sizings = size::all(plan, &there, traffic).ok()?;
    let trace = of(plan, &sizings, question.output)?;
    Some(vec![(named(row.name, &question.name), told(&question.knob.text(value), trace))])
}

/// How a figure follows from items that are sized.
fn of(plan: &Plan, sizings: &[Sizing], output: Output) -> Option<Trace> {
    match output {
        Output::Busy(place) => {
            let its = held(plan, sizings, place)?;
            Some(busy(its.offered, its.capacity))
        }
        Output::Response(place, share) => {
            let queue = held(plan, sizings, place)?.queue(plan.items.get(place)?.kind)?;
            Some(answered(&queue, share, queue.response_percentile(share).ok()?))
        }
        Output::Replicas(place) => Some(fewer(plan.items.get(place)?, sizings.get(place)?)),
        Output::Need(Some(place), resource) => Some(need(sizings.get(place)?, resource)),
        Output::Need(None, resource) => {
            let sum = sums(sizings).get(resource as usize).copied()?;
            let each = plan.items.iter().zip(sizings).map(|(item, sizing)| (item, sizing.need(resource)));
            let (item, most) = each.max_by(|a, b| a.1.total_cmp(&b.1))?;
            Some(told(&item.name, added(most, sum)))
        }
        Output::Cost => {
            let (cost, pools) = nodes::cheapest(plan, sizings)?;
            let nodes: u32 = pools.iter().map(|(_, nodes)| nodes).sum();
            Some(nodes::cost_of(&Rates::in_force(plan), f64::from(nodes), cost))
        }
    }
}

/// What an item needs, by its replicas and by what is shared among them.
fn need(sizing: &Sizing, resource: Resource) -> Trace {
    let (all, replicas) = (sizing.need(resource), f64::from(sizing.replicas));
    let each = match resource {
        Resource::Cpu => sizing.cores,
        Resource::Memory => sizing.inputs.memory.si(),
        Resource::Storage => sizing.inputs.disk.si(),
        Resource::Network => 0.0,
    };
    Law {
        formula: "need = n * each + data",
        symbols: &[
            ("n", "replicas"),
            ("each", "of one of them, in base units"),
            ("data", "what comes with data, connections and requests, in base units"),
        ],
        source: "Arithmetic",
        validity: "one item",
    }
    .trace(&[replicas, each, all - replicas * each], all)
}

fn added(most: f64, sum: f64) -> Trace {
    Law {
        formula: "sum = most + rest",
        symbols: &[("most", "the item that needs most"), ("rest", "all others")],
        source: "Arithmetic",
        validity: "base units",
    }
    .trace(&[most, sum - most], sum)
}

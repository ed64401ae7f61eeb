//! How an effect of the scenarios that are compared comes about, in each of them.

use super::{Column, columns, effect, head_of, named};
use crate::evaluate::{Resource, evaluate, limit};
use crate::panel::reasons::{Reasons, named as titled, share, told};
use crate::panel::rows::Row;
use crate::panel::{cost, outlook};
use crate::trace::{Law, Trace};
use crate::{Outcome, Plan, Scenario};

/// The effect of a row in each scenario that has one. `plan` has the models that no scenario has changed.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Row<'_>) -> Option<Reasons> {
    let columns = columns(plan, scenario);
    let each = columns.iter().filter_map(|column| {
        let its = column.scenario.as_ref().ok()?;
        let plan = &*named::applied(plan, its);
        let trace = match row.name {
            "Load" => load(plan, its),
            "Cost a month" => month(plan, its, column)?,
            "Full, P50" => outlook::middle(plan, its)?,
            name => of_outcome(plan, &evaluate(plan, its).ok()?, name)?,
        };
        Some((titled(row.name, &head_of(column)), trace))
    });
    Some(each.collect())
}

fn load(plan: &Plan, scenario: &Scenario) -> Trace {
    let (load, traffic) = (plan.load.rps.value.si(), scenario.traffic());
    Law {
        formula: "load = X * T",
        symbols: &[("X", "requests per second of the plan"), ("T", "how many times of that arrive")],
        source: "Arithmetic",
        validity: "the busiest time",
    }
    .trace(&[load, traffic], load * traffic)
}

/// The cost of a scenario that lasts for good, or for a share of a month.
fn month(plan: &Plan, scenario: &Scenario, column: &Column<'_>) -> Option<Trace> {
    let Some(part) = effect::lasts(column) else { return cost::month(plan, scenario) };
    let (whole, rest) = (cost::total(plan, scenario)?, cost::total(plan, &Scenario::base())?);
    let trace = Law {
        formula: "month = rest + (whole - rest) * s",
        symbols: &[
            ("rest", "a month of the plan as it stands"),
            ("whole", "a month of this scenario throughout"),
            ("s", "share of a month that it lasts"),
        ],
        source: "Arithmetic",
        validity: "nodes that come and go with the load",
    }
    .trace(&[rest, whole, part], rest + (whole - rest) * part);
    Some(trace)
}

fn of_outcome(plan: &Plan, outcome: &Outcome, name: &str) -> Option<Trace> {
    match name {
        "Slowest answer, 95 %" => {
            let each = outcome.items.iter().filter_map(|item| Some((&item.name, item.response.as_ref()?)));
            let (name, slowest) = each.max_by(|a, b| a.1.value.total_cmp(&b.1.value))?;
            Some(told(name, slowest.trace.clone()))
        }
        "First to give way" => {
            let first = outcome.bottleneck.as_ref()?;
            Some(told(&first.name, first.ceiling.trace.clone()))
        }
        "Verdict" => {
            let of = |resource: Resource| limit(&plan.resources.recommended, resource);
            let each = outcome.verdicts.iter().map(|its| (its.resource, its.needed.value, of(its.resource)));
            let (resource, need, there) = each.max_by(|a, b| (a.1 / a.2).total_cmp(&(b.1 / b.2)))?;
            Some(told(resource.name(), share(need, there)))
        }
        name => {
            let resource = Resource::ALL.into_iter().find(|resource| resource.name() == name)?;
            Some(outcome.totals.get(resource).trace.clone())
        }
    }
}

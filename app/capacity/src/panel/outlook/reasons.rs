//! How the dates come about: the load of that day, what there is by then, the day of the order, and the back-test.

use super::pace::{self, Pace};
use super::{Outlook, all, lead};
use crate::evaluate::{Resource, limit};
use crate::panel::reasons::{Reasons, named, share, told};
use crate::panel::rows::Row;
use crate::trace::{Law, Trace, symbol};
use crate::{Plan, Scenario};

/// Each kind of figure of the resource of a row, else of the one that is full first.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let pace = pace::pace(plan, scenario)?;
    let each = all(plan, scenario, &pace)?;
    let its = match row {
        Some(row) => each.get(row.place)?,
        // What is never full within the years that are looked at comes last.
        None => each.iter().min_by(|a, b| days(a).total_cmp(&days(b)))?,
    };
    let name = its.resource.name();
    let dates =
        ["full, P10", "full, P50", "full, P90"].into_iter().zip(its.full).zip(pace.quantiles).zip(&its.paths);
    let mut reasons: Reasons = dates
        .map(|(((p, days), growth), path)| {
            let trace = match days {
                Some(days) => full(plan, scenario, growth, days),
                None => never(plan, its.resource, path),
            };
            (named(name, p), trace)
        })
        .collect();
    reasons.extend(its.full[0].map(|days| (named(name, "order"), order(plan, days))));
    reasons.push((named(name, "used today"), used(plan, its)));
    reasons.extend(its.short.map(|traffic| (named(name, "short from"), short(plan, traffic))));
    reasons.push((named(name, "with each order"), there(plan, its)));
    reasons.extend(back_test(&pace).map(|trace| (named(name, "back-test"), trace)));
    Some(reasons)
}

/// Days until a resource is full at the fast pace.
fn days(outlook: &Outlook) -> f64 {
    outlook.full[0].unwrap_or(f64::MAX)
}

/// What is needed in the last month that is looked at of a resource that is not full until then.
fn never(plan: &Plan, resource: Resource, path: &[f64]) -> Trace {
    let there = limit(&plan.resources.recommended, resource);
    let need = path.last().copied().unwrap_or(0.0) * there;
    told("in the last month of five years, or of those that have an answer", share(need, there))
}

/// On which day the first resource is full at the pace that is expected, or how far from it the fullest is; none without
/// a pace.
pub(in crate::panel) fn middle(plan: &Plan, scenario: &Scenario) -> Option<Trace> {
    let [_, growth, _] = pace::pace(plan, scenario)?.quantiles;
    if let Some((days, resource)) = super::expected(plan, scenario) {
        return Some(told(resource.name(), full(plan, scenario, growth, days)));
    }
    let path = super::path(plan, scenario, growth);
    let last = |resource: Resource| path.last().and_then(|shares| shares.get(resource as usize)).copied();
    let most = Resource::ALL.into_iter().filter_map(|resource| Some((resource, last(resource)?)));
    let (resource, share) = most.max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(told(resource.name(), never(plan, resource, &[share])))
}

/// The load on the day on which a resource is full, at this growth.
pub(super) fn full(plan: &Plan, scenario: &Scenario, growth: f64, days: f64) -> Trace {
    let load = plan.load.rps.value.si() * scenario.traffic();
    Law {
        formula: "load = X * (1 + g)^(d / 365)",
        symbols: &[
            ("X", "requests per second of the scenario"),
            ("g", "growth in a year"),
            ("d", "days until what is needed at this load, with the data grown until then, is all there is"),
        ],
        source: "Compound growth, each month a whole evaluation, between months a straight line",
        validity: "growth that goes on as it does",
    }
    .trace(&[load, growth, days], load * libm::pow(1.0 + growth, days / 365.0))
}

/// The load from which a resource is short, at so many times the plan's.
pub(in crate::panel) fn short(plan: &Plan, traffic: f64) -> Trace {
    let load = plan.load.rps.value.si();
    Law {
        formula: "load = X * t",
        symbols: &[
            ("X", "requests per second of the plan"),
            ("t", "the largest traffic at which what is needed is no more than there is, by bisection"),
        ],
        source: "Bisection, each step a whole evaluation",
        validity: "needs that never fall as traffic rises, with the data of the scenario's days",
    }
    .trace(&[load, traffic], load * traffic)
}

fn order(plan: &Plan, days: f64) -> Trace {
    let lead = lead(plan);
    Law {
        formula: "order = d - l",
        symbols: &[("d", "days until it is full at the fast pace, P10"), ("l", "days from order to use")],
        source: "Arithmetic",
        validity: "days from today; below zero, order today",
    }
    .trace(&[days, lead], days - lead)
}

fn used(plan: &Plan, its: &Outlook) -> Trace {
    let there = limit(&plan.resources.recommended, its.resource);
    share(its.paths[1].first().copied().unwrap_or(0.0) * there, there)
}

fn there(plan: &Plan, its: &Outlook) -> Trace {
    let there = limit(&plan.resources.recommended, its.resource);
    let orders = its.curve.used.len() as f64;
    let result = there * (1.0 + its.curve.step * orders);
    Law {
        formula: "there = recommended + n * o",
        symbols: &[
            ("recommended", "what there is, in base units"),
            ("o", "what one order adds, in base units"),
            ("n", "orders within five years, each in use when the fast pace meets what there is"),
        ],
        source: "Arithmetic",
        validity: "orders of one size",
    }
    .trace(&[there, its.curve.step * there, orders], result)
}

/// How far the line through measured days has been off; none without a test.
fn back_test(pace: &Pace) -> Option<Trace> {
    let score = pace.test?;
    let symbols = [
        symbol("MASE", "errors of the line over those of last week again", score.mase),
        symbol("sMAPE", "mean of 2 |y - f| / (|y| + |f|)", score.smape),
    ];
    Some(Trace {
        formula: "MASE = mean |y - f| / mean |y_t - y_(t-7)|",
        symbols: symbols.to_vec(),
        substituted: format!("MASE = {:.2}, over three origins of two weeks each", score.mase),
        source: "Hyndman, Koehler (2006); OWA: Makridakis et al., The M4 Competition (2020)",
        validity: "days of which the last six weeks repeat the pattern of those before",
    })
}

//! What a percentile is, its error, a chance, the spread of a figure, and how cost and answers of a case come about.

use super::{CASES, PERCENTILES, POINTS};
use crate::evaluate::{Resource, factor};
use crate::panel::reasons::{Reasons, named};
use crate::panel::reverse;
use crate::panel::rows::Row;
use crate::plan::Origin;
use crate::special::normal;
use crate::trace::{Law, Trace, symbol};
use crate::uncertainty::REPLICATES;
use crate::{Plan, Scenario};

const NETS: &str = "Owen (1998), scrambled nets; Hyndman, Fan (1996), quantiles";
const INDEPENDENT: &str = "independent figures, each lognormal about its median";

/// Each figure of a row, else each kind of figure.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Reasons {
    if let Some(row) = row {
        return of(plan, row);
    }
    let mut all = vec![
        ("The need of a percentile".to_owned(), rank(scenario)),
        ("Its error".to_owned(), error()),
        ("The chance that an amount is enough".to_owned(), chance()),
        ("The spread of a figure".to_owned(), spread()),
    ];
    if !plan.shapes.is_empty() {
        all.push(("The cost of a case".into(), cost()));
    }
    all.push(("The slowest answer of a case".into(), answer()));
    all
}

/// The figures of a row, which were counted: what stands in it, and among how many cases.
fn of(plan: &Plan, row: Row<'_>) -> Reasons {
    let cell = |column: usize| row.cells.get(column).map_or("", String::as_str);
    let points = if row.place < Resource::ALL.len() { POINTS } else { CASES };
    let counted = |p: f64, cell: &str| Trace {
        formula: "x = the least that is enough in the share p of the cases",
        symbols: vec![
            symbol("p", "share of the cases", p),
            symbol("n", "cases, at least", f64::from(points)),
        ],
        substituted: format!("in {p} of the cases: x = {cell}"),
        source: NETS,
        validity: INDEPENDENT,
    };
    let named = |what: &str| named(row.name, what);
    let percentiles = PERCENTILES.into_iter().zip(1..);
    let mut all: Reasons = percentiles
        .map(|(p, column)| (named(&format!("P{:.0}", p * 100.0)), counted(p, cell(column))))
        .collect();
    let mut off = error();
    off.substituted = format!("s / sqrt({REPLICATES}), as a share of P95 = {}", cell(PERCENTILES.len() + 1));
    all.push((named("its error"), off));
    if let Some(resource) = Resource::ALL.get(row.place) {
        let sizes = [("minimum", &plan.resources.minimum), ("recommended", &plan.resources.recommended)];
        for ((name, limits), column) in sizes.into_iter().zip(PERCENTILES.len() + 2..) {
            let mut its = chance();
            let there = reverse::there_is(limits, *resource);
            its.substituted =
                format!("cases that need no more than {there} / all of them = {}", cell(column));
            all.push((named(&format!("the {name} is enough")), its));
        }
        all.push((named("the spread of a figure that goes into it"), spread()));
    } else if row.name == "Cost" {
        all.push((named("in one case"), cost()));
    } else {
        all.push((named("in one case"), answer()));
    }
    all
}

fn rank(scenario: &Scenario) -> Trace {
    let (points, p) = (f64::from(POINTS), f64::from(scenario.percentile()) / 100.0);
    Law {
        formula: "rank = p * points",
        symbols: &[
            ("p", "share of the cases in which it is enough"),
            ("points", "simulated cases, at least"),
        ],
        source: NETS,
        validity: INDEPENDENT,
    }
    .trace(&[p, points], p * points)
}

fn error() -> Trace {
    let sets = f64::from(REPLICATES);
    let result = 1.0 / libm::sqrt(sets);
    const OVER_SETS: &str =
        "s, the standard deviation of the percentile from set to set; shown as a share of the percentile";
    Law {
        formula: "error / s = 1 / sqrt(n)",
        symbols: &[("n", "independently scrambled sets of points")],
        source: "Owen (1998), randomised quasi-Monte Carlo",
        validity: OVER_SETS,
    }
    .trace(&[sets], result)
}

fn chance() -> Trace {
    Trace {
        formula: "chance = cases that need no more / cases",
        symbols: vec![symbol("cases", "simulated cases, at least", f64::from(POINTS))],
        substituted: format!("of {POINTS} cases, those that are within the minimum, or the recommended"),
        source: "Counted",
        validity: INDEPENDENT,
    }
}

fn spread() -> Trace {
    let (factor, z) = (factor(Origin::Default), normal::quantile(0.95));
    Law {
        formula: "sigma = ln_factor / z",
        symbols: &[
            ("ln_factor", "logarithm of the factor in which 90 % lie, of a default"),
            ("z", "95th percentile of the normal distribution"),
        ],
        source: "The lognormal distribution through its 5th and 95th percentile",
        validity: "defaults; 1.1 for a figure of yours and 1.05 for a measured one in the place of 1.5",
    }
    .trace(&[libm::log(factor), z], libm::log(factor) / z)
}

fn cost() -> Trace {
    Trace {
        formula: "cost = ceil(max(cores / C, memory / M)) * price",
        symbols: vec![symbol("cases", "cases that are looked at", f64::from(CASES))],
        substituted: "C and M are what pods can have of a node, as under Nodes; price is a month of one"
            .into(),
        source: "GKE's reservations of memory and processor; 730 hours a month",
        validity: "replicas that fill the nodes; whole replicas may take a node more, as under Nodes",
    }
}

fn answer() -> Trace {
    Trace {
        formula: "T = max over services of t with P(T_k > t) = 5 %",
        symbols: vec![symbol("cases", "cases that are looked at", f64::from(CASES))],
        substituted: "each service as M/M/c with the replicas of this scenario, at the load and the processor time of the \
                      case; above 99.5 % busy it is overloaded"
            .into(),
        source: "M/M/c response tail, Gross and Harris, Fundamentals of Queueing Theory, ch. 2",
        validity: "random arrivals, exponential service and one shared line; read from a table of 200 steps",
    }
}

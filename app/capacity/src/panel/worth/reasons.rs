//! How the decision and what a figure would save come about.

use super::{Findings, Worth, find};
use crate::panel::nodes;
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::plan::Rates;
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

/// How the penalty, the decision and what the figure of a row would save come about, else the first.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let found = find(plan, scenario)?;
    let its = found.worths.get(row.map_or(0, |row| row.place));
    let p = f64::from(scenario.percentile()) / 100.0;
    let penalty = Law {
        formula: "penalty = 1 / (1 - p)",
        symbols: &[("p", "share of the cases in which it is to be enough")],
        source: "The newsvendor: the best quantile is 1 - 1 / penalty; Arrow, Harris, Marschak (1951)",
        validity: "costs in proportion to spare and to missing nodes",
    }
    .trace(&[p], found.penalty);
    let blind = Law {
        formula: "blind = n + penalty * short",
        symbols: &[
            ("n", "nodes that are best"),
            ("short", "nodes that are missing, on average over all cases"),
            ("penalty", "what a missing node costs, in spare ones"),
        ],
        source: "Mean over 4,096 scrambled Sobol points",
        validity: "nodes of the cheapest shape, by sums of processor and memory",
    }
    .trace(&[found.count, (found.blind - found.count) / found.penalty, found.penalty], found.blind);
    let mut all = vec![
        ("What a missing node costs, in spare ones".to_owned(), penalty),
        ("What nodes cost, in nodes".to_owned(), blind),
    ];
    let name = |what: &str| named(row.map_or(its.map_or("", |its| &its.name), |row| row.name), what);
    all.extend(its.map(|its| (name("knowing it saves, in nodes"), saves(&found, its))));
    all.extend(its.and_then(|its| Some((name("knowing it saves, a month"), month(plan, &found, its)?))));
    all.extend(its.map(|its| (name("of what nodes cost"), of_all(&found, its))));
    Some(all)
}

/// What that is worth in a month; none without a price.
fn month(plan: &Plan, found: &Findings<'_>, its: &Worth) -> Option<Trace> {
    let (price, rates) = (nodes::month(plan, found.shape, 1)?, Rates::in_force(plan));
    Some(
        Law {
            formula: "month = saves * price * d",
            symbols: &[
                ("saves", "nodes that knowing it saves"),
                ("price", "dollars a month for one of them"),
                ("d", "what a dollar costs in the currency of the rates"),
            ],
            source: "Arithmetic",
            validity: "nodes of the cheapest shape",
        }
        .trace(&[its.saves, price, rates.dollar], its.saves * price * rates.dollar),
    )
}

fn of_all(found: &Findings<'_>, its: &Worth) -> Trace {
    Law {
        formula: "share = saves / blind",
        symbols: &[
            ("saves", "nodes that knowing it saves"),
            ("blind", "nodes that the best choice costs without knowing it"),
        ],
        source: "Arithmetic",
        validity: "one figure that is known, the others as uncertain as before",
    }
    .trace(&[its.saves, found.blind], its.saves / found.blind)
}

fn saves(found: &Findings<'_>, first: &Worth) -> Trace {
    Law {
        formula: "saves = blind - told",
        symbols: &[
            ("blind", "nodes that the best choice costs without knowing it"),
            ("told", "the same on average when it is known in which sixteenth it lies"),
        ],
        source: "Expected value of partial perfect information, Raiffa, Schlaifer (1961)",
        validity: "one figure that is known, the others as uncertain as before",
    }
    .trace(&[found.blind, found.blind - first.saves], first.saves)
}

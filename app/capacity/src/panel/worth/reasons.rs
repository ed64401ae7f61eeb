//! How the decision and what a figure would save come about.

use super::{Findings, Worth, find};
use crate::panel::reasons::{Reasons, named};
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

/// How the penalty, the decision and what the first figure would save come about.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let found = find(plan, scenario)?;
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
    all.extend(
        found
            .worths
            .first()
            .map(|first| (named(&first.name, "knowing it saves, in nodes"), saves(&found, first))),
    );
    Some(all)
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

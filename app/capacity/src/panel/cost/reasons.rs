//! How a bill comes about, told for one of its lines.

use super::bill::{self, Bill, CROSSING, Line, MONTH, paid};
use crate::panel::reasons::{Reasons, told};
use crate::panel::rows::Row;
use crate::sizing::cost::Cost;
use crate::trace::{Law, Trace, symbol};
use crate::{Plan, Scenario};

/// The reasons of the line of a row, or of the sum in the last one; else of the line that costs most.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
    let bill = bill::bill(plan, scenario)?;
    let line = match row {
        Some(row) => bill.lines.get(row.place),
        None => bill.lines.iter().max_by(|a, b| a.cost.total().total_cmp(&b.cost.total())),
    };
    let name = |what: &str| match line {
        Some(line) => format!("{}, {what} a month in {}", line.name, bill.rates.currency),
        None => format!("All, {what} a month in {}", bill.rates.currency),
    };
    let parts = line.map_or_else(|| sums(&bill), |line| of(&bill, line));
    let names = ["nodes", "disks and archives", "between zones", "to the outside", "all"];
    let mut all: Reasons = names.into_iter().map(name).zip(parts).collect();
    let (month, requests) = (bill.total.total(), bill.requests.max(1.0));
    let symbols = [symbol("C", "cost of a month", month), symbol("N", "requests of a month", requests)];
    let source = "Arithmetic: load x mean load x seconds of a month";
    let each =
        Trace::of("each = 1000 * C / N", &symbols, 1000.0 * month / requests, source, "a month of 730 hours");
    all.push((format!("1,000 requests in {}", bill.rates.currency), each));
    Some(all)
}

/// A month of a plan in a scenario; none without priced nodes.
pub(in crate::panel) fn month(plan: &Plan, scenario: &Scenario) -> Option<Trace> {
    let bill = bill::bill(plan, scenario)?;
    let egress = bill.lines.iter().map(|line| line.egress).sum();
    Some(all(&bill.total, egress))
}

/// The columns of the sum.
fn sums(bill: &Bill) -> [Trace; 5] {
    let of = |part: &dyn Fn(&Line) -> f64| {
        let each = bill.lines.iter().map(|line| (line, part(line)));
        let (dearest, most) = each
            .clone()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(("", 0.0), |(line, most)| (&line.name, most));
        let total: f64 = each.map(|(_, amount)| amount).sum();
        let trace = Law {
            formula: "sum = most + rest",
            symbols: &[("most", "the line that costs most"), ("rest", "all other lines")],
            source: "Arithmetic",
            validity: "a month of 730 hours",
        }
        .trace(&[most, total - most], total);
        told(dearest, trace)
    };
    let egress = bill.lines.iter().map(|line| line.egress).sum();
    [
        of(&|line| line.cost.nodes),
        of(&|line| line.cost.storage),
        of(&|line| line.cost.traffic - line.egress),
        of(&|line| line.egress),
        all(&bill.total, egress),
    ]
}

/// The columns of a line.
fn of(bill: &Bill, line: &Line) -> [Trace; 5] {
    let rates = &bill.rates;
    let nodes = Law {
        formula: "nodes = all * s * p",
        symbols: &[
            ("all", "what the nodes cost on demand, in the plan's currency"),
            ("s", "its share of them"),
            ("p", "what of the price is paid with the commitments"),
        ],
        source: "The mean of its shares of cores and of memory, or its share of the graphics processors",
        validity: "replicas that are paid for by what they ask for, idle rooms shared alike",
    };
    let share = line.cost.nodes / bill.total.nodes.max(f64::MIN_POSITIVE);
    let between = Law {
        formula: "between = B * m * t * z * c / 1e9",
        symbols: &[
            ("B", "bytes a second that it sends and receives inside at the busiest time"),
            ("m", "mean load, as a share of the busiest"),
            ("t", "seconds of a month"),
            ("z", "what of it crosses between three zones, (Z - 1) / Z"),
            ("c", "a GB between zones"),
        ],
        source: "Replicas spread evenly over zones: a peer stands in another one in (Z - 1) / Z of the cases",
        validity: "traffic that is not kept within a zone; each end is billed for what it sends and receives",
    };
    let values = [line.busiest, rates.mean_load, MONTH, CROSSING, rates.cross_zone];
    [
        nodes.trace(&[bill.on_demand, share, paid(rates)], line.cost.nodes),
        kept(line),
        between.trace(&values, line.inside / 1e9 * rates.cross_zone),
        outside(line, rates.egress),
        all(&line.cost, line.egress),
    ]
}

fn kept(line: &Line) -> Trace {
    Law {
        formula: "storage = G * c",
        symbols: &[("G", "GiB kept at the end of the horizon"), ("c", "a GiB in a month")],
        source: "Arithmetic",
        validity: "all of the horizon at its end's size: never too little",
    }
    .trace(&line.kept, line.cost.storage)
}

fn outside(line: &Line, price: f64) -> Trace {
    Law {
        formula: "outside = B * c",
        symbols: &[("B", "GB a month that it sends to the outside"), ("c", "a GB to the outside")],
        source: "Arithmetic: requests x bytes of an answer",
        validity: "one price for every GB",
    }
    .trace(&[line.outside, price], line.egress)
}

fn all(cost: &Cost, egress: f64) -> Trace {
    Law {
        formula: "month = nodes + storage + between + outside",
        symbols: &[
            ("nodes", "nodes"),
            ("storage", "disks and archives"),
            ("between", "traffic between zones"),
            ("outside", "traffic to the outside"),
        ],
        source: "Arithmetic",
        validity: "a month of 730 hours",
    }
    .trace(&[cost.nodes, cost.storage, cost.traffic - egress, egress], cost.total())
}

//! How a bill comes about, told for the item that costs most.

use super::bill::{self, CROSSING, Line, MONTH, paid};
use crate::panel::reasons::Reasons;
use crate::trace::{Law, Trace, symbol};
use crate::{Plan, Scenario};

/// The reasons of a bill.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let bill = bill::bill(plan, scenario)?;
    let dearest = bill.lines.iter().max_by(|a, b| a.cost.total().total_cmp(&b.cost.total()))?;
    let (rates, code) = (&bill.rates, &bill.rates.currency);
    let symbols = [
        symbol("all", "what the nodes cost on demand, in the plan's currency", bill.on_demand),
        symbol("s", "its share of them", dearest.cost.nodes / bill.total.nodes.max(f64::MIN_POSITIVE)),
        symbol("p", "what of the price is paid with the commitments", paid(rates)),
    ];
    let nodes = Trace::of(
        "nodes = all * s * p",
        &symbols,
        dearest.cost.nodes,
        "The mean of its shares of cores and of memory, or its share of the graphics processors",
        "replicas that are paid for by what they ask for, idle rooms shared alike",
    );
    let gb = dearest.inside / 1e9;
    let symbols = [
        symbol("B", "bytes a second that it sends and receives inside at the busiest time", dearest.busiest),
        symbol("m", "mean load, as a share of the busiest", rates.mean_load),
        symbol("t", "seconds of a month", MONTH),
        symbol("z", "what of it crosses between three zones, (Z - 1) / Z", CROSSING),
        symbol("c", "a GB between zones", rates.cross_zone),
    ];
    let between = Trace::of(
        "between = B * m * t * z * c / 1e9",
        &symbols,
        gb * rates.cross_zone,
        "Replicas spread evenly over zones: a peer stands in another one in (Z - 1) / Z of the cases",
        "traffic that is not kept within a zone; each end is billed for what it sends and receives",
    );
    let (month, requests) = (bill.total.total(), bill.requests.max(1.0));
    let symbols = [symbol("C", "cost of a month", month), symbol("N", "requests of a month", requests)];
    let source = "Arithmetic: load x mean load x seconds of a month";
    let each =
        Trace::of("each = 1000 * C / N", &symbols, 1000.0 * month / requests, source, "a month of 730 hours");
    let named = |what: &str| format!("{}, {what} a month in {code}", dearest.name);
    Some(vec![
        (named("nodes"), nodes),
        (named("disks and archives"), kept(dearest)),
        (named("between zones"), between),
        (named("to the outside"), outside(dearest, rates.egress)),
        (named("all"), all(dearest)),
        (format!("1,000 requests in {code}"), each),
    ])
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

fn all(line: &Line) -> Trace {
    let cost = &line.cost;
    Law {
        formula: "month = nodes + storage + between + outside",
        symbols: &[
            ("nodes", "its part of the nodes"),
            ("storage", "its disks and archives"),
            ("between", "its traffic between zones"),
            ("outside", "its traffic to the outside"),
        ],
        source: "Arithmetic",
        validity: "a month of 730 hours",
    }
    .trace(&[cost.nodes, cost.storage, cost.traffic - line.egress, line.egress], cost.total())
}

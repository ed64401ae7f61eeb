//! How a bill comes about, told for the item that costs most.

use super::bill::{self, CROSSING, MONTH, paid};
use crate::panel::reasons::Reasons;
use crate::panel::scenarios::named::applied;
use crate::trace::{Trace, symbol};
use crate::{Plan, Scenario};

/// The reasons of a bill.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let bill = bill::bill(&applied(plan, scenario), scenario)?;
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
    Some(vec![
        (format!("{}, nodes a month in {code}", dearest.name), nodes),
        (format!("{}, between zones a month in {code}", dearest.name), between),
        (format!("1,000 requests in {code}"), each),
    ])
}

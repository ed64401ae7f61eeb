//! How much of a node is for pods, what it costs, and how many the sums ask for.

use super::{common, month, pods, room};
use crate::evaluate::size;
use crate::panel::reasons::Reasons;
use crate::plan::Rates;
use crate::sizing::cost::HOURS;
use crate::trace::{Trace, symbol};
use crate::{Plan, Scenario};

const GIB: f64 = 1_073_741_824.0;

/// The reasons of nodes, told for the shape of most of them.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let shape = common(plan, &sizings)?;
    let [cores, memory] = room(shape).ok()?;
    let [of_memory, of_cores] = shape.reserved.sources();
    let symbols = [
        symbol("M", "memory of a node, in GiB", shape.memory.value.si() / GIB),
        symbol("R", "reserved of it, in GiB", (shape.memory.value.si() - memory) / GIB),
    ];
    let valid = "nodes of Kubernetes with these reservations";
    let for_pods = Trace::of("memory = M - R", &symbols, memory / GIB, of_memory, valid);
    let symbols = [
        symbol("C", "cores of a node", shape.cores.value.si()),
        symbol("R", "reserved of them", shape.cores.value.si() - cores),
    ];
    let processor = Trace::of("cores = C - R", &symbols, cores, of_cores, valid);
    let need: f64 = pods(plan, &sizings).iter().map(|it| f64::from(it.replicas) * first(&it.needs)).sum();
    let symbols = [
        symbol("need", "cores that all replicas need", need),
        symbol("cores", "cores for pods of a node", cores),
    ];
    let least = Trace::of(
        "n >= need / cores",
        &symbols,
        need / cores,
        "Martello, Toth: Knapsack Problems (1990), chapter 8, the first lower bound",
        "the sum of the cores alone; packing asks for as many or more",
    );
    let mut all = vec![
        (format!("Memory for pods of a {} node", shape.name), for_pods),
        (format!("Cores for pods of a {} node", shape.name), processor),
        (format!("Nodes of {} that the cores ask for", shape.name), least),
    ];
    all.extend(month(plan, shape, 1).map(|cost| {
        let rates = Rates::in_force(plan);
        (format!("A month of a {} node, in {}", shape.name, rates.currency), priced(&rates, cost))
    }));
    Some(all)
}

fn first(needs: &[f64]) -> f64 {
    needs.first().copied().unwrap_or(0.0)
}

/// A node's month from its price.
fn priced(rates: &Rates, cost: f64) -> Trace {
    let symbols = [
        symbol("n", "nodes", 1.0),
        symbol("price", "dollars an hour", cost / HOURS),
        symbol("hours", "hours of a month", HOURS),
        symbol("d", "what a dollar costs in the plan's currency", rates.dollar),
    ];
    let source = "365 days of 24 hours in 12 months";
    Trace::of("month = n * price * hours * d", &symbols, cost * rates.dollar, source, "on demand prices")
}

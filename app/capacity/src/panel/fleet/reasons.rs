//! How much room the nodes have, and how much of it is used at the most that they carry.

use super::have::read;
use super::{carries, used, usual};
use crate::evaluate::size;
use crate::panel::reasons::Reasons;
use crate::panel::{nodes, outlook};
use crate::scenario::Ask;
use crate::trace::{Trace, symbol};
use crate::{Plan, Scenario};

/// Each kind of figure, of all nodes together.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let fleet = match scenario.ask(Ask::Have) {
        Some(text) => read(plan, text).ok()?,
        None => usual(plan, scenario)?,
    };
    let [cores, memory] = nodes::room(&fleet.shape).ok()?;
    let sum = |what: &str, formula: &'static str, each: f64| {
        let symbols =
            [symbol("n", "nodes", f64::from(fleet.count)), symbol("a", "what pods can have of a node", each)];
        let [source, _] = fleet.shape.reserved.sources();
        let trace = Trace::of(formula, &symbols, each * f64::from(fleet.count), source, "nodes of one shape");
        (what.to_owned(), trace)
    };
    let mut all = vec![
        sum("Cores that there are for pods", "cores = n * a", cores),
        sum("Bytes of memory that there are for pods", "memory = n * a", memory),
    ];
    let traffic = carries(plan, scenario, &fleet, 0);
    all.push(("All nodes, carry".into(), outlook::loaded(plan, traffic)));
    if let Ok(sizings) = size::all(plan, scenario, traffic) {
        let [processor, bytes, ..] = used(&nodes::pods(plan, &sizings));
        let share = |need: f64, each: f64| {
            let room = each * f64::from(fleet.count);
            let symbols =
                [symbol("need", "needed at that load", need), symbol("room", "there is for pods", room)];
            Trace::of("share = need / room", &symbols, need / room, "Arithmetic", "the sum over all items")
        };
        all.push(("Processor used there".into(), share(processor, cores)));
        all.push(("Memory used there".into(), share(bytes, memory)));
    }
    Some(all)
}

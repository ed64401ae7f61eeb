//! How much room the nodes have, the most that they carry, why not with fewer, and how much of the room is used then.

use super::have::{Fleet, read};
use super::{LEAST, carries, obstacle, used, usual};
use crate::evaluate::size;
use crate::panel::reasons::{Reasons, named};
use crate::panel::rows::Row;
use crate::panel::{nodes, outlook};
use crate::scenario::Ask;
use crate::trace::{Trace, symbol};
use crate::units::Format;
use crate::{Plan, Scenario};

/// Each kind of figure of the nodes of a row, else of all of them together.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Option<Row<'_>>) -> Option<Reasons> {
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
    let asked = row.map_or(0, |row| row.place);
    let name = |what: &str| named(row.map_or("All nodes", |row| row.name), what);
    let traffic = carries(plan, scenario, &fleet, asked);
    all.extend(row.map(|_| (name("times the plan's load"), most(plan, scenario, &fleet, asked, traffic))));
    all.push((name("carry"), outlook::loaded(plan, traffic)));
    if let Some(sizings) = size::all(plan, scenario, traffic).ok().filter(|_| traffic > 0.0) {
        let [processor, bytes, ..] = used(&nodes::pods(plan, &sizings));
        let share = |need: f64, each: f64| {
            let room = each * f64::from(fleet.count);
            let symbols =
                [symbol("need", "needed at that load", need), symbol("room", "there is for pods", room)];
            Trace::of("share = need / room", &symbols, need / room, "Arithmetic", "the sum over all items")
        };
        all.push((name("processor used there"), share(processor, cores)));
        all.push((name("memory used there"), share(bytes, memory)));
    }
    Some(all)
}

/// The largest load, with what breaks beyond it, and what one node fewer would carry.
fn most(plan: &Plan, scenario: &Scenario, fleet: &Fleet, asked: usize, traffic: f64) -> Trace {
    let beyond = if traffic > 0.0 { traffic * 1.001 } else { LEAST };
    let breaks = obstacle(plan, scenario, fleet, asked, beyond).unwrap_or_else(|| "nothing".into());
    let fewer = fleet.count.saturating_sub(1);
    let one_fewer = match fewer {
        0 => "with none of them nothing is carried".to_owned(),
        count => {
            let rest = carries(plan, scenario, &Fleet { count, shape: fleet.shape.clone() }, asked);
            format!("with {count} there would be {} the load", Format::Factor.text(rest))
        }
    };
    Trace {
        formula: "t = the largest traffic at which all replicas, sized for it, pack",
        symbols: vec![symbol("n", "nodes", f64::from(fleet.count))],
        substituted: format!("a thousandth beyond, {breaks} breaks; {one_fewer}; t = {traffic:.6}"),
        source: "Bisection, each step a packing",
        validity: "traffic to a ten-thousandth; packing that is greedy first and searches some hundred steps then",
    }
}

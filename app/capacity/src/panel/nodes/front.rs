//! Which nodes to choose: of one shape or of a mix of them, those that nothing else beats at once in cost, in headroom and
//! in what may be lost, and why the one that is named has neither fewer nodes nor a lower price.

mod choice;
mod drawing;
mod reasons;

pub(super) use self::choice::lacking;
pub(in crate::panel) use self::reasons::reasons;

use super::{month, node, overloaded, pods};
use crate::evaluate::size;
use crate::kubernetes::pack::{Amounts, Choice, Pods, Tolerance, choices};
use crate::panel::failure::ZONES;
use crate::panel::scenarios::named::applied;
use crate::panel::{Panel, Table, sheet, words};
use crate::plan::{Rates, Shape};
use crate::units::Format;
use crate::{Plan, Scenario};

/// The loads that are looked at, in times the scenario's.
const LOADS: [f64; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];
/// Steps of each search for a packing, of which there are many.
const STEPS: u64 = 4_000;

/// What is chosen among.
struct Market<'a> {
    rates: Rates,
    /// What runs at each of the loads that some nodes may hold.
    levels: Vec<Vec<Pods>>,
    /// The item that ends these loads: beyond them it is busier than its target, whatever the nodes.
    ends: Option<&'a str>,
    /// The shapes that have a price, and for each what pods can have of a node, and what it costs in a month, in dollars.
    shapes: Vec<&'a Shape>,
    offers: Vec<(Amounts, f64)>,
}

impl<'a> Market<'a> {
    fn new(plan: &'a Plan, scenario: &Scenario) -> Option<Market<'a>> {
        let (mut levels, mut ends) = (Vec::new(), None);
        for times in LOADS {
            let Ok(sizings) = size::all(plan, scenario, scenario.traffic() * times) else { break };
            // What runs at the scenario's own load is looked at however it does.
            ends = overloaded(plan, &sizings).filter(|_| !levels.is_empty()).map(|item| &*item.name);
            if ends.is_some() {
                break;
            }
            levels.push(pods(plan, &sizings));
        }
        let priced = |shape: &'a Shape| {
            // What no shape limits has to suffice for the largest load.
            let room = node(plan, shape, levels.last()?).ok()?.allocatable;
            Some((shape, (room, month(plan, shape, 1).filter(|cost| *cost > 0.0)?)))
        };
        let (shapes, offers): (Vec<_>, Vec<_>) = plan.shapes.iter().filter_map(priced).unzip();
        // What is too large for every shape ends the loads, but for the first, which is told then.
        let fits = |pods: &Pods| {
            let fits =
                |(room, _): &(Amounts, f64)| pods.needs.iter().zip(room).all(|(need, room)| need <= room);
            offers.iter().any(fits)
        };
        let held = levels.iter().take_while(|pods| pods.iter().all(fits)).count();
        let ends = ends.filter(|_| held == levels.len());
        levels.truncate(held.max(1));
        let rates = Rates::in_force(plan);
        (!shapes.is_empty()).then_some(Market { rates, levels, ends, shapes, offers })
    }

    #[inline(never)]
    fn name(&self, counts: &[u32]) -> String {
        let named = counts.iter().zip(&self.shapes).filter(|(count, _)| **count > 0);
        let named: Vec<_> = named.map(|(count, shape)| format!("{count} of {}", shape.name)).collect();
        named.join(" and ")
    }

    /// What no choice that is as good can cost less than; nothing where that is not known.
    fn bound(&self, it: &Choice) -> String {
        match it.at_least {
            none if none <= 0.0 => String::new(),
            least => format!("; none below {}", self.rates.of_dollars(least)),
        }
    }

    fn cost(&self, it: &Choice) -> String {
        self.rates.of_dollars(it.cost)
    }
}

/// How many times the load a choice holds.
fn headroom(it: &Choice) -> f64 {
    LOADS.get(it.level).copied().unwrap_or(1.0)
}

/// The front, with those that it beats and by what.
pub(in crate::panel) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let wrong = sheet::brought(plan, scenario).shapes.and_then(Result::err);
    let wrong = wrong.map_or(String::new(), |wrong| format!("{wrong}. So the plan's nodes hold. "));
    let plan = &*applied(plan, scenario);
    let market = Market::new(plan, scenario)?;
    let (says, drawing, table) = match choices(&market.levels, &market.offers, ZONES, STEPS) {
        Err(error) => (format!("No nodes can be named: {error}."), None, table(&market, &[], None)),
        Ok(choices) => {
            let best = choices.iter().map(|it| it.tolerance).max();
            let chosen = choices.iter().position(|it| Some(it.tolerance) == best);
            let drawing = (!choices.is_empty()).then(|| drawing::drawing(&market, &choices, chosen));
            (choice::says(&market, &choices, chosen), drawing, table(&market, &choices, chosen))
        }
    };
    Some(Panel {
        id: "front",
        title: "Which nodes to choose",
        says: wrong + &says,
        drawing,
        table,
        source: "For 1, 1.25, 1.5, 2 and 3 times the load and for each loss the cheapest nodes, of one shape or mixed, \
                 looked for in the order of their cost, so that the first that hold are the cheapest; what nothing beats \
                 in cost, headroom and tolerance at once is on the front (Pareto). Beside it are the fewest of each shape \
                 by itself. At a higher load everything is sized anew, but for replicas that are fixed: the loads end where \
                 those are busier than their target. Without each node and each zone everything is packed again",
    })
}

fn survives(tolerance: Tolerance) -> &'static str {
    match tolerance {
        Tolerance::Nothing => "neither every node nor every zone",
        Tolerance::Node => "any node, but not every zone",
        Tolerance::Zone => "any node and any zone",
    }
}

fn table(market: &Market<'_>, choices: &[Choice], chosen: Option<usize>) -> Table {
    let rows = choices.iter().enumerate().map(|(place, it)| {
        let why = match choices.iter().find(|other| other.beats(it)) {
            Some(other) => format!("beaten by {}", market.name(&other.counts)),
            None if Some(place) == chosen => "on the front, named above".to_owned(),
            None => "on the front".to_owned(),
        };
        let cheapest = match it.is_cheapest() {
            true => "yes, proven".to_owned(),
            false if why.starts_with('b') => "no".to_owned(),
            false => format!("none found{}", market.bound(it)),
        };
        let room = Format::Factor.text(headroom(it));
        vec![market.name(&it.counts), market.cost(it), room, survives(it.tolerance).into(), cheapest, why]
    });
    let head = words([
        "Nodes",
        "A month",
        "Holds at least, times the load",
        "Survives the loss of",
        "Nothing as good is cheaper",
        "Front",
    ]);
    Table { head, rows: rows.collect() }
}

//! The system drawn: items in the order in which load reaches them, how busy each is, and what gives way first.

mod reasons;

pub(super) use self::reasons::reasons;

use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::{ItemOutcome, Outcome, State, evaluate};
use crate::plan::{Edge, Kind};
use crate::units::Format;
use crate::{Plan, Scenario};

const WIDTH: f64 = 178.0;
const HEIGHT: f64 = 54.0;
const ACROSS: f64 = 38.0;
const DOWN: f64 = 14.0;
const EDGE: f64 = 4.0;

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let outcome = evaluate(plan, scenario).ok()?;
    let edges = plan.edges();
    let says = match &outcome.bottleneck {
        Some(first) => format!(
            "Load enters on the left and flows along the lines. {} is the first to give way, at {}. Each item leads to its \
             inputs, formulas and results.",
            first.name,
            first.ceiling.text()
        ),
        None => "No item of this plan does any work.".into(),
    };
    Some(Panel {
        id: "system",
        title: "The system",
        drawing: Some(drawing(plan, scenario, &outcome, &edges)),
        table: table(plan, scenario, &outcome, &edges),
        says,
        source: "V_k = v_k + sum of V_j c_jk; rho_k = X V_k S_k / c_k; Lazowska et al., Quantitative System \
                 Performance (1984), ch. 3 and 7",
    })
}

/// How far along each item stands: one step further than what calls it last. Archives stand at the end.
fn depths(plan: &Plan, edges: &[Edge]) -> Vec<usize> {
    let mut depths = vec![0; plan.items.len()];
    for _ in 0..plan.items.len() {
        for edge in edges {
            let from = depths.get(edge.from).copied().unwrap_or(0);
            if let Some(to) = depths.get_mut(edge.to) {
                *to = (from + 1).max(*to).min(plan.items.len());
            }
        }
    }
    let last = depths.iter().copied().max().unwrap_or(0);
    let kinds = plan.items.iter().map(|item| item.kind);
    depths.iter().zip(kinds).map(|(depth, kind)| if kind == Kind::Archive { last } else { *depth }).collect()
}

/// The left upper corner of each item's box, and the size of the whole.
fn places(depths: &[usize]) -> (Vec<(f64, f64)>, (f64, f64)) {
    let columns = depths.iter().copied().max().unwrap_or(0) + 1;
    let count = |column: usize| depths.iter().filter(|depth| **depth == column).count() as f64;
    let tallest = (0..columns).map(count).fold(1.0, f64::max);
    let height = 2.0 * EDGE + tallest * (HEIGHT + DOWN) - DOWN;
    let place = |(index, depth): (usize, &usize)| {
        let before = depths.iter().take(index).filter(|other| *other == depth).count() as f64;
        let tall = count(*depth) * (HEIGHT + DOWN) - DOWN;
        (EDGE + *depth as f64 * (WIDTH + ACROSS), (height - tall) / 2.0 + before * (HEIGHT + DOWN))
    };
    let places = depths.iter().enumerate().map(place).collect();
    (places, (2.0 * EDGE + columns as f64 * (WIDTH + ACROSS) - ACROSS, height))
}

fn drawing(plan: &Plan, scenario: &Scenario, outcome: &Outcome, edges: &[Edge]) -> Drawing {
    let (places, (width, height)) = places(&depths(plan, edges));
    let mut marks: Vec<Mark> = Vec::new();
    for edge in edges {
        if let (Some((x, y)), Some((to_x, to_y))) = (places.get(edge.from), places.get(edge.to)) {
            let middle = HEIGHT / 2.0;
            marks.push(Mark::Bow("capacity-edge", (x + WIDTH, y + middle), (*to_x, to_y + middle)));
        }
    }
    let first = outcome.bottleneck.as_ref().map(|first| first.item.as_str());
    for (item, (x, y)) in outcome.items.iter().zip(places) {
        let is_first = first == Some(item.id.as_str());
        let (busy, full) = share(item, scenario, is_first);
        let used = item.utilisation.value.clamp(0.0, 1.0);
        let own = vec![
            Mark::Box(class(item.state, is_first), [x, y, WIDTH, HEIGHT]),
            Mark::Box("capacity-used", [x, y + HEIGHT - 5.0, WIDTH * used, 5.0]),
            Mark::Text("capacity-name", (x + 8.0, y + 18.0), item.name.clone()),
            Mark::Text("capacity-note", (x + 8.0, y + 32.0), busy),
            Mark::Text("capacity-note", (x + 8.0, y + 44.0), full),
        ];
        // There are its inputs, its formulas and its results.
        marks.push(Mark::Link(format!("#item-{}", item.id), own));
    }
    let items = outcome.items.len();
    let label =
        format!("{items} items of {} and the calls between them; the table has the figures", plan.name);
    Drawing { width, height, label, marks }
}

/// How busy an item is and whether that holds, and at how many times the plan's load it is full; short enough for its box.
fn share(item: &ItemOutcome, scenario: &Scenario, first: bool) -> (String, String) {
    let busy = item.utilisation.value;
    if busy <= 0.0 {
        return ("no requests".into(), item.storage.text());
    }
    let state = match item.state {
        State::Holds => "",
        State::NoLoss => ", cannot lose one",
        State::AboveTarget => ", above the target",
        State::Overloaded => ", overloaded",
    };
    let (count, share) = (item.replicas.text(), item.utilisation.text());
    let full = Format::Factor.text(scenario.traffic() / busy);
    let first = if first { ", first to give way" } else { "" };
    (format!("{count} x, {share} busy{state}"), format!("full at {full}{first}"))
}

fn class(state: State, first: bool) -> &'static str {
    match state {
        State::Holds if first => "capacity-item capacity-item-first",
        State::Holds => "capacity-item",
        State::NoLoss => "capacity-item capacity-item-no-loss",
        State::AboveTarget => "capacity-item capacity-item-above-target",
        State::Overloaded => "capacity-item capacity-item-overloaded",
    }
}

fn table(plan: &Plan, scenario: &Scenario, outcome: &Outcome, edges: &[Edge]) -> Table {
    let name = |index: usize| plan.items.get(index).map_or("", |item| item.name.as_str());
    let rows = outcome.items.iter().enumerate().map(|(index, item)| {
        let calls = edges.iter().filter(|edge| edge.from == index);
        let calls: Vec<_> = calls.map(|edge| format!("{} {}", edge.times, name(edge.to))).collect();
        let full = match item.utilisation.value {
            busy if busy > 0.0 => Format::Factor.text(scenario.traffic() / busy),
            _ => "never".into(),
        };
        let (arrival, busy) = (item.arrival.text(), item.utilisation.text());
        vec![item.name.clone(), arrival, calls.join(", "), busy, full, item.state.words().into()]
    });
    let head = words([
        "Item",
        "Arrivals",
        "Calls for each visit",
        "Busy",
        "Full at, times the plan's load",
        "State",
    ]);
    Table { head, rows: rows.collect() }
}

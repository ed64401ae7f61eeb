//! The other way round for every input: how far it can go by itself until the recommended resources do not carry the plan any
//! more, or must go until they do.

mod reasons;

pub(super) use self::reasons::reasons;

use super::tornado::{lower, scaled};
use super::{Drawing, Mark, Panel, Table, words};
use crate::evaluate::{Limit, obstacle};
use crate::order;
use crate::plan::Origin;
use crate::scenario::{Field, Input};
use crate::units::Format;
use crate::{Plan, Scenario};

/// Doublings or halvings of an input that are looked at.
const DOUBLINGS: u32 = 10;
/// Halvings of the step in which the answer changes: to a ten-thousandth.
const HALVINGS: u32 = 13;
/// So many are drawn, the nearest first.
const DRAWN: usize = 10;

const LEFT: f64 = 260.0;
const WIDE: f64 = 260.0;
const ROW: f64 = 24.0;
/// The drawing ends at this factor.
const MOST: f64 = 10.0;

/// Where the answer changes.
struct Goal {
    name: String,
    /// The key of the input.
    key: String,
    origin: Origin,
    now: String,
    /// The last value that holds, and the nearest that does not, as typed.
    holds: String,
    breaks: String,
    then: String,
    /// What it is now times this.
    factor: f64,
    /// What does not hold beyond it, or now.
    ends: Option<Limit>,
}

impl Goal {
    fn distance(&self) -> f64 {
        libm::fabs(libm::log(self.factor))
    }
}

/// Where the answer changes for each input, the nearest first; `now` is what does not hold now.
fn goals(plan: &Plan, scenario: &Scenario, now: Option<&Limit>) -> Vec<Goal> {
    let inputs = scenario.inputs(plan);
    let each = inputs.iter().flat_map(|input| [2.0, 0.5].map(|step| goal(plan, scenario, input, step, now)));
    let mut goals: Vec<_> = each.flatten().collect();
    order::by(&mut goals, |goal| goal.distance());
    goals
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let now = obstacle(plan, scenario, scenario.traffic());
    let goals = goals(plan, scenario, now.as_ref());
    let first = goals.first()?;
    let says = match &now {
        None => format!(
            "It holds within the recommended resources. {} is nearest to its end: at {} {} gives way.",
            first.name,
            first.then,
            ended(plan, first.ends.as_ref())
        ),
        Some(limit) => format!(
            "It does not hold: {} is short. The least change of one figure that mends it is {} at {}.",
            ended(plan, Some(limit)),
            first.name,
            first.then
        ),
    };
    Some(Panel {
        id: "goal",
        title: "How far each figure can go",
        says,
        drawing: Some(drawing(&goals)),
        table: table(plan, &goals, now.is_none()),
        source: "Each figure is changed alone until the plan begins or ceases to hold: each resource within the recommended, \
                 no item busier than its target; by doublings and halvings, then by bisection",
    })
}

/// Where the answer changes as the input goes up (`step` 2) or down (1/2); none if it does not.
fn goal(plan: &Plan, scenario: &Scenario, input: &Input, step: f64, now: Option<&Limit>) -> Option<Goal> {
    let whole = input.key == "days" || input.key.ends_with(&format!(".{}", Field::Replicas.name()));
    // What is left open follows from the rest.
    let value = Some(&input.value).filter(|value| !value.is_empty())?;
    let text = |factor: f64| {
        let text = scaled(value, factor)?;
        let rounded = || text.parse().ok().map(|number: f64| libm::round(number).to_string());
        if whole { rounded() } else { Some(text) }
    };
    // Nothing where the input takes no such value.
    let at = |factor: f64| {
        let there = scenario.with(plan, &input.key, &text(factor)?).ok()?;
        Some(obstacle(plan, &there, there.traffic()))
    };
    let changed = |limit: &Option<Limit>| limit.is_some() != now.is_some();
    let mut low = 1.0;
    let mut high = None;
    for _ in 0..DOUBLINGS {
        let next = low * step;
        // A range may end before that.
        let known = at(next).is_some();
        let next = if known { next } else { boundary(low, next, |factor| at(factor).is_none()).0 };
        if at(next).is_some_and(|there| changed(&there)) {
            high = Some(next);
        }
        if high.is_some() || !known {
            break;
        }
        low = next;
    }
    let (low, high) = boundary(low, high?, |factor| at(factor).is_some_and(|there| changed(&there)));
    // The last value that holds: the one before the change, or the first after it.
    let (holds, breaks) = if now.is_none() { (low, high) } else { (high, low) };
    let ends = if now.is_none() { at(high)? } else { None };
    let (name, label) = match &input.item {
        Some(id) => (plan.item(id)?.name.as_str(), lower(input.label)),
        None => (input.label, String::new()),
    };
    let name = if label.is_empty() { name.to_owned() } else { format!("{name}, {label}") };
    let then = text(holds)?;
    Some(Goal {
        name,
        key: input.key.clone(),
        origin: input.origin,
        now: value.clone(),
        then: short(&then),
        holds: then,
        breaks: text(breaks)?,
        factor: holds,
        ends,
    })
}

/// The factors between which `beyond` becomes true, as near as makes no difference; it is true of `high` and not of `low`.
fn boundary(mut low: f64, mut high: f64, beyond: impl Fn(f64) -> bool) -> (f64, f64) {
    for _ in 0..HALVINGS {
        let middle = libm::sqrt(low * high);
        if beyond(middle) { high = middle } else { low = middle }
    }
    (low, high)
}

/// A figure as typed with four significant digits.
fn short(text: &str) -> String {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let Ok(value) = number.parse::<f64>() else { return text.to_owned() };
    let places = (3.0 - libm::floor(libm::log10(value.max(1e-9)))).clamp(0.0, 9.0) as usize;
    let digits = format!("{value:.places$}");
    let digits = if places > 0 { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
    format!("{digits}{unit}")
}

fn ended(plan: &Plan, limit: Option<&Limit>) -> String {
    match limit {
        Some(Limit::Resource(resource)) => lower(resource.name()),
        Some(Limit::Item(id)) => plan.item(id).map_or(id.clone(), |item| item.name.clone()),
        _ => "nothing".into(),
    }
}

fn table(plan: &Plan, goals: &[Goal], holds: bool) -> Table {
    let rows = goals.iter().map(|goal| {
        let ends = if holds { ended(plan, goal.ends.as_ref()) } else { "it holds".into() };
        vec![
            goal.name.clone(),
            goal.origin.word().into(),
            goal.now.clone(),
            goal.then.clone(),
            Format::Factor.text(goal.factor),
            ends,
        ]
    });
    let (until, then) = if holds { ("Holds until", "Then short") } else { ("Holds from", "Then") };
    let head = words(["Figure", "Set by", "Now", until, "Times", then]);
    Table { head, rows: rows.collect() }
}

/// The nearest as bars from what they are now, on a scale in which a tenth is as far as ten times.
fn drawing(goals: &[Goal]) -> Drawing {
    let middle = LEFT + WIDE / 2.0;
    let x = |factor: f64| middle + WIDE / 2.0 * (libm::log(factor) / libm::log(MOST)).clamp(-1.0, 1.0);
    let mut marks = Vec::new();
    let drawn = goals.len().min(DRAWN);
    for (index, goal) in goals.iter().take(DRAWN).enumerate() {
        let y = 6.0 + index as f64 * ROW;
        let (from, to) = (x(goal.factor.min(1.0)), x(goal.factor.max(1.0)));
        marks.push(Mark::Text("capacity-note capacity-before", (LEFT - 8.0, y + 12.0), goal.name.clone()));
        marks.push(Mark::Box("capacity-swing", [from, y, (to - from).max(1.0), ROW - 8.0]));
        let words = format!("{} ({})", goal.then, Format::Factor.text(goal.factor));
        marks.push(Mark::Text("capacity-note", (LEFT + WIDE + 8.0, y + 12.0), words));
    }
    let height = 10.0 + drawn as f64 * ROW;
    marks.push(Mark::Line("capacity-here", vec![(middle, 0.0), (middle, height)]));
    marks.push(Mark::Text("capacity-note capacity-middle", (middle, height + 12.0), "now".into()));
    let label = format!("How far the {drawn} nearest figures can go; the table has all of them");
    Drawing { width: LEFT + WIDE + 190.0, height: height + 18.0, label, marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_with_four_digits_and_their_unit() {
        let told = ["2.7182818 ms", "12345.678 MB", "0.000123456", "250m", "x"].map(short);
        assert_eq!(told, ["2.718 ms", "12346 MB", "0.0001235", "250m", "x"]);
    }
}

//! Goal-seek: which values of any input keep any figure of the plan as asked, or why none does.

mod drawing;
mod knob;
mod output;
mod reasons;
mod search;

pub use output::Output;
pub(super) use reasons::reasons;

use self::knob::Knob;
use self::output::Bound;
use self::search::Found;
use super::{Drawing, Panel, Table, words};
use crate::evaluate::{evaluate, size};
use crate::scenario::Ask;
use crate::{Plan, Scenario};

/// The most rows of the table.
const ROWS: usize = 14;
/// A figure that changes by less than this share does not depend on the input.
const SAME: f64 = 1e-9;

/// What can be asked: the inputs that are changed, and the figures that a goal is set on, each with its key in addresses and
/// its name for people.
pub fn choices(plan: &Plan) -> [Vec<(String, String)>; 2] {
    let figures = Output::all(plan).into_iter().map(|(key, name, _)| (key, name)).collect();
    [knob::all(plan), figures]
}

/// A question with all that it takes to answer it.
struct Question<'a> {
    plan: &'a Plan,
    knob: Knob<'a>,
    output: Output,
    name: String,
    bound: Bound,
    /// The figure as it is.
    now: Option<f64>,
}

/// Where the figure is as asked.
fn found(question: &Question<'_>) -> Found {
    let figure = |value: f64| {
        let (scenario, traffic) = question.knob.at(value)?;
        question.output.figure(question.plan, &scenario, traffic)
    };
    search::search(&question.knob.grid(), question.knob.whole, figure, |it| question.bound.holds(it))
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let question = match question(plan, scenario) {
        Ok(question) => question?,
        Err(wrong) => return Some(shown(wrong, None, Table { head: words(["Goal"]), rows: Vec::new() })),
    };
    let found = found(&question);
    let says = format!("{} {}", asked(&question), answer(&question, &found));
    Some(shown(says, drawing::drawing(&question, &found), table(&question, &found)))
}

fn shown(says: String, drawing: Option<Drawing>, table: Table) -> Panel {
    Panel {
        id: "seek",
        title: "Find a figure for a goal",
        says,
        drawing,
        table,
        source: "One input is changed over all values that it takes; where the answer changes it is bisected to a millionth \
                 of the step. Utilisation and response times are told with replicas and cores as they are in this \
                 scenario, needs and costs with everything sized anew",
    }
}

/// What the scenario asks, or what planners ask first; none for a plan without work, and words for what makes no sense.
fn question<'a>(plan: &'a Plan, scenario: &Scenario) -> Result<Option<Question<'a>>, String> {
    let Ok(outcome) = evaluate(plan, scenario) else { return Ok(None) };
    let Some(first) = outcome.bottleneck.as_ref() else { return Ok(None) };
    let usual = format!("{}.busy", first.item);
    let key = scenario.ask(Ask::Goal).unwrap_or(&usual);
    let outputs = Output::all(plan);
    let (_, name, output) = outputs
        .into_iter()
        .find(|(its, ..)| its == key)
        .ok_or_else(|| format!("`{key}` is no figure of this plan."))?;
    let by = scenario.ask(Ask::By).unwrap_or("traffic");
    let kept = if output.is_held() && by != "utilisation" { held(plan, scenario) } else { None };
    let knob = Knob::new(plan, kept.as_ref().unwrap_or(scenario), by);
    let knob = knob.ok_or_else(|| format!("`{by}` is no input that can be changed here."))?;
    let now = knob.at(knob.now).and_then(|(scenario, traffic)| output.figure(plan, &scenario, traffic));
    let bound = match scenario.ask(Ask::Bound) {
        Some(text) => output.bound(plan, text).map_err(|wrong| format!("{wrong}."))?,
        None => output.usual(plan, now.unwrap_or(1.0)),
    };
    Ok(Some(Question { plan, knob, output, name, bound, now }))
}

/// The scenario with as many replicas, and as many cores of each, as it comes to now.
fn held(plan: &Plan, scenario: &Scenario) -> Option<Scenario> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let mut held = scenario.clone();
    for (item, sizing) in plan.items.iter().zip(&sizings).filter(|(_, sizing)| sizing.cores > 0.0) {
        let figures =
            [("replicas", sizing.replicas.to_string()), ("cores", format!("{}cores", sizing.cores))];
        for (field, value) in figures {
            // More than an input takes is left as it is sized.
            held = held.with(plan, &format!("{}.{field}", item.id), &value).unwrap_or(held);
        }
    }
    Some(held)
}

fn asked(question: &Question<'_>) -> String {
    let Question { plan, output, bound, name, .. } = question;
    let word = if bound.least { "at least" } else { "at most" };
    format!("{name}, {word} {}, by {} alone:", output.text(plan, bound.value), within(&question.knob.name))
}

/// A name within a sentence.
fn within(name: &str) -> String {
    match name {
        "Traffic" | "Time" | "Utilisation at most" | "Days of growth" => name.to_lowercase(),
        name => name.to_owned(),
    }
}

fn answer(question: &Question<'_>, found: &Found) -> String {
    let Question { plan, knob, output, bound, .. } = question;
    let known: Vec<_> = found.seen.iter().filter_map(|(value, its)| Some((*value, (*its)?))).collect();
    let figures = || known.iter().map(|(_, its)| *its);
    let (least, most) =
        (figures().fold(f64::INFINITY, f64::min), figures().fold(f64::NEG_INFINITY, f64::max));
    let Some((low, high)) = known.first().zip(known.last()) else {
        return "no answer, because the figure has no value at any of them.".into();
    };
    if most - least <= SAME * most.abs() {
        let all = if bound.holds(most) { "which is as asked" } else { "which is not as asked" };
        return format!(
            "no answer, because it changes nothing: it is {} throughout, {all}.",
            output.text(plan, most)
        );
    }
    let range = format!("from {} to {}", knob.text(low.0), knob.text(high.0));
    if found.spans.is_empty() {
        let (best, of) = if bound.least { ("at most", most) } else { ("at least", least) };
        let at = known.iter().find(|(_, its)| *its == of).map_or(low.0, |(value, _)| *value);
        return format!("no answer. {range} it is {best} {}, at {}.", output.text(plan, of), knob.text(at))
            .replacen(". from", ". From", 1);
    }
    let spans: Vec<_> = found.spans.iter().map(|span| span_text(question, *span, (low.0, high.0))).collect();
    let now = question.now.map_or("it has no value now".into(), |now| {
        let word = if bound.holds(now) { "as asked" } else { "not as asked" };
        format!("now, at {}, it is {}, {word}", knob.text(knob.now), output.text(plan, now))
    });
    format!("{}; {now}.", spans.join(", and "))
}

fn span_text(question: &Question<'_>, (from, to): (f64, f64), (low, high): (f64, f64)) -> String {
    let knob = &question.knob;
    match (from <= low, to >= high) {
        (true, true) => format!("any value does, from {} to {}", knob.text(low), knob.text(high)),
        (true, false) => format!("up to {}", knob.text(to)),
        (false, true) => format!("from {} on", knob.text(from)),
        (false, false) => format!("from {} to {}", knob.text(from), knob.text(to)),
    }
}

/// The values of the input that are shown, rising.
fn values(question: &Question<'_>, found: &Found) -> Vec<f64> {
    let knob = &question.knob;
    let ends = found.spans.iter().flat_map(|(from, to)| [*from, *to]);
    let step = found.seen.len().div_ceil(ROWS).max(1);
    let mut values: Vec<f64> = found.seen.iter().step_by(step).map(|(value, _)| *value).chain(ends).collect();
    values.extend([knob.now].iter().filter(|now| (knob.range.0..=knob.range.1).contains(*now)));
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}

fn table(question: &Question<'_>, found: &Found) -> Table {
    let Question { plan, knob, output, bound, name, .. } = question;
    let rows = values(question, found).into_iter().map(|value| {
        let its = knob.at(value).and_then(|(scenario, traffic)| output.figure(plan, &scenario, traffic));
        let holds = if its.is_some_and(|its| bound.holds(its)) { "yes" } else { "no" };
        let text = its.map_or("no value".into(), |its| output.text(plan, its));
        let now = if value == knob.now { ", now" } else { "" };
        vec![format!("{}{now}", knob.text(value)), text, holds.to_owned()]
    });
    Table { head: vec![knob.name.clone(), name.clone(), "As asked".into()], rows: rows.collect() }
}

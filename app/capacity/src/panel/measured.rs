//! What was measured beside what the plan assumes: how far each figure is off, and since when that is known.

use super::reasons::{Reasons, named};
use super::rows;
use super::{Panel, Table, words};
use crate::scenario::Input;
use crate::trace::Law;
use crate::units::{Format, si};
use crate::{Plan, Scenario};

/// From this factor on, up or down, a plan's figure is worth replacing.
const FAR: f64 = 1.2;

/// A figure of which both values are known.
struct Row {
    name: String,
    plan: String,
    measured: String,
    /// How many times the plan's value was measured; none where the plan has none, or zero.
    ratio: Option<f64>,
    day: String,
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let inputs = scenario.inputs(plan);
    let rows: Vec<_> = inputs.iter().filter_map(|input| row(plan, scenario, input)).collect();
    let cells = |row: &Row| {
        let ratio = row.ratio.map_or("-".to_owned(), |ratio| Format::Factor.text(ratio));
        let day = if row.day.is_empty() { "not stated" } else { &row.day };
        vec![row.name.clone(), row.plan.clone(), row.measured.clone(), ratio, day.to_owned()]
    };
    (!rows.is_empty()).then(|| Panel {
        id: "measured",
        title: "Measured against the plan",
        says: says(&rows),
        drawing: None,
        table: Table {
            head: words(["Figure", "Plan", "Measured", "Measured / plan", "Measured on"]),
            rows: rows.iter().map(cells).collect(),
        },
        source: "The value in force over the plan's own, both in base units",
    })
}

fn row(plan: &Plan, scenario: &Scenario, input: &Input) -> Option<Row> {
    let day = scenario.measured_on(&input.key)?.to_owned();
    let item = input.item.as_ref().and_then(|id| plan.item(id)).map(|item| item.name.as_str());
    let name = item.map_or(input.label.to_owned(), |item| format!("{item}: {}", input.label));
    let ratio = amount(&input.value).zip(amount(&input.planned)).map(|(measured, plan)| measured / plan);
    let ratio = ratio.filter(|ratio| ratio.is_finite());
    let planned = if input.planned.is_empty() { "as sized" } else { &input.planned };
    Some(Row { name, plan: planned.to_owned(), measured: input.value.clone(), ratio, day })
}

/// How the ratio of a row comes about, else the farthest.
pub(super) fn reasons(plan: &Plan, scenario: &Scenario, asked: Option<rows::Row<'_>>) -> Option<Reasons> {
    let inputs = scenario.inputs(plan);
    let all = inputs.iter().filter_map(|input| Some((row(plan, scenario, input)?, input)));
    let known = |(row, input): (Row, &Input)| {
        Some((row.name, row.ratio?, amount(&input.value)?, amount(&input.planned)?))
    };
    let (name, ratio, measured, planned) = match asked {
        Some(asked) => all.map(known).nth(asked.place)??,
        None => all.filter_map(known).max_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?,
    };
    let trace = Law {
        formula: "ratio = m / p",
        symbols: &[("m", "measured, in base units"), ("p", "the plan's own, in base units")],
        source: "Arithmetic",
        validity: "values that are not zero",
    }
    .trace(&[measured, planned], ratio);
    Some(vec![(named(&name, "measured / plan"), trace)])
}

/// How far a ratio is from 1, up or down.
fn distance(ratio: f64) -> f64 {
    if ratio > 0.0 { ratio.max(1.0 / ratio) } else { f64::MAX }
}

/// A value as it stands in a field, in base units; nothing for a range.
fn amount(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| si(text).ok()).filter(|amount: &f64| amount.is_finite())
}

fn says(rows: &[Row]) -> String {
    let count = match rows.len() {
        1 => "One figure was".to_owned(),
        more => format!("{more} figures were"),
    };
    let known = rows.iter().filter_map(|row| Some((row, row.ratio?)));
    let far = known.max_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    match far {
        Some((row, ratio)) if distance(ratio) >= FAR => {
            let (name, factor) = (&row.name, Format::Factor.text(ratio));
            format!("{count} measured. Farthest off is {name}, with {factor} what the plan assumes.")
        }
        Some(_) => format!("{count} measured, and none is off by a fifth of what the plan assumes."),
        None => format!("{count} measured that the plan itself leaves open."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_and_without_units_are_amounts() {
        assert_eq!((amount("0.5"), amount("2 kB"), amount("")), (Some(0.5), Some(2000.0), None));
        assert_eq!(amount("1 to 4"), None);
    }
}

//! A scenario for people and spreadsheets: a report in Markdown, all inputs and figures as comma-separated values,
//! and the drawn system.

use super::{MARK, address};
use crate::evaluate::evaluate;
use crate::panel::{self, markup};
use crate::{Error, Plan, Scenario, Trace, sources};

/// The report: verdicts, figures with their formulas and sources, and every panel. Errors as `evaluate` does.
pub fn markdown(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let outcome = evaluate(plan, scenario)?;
    let mut text =
        format!("# Capacity of {}\n\n{}\n\n`{MARK}{}`\n\n", plan.name, plan.summary, address(plan, scenario));
    text += "## Verdicts\n\n";
    for verdict in &outcome.verdicts {
        text += &format!("- {}\n", verdict.sentence());
    }
    text += "\n## Inputs\n\n| Input | Value | Set by |\n|---|---|---|\n";
    for input in scenario.inputs(plan).iter().filter(|input| !input.value.is_empty()) {
        text += &format!("| {} | {} | {} |\n", input.key, input.value, input.origin.word());
    }
    text += "\n## Figures\n\n| Item | Figure | Value | How | Formula |\n|---|---|---|---|---|\n";
    let mut formulas = Formulas::default();
    for item in &outcome.items {
        for (name, figure) in item.figures() {
            let how = figure.trace.substituted.replace('|', "/");
            let formula = formulas.number(&figure.trace);
            text += &format!("| {} | {name} | {} | {how} | {formula} |\n", item.name, figure.text());
        }
    }
    text += &format!("\n## Formulas\n\n{}\n", formulas.list());
    Ok(panel::all(plan, scenario).iter().fold(text, |text, panel| text + &markup::markdown(panel)))
}

/// Formulas in the order in which they are met first.
#[derive(Default)]
struct Formulas<'a>(Vec<&'a Trace>);

impl<'a> Formulas<'a> {
    /// The number of a formula, from 1.
    fn number(&mut self, trace: &'a Trace) -> usize {
        let same = |known: &&Trace| (known.formula, known.source) == (trace.formula, trace.source);
        let place = self.0.iter().position(same).unwrap_or_else(|| {
            self.0.push(trace);
            self.0.len() - 1
        });
        place + 1
    }

    /// Each with its source and where it holds.
    fn list(&self) -> String {
        let entry = |(number, trace): (usize, &&Trace)| {
            let source = sources::markdown(trace.source);
            format!("{number}. `{}`: {source}; holds for {}\n", trace.formula, trace.validity)
        };
        (1..).zip(&self.0).map(entry).collect()
    }
}

/// All inputs and figures, a line each: `input,capsule.cpu,4 ms,default`. Errors as `evaluate` does.
pub fn csv(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let outcome = evaluate(plan, scenario)?;
    let mut rows = vec![cells(["scenario", &format!("{MARK}{}", address(plan, scenario)), "", ""])];
    rows.extend(
        scenario
            .inputs(plan)
            .iter()
            .map(|input| cells(["input", &input.key, &input.value, input.origin.word()])),
    );
    for item in &outcome.items {
        let line = |(name, figure): (&str, &crate::evaluate::Figure)| {
            cells(["result", &format!("{}.{name}", item.id), &figure.text(), &figure.trace.substituted])
        };
        rows.extend(item.figures().into_iter().map(line));
    }
    rows.extend(outcome.verdicts.iter().map(|verdict| {
        cells(["verdict", verdict.resource.name(), &verdict.needed.text(), verdict.level.words()])
    }));
    Ok(markup::csv(&panel::Table { head: cells(["kind", "name", "value", "about"]), rows }))
}

fn cells(cells: [&str; 4]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// The drawn system as a file of its own. Errors as `evaluate` does.
pub fn svg(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    evaluate(plan, scenario)?;
    let panels = panel::all(plan, scenario);
    let drawing = panels.iter().find(|panel| panel.id == "system").and_then(|panel| panel.drawing.as_ref());
    let svg = drawing.map(markup::svg).unwrap_or_default();
    // Alone it has no style sheet: black on white, boxes as outlines.
    let plain = "<style>rect,polyline,path{fill:none;stroke:#333}.capacity-used{fill:#999;stroke:none}\
                 text{font:11px sans-serif}.capacity-name{font-weight:bold}</style>";
    let marked = format!("<desc>{MARK}{}</desc>{plain}", address(plan, scenario).replace('&', "&amp;"));
    Ok(svg.replacen('>', &format!(">{marked}"), 1))
}

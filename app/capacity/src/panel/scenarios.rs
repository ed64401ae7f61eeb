//! This scenario beside the ones that planners ask for next, and what each changes.

use super::{Panel, Table, words};
use crate::evaluate::{Level, Resource, State, evaluate};
use crate::units::Format;
use crate::{Outcome, Plan, Scenario};

/// What is compared: a name, and what it does to the scenario.
const OTHERS: [(&str, &str, Change); 5] = [
    ("Half as much again", "traffic", Change::Times(1.5)),
    ("Twice the load", "traffic", Change::Times(2.0)),
    ("Four times the load", "traffic", Change::Times(4.0)),
    ("Data of three years", "days", Change::To("1095")),
    ("Busy at most 80 %", "utilisation", Change::To("80%")),
];

/// How an input changes.
enum Change {
    /// By this factor of what it is.
    Times(f64),
    /// To this value.
    To(&'static str),
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let here = evaluate(plan, scenario).ok()?;
    let mut rows = vec![row(plan, "This scenario", scenario, &here, None)];
    if !scenario.is_base() {
        let base = Scenario::base();
        rows.extend(
            evaluate(plan, &base)
                .ok()
                .map(|outcome| row(plan, "The plan as it stands", &base, &outcome, Some(&here))),
        );
    }
    rows.extend(OTHERS.iter().filter_map(|(name, key, change)| {
        let value = match change {
            Change::Times(times) => (scenario.traffic() * times).to_string(),
            Change::To(value) => (*value).to_owned(),
        };
        let other = scenario.with(plan, key, &value).ok()?;
        Some(row(plan, name, &other, &evaluate(plan, &other).ok()?, Some(&here)))
    }));
    let mut head = words(["Scenario", "Load"]);
    head.extend(Resource::ALL.map(|resource| resource.name().to_owned()));
    head.extend(words(["Slowest answer, 95 %", "First to give way", "Verdict"]));
    Some(Panel {
        id: "scenarios",
        title: "Scenarios side by side",
        says: "Each row changes one thing of this scenario; in brackets what that does to the need.".into(),
        drawing: None,
        table: Table { head, rows },
        source: "The same evaluation as above, once for each row",
    })
}

fn row(
    plan: &Plan,
    name: &str,
    scenario: &Scenario,
    outcome: &Outcome,
    base: Option<&Outcome>,
) -> Vec<String> {
    let load = Format::Rate.text(plan.load.rps.value.si() * scenario.traffic());
    let mut cells = vec![name.to_owned(), load];
    cells.extend(outcome.verdicts.iter().enumerate().map(|(index, verdict)| {
        let before = base.and_then(|base| base.verdicts.get(index)).map(|before| before.needed.value);
        let change = before.filter(|before| *before > 0.0).map(|before| verdict.needed.value / before - 1.0);
        match change {
            Some(change) if change.abs() >= 0.0005 => {
                format!(
                    "{} ({}{:.0} %)",
                    verdict.needed.text(),
                    if change < 0.0 { "-" } else { "+" },
                    change.abs() * 100.0
                )
            }
            _ => verdict.needed.text(),
        }
    }));
    let slowest = outcome
        .items
        .iter()
        .filter_map(|item| item.response.as_ref())
        .map(|figure| figure.value)
        .fold(0.0, f64::max);
    let first = outcome
        .bottleneck
        .as_ref()
        .map_or("-".to_owned(), |first| format!("{} at {}", first.name, first.ceiling.text()));
    cells.extend([Format::Time.text(slowest), first, verdict(outcome)]);
    cells
}

fn verdict(outcome: &Outcome) -> String {
    if let Some(weak) = outcome.items.iter().find(|item| item.state > State::NoLoss) {
        return format!("does not hold: {} is {}", weak.name, weak.state.words());
    }
    let worst = outcome.verdicts.iter().max_by_key(|verdict| verdict.level);
    match worst {
        Some(worst) if worst.level == Level::Beyond => {
            format!("{} is {}", worst.resource.name(), worst.level.words())
        }
        Some(worst) => worst.level.words().to_owned(),
        None => String::new(),
    }
}

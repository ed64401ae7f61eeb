//! How far a figure can go, and what is in its way there.

use super::{Goal, goals};
use crate::evaluate::size::{self, Sizing};
use crate::evaluate::{Limit, limit, obstacle, sums};
use crate::panel::reasons::{Reasons, busy, named, share, told};
use crate::panel::reverse::there_is;
use crate::panel::rows::Row;
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario};

/// The value of a row with which the answer changes, and what ends it, there and a step beyond.
pub(in crate::panel) fn reasons(plan: &Plan, scenario: &Scenario, row: Row<'_>) -> Option<Reasons> {
    let now = obstacle(plan, scenario, scenario.traffic());
    let goal = goals(plan, scenario, now.as_ref()).into_iter().nth(row.place)?;
    let mut all: Reasons =
        value(&goal).map(|trace| (named(row.name, "how far"), trace)).into_iter().collect();
    let ends = goal.ends.as_ref().or(now.as_ref());
    for (what, text) in [("what holds there", &goal.holds), ("what does not a step away", &goal.breaks)] {
        let its = ends.and_then(|ends| at(plan, &scenario.with(plan, &goal.key, text).ok()?, ends, text));
        all.extend(its.map(|trace| (named(row.name, what), trace)));
    }
    Some(all)
}

/// A figure as typed: its number and its unit.
fn parts(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    Some((number.parse().ok()?, unit))
}

fn value(goal: &Goal) -> Option<Trace> {
    let ((now, _), (then, unit)) = (parts(&goal.now)?, parts(&goal.holds)?);
    let mut trace = Law {
        formula: "v = now * t",
        symbols: &[
            ("now", "the figure as it is, in its own unit"),
            ("t", "the factor at which the answer changes, by doublings or halvings and bisection"),
        ],
        source: "Bisection, each step a whole evaluation",
        validity: "all other figures as they are; whole numbers are rounded",
    }
    .trace(&[now, goal.factor], then);
    trace.substituted += unit;
    Some(trace)
}

/// How near what ends it is to its end in this scenario.
fn at(plan: &Plan, there: &Scenario, ends: &Limit, text: &str) -> Option<Trace> {
    let sizings = size::all(plan, there, there.traffic()).ok()?;
    match ends {
        Limit::Resource(resource) => {
            let (most, sums) = (&plan.resources.recommended, sums(&sizings));
            let words = format!("at {text}, {} of {}", resource.name(), there_is(most, *resource));
            Some(told(&words, share(sums.get(*resource as usize).copied()?, limit(most, *resource))))
        }
        Limit::Item(id) => {
            let place = plan.items.iter().position(|item| item.id == *id)?;
            let (item, its): (_, &Sizing) = plan.items.get(place).zip(sizings.get(place))?;
            let target = there.utilisation();
            Some(told(
                &format!("at {text}, {} of at most {target}", item.name),
                busy(its.offered, its.capacity),
            ))
        }
        Limit::None => None,
    }
}

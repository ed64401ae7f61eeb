//! What a scenario comes to: cost, latency, the date on which it is full, what gives way first, and each resource.

use super::{Column, named};
use crate::evaluate::{Level, Resource, State, evaluate};
use crate::panel::{cost, outlook, when};
use crate::plan::Rates;
use crate::sizing::cost::HOURS;
use crate::units::Format;
use crate::{Outcome, Plan, Scenario};

/// What the scenario of a column comes to.
pub(super) struct Effects {
    load: f64,
    outcome: Outcome,
    /// What it costs in a month, in the plan's currency; none without prices.
    pub cost: Option<f64>,
    /// The slowest service's 95th percentile, in seconds; 0 if none has one.
    pub slowest: f64,
    /// Days until the first resource is full at the growth that is expected; none within five years.
    full: Option<(f64, Resource)>,
}

/// The effects of a column; the error says why it has none.
pub(super) fn effects(plan: &Plan, column: &Column<'_>) -> Result<Effects, String> {
    let scenario = column.scenario.as_ref().map_err(Clone::clone)?;
    let plan = &*named::applied(plan, scenario);
    let outcome = evaluate(plan, scenario).map_err(|error| error.to_string())?;
    let responses = outcome.items.iter().filter_map(|item| item.response.as_ref());
    Ok(Effects {
        load: plan.load.rps.value.si() * scenario.traffic(),
        cost: cost(plan, scenario, column),
        slowest: responses.map(|figure| figure.value).fold(0.0, f64::max),
        full: outlook::expected(plan, scenario),
        outcome,
    })
}

/// The month's cost. What lasts for a while is paid for as long, and the plan as it stands for the rest.
fn cost(plan: &Plan, scenario: &Scenario, column: &Column<'_>) -> Option<f64> {
    let whole = cost::total(plan, scenario)?;
    let Some(share) = lasts(column) else { return Some(whole) };
    let rest = cost::total(plan, &Scenario::base())?;
    Some(rest + (whole - rest) * share)
}

/// What share of a month it lasts; none where it does for good.
pub(super) fn lasts(column: &Column<'_>) -> Option<f64> {
    let lasts = column.named.and_then(|named| named.lasts.as_ref())?;
    Some((lasts.value.si() / (HOURS * 3600.0)).min(1.0))
}

/// Rows of all effects: a name, and a cell for each column with its change from the first. Dates count from the day of
/// `scenario`.
pub(super) fn rows(
    (plan, scenario): (&Plan, &Scenario),
    columns: &[Column<'_>],
    effects: &[Result<Effects, String>],
) -> Vec<Vec<String>> {
    let base = effects.first().and_then(|effects| effects.as_ref().ok());
    let row = |name: &str, cell: &dyn Fn(&Effects) -> String| {
        let cells = effects.iter().map(|its| its.as_ref().map_or("-".into(), cell));
        std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>()
    };
    let mut rows = vec![row("Load", &|its| Format::Rate.text(its.load))];
    if effects.iter().flatten().any(|its| its.cost.is_some()) {
        let change = |its: &Effects| change(its.cost?, base?.cost?);
        let text = |its: &Effects| {
            its.cost.map_or("-".into(), |cost| money(plan, cost)) + &change(its).unwrap_or_default()
        };
        rows.push(row("Cost a month", &text));
    }
    let slowest = |its: &Effects| {
        let change = base.and_then(|base| change(its.slowest, base.slowest));
        Format::Time.text(its.slowest) + &change.unwrap_or_default()
    };
    rows.push(row("Slowest answer, 95 %", &slowest));
    if plan.load.growth_per_year.is_some() {
        rows.push(row("Full, P50", &|its| full(scenario, its, base)));
    }
    rows.push(row("First to give way", &first));
    rows.push(
        std::iter::once("Verdict".to_owned())
            .chain(
                effects.iter().map(|its| its.as_ref().map_or_else(Clone::clone, |its| verdict(&its.outcome))),
            )
            .collect(),
    );
    for resource in Resource::ALL {
        let needed = |its: &Effects| its.outcome.totals.get(resource).value;
        let cell = |its: &Effects| {
            let change = base.and_then(|base| change(needed(its), needed(base)));
            its.outcome.totals.get(resource).text() + &change.unwrap_or_default()
        };
        rows.push(row(resource.name(), &cell));
    }
    debug_assert!(rows.iter().all(|row| row.len() == columns.len() + 1));
    rows
}

/// An amount of the plan's money for people.
pub(super) fn money(plan: &Plan, amount: f64) -> String {
    Rates::in_force(plan).text(amount)
}

/// ` (+50 %)`; nothing where it is the same or there is nothing to compare with.
fn change(value: f64, base: f64) -> Option<String> {
    let share = if base > 0.0 { value / base - 1.0 } else { 0.0 };
    let sign = if share < 0.0 { "-" } else { "+" };
    (share.abs() >= 0.005).then(|| format!(" ({sign}{:.0} %)", share.abs() * 100.0))
}

fn full(scenario: &Scenario, its: &Effects, base: Option<&Effects>) -> String {
    let Some((days, resource)) = its.full else { return "more than 5 years".into() };
    let before = base.and_then(|base| base.full).map(|(before, _)| libm::floor(days) - libm::floor(before));
    let change = match before {
        Some(change) if change < 0.0 => format!(" (-{:.0} d)", -change),
        Some(change) if change > 0.0 => format!(" (+{change:.0} d)"),
        _ => String::new(),
    };
    format!("{}{change}, {}", when::day(scenario, days), resource.name())
}

fn first(its: &Effects) -> String {
    let first = its.outcome.bottleneck.as_ref();
    first.map_or("-".to_owned(), |first| format!("{} at {}", first.name, first.ceiling.text()))
}

fn verdict(outcome: &Outcome) -> String {
    if let Some(weak) =
        outcome.items.iter().max_by_key(|item| item.state).filter(|it| it.state > State::NoLoss)
    {
        return format!("does not hold: {} is {}", weak.name, weak.state.words());
    }
    match outcome.verdicts.iter().max_by_key(|verdict| verdict.level) {
        Some(worst) if worst.level == Level::Beyond => {
            format!("{} is {}", worst.resource.name(), worst.level.words())
        }
        Some(worst) => worst.level.words().to_owned(),
        None => String::new(),
    }
}

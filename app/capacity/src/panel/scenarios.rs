//! Scenarios side by side: the plan as it stands, the one at hand, those that a visitor keeps and those that the plan names.
//! What differs from the base is marked, and each effect has its change in brackets.

mod effect;
pub mod kept;
pub mod named;
mod reasons;

pub(super) use self::reasons::reasons;

use self::effect::Effects;
use super::markup::CHANGED;
use super::tornado::lower;
use super::{Panel, Table, words};
use crate::plan::NamedScenario;
use crate::scenario::{Ask, Input};
use crate::units::Format;
use crate::{Plan, Scenario};

/// A scenario that is compared.
pub struct Column<'a> {
    /// What an address calls it: `plan`, `here`, an id of the plan's, or the number of one that is kept.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its inputs; the error says why it has none.
    pub scenario: Result<Scenario, String>,
    /// The plan's scenario that it was made from.
    pub named: Option<&'a NamedScenario>,
    /// Whether the others are compared with it.
    pub is_base: bool,
}

/// Every scenario that is compared, the base first.
pub fn columns<'a>(plan: &'a Plan, scenario: &Scenario) -> Vec<Column<'a>> {
    let column = |id: String, name: String, scenario: Result<Scenario, String>| {
        let named = scenario.as_ref().ok().and_then(|scenario| named::origin(plan, scenario));
        Column { id, name, scenario, named, is_base: false }
    };
    let mut columns = vec![column("plan".into(), "The plan as it stands".into(), Ok(Scenario::base()))];
    let from = scenario.ask(Ask::Scenario);
    if !scenario.is_base() || from.is_some() {
        let name =
            scenario.ask(Ask::Name).map_or("This scenario".into(), |name| format!("This scenario: {name}"));
        columns.push(column("here".into(), name, Ok(scenario.clone())));
    }
    let kept = kept::list(plan, scenario).into_iter().zip(1..);
    columns.extend(kept.map(|((name, kept), number): (_, u32)| column(number.to_string(), name, Ok(kept))));
    columns.extend(
        plan.scenarios
            .iter()
            .map(|named| column(named.id.clone(), named.name.clone(), named::resolve(plan, named))),
    );
    let wanted = scenario.ask(Ask::Base).unwrap_or("plan");
    let base = columns.iter().position(|column| column.id == wanted).unwrap_or(0);
    columns.iter_mut().skip(base).take(1).for_each(|column| column.is_base = true);
    if let Some(until) = columns.get_mut(..=base) {
        until.rotate_right(1);
    }
    columns
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let columns = columns(plan, scenario);
    let effects: Vec<_> = columns.iter().map(|column| effect::effects(plan, column)).collect();
    let mut rows = effect::rows((plan, scenario), &columns, &effects);
    rows.extend(inputs(plan, &columns));
    let mut head = words(["Figure"]);
    head.extend(columns.iter().map(head_of));
    Some(Panel {
        id: "scenarios",
        title: "Scenarios side by side",
        says: says(plan, &columns, &effects),
        drawing: None,
        table: Table { head, rows },
        source: "The same evaluation as above, once for each column, with the median date of When it is full; what lasts for \
                 a while is paid for as long and lets data grow as long; a lost zone leaves the replicas that are placed in \
                 the others",
    })
}

/// What stands above a column.
fn head_of(column: &Column<'_>) -> String {
    let base = if column.is_base { " (base)" } else { "" };
    format!("{}{base}", column.name)
}

fn says(plan: &Plan, columns: &[Column<'_>], effects: &[Result<Effects, String>]) -> String {
    let known =
        || columns.iter().zip(effects).filter_map(|(column, effects)| Some((column, effects.as_ref().ok()?)));
    let base = columns.first().map_or("the plan", |column| column.name.as_str());
    let mut text =
        format!("Compared with {}: inputs that differ are marked with {CHANGED}.", lower_first(base));
    let dearest =
        known().filter_map(|(column, its)| Some((column, its.cost?))).max_by(|a, b| a.1.total_cmp(&b.1));
    if let Some((column, cost)) = dearest {
        text += &format!(" {} costs most, {} a month.", column.name, effect::money(plan, cost));
    }
    let slowest = known().max_by(|a, b| a.1.slowest.total_cmp(&b.1.slowest));
    if let Some((column, its)) = slowest.filter(|(_, its)| its.slowest > 0.0) {
        text += &format!(" {} answers slowest, 95 % within {}.", column.name, Format::Time.text(its.slowest));
    }
    text
}

fn lower_first(name: &str) -> String {
    if name.starts_with("The plan") || name.starts_with("This scenario") {
        lower_start(name)
    } else {
        name.into()
    }
}

fn lower_start(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A row for each input that is not the same in all columns, marked where it is not that of the base.
fn inputs(plan: &Plan, columns: &[Column<'_>]) -> Vec<Vec<String>> {
    let all: Vec<Option<Vec<Input>>> =
        columns.iter().map(|column| column.scenario.as_ref().ok().map(|it| it.inputs(plan))).collect();
    let count = Scenario::base().inputs(plan).len();
    let input = |column: usize, place: usize| all.get(column)?.as_ref()?.get(place);
    let mut rows: Vec<_> = (0..count)
        .filter_map(|place| {
            let values = (0..columns.len()).map(|column| input(column, place).map(shown)).collect();
            let first = (0..columns.len()).find_map(|column| input(column, place))?;
            differing(name(plan, first), values)
        })
        .collect();
    let of = |what: fn(&NamedScenario) -> Option<String>, usual: &str| {
        columns.iter().map(|column| Some(column.named.and_then(what).unwrap_or(usual.into()))).collect()
    };
    rows.extend(differing("Lasts".into(), of(|it| Some(it.lasts.as_ref()?.value.to_string()), "for good")));
    rows.extend(differing("Zone lost".into(), of(|it| it.loses.clone(), "none")));
    rows.extend(differing("Language model".into(), of(models, "the plan's")));
    rows
}

fn models(named: &NamedScenario) -> Option<String> {
    let model =
        |(item, model): (&String, &crate::plan::Model)| format!("{item}: {} of weights", model.weights.value);
    let models: Vec<_> = named.models.iter().map(model).collect();
    (!models.is_empty()).then(|| models.join(", "))
}

fn shown(input: &Input) -> String {
    if input.value.is_empty() { "as sized".into() } else { input.value.clone() }
}

fn name(plan: &Plan, input: &Input) -> String {
    let item = input.item.as_ref().and_then(|id| plan.item(id));
    item.map_or(input.label.to_owned(), |item| format!("{}, {}", item.name, lower(input.label)))
}

/// A row of these values if one of them differs from the first.
fn differing(name: String, values: Vec<Option<String>>) -> Option<Vec<String>> {
    let base = values.first()?.clone();
    let differs = |value: &Option<String>| value.is_some() && *value != base;
    values.iter().any(differs).then(|| {
        let cell = |value: &Option<String>| {
            let text = value.clone().unwrap_or("-".into());
            if differs(value) { format!("{CHANGED} {text}") } else { text }
        };
        std::iter::once(name).chain(values.iter().map(cell)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_a_row_and_it_is_marked() {
        let some = |values: [&str; 3]| values.map(|value| Some(value.to_owned())).to_vec();
        assert_eq!(differing("x".into(), some(["1", "1", "1"])), None);
        let row = differing("x".into(), some(["1", "2", "1"]));
        assert_eq!(row.as_deref(), Some(["x", "1", "\u{2260} 2", "1"].map(str::to_owned).as_slice()));
    }
}

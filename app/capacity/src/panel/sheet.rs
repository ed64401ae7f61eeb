//! What a visitor may put in the place of a plan's lists: text of a few lines, which the address holds, with a field
//! for it and the way to begin with what the plan has.

use std::borrow::Cow;

use super::markup::escape;
use crate::plan::rates::Sheet;
use crate::plan::{Item, Rates, Shape};
use crate::scenario::Ask;
use crate::{Plan, Scenario, export};

/// Nodes and rates that a scenario brings; the errors say what is wrong with them, and what to write.
#[derive(Default)]
pub(super) struct Brought {
    pub shapes: Option<Result<Vec<Shape>, String>>,
    pub rates: Option<Result<Sheet, String>>,
}

/// What the scenario brings. Prices are in currencies that the rates know: brought rates know those of the prices that stay
/// the plan's, and brought nodes those of the rates in force.
pub(super) fn brought(plan: &Plan, scenario: &Scenario) -> Brought {
    let shapes = scenario.ask(Ask::Shapes).map(Shape::read);
    let stay = if matches!(shapes, Some(Ok(_))) { &[] } else { plan.shapes.as_slice() };
    let rates = scenario.ask(Ask::Rates).map(Sheet::lines).map(|sheet| {
        let rates = Rates::of(&sheet).map_err(|problem| problem.to_string())?;
        priced(&rates, stay, &plan.items).map(|()| sheet)
    });
    let shapes = shapes.map(|shapes| {
        let shapes = shapes?;
        let brought = rates.as_ref().and_then(|rates| Rates::of(rates.as_ref().ok()?).ok());
        priced(&brought.unwrap_or_else(|| Rates::in_force(plan)), &shapes, &[]).map(|()| shapes)
    });
    Brought { shapes, rates }
}

/// Whether the rates know the currency of each price.
fn priced(rates: &Rates, shapes: &[Shape], items: &[Item]) -> Result<(), String> {
    match rates.unpriced(shapes, items) {
        Some((of, why, remedy)) => Err(format!("{of}: {why}; {remedy}")),
        None => Ok(()),
    }
}

/// The plan with the nodes and the rates that the scenario brings; those that make no sense leave the plan's.
pub(crate) fn applied<'a>(plan: &'a Plan, scenario: &Scenario) -> Cow<'a, Plan> {
    if scenario.ask(Ask::Shapes).is_none() && scenario.ask(Ask::Rates).is_none() {
        return Cow::Borrowed(plan);
    }
    let Brought { shapes, rates } = brought(plan, scenario);
    let (shapes, rates) = (shapes.and_then(Result::ok), rates.and_then(Result::ok));
    if shapes.is_none() && rates.is_none() {
        return Cow::Borrowed(plan);
    }
    let mut plan = plan.clone();
    plan.shapes = shapes.unwrap_or(plan.shapes);
    plan.rates = rates.unwrap_or(plan.rates);
    Cow::Owned(plan)
}

/// A list as text.
struct Own {
    ask: Ask,
    key: &'static str,
    label: &'static str,
    help: &'static str,
    /// The plan's own.
    own: String,
}

/// The fields below the panel with this id, for the planner's form; empty for panels without any.
pub(super) fn fields(plan: &Plan, scenario: &Scenario, panel: &str) -> String {
    match panel {
        "front" => shown(plan, scenario, &nodes(plan)),
        "cost" => shown(plan, scenario, &prices(plan)),
        _ => String::new(),
    }
}

fn nodes(plan: &Plan) -> Own {
    Own {
        ask: Ask::Shapes,
        key: "shapes",
        label: "Other nodes, one a line",
        help: "Cores, memory and, if they matter, disk, network, GPUs with the memory of each, and the price; then \
               whose rules say what a node keeps for itself: gke, eks, aks, bare. For example: large: 16 cores, 64 \
               GiB, 1 TB, 10 Gbps, $0.77/h, eks. A price may be in the currency of the rates, such as 0.70 EUR/h. Empty: \
               the plan's.",
        own: plan.shapes.iter().map(Shape::line).collect::<Vec<_>>().join("\n"),
    }
}

fn prices(plan: &Plan) -> Own {
    Own {
        ask: Ask::Rates,
        key: "rates",
        label: "Other rates, one a line",
        help: "currency, and for any but USD what a dollar costs in it; disk_gib_month, object_gib_month, \
               cross_zone_gb, egress_gb; saved_1y, saved_3y, committed_1y, committed_3y; mean_load, \
               egress_per_request; unit, units_month. For example: egress_gb = 0.09. A file with such lines may be \
               dropped here. Empty: the plan's.",
        own: plan.rates.text(),
    }
}

fn shown(plan: &Plan, scenario: &Scenario, sheet: &Own) -> String {
    let (key, label) = (sheet.key, sheet.label);
    let text = scenario.ask(sheet.ask).unwrap_or_default();
    let begun =
        scenario.with(plan, key, &sheet.own).ok().filter(|_| text.is_empty() && !sheet.own.is_empty());
    let begin = begun.map(|to| {
        let address = escape(&format!("/capacity/{}", export::address(plan, &to)));
        format!("<a href=\"{address}#capacity-{key}\" data-asks=\"{key}\">Begin with the plan's {key}</a>")
    });
    format!(
        "<div class=\"capacity-sheet\"><label for=\"capacity-{key}\">{label}</label>\
         <textarea id=\"capacity-{key}\" name=\"{key}\" form=\"capacity-form\" rows=\"4\" spellcheck=\"false\" \
         autocomplete=\"off\" aria-describedby=\"capacity-{key}-words\">\n{}</textarea>\
         <p id=\"capacity-{key}-words\" class=\"capacity-source\">{}</p>\
         <p><button type=\"submit\" form=\"capacity-form\">Use these</button> {}</p></div>",
        escape(text),
        escape(sheet.help),
        begin.unwrap_or_default(),
    )
}

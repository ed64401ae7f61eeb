//! The figures of each item behind a fold: the fields that change them, and how the results come about.
//! A link to its id opens its fold, because browsers open what hides a target.

use super::field;
use super::planner::Desk;
#[cfg(feature = "ssr")]
use super::sheet::Sheet;
use super::table;
use ::capacity::Plan;
#[cfg(feature = "ssr")]
use ::capacity::panel::figures;
use ::capacity::plan::Item;
use ::capacity::scenario::Input;
use leptos::prelude::*;

/// One fold for each item of `plan`; `inputs` are those of the scenario.
pub(super) fn items(desk: Desk, plan: &Plan, inputs: &[Input]) -> impl IntoView + use<> {
    let folds = plan.items.iter().map(|item| fold(desk, item, inputs)).collect_view();
    let assumed = desk.words(|sheet| {
        let (assumed, all) = sheet.assumptions();
        format!(
            "{assumed} of {all} figures are default assumptions. Replace them with what you know or have measured."
        )
    });
    view! {
        <section class="capacity-inputs" aria-labelledby="capacity-inputs">
            <h2 id="capacity-inputs">{"Figures of the items"}</h2>
            <p>{assumed}</p>
            {folds}
        </section>
    }
}

fn fold(desk: Desk, item: &Item, inputs: &[Input]) -> impl IntoView + use<> {
    let own = inputs.iter().enumerate().filter(|(_, input)| input.item.as_ref() == Some(&item.id));
    let fields = own.map(|(place, input)| field::field(desk, place, input)).collect_view();
    view! {
        <details class="capacity-fold">
            <summary>
                <strong>{item.name.clone()}</strong>
                " "
                <span class="capacity-kind">{table::kind(item.kind)}</span>
                " "
                {changes(desk, item)}
            </summary>
            <div class="capacity-inside" id=format!("item-{}", item.id)>
                {item.notes.clone().map(|notes| view! { <p class="capacity-notes">{notes}</p> })}
                <fieldset>
                    <legend>{format!("Inputs of {}", item.name)}</legend>
                    {fields}
                </fieldset>
                <div class="capacity-results"><h3>{"Results"}</h3> {results(desk, item)}</div>
            </div>
        </details>
    }
}

/// The item's figures with their reasons. In the browser a worker draws them anew where somebody sees them.
#[cfg(feature = "ssr")]
fn results(desk: Desk, item: &Item) -> impl IntoView + use<> {
    let of = |sheet: &Sheet| {
        let outcome = sheet.outcome.as_ref().ok()?;
        outcome.items.iter().find(|its| its.id == item.id).map(figures::html)
    };
    let html = desk.sheet.with_untracked(of).unwrap_or_default();
    view! { <div data-figures=item.id.clone() inner_html=html></div> }
}

#[cfg(not(feature = "ssr"))]
fn results(_: Desk, item: &Item) -> impl IntoView + use<> {
    view! { <div data-figures=item.id.clone()></div> }
}

/// How many of the item's figures differ from the plan, or are wrong.
fn changes(desk: Desk, item: &Item) -> impl IntoView + use<> {
    let prefix = format!("{}.", item.id);
    let words = desk.words(move |sheet| {
        let wrong = sheet.problems.iter().filter(|problem| problem.field.starts_with(&prefix)).count();
        let own = sheet.scenario.to_pairs().iter().filter(|(key, _)| key.starts_with(&prefix)).count();
        match (wrong, own) {
            (0, 0) => String::new(),
            (0, own) => format!("{own} changed"),
            (wrong, _) => format!("{wrong} to correct"),
        }
    });
    view! { <span class="capacity-changed">{words}</span> }
}

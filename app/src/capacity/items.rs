//! The figures of each item behind a fold: the fields that change them, and how the results come about.
//! A link to its id opens its fold, because browsers open what hides a target.

use super::explain;
use super::field;
use super::planner::Desk;
use super::table;
use ::capacity::Plan;
use ::capacity::plan::Item;
use ::capacity::scenario::Input;
use leptos::prelude::*;

/// One fold for each item of `plan`; `inputs` are those of the scenario.
pub(super) fn items(desk: Desk, plan: &Plan, inputs: &[Input]) -> impl IntoView + use<> {
    let folds =
        plan.items.iter().enumerate().map(|(index, item)| fold(desk, index, item, inputs)).collect_view();
    let assumed = desk.words(|sheet| {
        let (assumed, all) = sheet.assumptions();
        format!(
            "{assumed} of {all} figures are default assumptions. Replace them with what you know or have measured."
        )
    });
    view! {
        <section class="capacity-inputs" aria-labelledby="capacity-inputs">
            <h2 id="capacity-inputs">"Figures of the items"</h2>
            <p>{assumed}</p>
            {folds}
        </section>
    }
}

fn fold(desk: Desk, index: usize, item: &Item, inputs: &[Input]) -> impl IntoView + use<> {
    let own = inputs.iter().enumerate().filter(|(_, input)| input.item.as_ref() == Some(&item.id));
    let fields = own.map(|(place, input)| field::field(desk, place, input)).collect_view();
    let results = move || desk.sheet.with(|sheet| sheet.item(index).map(explain::figures));
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
                <div class="capacity-results"><h3>"Results"</h3> {results}</div>
            </div>
        </details>
    }
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

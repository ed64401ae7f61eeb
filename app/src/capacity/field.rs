//! One field of the form: its label, what it takes, who set its value, and what is wrong with it.
//! Fields keep their own text; the form's listener hears of every change.

use super::dial::DIALS;
use super::planner::Desk;
use super::sheet::typed;
use ::capacity::scenario::Input as Entry;
use leptos::html::Input;
use leptos::prelude::*;

/// The field of the input at `index`, with `entry` as it is at first.
pub(super) fn field(desk: Desk, index: usize, entry: &Entry) -> impl IntoView + use<> {
    let dial = DIALS.iter().find(|dial| dial.key == entry.key);
    let id = format!("capacity-{}", entry.key);
    let words = format!("{id}-words");
    let node = NodeRef::<Input>::new();
    let key = entry.key.clone();
    let invalid = desk.words(move |sheet| sheet.problem(&key).is_some().to_string());
    let value = desk.pairs.with_untracked(|pairs| typed(pairs, entry));
    view! {
        <div class="capacity-field" class:capacity-dial=dial.is_some()>
            <label for=id.clone()>{entry.label}</label>
            <input
                node_ref=node
                id=id
                name=entry.key.clone()
                type="text"
                inputmode=inputmode(entry)
                autocomplete="off"
                spellcheck="false"
                placeholder=open(entry)
                value=value
                aria-describedby=words.clone()
                aria-invalid=invalid
            />
            {dial.map(|dial| view! { <span class="capacity-unit">{dial.unit()}</span> })}
            {dial.map(|dial| dial.slider(desk, entry.label, node))}
            {said(desk, index, words, entry)}
        </div>
    }
}

/// What holds while the field is empty and the plan leaves the figure open.
fn open(entry: &Entry) -> Option<&'static str> {
    let words = if entry.key.ends_with(".replicas") { "as sized" } else { "for good" };
    entry.planned.is_empty().then_some(words)
}

fn inputmode(entry: &Entry) -> Option<&'static str> {
    let is_number = entry.key == "days" || entry.key.ends_with(".replicas") || entry.key.ends_with(".visits");
    is_number.then_some("decimal")
}

/// What is wrong with the field; else who set its value.
fn said(desk: Desk, index: usize, id: String, entry: &Entry) -> impl IntoView + use<> {
    let (key, source) = (entry.key.clone(), entry.source.clone());
    let problem = desk.words(move |sheet| {
        sheet
            .problem(&key)
            .map_or(String::new(), |problem| format!("{}; {}", problem.message, problem.remedy))
    });
    let origin = || desk.words(move |sheet| sheet.inputs.get(index).map_or("", origin).to_owned());
    let origin = entry.item.is_some().then(|| {
        view! { <span class="capacity-origin" data-origin=origin() title=source>{origin()}</span> }
    });
    view! {
        <p class="capacity-said" id=id>
            {origin}
            " "
            <span class="capacity-wrong">{problem}</span>
        </p>
    }
}

/// Who set the value in force; nobody if there is none.
fn origin(input: &Entry) -> &'static str {
    if input.value.is_empty() { "" } else { input.origin.word() }
}

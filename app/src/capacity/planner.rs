//! The island: the form and its results. The server draws it whole; in the browser it computes as one types,
//! keeps the scenario in the address, and reads the verdict out once the typing pauses.

use super::sheet::{Pairs, Sheet, put};
use super::{field, items, outlook, table, verdict};
use crate::route::Route;
use ::capacity::Plan;
use leptos::ev::SubmitEvent;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement};
use std::sync::Arc;

/// What the parts of the island share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is typed.
    pub pairs: RwSignal<Pairs>,
    /// What follows from it.
    pub sheet: Memo<Sheet>,
    /// True once the browser computes.
    pub live: RwSignal<bool>,
    /// The verdict as it is read out.
    pub told: RwSignal<String>,
    /// The address that the browser would not copy by itself.
    pub link: RwSignal<Option<String>>,
    /// What happened to the link.
    pub copied: RwSignal<&'static str>,
}

impl Desk {
    fn new(plan: Arc<Plan>, pairs: Pairs) -> Desk {
        let pairs = RwSignal::new(pairs);
        let sheet = Memo::new(move |_| pairs.with(|pairs| Sheet::of(&plan, pairs)));
        let (live, told) = (RwSignal::new(false), RwSignal::new(String::new()));
        Desk { pairs, sheet, live, told, link: RwSignal::new(None), copied: RwSignal::new("") }
    }
}

/// The form of `plan` with `pairs` filled in, and what follows from them.
#[island]
pub fn Planner(
    /// What is planned.
    plan: Plan,
    /// Keys and values of the address's query.
    pairs: Pairs,
) -> impl IntoView {
    let plan = Arc::new(plan);
    let desk = Desk::new(plan.clone(), pairs);
    let form = NodeRef::<Form>::new();
    #[cfg(feature = "planner")]
    super::browser::attach(desk, form);
    let inputs = desk.sheet.with_untracked(|sheet| sheet.inputs.clone());
    let dials = inputs.iter().enumerate().filter(|(_, input)| input.item.is_none());
    let dials = dials.map(|(index, input)| field::field(desk, index, input)).collect_view();
    let items = items::items(desk, &plan, &inputs);
    let action = Route::Capacity(Some(plan.id.clone())).path();
    let actions = actions(desk, &plan);
    let keep = move |event: SubmitEvent| {
        if desk.live.get_untracked() {
            event.prevent_default();
        }
    };
    view! {
        <form
            class="capacity-planner"
            method="get"
            action=action
            autocomplete="off"
            node_ref=form
            on:submit=keep
            on:input=move |event| desk.pairs.update(|pairs| heard(pairs, &event))
        >
            <section class="capacity-scenario" aria-labelledby="capacity-scenario">
                <h2 id="capacity-scenario">"Scenario"</h2>
                {dials}
                {actions}
            </section>
            <section class="capacity-answer" aria-labelledby="capacity-answer">
                <h2 id="capacity-answer">"What it needs"</h2>
                {answer(desk, plan)}
            </section>
            {items}
        </form>
    }
}

/// Takes what was typed into a named field; the sliders have no name and speak for themselves.
fn heard(pairs: &mut Pairs, event: &Event) {
    let field = event_target::<HtmlInputElement>(event);
    let name = field.name();
    if !name.is_empty() {
        put(pairs, &name, field.value());
    }
}

fn actions(desk: Desk, plan: &Plan) -> impl IntoView + use<> {
    let waiting = move || !desk.live.get();
    #[cfg(feature = "planner")]
    let copy = move |_| super::browser::copy_link(desk);
    #[cfg(not(feature = "planner"))]
    let copy = |_| {};
    view! {
        <div class="capacity-actions">
            <button type="submit" hidden=move || desk.live.get()>"Recompute"</button>
            <button type="button" hidden=waiting on:click=copy>"Copy link"</button>
            <a href=Route::Capacity(Some(plan.id.clone())).path()>"Reset to the plan"</a>
            <span class="capacity-copied" role="status">{move || desk.copied.get()}</span>
            <input
                class="capacity-link"
                type="text"
                readonly=true
                aria-label="Link to this scenario"
                hidden=move || desk.link.with(Option::is_none)
                prop:value=move || desk.link.get().unwrap_or_default()
            />
        </div>
    }
}

fn answer(desk: Desk, plan: Arc<Plan>) -> impl IntoView {
    let worst = move || desk.sheet.with(verdict::worst);
    let results = move || desk.sheet.with(|sheet| results(&plan, sheet));
    view! {
        <p class="capacity-headline" data-level=worst>{move || desk.sheet.with(verdict::headline)}</p>
        <p class="frame-unseen" role="status">{move || desk.told.get()}</p>
        {move || desk.sheet.with(problems)}
        {results}
    }
}

fn results(plan: &Plan, sheet: &Sheet) -> AnyView {
    match &sheet.outcome {
        Err(_) => view! { <p>"Change an input to get an answer."</p> }.into_any(),
        Ok(outcome) => view! {
            {verdict::bars(outcome)}
            {outlook::outlook(plan, &sheet.scenario, outcome)}
            {table::table(outcome)}
        }
        .into_any(),
    }
}

/// What is wrong with the inputs, each with the way to its field.
fn problems(sheet: &Sheet) -> Option<impl IntoView + use<>> {
    (!sheet.problems.is_empty()).then(|| {
        let entries = sheet.problems.iter().map(|problem| {
            let known = sheet.inputs.iter().any(|input| input.key == problem.field);
            let field = problem.field.clone();
            let name = match known {
                true => view! { <a href=format!("#capacity-{field}")>{problem.field.clone()}</a> }.into_any(),
                false => view! { <b>{field}</b> }.into_any(),
            };
            view! { <li>{name} ": " {problem.message.clone()} "; " {problem.remedy.clone()} "."</li> }
        });
        view! {
            <div class="capacity-problems">
                <p>"Left out, because it makes no sense:"</p>
                <ul>{entries.collect_view()}</ul>
            </div>
        }
    })
}

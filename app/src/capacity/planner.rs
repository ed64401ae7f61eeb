//! The island: the form and its results. The server draws it whole; in the browser it computes as one types,
//! keeps the scenario in the address, and reads the verdict out once the typing pauses. `public/planner.js` copies the link.
//!
//! What `view!` takes for fixed it keeps as text, which the browser's parser would read: Trusted Types forbid that. So words
//! stand in braces here and in what is drawn here, and what has none takes a value from a constant.

use super::sheet::{Pairs, Sheet};
use super::verdict::{self, Below};
use super::{field, items, outlook, table};
use crate::route::Route;
use ::capacity::Plan;
use leptos::ev::SubmitEvent;
use leptos::html::Form;
use leptos::prelude::*;
use std::sync::Arc;

/// Values of attributes.
const STATUS: &str = "status";
const TEXT: &str = "text";

/// Words that follow a signal, as views and attributes take them. All are of this one type, because each type of
/// view adds to the bundle.
pub(super) type Words = Box<dyn Fn() -> String + Send>;

/// What the parts of the island share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is typed.
    pub pairs: RwSignal<Pairs>,
    /// What follows from it.
    pub sheet: Memo<Sheet>,
    /// How the browser is doing.
    pub browser: RwSignal<Browser>,
}

/// What the browser adds to the page.
#[derive(Default)]
pub(super) struct Browser {
    /// True once it computes.
    pub live: bool,
    /// The verdict as it is read out.
    pub told: String,
}

impl Desk {
    fn new(plan: Arc<Plan>, pairs: Pairs) -> Desk {
        let pairs = RwSignal::new(pairs);
        // Comparing two sheets costs more than drawing one again.
        let sheet = Memo::new_with_compare(move |_| pairs.with(|pairs| Sheet::of(&plan, pairs)), |_, _| true);
        Desk { pairs, sheet, browser: RwSignal::new(Browser::default()) }
    }

    /// Words that follow the sheet.
    pub fn words(self, say: impl Fn(&Sheet) -> String + Send + 'static) -> Words {
        Box::new(move || self.sheet.with(&say))
    }

    fn told(self, say: fn(&Browser) -> String) -> Words {
        Box::new(move || self.browser.with(say))
    }

    /// Whether something is hidden.
    pub fn hidden(self, when: fn(&Browser) -> bool) -> Box<dyn Fn() -> bool + Send> {
        Box::new(move || self.browser.with(when))
    }
}

/// The form of `plan` with `pairs` filled in, and what follows from them.
#[island]
pub fn Planner(
    /// What is planned.
    plan: Plan,
    /// Keys and values of the address's query.
    pairs: Pairs,
    /// What stands below the bars at first.
    below: Below,
) -> impl IntoView {
    let plan = Arc::new(plan);
    let desk = Desk::new(plan.clone(), pairs);
    let form = NodeRef::<Form>::new();
    #[cfg(feature = "planner")]
    super::browser::attach(desk, form);
    // A slider has filled its field before the form hears of it, so each change is taken, and computed, once.
    #[cfg(feature = "planner")]
    let heard = super::browser::ear(desk, form);
    #[cfg(not(feature = "planner"))]
    let heard = |_: &leptos::ev::Event| {};
    let inputs = desk.sheet.with_untracked(|sheet| sheet.inputs.clone());
    let dials = inputs.iter().enumerate().filter(|(_, input)| input.item.is_none());
    let dials = dials.map(|(index, input)| field::field(desk, index, input)).collect_view();
    let items = items::items(desk, &plan, &inputs);
    let action = Route::Capacity(Some(plan.id.clone())).path();
    let actions = actions(desk, &plan);
    let keep = move |event: SubmitEvent| {
        if desk.browser.with_untracked(|browser| browser.live) {
            event.prevent_default();
        }
    };
    view! {
        <form
            id="capacity-form"
            class="capacity-planner"
            method="get"
            action=action
            autocomplete="off"
            node_ref=form
            on:submit=keep
            on:input=move |event| heard(&event)
        >
            <section class="capacity-scenario" aria-labelledby="capacity-scenario">
                <h2 id="capacity-scenario">{"Scenario"}</h2>
                {dials}
                {actions}
            </section>
            <section class="capacity-answer" aria-labelledby="capacity-answer">
                <h2 id="capacity-answer">{"What it needs"}</h2>
                {answer(desk, plan, below)}
            </section>
            {items}
        </form>
    }
}

fn actions(desk: Desk, plan: &Plan) -> impl IntoView + use<> {
    #[cfg(feature = "planner")]
    let settle = move |_| super::browser::settled(desk);
    #[cfg(not(feature = "planner"))]
    let settle = |_| {};
    view! {
        <div class="capacity-actions">
            <button type="submit" hidden=desk.hidden(|browser| browser.live)>"Recompute"</button>
            <button
                type="button"
                class="capacity-share"
                hidden=desk.hidden(|browser| !browser.live)
                on:click=settle
            >
                "Copy link"
            </button>
            <a href=Route::Capacity(Some(plan.id.clone())).path()>"Reset to the plan"</a>
            <span class="capacity-copied" role=STATUS></span>
            <input class="capacity-link" type=TEXT readonly aria-label="Link to this scenario" hidden/>
        </div>
    }
}

fn answer(desk: Desk, plan: Arc<Plan>, below: Below) -> impl IntoView {
    let worst = desk.words(|sheet| verdict::worst(sheet).to_owned());
    let results = move || desk.sheet.with(|sheet| results(&plan, sheet, &below));
    view! {
        <p class="capacity-headline" data-level=worst>{desk.words(verdict::headline)}</p>
        <p class="frame-unseen" role="status">{desk.told(|browser| browser.told.clone())}</p>
        {move || desk.sheet.with(problems)}
        {results}
    }
}

fn results(plan: &Plan, sheet: &Sheet, below: &Below) -> Option<impl IntoView + use<>> {
    sheet.outcome.as_ref().ok().map(|outcome| {
        view! {
            {verdict::bars(outcome, below)}
            {outlook::outlook(plan, &sheet.scenario, outcome)}
            {table::table(outcome)}
        }
    })
}

/// What is wrong with the inputs, each with the way to its field.
fn problems(sheet: &Sheet) -> Option<impl IntoView + use<>> {
    (!sheet.problems.is_empty()).then(|| {
        let entries = sheet.problems.iter().map(|problem| {
            let known = sheet.inputs.iter().any(|input| input.key == problem.field);
            // Without an address it is no link, and reads as plain text.
            let href = known.then(|| format!("#capacity-{}", problem.field));
            let name = view! { <a href=href>{problem.field.clone()}</a> };
            view! { <li>{name} ": " {problem.message.clone()} "; " {problem.remedy.clone()} "."</li> }
        });
        view! {
            <div class="capacity-problems">
                <p>{"Left out, because it makes no sense:"}</p>
                <ul>{entries.collect_view()}</ul>
            </div>
        }
    })
}

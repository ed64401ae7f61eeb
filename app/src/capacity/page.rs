//! The planner's page: which plan, what it covers, the island, and the order in which its items start.

use super::verdict::Below;
use super::{Pairs, Planner, Source, more};
use crate::frame::Frame;
use crate::page::{Bundle, Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::capacity::panel::limits;
use ::capacity::{Plan, Scenario};
use leptos::prelude::*;
use model::time::Day;

/// What the planner's page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct CapacityPage {
    /// Every plan: id and name.
    pub plans: Vec<(String, String)>,
    /// The plan that is shown.
    pub plan: Plan,
    /// The pairs of the address's query, as they came.
    pub pairs: Pairs,
    /// The day on which it is drawn, from which dates are counted.
    pub today: Day,
    /// What its reader may ask for measured figures.
    pub sources: Vec<Source>,
    /// Whether Pharos has metrics of its own for it that its reader may see.
    pub measured: bool,
}

/// What the head says about the planner.
pub fn head(page: &CapacityPage) -> Head {
    let title = format!("Capacity of {}", page.plan.name);
    let description = page.plan.summary.clone();
    let bundle = Some(Bundle::Planner);
    Head { title, description, section: Some(Section::Capacity), bundle, listed: page.pairs.is_empty() }
}

/// What stands in `<main>` of the planner's page.
pub fn body(frame: &Frame, page: &CapacityPage) -> Drawn {
    let plan = page.plan.clone();
    let order = start_up(&plan);
    let more = more::more(&frame.assets, &plan, page);
    let (scenario, _) = Scenario::parse(&plan, &page.pairs);
    let below = Below(limits::html(&plan, &scenario.on(page.today.0)));
    view! {
        <div class="frame-column capacity-page">
            {plans(page, &plan.id)}
            <header class="capacity-head">
                <h1>{format!("Capacity of {}", plan.name)}</h1>
                <p class="capacity-summary">{plan.summary.clone()}</p>
                {load(&plan)}
            </header>
            <Planner plan=plan.without_panels() pairs=page.pairs.clone() below/>
            {more}
            {order}
        </div>
    }
    .drawn()
}

fn plans(page: &CapacityPage, shown: &str) -> impl IntoView + use<> {
    (page.plans.len() > 1).then(|| {
        let links = page.plans.iter().map(|(id, name)| {
            let current = (id == shown).then_some("page");
            view! { <li><a href=Route::Capacity(Some(id.clone())).path() aria-current=current>{name.clone()}</a></li> }
        });
        view! { <nav class="capacity-plans" aria-label="Plans"><ul>{links.collect_view()}</ul></nav> }
    })
}

fn load(plan: &Plan) -> impl IntoView + use<> {
    let load = &plan.load;
    view! {
        <p class="capacity-load">
            "The plan's load: " <b>{load.rps.value.to_string()}</b>
            {format!(" ({}; {}). ", load.name, load.rps.origin.word())}
            {load.notes.clone()}
        </p>
    }
}

/// The stages in order, each with the items that start in it.
fn start_up(plan: &Plan) -> impl IntoView + use<> {
    let stages = plan.stages.iter().enumerate().map(|(index, stage)| {
        let here = plan.items.iter().filter(|item| usize::from(item.stage) == index + 1);
        let names = here.map(|item| view! { <li>{item.name.clone()}</li> }).collect_view();
        view! { <li><strong>{stage.clone()}</strong> <ul>{names}</ul></li> }
    });
    view! {
        <section class="capacity-stages" aria-labelledby="capacity-stages">
            <h2 id="capacity-stages">"Start-up order"</h2>
            <ol>{stages.collect_view()}</ol>
        </section>
    }
}

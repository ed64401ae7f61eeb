//! All plans with what each comes to: the way into the planner.

use super::sheet::Sheet;
use super::verdict;
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::capacity::Plan;
use leptos::prelude::*;
use std::sync::Arc;

/// The page of all plans.
#[derive(Clone, Debug, PartialEq)]
pub struct PlansPage {
    /// Every plan, in the order of the files' names.
    pub plans: Arc<Vec<Plan>>,
}

impl PlansPage {
    /// What the head says about the list.
    pub fn head(&self) -> Head {
        Head {
            title: "Capacity".into(),
            description: "What each system needs at which load, and what gives way first.".into(),
            section: Some(Section::Capacity),
            bundle: None,
            listed: true,
        }
    }

    /// What stands in `<main>` of the list.
    pub fn body(&self) -> Drawn {
        let plans = self.plans.iter().map(entry).collect_view();
        let none = self.plans.is_empty().then(|| {
            view! {
                <p class="capacity-summary">
                    "No system has a capacity plan yet. A plan is a file in the plans folder of the content."
                </p>
            }
        });
        view! {
            <div class="frame-column capacity-page">
                <header class="capacity-head">
                    <h1>"Capacity"</h1>
                    <p class="capacity-summary">{self.head().description}</p>
                </header>
                {none}
                <ul class="capacity-list">{plans}</ul>
                <p class="capacity-source">
                    "The functions behind these figures are held against published results: "
                    <a href=Route::Golden.path()>"golden cases"</a> "."
                </p>
            </div>
        }
        .drawn()
    }
}

/// A plan at its base load.
fn entry(plan: &Plan) -> impl IntoView + use<> {
    let sheet = Sheet::of(plan, &[]);
    let (assumed, all) = sheet.assumptions();
    let first = sheet.outcome.as_ref().ok().and_then(|outcome| outcome.bottleneck.as_ref());
    let first = first.map(|first| format!(" {} gives way first, at {}.", first.name, first.ceiling.text()));
    let load = format!("{} ({})", plan.load.rps.value, plan.load.name);
    view! {
        <li class="capacity-entry" data-level=verdict::worst(&sheet)>
            <h2><a href=Route::Capacity(Some(plan.id.clone())).path()>{plan.name.clone()}</a></h2>
            <p>{plan.summary.clone()}</p>
            <p class="capacity-headline">{verdict::headline(&sheet)}{first}</p>
            <p class="capacity-source">
                {format!("Planned for {load}; {} items; {assumed} of {all} figures are default assumptions.", plan.items.len())}
            </p>
        </li>
    }
}

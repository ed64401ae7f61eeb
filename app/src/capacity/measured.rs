//! What a measurement says of a plan: each figure beside the one that it would replace, to be taken or left. The form leads
//! to the plan's page, whose address then holds what was taken.

use super::Pairs;
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::capacity::import::{Figure, Told};
use ::capacity::scenario::MEASURED;
use leptos::prelude::*;

/// The most names that are listed of what tells nothing.
const MOST: usize = 40;

/// What was measured, and for which plan in which scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredPage {
    /// Id and name of the plan.
    pub plan: (String, String),
    /// The scenario that it is added to.
    pub pairs: Pairs,
    /// What it says; each figure with the day on which it was measured.
    pub figures: Vec<(Figure, String)>,
    /// What says nothing: names and reasons.
    pub unused: Vec<(String, String)>,
    /// How many series there are.
    pub series: usize,
}

impl MeasuredPage {
    /// The page of what was told by so many series; `day` writes an instant, in seconds since 1970.
    pub fn of(
        plan: &::capacity::Plan,
        pairs: Pairs,
        told: Told,
        series: usize,
        day: impl Fn(f64) -> String,
    ) -> Self {
        let figures = told.figures.into_iter().map(|figure| {
            let day = day(figure.at);
            (figure, day)
        });
        let plan = (plan.id.clone(), plan.name.clone());
        MeasuredPage { plan, pairs, figures: figures.collect(), unused: told.unused, series }
    }

    /// What the head says about it.
    pub fn head(&self) -> Head {
        Head {
            title: format!("Measured figures for {}", self.plan.1),
            description: "What was measured, beside what the plan assumes.".into(),
            section: Some(Section::Capacity),
            bundle: None,
            listed: false,
        }
    }

    /// What stands in `<main>`.
    pub fn body(&self) -> Drawn {
        let base = Route::Capacity(Some(self.plan.0.clone())).path();
        let form = (!self.figures.is_empty()).then(|| self.form(base.clone()));
        view! {
            <div class="frame-column capacity-page">
                <header class="capacity-head">
                    <h1>{self.head().title}</h1>
                    <p class="capacity-summary">{self.sentence()}</p>
                </header>
                {form}
                {self.left()}
                <p><a href=base>"Back to the plan"</a></p>
            </div>
        }
        .drawn()
    }

    fn sentence(&self) -> String {
        let series =
            if self.series == 1 { "One series was".into() } else { format!("{} series were", self.series) };
        match self.figures.len() {
            0 => format!("{series} read, and none tells a figure of this plan."),
            1 => format!("{series} read, which tell one figure of this plan."),
            count => format!("{series} read, which tell {count} figures of this plan."),
        }
    }

    fn form(&self, action: String) -> impl IntoView + use<> {
        // What is taken stands in the place of what the scenario has by the same key, because the last one counts.
        let kept = self.pairs.iter().map(|(key, value)| {
            view! { <input type="hidden" name=key.clone() value=value.clone()/> }
        });
        let kept = kept.collect_view();
        let rows = self.figures.iter().map(|(figure, day)| row(figure, day)).collect_view();
        view! {
            <form class="capacity-taken" method="get" action=action autocomplete="off">
                {kept}
                <div class="capacity-scroll" role="region" aria-label="Measured figures" tabindex="0">
                    <table class="capacity-figures-table">
                        <caption class="frame-unseen">"Measured figures"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Take"</th>
                                <th scope="col">"Now"</th>
                                <th scope="col">"Measured"</th>
                                <th scope="col">"On"</th>
                                <th scope="col">"How"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <button type="submit">"Take these into the scenario"</button>
            </form>
        }
    }

    fn left(&self) -> impl IntoView + use<> {
        let more = self.unused.len().saturating_sub(MOST);
        let entries = self.unused.iter().take(MOST).map(|(name, why)| {
            view! { <li><code>{name.clone()}</code> ": " {why.clone()}</li> }
        });
        let entries = entries.collect_view();
        (!self.unused.is_empty()).then(|| {
            view! {
                <section class="capacity-left" aria-labelledby="capacity-left">
                    <h2 id="capacity-left">"Not used"</h2>
                    <ul>{entries}</ul>
                    {(more > 0).then(|| format!("and {more} more"))}
                </section>
            }
        })
    }
}

fn row(figure: &Figure, day: &str) -> impl IntoView + use<> {
    let value = format!("{}{MEASURED} {day}", figure.value);
    let id = format!("take-{}", figure.key);
    let before = if figure.before.is_empty() { "as sized".to_owned() } else { figure.before.clone() };
    view! {
        <tr>
            <th scope="row">
                <input type="checkbox" id=id.clone() name=figure.key.clone() value=value checked/>
                " "
                <label for=id>{figure.name.clone()}</label>
            </th>
            <td>{before}</td>
            <td>{figure.value.clone()}</td>
            <td>{day.to_owned()}</td>
            <td>{figure.how.clone()}</td>
        </tr>
    }
}

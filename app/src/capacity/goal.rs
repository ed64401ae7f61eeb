//! What can be asked of a plan beside its inputs: which values of one of them keep a figure as wanted. The fields belong to
//! the planner's form by its id, so that the scenario, its address and its files hold the question.

use ::capacity::panel::seek;
use ::capacity::scenario::Ask;
use ::capacity::{Plan, Scenario};
use leptos::prelude::*;

/// The id of the planner's form.
const FORM: &str = "capacity-form";

/// The fields of the question, below the panel with its answer.
pub(super) fn fields(plan: &Plan, scenario: &Scenario) -> impl IntoView + use<> {
    let [inputs, figures] = seek::choices(plan);
    let bound = scenario.ask(Ask::Bound).unwrap_or_default().to_owned();
    // A load test came in as a file; it stays with the scenario without a field of its own.
    let test = scenario.ask(Ask::Test).map(|test| {
        let test = test.to_owned();
        view! { <input type="hidden" name="test" form=FORM value=test/> }
    });
    view! {
        <div class="capacity-ask" role="group" aria-label="Another goal">
            <label for="capacity-goal">"Figure"</label>
            {choice("goal", "what gives way first", figures, scenario.ask(Ask::Goal))}
            <label for="capacity-bound">"Is to be"</label>
            <input
                id="capacity-bound"
                name="bound"
                form=FORM
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder="70 %"
                aria-describedby="capacity-bound-words"
                value=bound
            />
            <label for="capacity-by">"By changing"</label>
            {choice("by", "Traffic", inputs, scenario.ask(Ask::By))}
            {test}
            <button type="submit" form=FORM>"Find"</button>
            <p id="capacity-bound-words" class="capacity-source">
                "At most so much, with its unit: 70 %, 300 ms, 2 TB, $500, minimum, recommended; or at least, as in: \
                 at least 4."
            </p>
        </div>
    }
}

/// A selection of which the first entry stands for nothing said.
fn choice(
    name: &'static str,
    usual: &'static str,
    entries: Vec<(String, String)>,
    asked: Option<&str>,
) -> impl IntoView + use<> {
    let options = entries.into_iter().filter(|(_, name)| name != usual).map(|(key, name)| {
        let is_asked = asked == Some(key.as_str());
        view! { <option value=key selected=is_asked>{name}</option> }
    });
    let options = options.collect_view();
    view! {
        <select id=format!("capacity-{name}") name=name form=FORM autocomplete="off">
            <option value="">{usual}</option>
            {options}
        </select>
    }
}

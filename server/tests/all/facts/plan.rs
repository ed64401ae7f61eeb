//! What the page on capacity works out in words, against the plan: its tables are drawn from it, its examples are typed.

use super::content::Content;
use super::fact::even;
use capacity::plan::Scaling;
use capacity::{Plan, Scenario, evaluate};

const PAGE: &str = "docs/butterfly/capacity-planning.md";

/// Examples that say something else than the plan does.
pub fn problems(content: &Content) -> Vec<String> {
    let plan = content.meant.plans.iter().find(|plan| plan.id == "butterfly").expect("the plan is there");
    let page = even(&content.text(PAGE).unwrap());
    let load = format!("a base load of {} requests per second at NEXUS", plan.load.rps.value.si());
    let examples = ["perception", "postgresql"].map(|id| worked_out(plan, id));
    let missing = [load].into_iter().chain(examples).filter(|text| !page.contains(text));
    missing
        .map(|text| format!("content/{PAGE}: does not say `{text}`, as the plan does; correct it"))
        .collect()
}

/// How busy an item is at the base load, worked out: `200 x 0.6 x 0.005 s / (3 x 0.5 cores) = 40 %`.
fn worked_out(plan: &Plan, id: &str) -> String {
    let at = plan.items.iter().position(|item| item.id == id).expect("the item is there");
    let (item, visits) = (&plan.items[at], plan.visits()[at]);
    let outcome = evaluate(plan, &Scenario::base()).unwrap();
    let busy = outcome.items[at].utilisation.text();
    let (load, cpu, cores) = (plan.load.rps.value.si(), item.cpu.value.si(), item.cores.value.si());
    let cores = match item.scaling {
        Scaling::Out => format!("({} x {cores} cores)", item.replicas.value),
        Scaling::Up => format!("{cores} cores"),
    };
    format!("{load} x {visits:.1} x {cpu} s / {cores} = {busy}")
}

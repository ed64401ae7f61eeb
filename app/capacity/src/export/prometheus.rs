//! Alerting rules of Prometheus that watch a plan: when reality leaves what was planned.

use std::fmt::Write;

use super::{MARK, address, quoted};
use crate::evaluate::evaluate;
use crate::plan::Kind;
use crate::units::Format;
use crate::{Error, Plan, Scenario};

/// Share of the headroom from which on more has to be ordered.
const ORDER: f64 = 0.8;

/// Rules for the load as a whole, and for the processor and the memory of each item that runs. Errors as `evaluate`
/// does.
pub fn rules(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let outcome = evaluate(plan, scenario)?;
    let load = plan.load.rps.value.si();
    let most = outcome.headroom.traffic.value * load;
    let mut file = format!(
        "# Alerts for the plan of {}. `plan:load:rps` is a recording rule of yours: {}.\n# {MARK}{}\n\
         groups:\n  - name: {}\n    rules:\n",
        plan.name.replace(['\n', '\r'], " "),
        plan.load.name.replace(['\n', '\r'], " "),
        address(plan, scenario),
        quoted(&format!("{}-capacity", plan.id)),
    );
    let planned = load * scenario.traffic();
    let told = format!("The load is above the {} that are planned", Format::Rate.text(planned));
    file += &rule("PlanLoadExceeded", "", &format!("plan:load:rps > {planned}"), "15m", &told);
    let told = format!(
        "The load is above 80 % of the {} that the recommended resources carry",
        Format::Rate.text(most)
    );
    file += &rule("PlanHeadroomLow", "", &format!("plan:load:rps > {}", most * ORDER), "15m", &told);
    for item in outcome.items.iter().filter(|item| item.kind != Kind::Archive) {
        let (cores, memory, target) = (item.cpu.value, item.memory.value, scenario.utilisation());
        let label = format!(", item: {}", item.id);
        let of = |metric: &str| format!("{metric}{{container={}}}", quoted(&item.id));
        let busy = format!("sum(rate({}[5m])) / {cores} > {target}", of("container_cpu_usage_seconds_total"));
        let told = format!("{} is busier than the target of {}", item.name, Format::Share.text(target));
        file += &rule("PlanItemBusy", &label, &busy, "30m", &told);
        let full = format!("sum({}) / {memory} > 0.9", of("container_memory_working_set_bytes"));
        let told = format!("{} uses 90 % of its planned memory", item.name);
        file += &rule("PlanItemMemory", &label, &full, "30m", &told);
    }
    Ok(file)
}

fn rule(name: &str, label: &str, expression: &str, held: &str, summary: &str) -> String {
    let mut text = String::new();
    // Writing to a string does not fail. Braces in a summary would be a template.
    let _ = write!(
        text,
        "      - alert: {name}\n        expr: {}\n        for: {held}\n        labels: {{ severity: warning{label} }}\n        \
         annotations: {{ summary: {} }}\n",
        quoted(expression),
        quoted(&summary.replace("{{", "{ {"))
    );
    text
}

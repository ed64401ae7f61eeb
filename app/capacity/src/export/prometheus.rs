//! Rules of Prometheus that watch a plan: when reality leaves what was planned, and when errors use up the budget of an
//! objective too fast.

use std::fmt::Write;

use super::{MARK, address, quoted};
use crate::evaluate::evaluate;
use crate::plan::Kind;
use crate::units::Format;
use crate::{Error, Plan, Scenario, slo};

/// Share of the headroom from which on more has to be ordered.
const ORDER: f64 = 0.8;

/// The objective whose budget is watched, in percent, and over how many days: to be replaced by that of the system.
const OBJECTIVE: f64 = 99.9;
const PERIOD: f64 = 30.0;
/// Share of the budget that may be used within so many hours until somebody is paged, with the short window that says that it
/// still goes on. Source: Google, The Site Reliability Workbook (2018), chapter 5, table 5-8.
const BURNS: [(f64, f64, &str, &str); 2] = [(0.02, 1.0, "1h", "5m"), (0.05, 6.0, "6h", "30m")];
/// The share of errors, over a window in the place of `WINDOW`.
const ERRORS: &str =
    "sum(rate(http_requests_total{code=~\"5..\"}[WINDOW])) / sum(rate(http_requests_total[WINDOW]))";

/// What is recorded; then rules for the load as a whole, for the processor, the memory and the disk of each item that runs, and
/// for errors. Errors as `evaluate` does.
pub fn rules(plan: &Plan, scenario: &Scenario) -> Result<String, Error> {
    let outcome = evaluate(plan, scenario)?;
    let load = plan.load.rps.value.si();
    let most = outcome.headroom.traffic.value * load;
    let mut file = format!(
        "# Alerts for the plan of {}. Replace what is recorded by what you have; `plan:load:rps` is {}.\n# {MARK}{}\n\
         groups:\n{}  - name: {}\n    rules:\n",
        plan.name.replace(['\n', '\r'], " "),
        plan.load.name.replace(['\n', '\r'], " "),
        address(plan, scenario),
        recorded(plan),
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
        if item.kind != Kind::Service {
            let volumes =
                format!("{{persistentvolumeclaim=~{}}}", quoted(&format!("data-{}-[0-9]+", item.id)));
            let used = format!("sum(kubelet_volume_stats_used_bytes{volumes})");
            let told = format!("{} uses 80 % of its planned disk", item.name);
            let filled = format!("{used} / {} > {ORDER}", item.storage.value);
            file += &rule("PlanItemDisk", &label, &filled, "30m", &told);
        }
    }
    Ok(file + &burning(plan)?)
}

/// What the alerts look at, as one has it with the usual metrics.
fn recorded(plan: &Plan) -> String {
    let mut file = format!("  - name: {}\n    rules:\n", quoted(&format!("{}-recorded", plan.id)));
    let mut record = |name: &str, expression: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(file, "      - record: {name}\n        expr: {}", quoted(expression));
    };
    record("plan:load:rps", "sum(rate(http_requests_total[5m]))");
    for window in BURNS.iter().flat_map(|(.., long, short)| [long, short]) {
        record(&format!("plan:errors:ratio_rate{window}"), &ERRORS.replace("WINDOW", window));
    }
    file
}

/// Alerts for errors that use up the budget many times faster than it lasts.
fn burning(plan: &Plan) -> Result<String, Error> {
    let mut file = format!("  - name: {}\n    rules:\n", quoted(&format!("{}-errors", plan.id)));
    for (share, hours, long, short) in BURNS {
        let rate = slo::threshold(share, hours, PERIOD * 24.0)?;
        // As one reads it in the book: 14.4 and 6, without what binary fractions add.
        let rate = libm::round(rate * 1e6) / 1e6;
        let allowed = libm::round((100.0 - OBJECTIVE) * 1e6) / 1e8;
        let over = |window: &str| format!("plan:errors:ratio_rate{window} > {rate} * {allowed}");
        let expression = format!("{} and {}", over(long), over(short));
        let told =
            format!("Errors use up the budget of {OBJECTIVE} % over {PERIOD} days {rate} times too fast");
        file += &rule("PlanErrorBudgetBurn", &format!(", window: {long}"), &expression, "2m", &told)
            .replace("severity: warning", "severity: critical");
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

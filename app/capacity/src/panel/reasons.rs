//! How the figures of a panel come about: the formula of each kind of figure with the values put in, of the row that is
//! asked for, else of the case that matters most, as a fold of its section.

mod fewer;

pub(super) use self::fewer::fewer;

use super::failure::reasons as failure;
use super::markup::{self, escape};
use super::rows::{self, Row};
use super::scenarios;
use super::{
    Panel, assumptions, availability, backups, cost, fleet, goal, language, loadtest, measured, nodes,
    outlook, regret, reverse, seek, sheet, spread, system, tornado, worth,
};
use crate::evaluate::{evaluate, strain};
use crate::queue::Mmc;
use crate::trace::{Law, Trace, symbol};
use crate::units::Format;
use crate::{Plan, Scenario, sources};

/// Figures of a panel by name, each with its reasons.
pub(super) type Reasons = Vec<(String, Trace)>;

const SEARCHED: &str = "what was asked changes once between the two values of a bisection";

/// A panel as a section of a page, with a fold that explains its figures.
pub fn section(plan: &Plan, scenario: &Scenario, panel: &Panel) -> String {
    let html = markup::html(panel);
    let names = rows::names(panel);
    // Of the nodes and the rates that the panel is of.
    let in_force = &*sheet::applied(plan, scenario);
    let of = |row: Option<Row<'_>>| of(in_force, scenario, panel, row);
    // A row without figures that follow from others is as none.
    let asked = rows::chosen(scenario, panel, &names).map(|row| (Some(row), of(Some(row))));
    let (row, reasons) = asked.filter(|(_, reasons)| !reasons.is_empty()).unwrap_or_else(|| (None, of(None)));
    match html.strip_suffix("</section>").filter(|_| !reasons.is_empty()) {
        Some(open) => {
            let ways = rows::ways(plan, scenario, panel, &names, row);
            format!("{open}{}</section>", fold_of(panel.title, row.is_some(), &ways, &reasons))
        }
        None => html,
    }
}

/// The reasons of a row of this panel, or of what matters most in it; none where its figures are those of others.
fn of(plan: &Plan, scenario: &Scenario, panel: &Panel, row: Option<Row<'_>>) -> Reasons {
    // What is compared has models of its own, scenario by scenario.
    if let ("scenarios", Some(row)) = (panel.id, row) {
        return scenarios::reasons(plan, scenario, row).unwrap_or_default();
    }
    let plan = &*scenarios::named::applied(plan, scenario);
    let own = match panel.id {
        "failure" => failure(plan, scenario, row),
        "availability" => availability::reasons(plan, scenario, row),
        "outlook" => outlook::reasons(plan, scenario, row),
        "worth" => worth::reasons(plan, scenario, row),
        "fleet" => fleet::reasons(plan, scenario, row),
        "backups" => backups::reasons(plan, scenario, row),
        "tokens" => language::reasons(plan, scenario, row),
        "test" => loadtest::reasons(plan, scenario, row),
        "measured" => measured::reasons(plan, scenario, row),
        "assumptions" => assumptions::reasons(plan, scenario, row),
        "system" => system::reasons(plan, scenario, row),
        "uncertainty" => Some(spread::reasons(plan, scenario, row)),
        "nodes" => nodes::reasons(plan, scenario, row),
        "front" => nodes::front_reasons(plan, scenario, row),
        "regret" => regret::reasons(plan, scenario, row),
        "cost" => cost::reasons(plan, scenario, row),
        "commitment" => cost::commitment_reasons(plan, scenario, row),
        "sensitivity" | "goal" | "seek" | "scenarios" | "reverse" => searched(plan, scenario, panel.id, row),
        _ => None,
    };
    own.unwrap_or_default()
}

/// The reasons of panels whose figures come of searches.
fn searched(plan: &Plan, scenario: &Scenario, id: &str, row: Option<Row<'_>>) -> Option<Reasons> {
    match (id, row) {
        ("sensitivity", Some(row)) => tornado::reasons(plan, scenario, row),
        ("goal", Some(row)) => goal::reasons(plan, scenario, row),
        ("seek", Some(row)) => seek::reasons(plan, scenario, row),
        ("reverse", Some(row)) => reverse::reasons(plan, scenario, row),
        _ => strained(plan, scenario),
    }
}

/// What is needed as a share of the recommended.
pub(super) fn share(need: f64, recommended: f64) -> Trace {
    Law {
        formula: "share = need / recommended",
        symbols: &[("need", "needed, in base units"), ("recommended", "recommended, in base units")],
        source: "Arithmetic",
        validity: "one resource, the needs of all items added up",
    }
    .trace(&[need, recommended], need / recommended)
}

/// How busy this many cores are with so many erlangs.
pub(super) fn busy(offered: f64, cores: f64) -> Trace {
    Law {
        formula: "rho = a / c",
        symbols: &[("a", "offered load in erlangs"), ("c", "cores that share the load")],
        source: "Lazowska et al. (1984), utilisation law",
        validity: "cores that share the load evenly",
    }
    .trace(&[offered, cores], if offered > 0.0 { offered / cores } else { 0.0 })
}

/// The same trace with words before its values, such as what they are of.
pub(super) fn told(words: &str, mut trace: Trace) -> Trace {
    trace.substituted = format!("{words}: {}", trace.substituted);
    trace
}

/// The resource that is strained most, which every search and comparison looks at.
fn strained(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let (outcome, most) = (evaluate(plan, scenario).ok()?, strain(plan, scenario)?);
    let verdict = outcome.verdicts.iter().find(|verdict| verdict.resource == most.resource)?;
    let share = share(verdict.needed.value, verdict.recommended);
    let name = verdict.resource.name();
    let mut all = vec![(named(name, "share of the recommended"), share)];
    all.push((named(name, "needed"), verdict.needed.trace.clone()));
    let mut found = outcome.headroom.traffic.trace.clone();
    found.validity = SEARCHED;
    all.push(("A value that is searched for".into(), found));
    Some(all)
}

/// The time within which this share of answers is given by a queue.
pub(super) fn answered(queue: &Mmc, share: f64, time: f64) -> Trace {
    let (servers, service) = (queue.servers(), Format::Time.text(queue.service()));
    let busy = Format::Share.text(queue.utilisation());
    Trace {
        formula: if share > 0.97 { "P(T > t) = 1 %" } else { "P(T > t) = 5 %" },
        symbols: vec![
            symbol("c", "servers that share the load", f64::from(servers)),
            symbol("S", "mean service time (s)", queue.service()),
            symbol("rho", "share of time that each is busy", queue.utilisation()),
        ],
        substituted: format!(
            "{servers} servers, {service} each, {busy} busy: t = {}",
            Format::Time.text(time)
        ),
        source: "M/M/c response tail, Gross and Harris, Fundamentals of Queueing Theory, ch. 2",
        validity: "random arrivals, exponential service and one shared line",
    }
}

/// The name of a figure of an item, a loss or a resource.
#[inline(never)]
pub(super) fn named(of: &str, what: &str) -> String {
    [of, what].join(", ")
}

/// Figures with their reasons behind a fold, named for those who hear the page.
pub(super) fn fold(title: &str, reasons: &[(String, Trace)]) -> String {
    fold_of(title, false, "", reasons)
}

/// The same below the ways to other rows; open if that is asked for.
fn fold_of(title: &str, is_open: bool, ways: &str, reasons: &[(String, Trace)]) -> String {
    let one = |(name, trace): &(String, Trace)| {
        let symbols = trace.symbols.iter().map(|its| {
            format!(
                "<li><code>{}</code> {}: {}</li>",
                escape(its.name),
                escape(its.meaning),
                crate::trace::shown(its.value)
            )
        });
        let symbols: String = symbols.collect();
        let symbols = if symbols.is_empty() { symbols } else { format!("<ul>{symbols}</ul>") };
        format!(
            "<div class=\"capacity-reasons\"><h3>{}</h3><p><code>{}</code></p>{symbols}<p>{}</p>\
             <p class=\"capacity-source\">{}; holds for {}</p></div>",
            escape(name),
            escape(trace.formula),
            escape(&trace.substituted),
            sources::html(trace.source),
            escape(trace.validity)
        )
    };
    let each: String = reasons.iter().map(one).collect();
    let open = if is_open { " open=\"\"" } else { "" };
    format!(
        "<details class=\"capacity-explain\"{open}><summary>Explain <span class=\"frame-unseen\">{}</span></summary>\
         {ways}{each}</details>",
        escape(title)
    )
}

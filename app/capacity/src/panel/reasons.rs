//! How the figures of a panel come about: the formula of each kind of figure, with the values put in of the case that
//! matters most, as a fold of its section.

use super::failure::reasons as failure;
use super::markup::{self, escape};
use super::scenarios;
use super::{
    Panel, assumptions, availability, backups, cost, fleet, language, loadtest, measured, nodes, outlook,
    regret, sheet, spread, worth,
};
use crate::evaluate::{Outcome, evaluate, strain};
use crate::trace::{Law, Trace};
use crate::{Plan, Scenario, sources};

/// Figures of a panel by name, each with its reasons.
pub(super) type Reasons = Vec<(String, Trace)>;

const SEARCHED: &str = "what was asked changes once between the two values of a bisection";

/// A panel as a section of a page, with a fold that explains its figures.
pub fn section(plan: &Plan, scenario: &Scenario, panel: &Panel) -> String {
    let html = markup::html(panel);
    // Of the models, the nodes and the rates that the panel is of.
    let plan = &*sheet::applied(plan, scenario);
    let reasons = of(&scenarios::named::applied(plan, scenario), scenario, panel.id);
    match html.strip_suffix("</section>").filter(|_| !reasons.is_empty()) {
        Some(open) => format!("{open}{}</section>", fold(panel.title, &reasons)),
        None => html,
    }
}

/// The reasons of the panel with this id; none where its figures are those of others.
fn of(plan: &Plan, scenario: &Scenario, id: &str) -> Reasons {
    let own = match id {
        "failure" => failure(plan, scenario),
        "availability" => availability::reasons(plan, scenario),
        "outlook" => outlook::reasons(plan, scenario),
        "worth" => worth::reasons(plan, scenario),
        "fleet" => fleet::reasons(plan, scenario),
        "backups" => backups::reasons(plan, scenario),
        "tokens" => language::reasons(plan, scenario),
        "test" => loadtest::reasons(plan, scenario),
        "measured" => measured::reasons(plan, scenario),
        "assumptions" => assumptions::reasons(plan, scenario),
        "system" => evaluate(plan, scenario).ok().map(|outcome| system(&outcome)),
        "uncertainty" => Some(spread::reasons(plan, scenario)),
        "sensitivity" | "goal" | "seek" | "scenarios" | "reverse" => strained(plan, scenario),
        "nodes" | "front" => nodes::reasons(plan, scenario),
        "regret" => regret::reasons(plan, scenario),
        "cost" => cost::reasons(plan, scenario),
        "commitment" => cost::commitment_reasons(plan, scenario),
        _ => None,
    };
    own.unwrap_or_default()
}

/// What gives way first, and each item that does work.
fn system(outcome: &Outcome) -> Reasons {
    let first = outcome
        .bottleneck
        .iter()
        .map(|first| (named(&first.name, "gives way at"), first.ceiling.trace.clone()));
    let arrivals = outcome.bottleneck.iter().filter_map(|first| {
        let item = outcome.items.iter().find(|item| item.id == first.item)?;
        Some((named(&first.name, "arrivals"), item.arrival.trace.clone()))
    });
    let items = outcome.items.iter().filter(|item| item.utilisation.value > 0.0);
    let busy = items.map(|item| (named(&item.name, "busy"), item.utilisation.trace.clone()));
    let room = [("How far the recommended carries".to_owned(), outcome.headroom.traffic.trace.clone())];
    first.chain(arrivals).chain(busy).chain(room).collect()
}

/// The resource that is strained most, which every search and comparison looks at.
fn strained(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let (outcome, most) = (evaluate(plan, scenario).ok()?, strain(plan, scenario)?);
    let verdict = outcome.verdicts.iter().find(|verdict| verdict.resource == most.resource)?;
    let share = Law {
        formula: "share = need / recommended",
        symbols: &[
            ("need", "needed in this scenario, in base units"),
            ("recommended", "recommended, in base units"),
        ],
        source: "Arithmetic",
        validity: "the resource that is strained most",
    }
    .trace(&[verdict.needed.value, verdict.recommended], most.share);
    let name = verdict.resource.name();
    let mut all = vec![(named(name, "share of the recommended"), share)];
    all.push((named(name, "needed"), verdict.needed.trace.clone()));
    let mut found = outcome.headroom.traffic.trace.clone();
    found.validity = SEARCHED;
    all.push(("A value that is searched for".into(), found));
    Some(all)
}

/// The name of a figure of an item, a loss or a resource.
#[inline(never)]
pub(super) fn named(of: &str, what: &str) -> String {
    [of, what].join(", ")
}

/// Figures with their reasons behind a fold, named for those who hear the page.
pub(super) fn fold(title: &str, reasons: &[(String, Trace)]) -> String {
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
    format!(
        "<details class=\"capacity-explain\"><summary>Explain <span class=\"frame-unseen\">{}</span></summary>\
         {each}</details>",
        escape(title)
    )
}

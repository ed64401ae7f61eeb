//! How the figures of a panel come about: the formula of each kind of figure, with the values put in of the case that
//! matters most, as a fold of its section.

use super::failure::reasons as failure;
use super::markup::{self, escape};
use super::{Panel, availability, backups, fleet, outlook, worth};
use crate::evaluate::{Outcome, evaluate, strain};
use crate::trace::{Trace, symbol};
use crate::{Plan, Scenario};

/// Figures of a panel by name, each with its reasons.
pub(super) type Reasons = Vec<(String, Trace)>;

const SEARCHED: &str = "what was asked changes once between the two values of a bisection";

/// A panel as a section of a page, with a fold that explains its figures.
pub fn section(plan: &Plan, scenario: &Scenario, panel: &Panel) -> String {
    let html = markup::html(panel);
    let reasons = of(plan, scenario, panel.id);
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
        "system" => evaluate(plan, scenario).ok().map(|outcome| system(&outcome)),
        "uncertainty" => Some(uncertainty(scenario)),
        "sensitivity" | "goal" | "seek" | "scenarios" | "reverse" => strained(plan, scenario),
        "nodes" => nodes(plan),
        _ => None,
    };
    own.unwrap_or_default()
}

/// What gives way first, and each item that does work.
fn system(outcome: &Outcome) -> Reasons {
    let first = outcome
        .bottleneck
        .iter()
        .map(|first| (format!("{} gives way at", first.name), first.ceiling.trace.clone()));
    let items = outcome.items.iter().filter(|item| item.utilisation.value > 0.0);
    let busy = items.map(|item| (format!("{}, busy", item.name), item.utilisation.trace.clone()));
    let room = [("How far the recommended carries".to_owned(), outcome.headroom.traffic.trace.clone())];
    first.chain(busy).chain(room).collect()
}

/// What a percentile and its error are.
fn uncertainty(scenario: &Scenario) -> Reasons {
    let points = f64::from(super::spread::POINTS);
    let p = f64::from(scenario.percentile()) / 100.0;
    let symbols = [
        symbol("p", "share of the cases in which it is enough", p),
        symbol("points", "simulated cases, at least", points),
    ];
    let rank = Trace::of(
        "rank = p * points",
        &symbols,
        p * points,
        "Owen (1998), scrambled nets; Hyndman, Fan (1996), quantiles",
        "independent figures, each lognormal about its median",
    );
    let z = crate::special::normal::quantile(0.95);
    let symbols = [
        symbol("ln_factor", "logarithm of the factor in which 90 % lie, of a default", libm::log(1.5)),
        symbol("z", "95th percentile of the normal distribution", z),
    ];
    let sigma = Trace::of(
        "sigma = ln_factor / z",
        &symbols,
        libm::log(1.5) / z,
        "The lognormal distribution through its 5th and 95th percentile",
        "defaults; 1.1 for a figure of yours and 1.05 for a measured one in the place of 1.5",
    );
    vec![("The need of a percentile".into(), rank), ("The spread of a figure".into(), sigma)]
}

/// The resource that is strained most, which every search and comparison looks at.
fn strained(plan: &Plan, scenario: &Scenario) -> Option<Reasons> {
    let (outcome, most) = (evaluate(plan, scenario).ok()?, strain(plan, scenario)?);
    let verdict = outcome.verdicts.iter().find(|verdict| verdict.resource == most.resource)?;
    let symbols = [
        symbol("need", "needed in this scenario, in base units", verdict.needed.value),
        symbol("recommended", "recommended, in base units", verdict.recommended),
    ];
    let share = Trace::of(
        "share = need / recommended",
        &symbols,
        most.share,
        "Arithmetic",
        "the resource that is strained most",
    );
    let name = verdict.resource.name();
    let mut all = vec![(format!("{name}, share of the recommended"), share)];
    all.push((format!("{name}, needed"), verdict.needed.trace.clone()));
    let mut found = outcome.headroom.traffic.trace.clone();
    found.validity = SEARCHED;
    all.push(("A value that is searched for".into(), found));
    Some(all)
}

/// What pods can have of a node, and what nodes cost.
fn nodes(plan: &Plan) -> Option<Reasons> {
    let shape = plan.shapes.first()?;
    let [cores, memory, ..] = super::nodes::node(shape).ok()?.allocatable;
    let symbols = [
        symbol("M", "memory of a node, in GiB", shape.memory.value.si() / 1_073_741_824.0),
        symbol("R", "reserved of it, in GiB", (shape.memory.value.si() - memory) / 1_073_741_824.0),
    ];
    let room = Trace::of(
        "memory = M - R",
        &symbols,
        memory / 1_073_741_824.0,
        "GKE: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, and 100 MiB",
        "nodes of Kubernetes with these reservations",
    );
    let symbols = [
        symbol("C", "cores of a node", shape.cores.value.si()),
        symbol("R", "reserved of them", shape.cores.value.si() - cores),
    ];
    let processor = Trace::of(
        "cores = C - R",
        &symbols,
        cores,
        "GKE: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % beyond",
        "nodes of Kubernetes with these reservations",
    );
    let mut all = vec![
        (format!("Memory for pods of a {} node", shape.name), room),
        (format!("Cores for pods of a {} node", shape.name), processor),
    ];
    if let Some(month) = super::nodes::month(shape, 1) {
        let hours = crate::sizing::cost::HOURS;
        let symbols = [
            symbol("n", "nodes", 1.0),
            symbol("price", "dollars an hour", month / hours),
            symbol("hours", "hours of a month", hours),
        ];
        let cost = Trace::of(
            "month = n * price * hours",
            &symbols,
            month,
            "365 days of 24 hours in 12 months",
            "on demand prices",
        );
        all.push((format!("A month of a {} node, in dollars", shape.name), cost));
    }
    Some(all)
}

fn fold(title: &str, reasons: &[(String, Trace)]) -> String {
    let one = |(name, trace): &(String, Trace)| {
        let symbols = trace.symbols.iter().map(|its| {
            format!(
                "<li><code>{}</code> {}: {}</li>",
                escape(its.name),
                escape(its.meaning),
                crate::trace::shown(its.value)
            )
        });
        format!(
            "<div class=\"capacity-reasons\"><h3>{}</h3><p><code>{}</code></p><ul>{}</ul><p>{}</p>\
             <p class=\"capacity-source\">{}; holds for {}</p></div>",
            escape(name),
            escape(trace.formula),
            symbols.collect::<String>(),
            escape(&trace.substituted),
            escape(trace.source),
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

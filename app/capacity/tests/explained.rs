//! Every figure of every panel says how it comes about: each column in which there are figures is explained below its
//! panel, or stands here with the reason why not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;

use capacity::panel::{self, Panel};
use capacity::{Plan, Scenario};
use plan::plan;

/// Columns by panel and head, as it begins, and the figure that explains them, as its name ends or begins.
const EXPLAINED: [(&str, &str, &str); 78] = [
    ("system", "Arrivals", "arrivals"),
    ("system", "Busy", "busy"),
    ("system", "Full at", "gives way at"),
    ("failure", "Busy", "busy after it"),
    ("failure", "95 % answered within", "95 % answered within"),
    ("failure", "Holds", "busy after it"),
    ("failure", "Requests lost at first", "requests lost at first"),
    ("failure", "Until repaired", "until repaired"),
    ("failure", "Error budget spent", "of the error budget"),
    ("availability", "Available", "available, replicas alone"),
    ("availability", "An outage every", "an outage every"),
    ("availability", "It lasts", "it lasts"),
    ("availability", "Requests that need it", "requests that need it"),
    ("availability", "Lost in", "lost in the window"),
    ("availability", "Of the error budget", "of the error budget"),
    ("outlook", "Full on, P10", "full, P10"),
    ("outlook", "Full on, P50", "full, P"),
    ("outlook", "Full on, P90", "full, P"),
    ("outlook", "Order (", ", order"),
    ("outlook", "Used today", "used today"),
    ("outlook", "Short from", "short from"),
    ("outlook", "Orders within", "with each order"),
    ("outlook", "Back-test", "Back-test"),
    ("uncertainty", "P5", "The need of a percentile"),
    ("uncertainty", "P8", "The need of a percentile"),
    ("uncertainty", "P9", "The need of a percentile"),
    ("uncertainty", "Error", "Its error"),
    ("uncertainty", "Minimum is", "The chance that"),
    ("uncertainty", "Recommended is", "The chance that"),
    ("sensitivity", "Halved", "share of the recommended"),
    ("sensitivity", "As it is", "share of the recommended"),
    ("sensitivity", "Doubled", "share of the recommended"),
    ("worth", "Knowing it saves", "knowing it saves"),
    ("worth", "Of what nodes cost", "What nodes cost"),
    ("goal", "Holds until", "A value that is searched for"),
    ("reverse", "Carries, times", "A value that is searched for"),
    ("reverse", "Carries", "A value that is searched for"),
    ("fleet", "Carries, times", "All nodes, carry"),
    ("fleet", "Carries", "All nodes, carry"),
    ("fleet", "Processor used", "Processor used there"),
    ("fleet", "Memory used", "Memory used there"),
    ("nodes", "A month", "A month of"),
    ("front", "A month", "A month of"),
    ("regret", "A month", "a month, in dollars"),
    ("regret", "Spent too much", "spent too much, in dollars"),
    ("regret", "For what is missing", "for what is missing, in dollars"),
    ("regret", "Regret", "regret, in dollars"),
    ("regret", "Carries", "carries of all cases"),
    ("cost", "Nodes", ", nodes a month"),
    ("cost", "Disks and archives", ", disks and archives a month"),
    ("cost", "Between zones", ", between zones a month"),
    ("cost", "To the outside", ", to the outside a month"),
    ("cost", "A month", ", all a month"),
    ("commitment", "Pays from a use of", "Use from which"),
    ("commitment", "All so, a month", "All so, a month"),
    ("backups", "A day", "a day, in bytes"),
    ("backups", "After", "when full"),
    ("backups", "When full", "when full"),
    ("backups", "In a year", "in a year"),
    ("backups", "Lost at most", "lost at most"),
    ("backups", "Restored within", "restored within"),
    ("backups", "A month", "a month, in dollars"),
    ("tokens", "Requests", ", requests"),
    ("tokens", "Tokens in", "tokens in a second"),
    ("tokens", "Tokens out", "tokens out a second"),
    ("tokens", "A day", "tokens a day"),
    ("tokens", "Replicas with", "replicas with processors"),
    ("tokens", "First token", "first token"),
    ("tokens", "Each further", "each further token"),
    ("tokens", "Inside at once", "inside at once"),
    ("test", "Value", "By the law"),
    ("test", "95 % interval", "95 % interval"),
    ("measured", "Measured / plan", "measured / plan"),
    ("seek", "PostgreSQL, utilisation", "A value that is searched for"),
    ("seek", "AI engine, utilisation", "A value that is searched for"),
    ("seek", "Loki, utilisation", "A value that is searched for"),
    ("scenarios", "", "needed"),
    ("assumptions", "Value", "Assumed, of all figures"),
];

/// Columns of figures that no formula gives, and why.
const GIVEN: [(&str, &str, &str); 30] = [
    ("system", "Calls", "an input, which What it rests on lists with its source"),
    ("failure", "Left", "counted: replicas less those that are lost"),
    ("failure", "Majority", "counted: copies that are left, and half of all and one"),
    ("failure", "Packs again", "counted by packing, which Nodes explains"),
    ("failure", "Repaired in", "an input, which What it rests on lists"),
    ("availability", "Needs", "counted: the fewest that hold in Failures"),
    ("availability", "Because", "words for that count"),
    ("worth", "Known now", "by who set the figure, as What it rests on explains"),
    ("goal", "Now", "an input"),
    ("goal", "Times", "the quotient of the two figures beside it"),
    ("reverse", "There is", "an input"),
    ("nodes", "Nodes", "counted by packing, whose proof stands beside it"),
    ("nodes", "Fewest", "the bound of that count"),
    ("nodes", "A year", "twelve of the months beside it"),
    ("nodes", "To lose", "counted by packing, with the price of as many nodes"),
    ("front", "Holds at least", "the load that is asked for"),
    ("front", "Nothing as good", "the bound of the search, which the panel tells"),
    ("front", "Front", "names what is as good and cheaper"),
    ("regret", "Nodes", "the number whose regret, which is explained, is the least"),
    ("regret", "Why", "the regret beside it less that of the first"),
    ("cost", "A year", "twelve of the months beside it"),
    ("cost", "Share", "the month beside it in all of them"),
    ("commitment", "In the mix", "an input"),
    ("commitment", "Saved", "an input; of the mix, what Paid of the price on demand leaves"),
    ("commitment", "All so, a year", "twelve of the months beside it"),
    ("backups", "Kept", "an input"),
    ("assumptions", "Figure", "names"),
    ("assumptions", "Source", "names"),
    ("measured", "Plan", "an input"),
    ("measured", "Measured", "what was measured, with its day"),
];

/// A scenario that shows every panel that a plan can have.
fn scenario(plan: &Plan) -> Scenario {
    let days: Vec<_> =
        (0..90).map(|day| format!("{:.1}", 150.0 + f64::from(day) + f64::from(day % 7))).collect();
    let first = &plan.items.last().unwrap().id;
    let pairs = [
        ("history", days.join(",")),
        ("test", "1:98,2:190,4:360,8:640,12:830,16:950,20:1010,24:1040".into()),
        (&format!("{first}.cpu"), "3 ms measured 2026-11-20".into()),
    ];
    let with = |scenario: Scenario, (key, value): &(&str, String)| scenario.with(plan, key, value).unwrap();
    pairs.iter().fold(Scenario::base(), with).on(20_779)
}

fn is_figure(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit())
}

/// The names of the figures that are explained below a panel.
fn names(html: &str) -> Vec<&str> {
    let fold = html.split("<details class=\"capacity-explain\">").nth(1).unwrap_or_default();
    fold.split("<h3>").skip(1).filter_map(|rest| rest.split("</h3>").next()).collect()
}

/// What is wrong with a panel: columns of figures that nothing explains.
fn unexplained(plan: &Plan, scenario: &Scenario, panel: &Panel) -> Vec<String> {
    let html = panel::section(plan, scenario, panel);
    let names = names(&html);
    let figures = |column: usize| panel.table.rows.iter().any(|row| is_figure(&row[column]));
    let heads = panel.table.head.iter().enumerate().skip(1).filter(|(column, _)| figures(*column));
    let known = |(id, head, _): &&(&str, &str, &str), its: &str| *id == panel.id && its.starts_with(head);
    heads
        .filter(|(_, head)| !GIVEN.iter().any(|given| known(&given, head)))
        .filter(|(_, head)| {
            let mut by = EXPLAINED.iter().filter(|row| known(row, head));
            !by.any(|(_, _, name)| names.iter().any(|its| its.ends_with(name) || its.contains(name)))
        })
        .map(|(_, head)| format!("{} {}: {head} is not among {names:?}", plan.id, panel.id))
        .collect()
}

#[test]
fn every_figure_of_every_panel_is_explained() {
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let scenario = scenario(&plan);
        for panel in panel::all(&plan, &scenario) {
            wrong.extend(unexplained(&plan, &scenario, &panel));
            seen.extend(panel.table.head.iter().map(|head| (panel.id, head.clone())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // What is listed and shown nowhere is out of date.
    for (id, head, _) in EXPLAINED.iter().chain(&GIVEN) {
        assert!(seen.iter().any(|(panel, its)| panel == id && its.starts_with(head)), "{id} {head}");
    }
}

#[test]
fn every_explanation_has_a_formula_its_values_a_source_and_where_it_holds() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let scenario = scenario(&plan);
        for panel in panel::all(&plan, &scenario) {
            let html = panel::section(&plan, &scenario, &panel);
            for reasons in html.split("<div class=\"capacity-reasons\">").skip(1) {
                let text =
                    |from: &str, to: &str| reasons.split(from).nth(1).and_then(|rest| rest.split(to).next());
                let name = text("<h3>", "</h3>").unwrap();
                let at = format!("{id} {}: {name}", panel.id);
                assert!(text("<p><code>", "</code></p>").is_some_and(|formula| formula.len() > 2), "{at}");
                let source = text("<p class=\"capacity-source\">", "</p>").unwrap();
                let (source, holds) =
                    source.split_once("; holds for ").unwrap_or_else(|| panic!("{at}: {source}"));
                assert!(source.len() > 4 && holds.len() > 4, "{at}: {source}; {holds}");
                let mut words = reasons.split(|c: char| !c.is_ascii_alphabetic());
                assert!(!words.any(|word| ["NaN", "inf"].contains(&word)), "{at}: {reasons}");
            }
        }
    }
}

#[test]
fn what_was_simulated_tells_its_seed_and_version_and_covers_cost_and_answers() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let panels = panel::all(&plan, &scenario(&plan));
        let one = |name: &str| panels.iter().find(|panel| panel.id == name).unwrap();
        let sure = one("uncertainty");
        let told = format!("with seed {}, by Pharos {}", panel::spread::SEED, env!("CARGO_PKG_VERSION"));
        assert!(sure.source.contains(&told), "{}", sure.source);
        assert!(one("worth").source.contains(&format!("with seed {}", panel::spread::SEED)));
        let names: Vec<_> = sure.table.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(names, ["CPU", "Memory", "Storage", "Network", "Cost", "Slowest answer, 95 %"], "{id}");
        for row in &sure.table.rows {
            // So many cases may be too many for the replicas of the scenario; what is needed is always told.
            let overloaded = |cell: &str| row[0].starts_with("Slowest") && cell == "overloaded";
            let told = |cell: &String| cell.contains(" \u{b1} ") || overloaded(cell);
            assert!(row[1].contains(" \u{b1} ") && row[1..6].iter().all(told), "{id} {row:?}");
        }
    }
}

#[test]
fn what_nodes_carry_is_explained_for_the_models_that_the_scenario_has() {
    let plan = plan("ai-challenge");
    let scenario = Scenario::base().with(&plan, "scenario", "qwen-72b").unwrap();
    let panel = panel::all(&plan, &scenario).into_iter().find(|panel| panel.id == "fleet").unwrap();
    let count = panel.says.split(' ').next().unwrap();
    let html = panel::section(&plan, &scenario, &panel);
    assert!(html.contains(&format!("nodes: {count}<")), "{count} is not in {html}");
}

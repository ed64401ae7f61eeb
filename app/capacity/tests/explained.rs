//! Every figure of every row of every panel says how it comes about: once its row is chosen, it is explained below the panel
//! by what comes to it, or its column stands here with the reason why not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/asked.rs"]
mod asked;
#[path = "shared/figures.rs"]
mod figures;
#[path = "shared/plan.rs"]
mod plan;

use asked::{choosing, scenario};
use capacity::panel::markup::escape;
use capacity::panel::{self, Panel};
use capacity::{Plan, Scenario};
use figures::shown;
use plan::plan;

/// Columns by panel and head, as it begins, and what the figure that explains them is called, as its name ends behind the
/// row's, or begins there.
const EXPLAINED: &[(&str, &str, &str)] = &[
    ("system", "Arrivals", "arrivals"),
    ("system", "Busy", "busy"),
    ("system", "Full at", "full at"),
    ("failure", "Busy", "busy after it"),
    ("failure", "95 % answered within", "95 % answered within"),
    ("failure", "Holds", "busy after it"),
    ("failure", "Requests lost at first", "requests lost at first"),
    ("failure", "Until repaired", "until repaired"),
    ("failure", "Error budget spent", "of the error budget"),
    ("availability", "Available", "available"),
    ("availability", "An outage every", "an outage every"),
    ("availability", "It lasts", "it lasts"),
    ("availability", "Requests that need it", "requests that need it"),
    ("availability", "Lost in", "lost in the window"),
    ("availability", "Of the error budget", "of the error budget"),
    ("outlook", "Full on, P10", "full, P10"),
    ("outlook", "Full on, P50", "full, P50"),
    ("outlook", "Full on, P90", "full, P90"),
    ("outlook", "Order (", "order"),
    ("outlook", "Used today", "used today"),
    ("outlook", "Short from", "short from"),
    ("outlook", "Orders within", "with each order"),
    ("outlook", "Back-test", "back-test"),
    ("uncertainty", "P50", "P50"),
    ("uncertainty", "P80", "P80"),
    ("uncertainty", "P90", "P90"),
    ("uncertainty", "P95", "P95"),
    ("uncertainty", "P99", "P99"),
    ("uncertainty", "Error", "its error"),
    ("uncertainty", "Minimum is", "the minimum is enough"),
    ("uncertainty", "Recommended is", "the recommended is enough"),
    ("sensitivity", "Halved", "halved"),
    ("sensitivity", "As it is", "as it is"),
    ("sensitivity", "Doubled", "doubled"),
    ("worth", "Knowing it saves", "knowing it saves"),
    ("worth", "Of what nodes cost", "of what nodes cost"),
    ("goal", "Holds", "how far"),
    ("reverse", "Carries, times", "times the plan's load"),
    ("reverse", "Carries", "carries"),
    ("fleet", "Carries, times", "times the plan's load"),
    ("fleet", "Carries", "carry"),
    ("fleet", "Then", "times the plan's load"),
    ("fleet", "Processor used", "processor used there"),
    ("fleet", "Memory used", "memory used there"),
    ("nodes", "Nodes", "why not fewer nodes"),
    ("nodes", "A month", "a month"),
    ("nodes", "To lose any node", "to lose any node"),
    ("nodes", "To lose any zone", "to lose any zone"),
    ("front", "A month", "a month"),
    ("regret", "A month", "a month"),
    ("regret", "Spent too much", "spent too much"),
    ("regret", "For what is missing", "for what is missing"),
    ("regret", "Regret", "regret"),
    ("regret", "Carries", "carries of all cases"),
    ("cost", "Nodes", "nodes a month"),
    ("cost", "Disks and archives", "disks and archives a month"),
    ("cost", "Between zones", "between zones a month"),
    ("cost", "To the outside", "to the outside a month"),
    ("cost", "A month", "all a month"),
    ("commitment", "Pays from a use of", "use from which it pays"),
    ("commitment", "All so, a month", "all so, a month"),
    ("backups", "A day", "a day"),
    ("backups", "After 7", "after 7 days"),
    ("backups", "After 30", "after 30 days"),
    ("backups", "After 90", "after 90 days"),
    ("backups", "When full", "when full"),
    ("backups", "In a year", "in a year"),
    ("backups", "Lost at most", "lost at most"),
    ("backups", "Restored within", "restored within"),
    ("backups", "Keeps the policy", "lost at most"),
    ("backups", "A month", "a month, when full"),
    ("tokens", "Requests", "requests"),
    ("tokens", "Tokens in", "tokens in a second"),
    ("tokens", "Tokens out", "tokens out a second"),
    ("tokens", "A day", "tokens a day"),
    ("tokens", "Replicas with", "replicas with processors"),
    ("tokens", "First token", "first token"),
    ("tokens", "Each further", "each further token"),
    ("tokens", "Inside at once", "inside at once"),
    ("test", "Value", "value"),
    ("test", "95 % interval", "95 % interval"),
    ("test", "95 % interval", "by the law"),
    ("measured", "Measured / plan", "measured / plan"),
    ("seek", "PostgreSQL, utilisation", "PostgreSQL, utilisation"),
    ("seek", "AI engine, utilisation", "AI engine, utilisation"),
    ("seek", "Loki, utilisation", "Loki, utilisation"),
    ("assumptions", "Value", "value"),
];

/// Columns of figures that no formula gives, and why.
const GIVEN: &[(&str, &str, &str)] = &[
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
    ("nodes", "Fewest", "the bound of that count"),
    ("nodes", "A year", "twelve of the months beside it"),
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

/// An explanation below a panel: its name, and what it comes to.
#[derive(Debug)]
struct Told {
    name: String,
    result: String,
}

fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// What is explained below a panel.
fn told(html: &str) -> Vec<Told> {
    let between = |text: &str, from: &str, to: &str| {
        plain(text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default())
    };
    let each = html.split("<div class=\"capacity-reasons\">").skip(1);
    let one = |reasons: &str| {
        // The second paragraph has the values, and the result behind its last sign of equality.
        let values = reasons.split("</code></p>").nth(1).unwrap_or_default();
        let values = values.rsplit_once("<p class").map_or("", |(values, _)| values);
        let values = between(&values[values.rfind("<p>").unwrap_or(0)..], "<p>", "</p>");
        let result = values.rsplit(" = ").next().unwrap_or_default().to_owned();
        Told { name: between(reasons, "<h3>", "</h3>"), result }
    };
    each.map(one).collect()
}

/// What a column of figures is explained as; none for those that are given.
fn explained_as<'a>(panel: &'a Panel, row: &str, head: &'a str) -> Option<Vec<&'a str>> {
    if panel.id == "scenarios" {
        let effects = ["Load", "Cost a month", "Slowest answer, 95 %", "Full, P50", "First to give way"];
        let of_all = ["CPU", "Memory", "Storage", "Network"];
        // Below the effects stand inputs; a verdict is words.
        return effects.iter().chain(&of_all).any(|its| *its == row).then(|| vec![head]);
    }
    let known = |(id, its, _): &&(&str, &str, &str)| *id == panel.id && head.starts_with(its);
    if GIVEN.iter().any(|given| known(&given))
        || (panel.id == "test" && row.ends_with("measured") && head == "Value")
    {
        return None;
    }
    // The longest that fits, so that `Carries, times` is not `Carries`.
    let longest = EXPLAINED.iter().filter(known).map(|(_, its, _)| its.len()).max().unwrap_or(0);
    let of = EXPLAINED.iter().filter(known).filter(|(_, its, _)| its.len() == longest);
    Some(of.map(|(.., what)| *what).collect())
}

/// Whether an explanation is called so behind the name of its row, but for its unit, or the item that is hit.
fn is_called(what: &str, its: &str) -> bool {
    let unit = what.strip_prefix(its);
    let is_unit = |rest: &str| {
        rest.is_empty() || [", in ", " in ", ", a month"].iter().any(|unit| rest.starts_with(unit))
    };
    unit.is_some_and(is_unit) || (its == "busy after it" && what.ends_with(its))
}

/// What is wrong with the explanations of a row: figures that have none, or one of another figure.
fn wrong_in(plan: &Plan, scenario: &Scenario, panel: &Panel, (place, name): (usize, &str)) -> Vec<String> {
    let html = panel::section(plan, &choosing(plan, scenario, panel.id, name), panel);
    let explained = told(&html);
    let cells = panel.table.head.iter().zip(&panel.table.rows[place]).skip(1);
    let cells = cells.filter(|(_, cell)| cell.contains(|c: char| c.is_ascii_digit()));
    let mut wrong = Vec::new();
    for (head, cell) in cells {
        let Some(whats) = explained_as(panel, name, head) else { continue };
        let at = format!("{} {}: {name}, {head}: {cell}", plan.id, panel.id);
        let own = |its: &&Told| {
            let what = its.name.strip_prefix(name).map(|what| what.trim_start_matches(", "));
            what.is_some_and(|what| whats.iter().any(|its| is_called(what, its)))
        };
        let own: Vec<_> = explained.iter().filter(own).collect();
        let Some(cell) = shown(cell).filter(|_| !own.is_empty()) else {
            wrong.extend(own.is_empty().then(|| {
                let names: Vec<_> = explained.iter().map(|its| &its.name).collect();
                format!("{at} is not among {names:?}")
            }));
            continue;
        };
        if !own.iter().any(|its| shown(&its.result).is_some_and(|result| result.is(cell))) {
            wrong.push(format!("{at} is {cell:?} and not {own:?}"));
        }
    }
    let is_open = html.contains("<details class=\"capacity-explain\" open=\"\">");
    let here = format!("Explained here: <b>{}</b>", escape(name));
    if !explained.is_empty() && is_open && !html.contains(&here) && panel.table.rows.len() > 1 {
        wrong.push(format!("{} {}: {name} is not told to be explained", plan.id, panel.id));
    }
    wrong
}

#[test]
fn every_figure_of_every_row_is_explained_by_what_comes_to_it() {
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let scenario = scenario(&plan);
        for panel in panel::all(&plan, &scenario) {
            for (place, name) in panel::rows(&panel).iter().enumerate() {
                wrong.extend(wrong_in(&plan, &scenario, &panel, (place, name)));
            }
            seen.extend(panel.table.head.iter().map(|head| (panel.id, head.clone())));
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    // What is listed and shown nowhere is out of date.
    for (id, head, _) in EXPLAINED.iter().chain(GIVEN) {
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

//! Rows are chosen in the address, and explained with numbers in whatever scenario.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/asked.rs"]
mod asked;
#[path = "shared/draw.rs"]
mod draw;
#[path = "shared/plan.rs"]
mod plan;

use asked::{choosing, scenario};
use capacity::panel;
use capacity::panel::markup::escape;
use capacity::scenario::Ask;
use capacity::{Plan, Scenario, export};
use draw::Draw;
use plan::plan;

/// A scenario with some inputs of the plan at random, and sometimes another goal, nodes or terms.
fn random(plan: &Plan, draw: &mut Draw) -> Scenario {
    let mut scenario = if draw.uniform() < 0.5 { scenario(plan) } else { Scenario::base() };
    let inputs = scenario.inputs(plan);
    for _ in 0..draw.whole(1, 6) {
        let input = draw.of(&inputs);
        let end = input.value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(input.value.len());
        let (number, unit) = input.value.split_at(end);
        let Ok(number) = number.parse::<f64>() else { continue };
        let value = number * if draw.uniform() < 0.2 { 0.0 } else { draw.sized(0.05, 20.0) };
        scenario = scenario.with(plan, &input.key, &format!("{value}{unit}")).unwrap_or(scenario);
    }
    let traffic = draw.between(0.1, 5.0).to_string();
    let asked = [
        ("traffic", traffic.as_str()),
        ("have", "3 x 8 cores 32 GiB"),
        ("slo", "99.99 %"),
        ("goal", "cost"),
        ("goal", "memory"),
        ("by", "days"),
        ("mtbf", "1 h"),
        ("failover", "0 s"),
        ("scenario", "black-friday"),
    ];
    for _ in 0..draw.whole(0, 3) {
        let (key, value) = draw.of(&asked);
        scenario = scenario.with(plan, key, value).unwrap_or(scenario);
    }
    scenario
}

#[test]
fn no_explanation_of_any_row_is_without_a_number() {
    let mut draw = Draw(8);
    for round in 0..20 {
        let id: &&str = draw.of(&["butterfly", "jack", "ai-challenge"]);
        let plan = plan(id);
        let scenario = random(&plan, &mut draw);
        for panel in panel::all(&plan, &scenario) {
            let names = panel::rows(&panel);
            for _ in 0..3.min(names.len()) {
                let name = draw.of(&names);
                let html = panel::section(&plan, &choosing(&plan, &scenario, panel.id, name), &panel);
                let mut words = html.split(|c: char| !c.is_ascii_alphabetic());
                let pairs = scenario.to_pairs();
                assert!(
                    !words.any(|word| ["NaN", "inf"].contains(&word)),
                    "{round} {}: {name} {pairs:?}: {html}",
                    panel.id
                );
            }
        }
    }
}

#[test]
fn a_row_is_chosen_in_the_address_and_is_no_input() {
    let plan = plan("butterfly");
    let choose = |asked: &str| Scenario::base().with(&plan, "explain", asked).unwrap();
    let chosen = choose("failure:a broker of Kafka");
    assert!(chosen.is_base(), "nothing differs from the plan");
    assert_eq!(export::address(&plan, &chosen), "butterfly?explain=failure%3Aa%20broker%20of%20Kafka");
    let panels = panel::all(&plan, &Scenario::base());
    assert_eq!(panel::all(&plan, &chosen), panels, "no figure depends on it");
    let failure = panels.iter().find(|panel| panel.id == "failure").unwrap();
    let html = panel::section(&plan, &chosen, failure);
    let way = "<a href=\"?explain=failure%3Azone%20A#panel-failure\" data-asks=\"explain\">zone A</a>";
    let back = "<a href=\"?#panel-failure\" data-asks=\"explain\">what matters most</a>";
    assert!(html.contains(way) && html.contains(back), "{html}");
    assert_eq!(html.matches(" aria-current=\"true\"").count(), 1);
    let busier = chosen.with(&plan, "traffic", "2").unwrap();
    let html = panel::section(&plan, &busier, failure);
    assert!(html.contains("<a href=\"?traffic=2&amp;explain=failure%3Azone%20A#panel-failure\""), "{html}");
    // What there is not is as nothing asked.
    let usual = panel::section(&plan, &Scenario::base(), failure);
    for asked in ["failure:Kafka", "failure", "cost:a broker of Kafka", ":", "failure:\"><b>"] {
        assert_eq!(panel::section(&plan, &choose(asked), failure), usual, "{asked}");
    }
    assert!(!usual.contains(" open=\"\"") && usual.contains("Explained here: <b>what matters most</b>"));
}

#[test]
fn a_scenario_is_kept_without_the_row_that_is_explained() {
    let plan = plan("butterfly");
    let chosen =
        Scenario::base().with(&plan, "traffic", "2").unwrap().with(&plan, "explain", "cost:Kafka").unwrap();
    let kept = panel::scenarios::kept::keep(&plan, &chosen).unwrap();
    assert_eq!(kept.ask(Ask::Keep), Some("traffic 2;traffic=2"));
    // Text that is asked for is not taken for a measurement.
    let named = Scenario::base().with(&plan, "name", "A week as measured").unwrap();
    assert_eq!(named.ask(Ask::Name), Some("A week as measured"));
    assert_eq!(Scenario::parse(&plan, &named.to_pairs()), (named, vec![]));
}

#[test]
fn where_replicas_or_nodes_are_counted_one_fewer_is_told() {
    let plan = plan("butterfly");
    let scenario = Scenario::base();
    for (id, what) in [
        ("system", "why not fewer replicas"),
        ("failure", "why not fewer replicas of"),
        ("nodes", "why not fewer nodes"),
        ("availability", "why not fewer replicas"),
        ("front", "why not fewer nodes"),
        ("fleet", "times the plan's load"),
    ] {
        let panel = panel::all(&plan, &scenario).into_iter().find(|panel| panel.id == id).unwrap();
        for name in panel::rows(&panel).iter().filter(|name| *name != "A request") {
            let html = panel::section(&plan, &choosing(&plan, &scenario, id, name), &panel);
            let its = html.split("<h3>").find(|its| its.starts_with(&format!("{}, {what}", escape(name))));
            let its = its.unwrap_or_else(|| panic!("{id} {name}: {html}"));
            assert!(["with ", "fewer", "do not hold"].iter().any(|words| its.contains(words)), "{its}");
        }
    }
}

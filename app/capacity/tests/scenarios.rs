//! Scenarios side by side: those that the plans name, those that a visitor keeps, and which one is the base.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;
#[path = "shared/scenario.rs"]
mod scenario;

use capacity::evaluate::evaluate;
use capacity::panel::scenarios::{columns, kept, named};
use capacity::panel::{self, Panel};
use capacity::scenario::Ask;
use capacity::{Plan, Scenario};
use plan::plan;
use proptest::prelude::*;
use scenario::scenario;

fn panel(plan: &Plan, scenario: &Scenario) -> Panel {
    panel::all(plan, scenario).into_iter().find(|panel| panel.id == "scenarios").unwrap()
}

fn row<'a>(panel: &'a Panel, name: &str) -> &'a [String] {
    let found = panel.table.rows.iter().find(|row| row[0] == name);
    found.unwrap_or_else(|| panic!("no row {name} in {:#?}", panel.table.rows))
}

fn resolved(plan: &Plan, id: &str) -> Scenario {
    named::resolve(plan, plan.scenario(id).unwrap()).unwrap()
}

#[test]
fn every_plan_names_what_planners_ask_first_and_each_has_an_answer() {
    for (id, asked) in [
        ("butterfly", vec!["more-users", "black-friday", "zone-b", "longer-replay"]),
        ("jack", vec!["more-users", "holiday-rush", "zone-b", "longer-log"]),
        ("ai-challenge", vec!["more-users", "rush", "zone-b", "longer-logs", "qwen-72b"]),
    ] {
        let plan = plan(id);
        let ids: Vec<_> = plan.scenarios.iter().map(|named| named.id.as_str()).collect();
        assert_eq!(ids, asked, "{id}");
        for named in &plan.scenarios {
            let scenario = named::resolve(&plan, named).unwrap();
            assert!(evaluate(&plan, &scenario).is_ok() && !scenario.is_base(), "{id} {}", named.id);
        }
        let panel = panel(&plan, &Scenario::base());
        assert_eq!(panel.table.head.len(), asked.len() + 2, "{:?}", panel.table.head);
        assert_eq!(panel.table.head[1], "The plan as it stands (base)");
    }
}

#[test]
fn a_rush_grows_data_by_its_own_time_alone() {
    let plan = plan("butterfly");
    let kafka = |scenario: &Scenario| {
        let outcome = evaluate(&plan, scenario).unwrap();
        outcome.items.into_iter().find(|item| item.id == "kafka").unwrap().storage.value
    };
    let disks = 3.0 * 5.0 * 1_073_741_824.0;
    // Seven days are kept, of which two hours take four times as much.
    let want = disks + 2e9 * 3.0 * 1.02 * (7.0 + 3.0 * 2.0 / 24.0);
    let got = kafka(&resolved(&plan, "black-friday"));
    assert!((got / want - 1.0).abs() < 1e-5, "{got} {want}");
}

#[test]
fn a_lost_zone_leaves_the_replicas_of_the_others() {
    let plan = plan("butterfly");
    let left = resolved(&plan, "zone-b");
    let outcome = evaluate(&plan, &left).unwrap();
    let replicas = |id: &str| outcome.items.iter().find(|item| item.id == id).unwrap().replicas.value;
    assert_eq!((replicas("capsule"), replicas("cassandra"), replicas("nexus")), (1.0, 2.0, 2.0));
    let table = panel(&plan, &Scenario::base());
    assert_eq!(row(&table, "Zone lost")[1..], ["none", "none", "none", "\u{2260} B", "none"]);
    assert_eq!(row(&table, "CAPSULE, replicas")[4], "\u{2260} 1");
    assert!(
        row(&table, "Slowest answer, 95 %")[4].contains("(+"),
        "{:?}",
        row(&table, "Slowest answer, 95 %")
    );
}

#[test]
fn effects_are_told_against_the_base_that_is_pinned() {
    let plan = plan("butterfly");
    let table = panel(&plan, &Scenario::base());
    assert_eq!(row(&table, "Traffic")[1..3], ["1", "\u{2260} 1.5"]);
    assert!(row(&table, "CPU")[2].contains("(+"), "{:?}", row(&table, "CPU"));
    let dates = row(&table, "Full, P50");
    assert!(dates[1].contains(" days, ") && dates[2].contains(" days (-"), "{dates:?}");
    let on = panel(&plan, &Scenario::base().on(20_779));
    let dated = row(&on, "Full, P50");
    assert!(dated[1].starts_with("20") && dated[2].contains(" d), "), "{dated:?}");
    let pinned = panel(&plan, &scenario(&plan, &[("base", "black-friday")]));
    assert!(pinned.table.head[1].starts_with("Black Friday") && pinned.table.head[1].ends_with("(base)"));
    assert!(row(&pinned, "CPU")[2].contains("(-"), "{:?}", row(&pinned, "CPU"));
    assert_eq!(row(&pinned, "Traffic")[1..3], ["4", "\u{2260} 1"]);
    // Two hours of a month are hardly paid for, four times the load for good is.
    let money = |cell: &str| cell.trim_start_matches('$').split(' ').next().unwrap().parse::<f64>().unwrap();
    let costs = row(&table, "Cost a month");
    assert!(money(&costs[3]) < 1.02 * money(&costs[1]), "{costs:?}");
    let four = panel(&plan, &scenario(&plan, &[("traffic", "4")]));
    assert!(money(&row(&four, "Cost a month")[2]) > 1.5 * money(&costs[1]));
}

#[test]
fn what_is_kept_is_compared_shared_and_dropped() {
    let plan = plan("butterfly");
    let first = scenario(&plan, &[("traffic", "2"), ("name", "Autumn | ; sale"), ("goal", "storage")]);
    let kept = kept::keep(&plan, &first).unwrap();
    assert_eq!((kept.ask(Ask::Keep), kept.ask(Ask::Name)), (Some("Autumn     sale;traffic=2"), None));
    assert_eq!(kept.ask(Ask::Goal), Some("storage"), "what is asked stays");
    let second = kept.with(&plan, "traffic", "3").unwrap().with(&plan, "capsule.memory", "3 GiB").unwrap();
    let both = kept::keep(&plan, &second).unwrap();
    let want = "Autumn     sale;traffic=2|traffic 3, capsule.memory 3GiB;traffic=3;capsule.memory=3GiB";
    assert_eq!(both.ask(Ask::Keep), Some(want));
    let names: Vec<_> = columns(&plan, &both).into_iter().map(|column| (column.id, column.is_base)).collect();
    assert_eq!(
        names[..4],
        [("plan", true), ("here", false), ("1", false), ("2", false)].map(|(a, b)| (a.into(), b))
    );
    let html = kept::fields(&plan, &both);
    assert!(html.contains("base=2\" data-asks=\"keep base\">Compare with it"), "{html}");
    assert!(html.contains("formaction=\"/capacity/butterfly/keep\""), "{html}");
    assert_eq!(html.matches(">Drop<").count(), 2);
    let same = kept::keep(&plan, &both.with(&plan, "name", "Autumn     sale").unwrap()).unwrap();
    assert_eq!(kept::list(&plan, &same).len(), 2, "a name is there once");
    let many = (0..6).fold(Scenario::base(), |all, number| {
        kept::keep(&plan, &all.with(&plan, "name", &number.to_string()).unwrap()).unwrap()
    });
    assert_eq!(kept::keep(&plan, &many.with(&plan, "name", "one more").unwrap()), None);
}

#[test]
fn a_name_from_outside_has_no_meaning_on_the_page() {
    let plan = plan("butterfly");
    let hostile =
        scenario(&plan, &[("keep", "<img src=x>\"';traffic=2"), ("name", "\"><b>"), ("base", "\"<")]);
    let html = kept::fields(&plan, &hostile);
    assert!(!html.contains("<img") && !html.contains("\"><b>\"") && !html.contains("\"\"<"), "{html}");
    let html = panel::markup::html(&panel(&plan, &hostile));
    assert!(!html.contains("<img"), "{html}");
}

#[test]
fn a_larger_model_needs_more_and_is_told() {
    let plan = plan("ai-challenge");
    let table = panel(&plan, &Scenario::base());
    assert_eq!(row(&table, "Language model")[6], "\u{2260} llm-api: 145.4 GB of weights");
    let tokens = |scenario: &Scenario| {
        let panels = panel::all(&plan, scenario);
        let tokens = panels.iter().find(|panel| panel.id == "tokens").unwrap();
        tokens.table.rows.iter().find(|row| row[0].starts_with("LLM")).unwrap().clone()
    };
    let (small, large) = (tokens(&Scenario::base()), tokens(&resolved(&plan, "qwen-72b")));
    assert_ne!(small[5..], large[5..], "{small:?} {large:?}");
    assert!(large[5].parse::<u32>().is_ok(), "{large:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is kept reads back to the same inputs, whatever the name.
    #[test]
    fn a_kept_scenario_keeps_its_inputs(
        name in "\\PC{0,60}", traffic in 0.1..100.0f64, days in 1..1825u32, memory in 1..4000u32, from in 0..3usize,
    ) {
        let plan = plan("butterfly");
        let pairs = [
            ("traffic", traffic.to_string()), ("days", days.to_string()), ("capsule.memory", format!("{memory} MiB")),
            ("name", name), ("scenario", ["", "zone-b", "a|b;c=1"][from].to_owned()),
        ];
        let here = pairs.iter().fold(Scenario::base(), |all, (key, value)| all.with(&plan, key, value).unwrap());
        let list = kept::list(&plan, &kept::keep(&plan, &here).unwrap());
        prop_assert_eq!(list.len(), 1);
        let inputs = |scenario: &Scenario| scenario.inputs(&plan);
        prop_assert_eq!(inputs(&list[0].1), inputs(&here));
    }
}

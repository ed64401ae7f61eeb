//! Goals on the plans that ship: what is found is held against the evaluation, and what is not found says why.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;
#[path = "shared/scenario.rs"]
mod scenario;

use capacity::evaluate::evaluate;
use capacity::panel::{self, Panel, seek};
use capacity::{Plan, Scenario, export};
use plan::plan;
use scenario::scenario;

fn asked(plan: &Plan, goal: &str, bound: &str, by: &str) -> Panel {
    let scenario = scenario(plan, &[("goal", goal), ("bound", bound), ("by", by)]);
    panel::all(plan, &scenario).into_iter().find(|panel| panel.id == "seek").unwrap()
}

/// The number that follows these words.
fn number_after(text: &str, words: &str) -> f64 {
    let rest = text.split_once(words).unwrap_or_else(|| panic!("no `{words}` in {text}")).1.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    rest[..end].trim_end_matches('.').parse().unwrap()
}

#[test]
fn the_load_that_keeps_cassandra_below_seventy_percent() {
    let plan = plan("butterfly");
    let says = asked(&plan, "cassandra.busy", "70 %", "traffic").says;
    assert!(says.starts_with("Cassandra, utilisation, at most 70 %, by traffic alone: up to "), "{says}");
    let traffic = number_after(&says, "up to");
    let replicas = evaluate(&plan, &Scenario::base()).unwrap();
    let replicas = replicas.items.iter().find(|item| item.id == "cassandra").unwrap().replicas.text();
    let busy = |traffic: f64| {
        let there = [("traffic", traffic.to_string()), ("cassandra.replicas", replicas.clone())];
        let there: Vec<_> = there.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let outcome = evaluate(&plan, &scenario(&plan, &there)).unwrap();
        outcome.items.iter().find(|item| item.id == "cassandra").unwrap().utilisation.value
    };
    assert!(busy(traffic * 0.99) < 0.7 && busy(traffic * 1.01) > 0.7, "{says}: {}", busy(traffic));
}

#[test]
fn the_replicas_that_hold_a_response_time() {
    let plan = plan("butterfly");
    let says = asked(&plan, "capsule.p99", "40 ms", "capsule.replicas").says;
    let replicas = number_after(&says, "alone: from");
    let p99 = |replicas: f64| {
        let panel = asked(&plan, "capsule.p99", "40 ms", "capsule.replicas");
        let row = panel.table.rows.iter().find(|row| row[0].split(',').next() == Some(&replicas.to_string()));
        row.unwrap_or_else(|| panic!("no row {replicas} in {:?}", panel.table.rows)).clone()
    };
    assert_eq!(p99(replicas)[2], "yes");
    assert!(says.ends_with("as asked."), "{says}");
}

#[test]
fn the_month_in_which_the_disk_is_full() {
    let plan = plan("butterfly");
    let says = asked(&plan, "storage", "recommended", "months").says;
    let month = number_after(&says, "up to month");
    let growth = plan.load.growth_per_year.as_ref().unwrap().value.si();
    let full = |month: f64| {
        let days = (month * 30.4375).round().to_string();
        let traffic = (1.0 + growth).powf(month / 12.0).to_string();
        let outcome = evaluate(&plan, &scenario(&plan, &[("days", &days), ("traffic", &traffic)])).unwrap();
        outcome.totals.storage.value > plan.resources.recommended.storage.value.si()
    };
    assert!(!full(month - 0.2) && full(month + 0.2), "{says}");
}

#[test]
fn what_a_budget_carries() {
    let plan = plan("butterfly");
    let panel = asked(&plan, "cost", "$2000", "traffic");
    assert!(panel.says.contains("at most $2000, by traffic alone: up to"), "{}", panel.says);
    // The nodes' panel proves the cheapest; without a proof it is never less.
    let least = asked(&plan, "cost", "at least $1", "traffic").says;
    assert!(least.contains("any value does"), "{least}");
}

#[test]
fn no_answer_says_why() {
    let plan = plan("butterfly");
    let says = |goal: &str, bound: &str, by: &str| asked(&plan, goal, bound, by).says;
    let nothing = says("kafka.busy", "70 %", "plato.memory");
    assert!(nothing.contains("no answer, because it changes nothing: it is "), "{nothing}");
    let never = says("memory", "1 GB", "traffic");
    assert!(never.contains("no answer. From 0.1x (20 rps) to 100x (20 k rps) it is at least "), "{never}");
    let units = says("memory", "5 rps", "traffic");
    assert!(
        units.contains("`5 rps` is a rate of requests, in rps, but a size in bytes is wanted"),
        "{units}"
    );
    assert!(says("nobody.busy", "1", "traffic").contains("`nobody.busy` is no figure of this plan"));
    assert!(says("memory", "1 TB", "colour").contains("`colour` is no input"));
}

#[test]
fn every_input_answers_every_figure() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let [inputs, figures] = seek::choices(&plan);
        assert!(inputs.len() > 20 && figures.len() > 20, "{id}");
        // Every third input, each with another figure; what nodes cost takes a while without optimisation.
        for (place, (by, _)) in inputs.iter().enumerate().step_by(3) {
            let (goal, _) = &figures[place * 7 % figures.len()];
            let panel = asked(&plan, goal, "", by);
            let whole =
                panel.says.ends_with('.') && !panel.says.contains("NaN") && !panel.says.contains("inf");
            assert!(whole && !panel.says.contains('`'), "{id} {goal} by {by}: {}", panel.says);
            assert!(panel.table.rows.iter().all(|row| row.len() == 3), "{id} {goal} by {by}");
        }
    }
}

#[test]
fn a_question_is_a_part_of_the_address_and_of_no_figure() {
    let plan = plan("butterfly");
    let asking = scenario(&plan, &[("bound", "70 %"), ("goal", "cassandra.busy"), ("traffic", "2")]);
    let address = export::address(&plan, &asking);
    assert_eq!(address, "butterfly?traffic=2&goal=cassandra.busy&bound=70%20%25");
    assert_eq!(evaluate(&plan, &asking), evaluate(&plan, &scenario(&plan, &[("traffic", "2")])));
    assert!(scenario(&plan, &[("goal", "cost")]).is_base());
}

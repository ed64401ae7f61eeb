//! The nodes that are regretted least, on the plans that ship.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;
#[path = "shared/scenario.rs"]
mod scenario;

use capacity::Plan;
use capacity::panel::{self, Panel};
use plan::plan;
use scenario::scenario;

fn panel_of(plan: &Plan, pairs: &[(&str, &str)]) -> Panel {
    panel::all(plan, &scenario(plan, pairs)).into_iter().find(|panel| panel.id == "regret").unwrap()
}

fn amount(cell: &str) -> f64 {
    cell.trim_start_matches('$').replace([' ', ','], "").parse().unwrap()
}

#[test]
fn each_shape_has_its_regret_or_the_reason_why_it_is_out() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let panel = panel_of(&plan, &[]);
        assert_eq!(panel.table.rows.len(), plan.shapes.len(), "{id}");
        let (found, out): (Vec<_>, Vec<_>) = panel.table.rows.iter().partition(|row| row[1] != "-");
        assert!(!found.is_empty(), "{id}");
        let regret = |row: &Vec<String>| amount(&row[5]);
        assert!(found.is_sorted_by(|a, b| regret(a) <= regret(b)), "{id} {found:?}");
        for row in &found {
            let parts = amount(&row[3]) + amount(&row[4]);
            assert!((parts - regret(row)).abs() <= 0.01 * regret(row) + 1.0, "{id} {row:?}");
        }
        assert!(out.iter().all(|row| row[7].len() > 10), "{id} {out:?}");
        assert!(panel.says.contains(&format!("{} of {}", found[0][1], found[0][0])), "{id} {}", panel.says);
    }
}

#[test]
fn who_sizes_for_more_buys_more_and_a_longer_rush_counts_more() {
    let butterfly = plan("butterfly");
    let nodes = |plan: &Plan, percentile| {
        let panel = panel_of(plan, &[("percentile", percentile)]);
        let row = panel.table.rows.iter().find(|row| row[0] == "small").unwrap();
        row[1].parse::<u32>().unwrap()
    };
    let (half, most) = (nodes(&butterfly, "50"), nodes(&butterfly, "99"));
    assert!(half < most, "{half} {most}");
    let mut longer = butterfly.clone();
    for scenario in &mut longer.scenarios {
        scenario.lasts = None;
    }
    assert!(nodes(&longer, "95") > nodes(&butterfly, "95"));
}

#[test]
fn what_runs_on_graphics_processors_needs_no_other_nodes() {
    let plan = plan("ai-challenge");
    let panel = panel_of(&plan, &[]);
    let larger = panel_of(&plan, &[("llm-api.memory", "200 GiB")]);
    let nodes = |panel: &Panel| panel.table.rows.iter().map(|row| row[..3].to_vec()).collect::<Vec<_>>();
    assert_eq!(nodes(&panel), nodes(&larger));
}

#[test]
fn what_is_too_large_for_a_node_is_named() {
    let plan = plan("butterfly");
    let panel = panel_of(&plan, &[("kafka.memory", "20 GiB")]);
    let why = |row: &Vec<String>| row[7].contains("a replica of Kafka needs 20 GiB of memory, a node has");
    assert!(panel.table.rows.iter().any(why), "{:?}", panel.table.rows);
}

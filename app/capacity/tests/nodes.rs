//! Which nodes to choose: the front of the plans that ship, catalogues that a visitor writes, and what each choice is for.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;
#[path = "shared/scenario.rs"]
mod scenario;

use capacity::panel::{self, Panel, fields};
use capacity::{Plan, Scenario};
use plan::plan;
use scenario::scenario;

fn front(plan: &Plan, pairs: &[(&str, &str)]) -> Panel {
    one(plan, pairs, "front")
}

fn one(plan: &Plan, pairs: &[(&str, &str)], id: &str) -> Panel {
    panel::all(plan, &scenario(plan, pairs)).into_iter().find(|panel| panel.id == id).unwrap()
}

/// Cost, headroom and tolerance of each row, and whether it is on the front.
fn figures(panel: &Panel) -> Vec<(f64, f64, usize, bool)> {
    let tolerance = |words: &str| {
        ["neither", "any node,", "any node and"].iter().position(|it| words.starts_with(it)).unwrap()
    };
    let row = |row: &Vec<String>| {
        let cost = row[1].trim_start_matches('$').parse().unwrap();
        (
            cost,
            row[2].trim_end_matches('x').parse().unwrap(),
            tolerance(&row[3]),
            row[5].starts_with("on the front"),
        )
    };
    panel.table.rows.iter().map(row).collect()
}

#[test]
fn the_front_is_what_nothing_beats() {
    for (id, pairs) in [
        ("butterfly", vec![]),
        ("butterfly", vec![("traffic", "3")]),
        ("jack", vec![]),
        ("ai-challenge", vec![]),
    ] {
        let panel = front(&plan(id), &pairs);
        let all = figures(&panel);
        assert!(all.is_sorted_by(|a, b| a.0 <= b.0), "{id}");
        for it in &all {
            // Costs are rounded to three digits, so what is a dollar dearer may be as dear.
            let better = |other: &&(f64, f64, usize, bool), slack: f64| {
                other.0 <= it.0 - slack && other.1 >= it.1 && other.2 >= it.2
            };
            assert!(!it.3 || !all.iter().any(|other| better(&other, 1.5)), "{id}: {it:?} of {all:?}");
            assert!(
                it.3 || all.iter().filter(|other| better(other, 0.0)).count() > 1,
                "{id}: {it:?} of {all:?}"
            );
        }
        assert!(all.iter().any(|it| it.2 == 2), "{id}: nothing survives a zone");
        assert!(
            panel.says.contains(" Why not fewer? Because with one ") && panel.says.ends_with('.'),
            "{}",
            panel.says
        );
        assert!(panel.says.contains("survive the loss of any node and of any zone"), "{}", panel.says);
        assert!(panel.says.contains(" Why not cheaper? Because "), "{}", panel.says);
        let named = panel.table.rows.iter().filter(|row| row[5] == "on the front, named above");
        assert_eq!(named.count(), 1, "{id} {pairs:?}");
        // What is not proven at once is told with its bound.
        let front = panel.table.rows.iter().filter(|row| row[5].starts_with("on the front"));
        let proven = |row: &&Vec<String>| row[4] == "yes, proven";
        let (all, told) = (front.clone().count(), front.clone().filter(proven).count());
        assert!(told == all || id == "butterfly", "{id} {pairs:?}: {:#?}", panel.table.rows);
        assert!(front.clone().all(|row| proven(&row) || row[4].starts_with("none found; none below $")));
    }
}

#[test]
fn graphics_processors_stand_in_a_mix_with_cheaper_nodes() {
    let plan = plan("ai-challenge");
    let panel = front(&plan, &[]);
    let mixes: Vec<_> = panel
        .table
        .rows
        .iter()
        .filter(|row| row[0].contains(" and ") && row[0].contains(" of gpu"))
        .collect();
    assert!(
        !mixes.is_empty() && mixes.iter().any(|row| row[4].contains("proven")),
        "{:#?}",
        panel.table.rows
    );
    // The larger model does not fit on the small processors.
    let large = front(
        &plan,
        &[("scenario", "qwen-72b"), ("llm-api.memory", "160 GiB"), ("llm-api.cores", "16 cores")],
    );
    assert!(large.table.rows.iter().all(|row| row[0].contains("gpu-large")), "{:#?}", large.table.rows);
}

#[test]
fn a_catalogue_of_ones_own_takes_the_place_of_the_plans() {
    let plan = plan("butterfly");
    let own = front(
        &plan,
        &[("shapes", "tiny: 2 cores, 8 GiB, $0.1/h, eks\nhuge: 64 cores, 256 GiB, 1 Gbps, $3/h, bare")],
    );
    assert!(
        own.table.rows.iter().all(|row| row[0].contains("tiny") || row[0].contains("huge")),
        "{:#?}",
        own.table.rows
    );
    let wrong = front(&plan, &[("shapes", "tiny: 2 cores, 8 rps")]);
    assert!(
        wrong.says.starts_with("Line 1: `8 rps` is a rate of requests, which a node does not have"),
        "{}",
        wrong.says
    );
    assert!(wrong.table.rows.iter().any(|row| row[0].contains("small")));
    // A narrow network asks for more nodes than cores and memory do.
    let narrow = front(
        &plan,
        &[("shapes", "wide: 64 cores, 256 GiB, $3/h, bare\nnarrow: 64 cores, 256 GiB, 60 Mbps, $3/h, bare")],
    );
    let fewest = |name: &str| {
        let own = narrow.table.rows.iter().filter(|row| row[0].ends_with(name) && !row[0].contains(" and "));
        own.map(|row| row[0].split(' ').next().unwrap().parse::<u32>().unwrap()).min().unwrap()
    };
    assert!(fewest("narrow") > fewest("wide"), "{:#?}", narrow.table.rows);
    let html = fields::html(&plan, &Scenario::base(), "front");
    assert!(
        html.contains("data-asks=\"shapes\">Begin with the plan's shapes<")
            && html.contains("shapes=small%3A%204%20cores"),
        "{html}"
    );
}

#[test]
fn nodes_that_there_are_need_graphics_processors_too() {
    let plan = plan("ai-challenge");
    let says = |have| one(&plan, &[("have", have)], "fleet").says;
    let none = says("20 medium");
    assert!(
        none.ends_with("do not hold this plan at any load: what breaks is graphics processors."),
        "{none}"
    );
    let some = says("6 x 8 cores, 32 GiB, 1 GPU of 24 GB");
    assert!(some.starts_with("6 nodes of 8 cores, 32 GiB carry "), "{some}");
    let small = says("6 x 8 cores 32 GiB, 1 GPU of 16 GB");
    assert!(small.contains("what breaks is graphics processors"), "{small}");
}

#[test]
fn loads_end_where_an_item_that_is_fixed_is_busier_than_its_target() {
    let plan = plan("butterfly");
    let free = front(&plan, &[]);
    assert!(free.says.contains("they hold 3x the load."), "{}", free.says);
    let fixed = front(&plan, &[("capsule.replicas", "2")]);
    let ends = "they hold 1.5x the load, and beyond it CAPSULE is busier than its target";
    assert!(fixed.says.contains(ends), "{}", fixed.says);
    assert!(
        fixed.table.rows.iter().all(|row| ["1x", "1.25x", "1.5x"].contains(&&*row[2])),
        "{:?}",
        fixed.table
    );
}

//! Panels and exports of the plans that ship, and of one that is forced to its limits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/plan.rs"]
mod plan;
#[path = "shared/scenario.rs"]
mod scenario;

use std::process::Command;

use capacity::evaluate::{Kernel, Level, Spread, State, evaluate, together};
use capacity::panel::{self, Panel, markup};
use capacity::{Scenario, export};
use plan::plan;
use scenario::scenario;

fn panels(pairs: &[(&str, &str)]) -> Vec<Panel> {
    let plan = plan("butterfly");
    panel::all(&plan, &scenario(&plan, pairs))
}

fn one<'a>(panels: &'a [Panel], id: &str) -> &'a Panel {
    panels.iter().find(|panel| panel.id == id).unwrap_or_else(|| panic!("no panel {id}"))
}

#[test]
fn the_backup_policy_of_the_hotel_is_told_in_bytes() {
    let plan = plan("jack");
    let panels = panel::all(&plan, &Scenario::base());
    let backups = one(&panels, "backups");
    // A day of each times the days that it is kept: 1.5 GB for 30, 1.2 GB for 90, 4.8 GB for 7.
    assert_eq!(
        row(backups, "PostgreSQL WAL archive")[2..7],
        ["30 days", "10.5 GB", "45 GB", "45 GB", "45 GB"]
    );
    assert_eq!(row(backups, "PostgreSQL daily dumps")[6], "108 GB");
    assert_eq!(row(backups, "Redis hourly snapshots")[3..7], ["33.6 GB"; 4]);
    assert!(backups.says.contains("the archives hold 187 GB"), "{}", backups.says);
    assert!(backups.says.contains("In a year, with 40 % more load"), "{}", backups.says);
    // A piece of the log every 5 minutes, and 3 GB and a week of log at 40 MB/s; a dump of 1.2 GB at 5 MB/s.
    let wal = &row(backups, "PostgreSQL WAL archive")[8..];
    assert_eq!(wal, ["5 min (6 min asked)", "5.62 min (1 h asked)", "yes", "$1.03"]);
    assert_eq!(row(backups, "PostgreSQL daily dumps")[8..10], ["1 d (1.04 d asked)", "4 min (1 h asked)"]);
    assert!(backups.says.ends_with("each keeps what the policy asks."), "{}", backups.says);
    let strained = panel::all(&plan, &scenario(&plan, &[("postgresql-dumps.growth", "40 GB")]));
    let strained = one(&strained, "backups");
    let slow = "PostgreSQL daily dumps does not keep the policy: it loses 1.09 d, 1.04 d asked; it restores in 2.22 h, \
                1 h asked.";
    assert!(strained.says.ends_with(slow), "{}", strained.says);
    let week = scenario(&plan, &[("postgresql-wal.retention", "7 d"), ("traffic", "2")]);
    assert_eq!(row(one(&panel::all(&plan, &week), "backups"), "PostgreSQL WAL archive")[6], "21 GB");
}

#[test]
fn each_figure_can_go_as_far_as_the_evaluation_says() {
    let plan = plan("butterfly");
    for pairs in [vec![], vec![("traffic", "8")]] {
        let here = scenario(&plan, &pairs);
        let panels = panel::all(&plan, &here);
        let goal = one(&panels, "goal");
        let holds = |scenario: &Scenario| {
            let outcome = evaluate(&plan, scenario).unwrap();
            let fits = outcome.verdicts.iter().all(|it| it.level != Level::Beyond);
            fits && outcome.items.iter().all(|item| item.state < State::AboveTarget)
        };
        assert_eq!(goal.table.head[3], if holds(&here) { "Holds until" } else { "Holds from" });
        let traffic: f64 = row(goal, "Traffic")[3].parse().unwrap();
        let at = |traffic: f64| holds(&here.with(&plan, "traffic", &traffic.to_string()).unwrap());
        assert!(at(traffic * 0.998) && !at(traffic * 1.002), "{traffic}");
    }
}

/// The row that begins with these words.
fn row<'a>(panel: &'a Panel, name: &str) -> &'a [String] {
    let found = panel.table.rows.iter().find(|row| row[0] == name);
    found.unwrap_or_else(|| panic!("{}: no row {name} in {:#?}", panel.id, panel.table.rows))
}

#[test]
fn every_panel_of_every_plan_is_whole() {
    for id in ["butterfly", "jack", "ai-challenge"] {
        let plan = plan(id);
        let panels = panel::all(&plan, &Scenario::base());
        let ids: Vec<_> = panels.iter().map(|panel| panel.id).collect();
        let mut wanted = vec![
            "system",
            "failure",
            "availability",
            "outlook",
            "uncertainty",
            "sensitivity",
            "worth",
            "goal",
            "scenarios",
            "reverse",
            "fleet",
            "nodes",
            "front",
            "regret",
            "cost",
            "commitment",
        ];
        wanted.extend((id == "jack").then_some("backups"));
        wanted.extend((id != "butterfly").then_some("tokens"));
        wanted.extend(["assumptions", "seek"]);
        assert_eq!(ids, wanted, "{id}");
        for panel in &panels {
            let columns = panel.table.head.len();
            assert!(
                !panel.table.rows.is_empty() && panel.says.ends_with('.'),
                "{id} {}: {}",
                panel.id,
                panel.says
            );
            assert!(panel.table.rows.iter().all(|row| row.len() == columns), "{id} {}", panel.id);
            let html = markup::html(panel);
            let mut words = html.split(|c: char| !c.is_ascii_alphabetic());
            assert!(!words.any(|word| ["NaN", "inf"].contains(&word)), "{id} {}: {html}", panel.id);
        }
    }
}

#[test]
fn the_system_shows_what_gives_way_first_and_who_calls_whom() {
    let panels = panels(&[]);
    let system = one(&panels, "system");
    assert!(system.says.contains("PostgreSQL is the first to give way, at 500 rps"), "{}", system.says);
    assert_eq!(row(system, "Kafka")[2], "0.6666666667 PERCEPTION");
    assert_eq!(row(system, "PostgreSQL")[4], "2.5x");
    let svg = markup::svg(system.drawing.as_ref().unwrap());
    assert!(svg.contains("first to give way") && svg.contains("role=\"img\""));
}

#[test]
fn a_lost_zone_is_survived_or_it_is_told_what_breaks_and_why() {
    let calm = panels(&[]);
    let failure = one(&calm, "failure");
    assert!(failure.says.starts_with("Survives the loss of any single replica."), "{}", failure.says);
    assert_eq!(row(failure, "a replica of CAPSULE")[2], "1 of 2");
    assert_eq!(row(failure, "a replica of CAPSULE")[3], "80 %");
    assert_eq!(row(failure, "zone B")[7], "yes, with 8 nodes; 5 hold everything");
    let busy = panels(&[("traffic", "2"), ("capsule.replicas", "2")]);
    let failure = one(&busy, "failure");
    let why = "Does not survive the loss of every single replica: CAPSULE is 160 % busy with 1 of 2 left.";
    assert!(failure.says.starts_with(why), "{}", failure.says);
    assert!(row(failure, "zone A")[5].starts_with("no, is"), "{:?}", row(failure, "zone A"));
    let alone = plan("ai-challenge");
    let lone = panel::all(&alone, &Scenario::base());
    assert_eq!(row(one(&lone, "failure"), "a replica of MongoDB")[5], "no, has none left");
}

#[test]
fn dates_come_sooner_with_less_room() {
    let order = |pairs: &[(&str, &str)]| row(one(&panels(pairs), "outlook"), "CPU")[4].clone();
    assert!(order(&[]).starts_with("order within"), "{}", order(&[]));
    assert_eq!(order(&[("traffic", "4.2")]), "order today");
}

#[test]
fn what_matters_most_is_named_and_a_figure_of_ones_own_is_not_to_be_measured() {
    let panels = panels(&[("traffic", "3")]);
    let matters = one(&panels, "sensitivity");
    assert_eq!((matters.table.rows[0][0].as_str(), matters.table.rows[0][1].as_str()), ("Traffic", "yours"));
    assert!(!matters.says.contains("Traffic") && matters.says.contains("Measure next"), "{}", matters.says);
}

#[test]
fn the_kernel_gives_the_needs_of_the_evaluation() {
    for (id, pairs) in [
        ("butterfly", vec![]),
        ("butterfly", vec![("traffic", "3.7"), ("days", "200"), ("plato.replicas", "4")]),
        ("jack", vec![("traffic", "12"), ("utilisation", "0.8")]),
        ("ai-challenge", vec![("traffic", "7")]),
    ] {
        let plan = plan(id);
        let scenario = scenario(&plan, &pairs);
        let kernel = Kernel::new(&plan, &scenario).unwrap();
        let ones = vec![[1.0]; kernel.inputs().len()];
        let outcome = evaluate(&plan, &scenario).unwrap();
        for ([need], verdict) in kernel.needs(&ones).iter().zip(&outcome.verdicts) {
            let want = verdict.needed.value;
            assert!(
                (need - want).abs() <= 1e-9 * want,
                "{id} {pairs:?} {:?}: {need} {want}",
                verdict.resource
            );
        }
    }
}

#[test]
fn steps_of_a_simulation_end_with_what_one_run_gives() {
    let plan = plan("butterfly");
    let start = || Spread::new(Kernel::new(&plan, &Scenario::base()).unwrap(), 1024, 7).unwrap();
    let mut stepped = start();
    let mut shares = vec![];
    while shares.last().is_none_or(|share| *share < 1.0) {
        shares.push(stepped.step(100));
    }
    // Of 64 points, two blocks are the least that holds 100.
    assert_eq!(shares.len(), 8);
    assert!(start().finish().is_some());
    assert_eq!(stepped.finish(), start().finish());
}

#[test]
fn parts_of_a_simulation_together_are_one_run() {
    let plan = plan("jack");
    let kernel = || Kernel::new(&plan, &Scenario::base()).unwrap();
    for points in [16, 4096] {
        let whole = Spread::new(kernel(), points, 7).unwrap().finish();
        let part = |sets| Spread::part(kernel(), points, 7, sets).unwrap().found();
        assert_eq!(together(&[part(0..3), part(3..16)].concat()), whole);
        assert!(whole.is_some() && together(&part(0..3)).is_none());
    }
    let outside = [0..17, 3..3].map(|sets| Spread::part(kernel(), 64, 7, sets).is_err());
    assert_eq!(outside, [true; 2]);
}

#[test]
fn points_side_by_side_are_evaluated_as_one_by_one() {
    let plan = plan("butterfly");
    let kernel = Kernel::new(&plan, &scenario(&plan, &[("traffic", "2"), ("kafka.replicas", "5")])).unwrap();
    let factor = |input: usize, at: usize| 0.5 + 0.07 * ((input * 7 + at * 13) % 17) as f64;
    let factors: Vec<[f64; 64]> =
        (0..kernel.inputs().len()).map(|input| std::array::from_fn(|at| factor(input, at))).collect();
    let together = kernel.needs(&factors);
    for at in 0..64 {
        let alone: Vec<_> = factors.iter().map(|factors| [factors[at]]).collect();
        assert_eq!(kernel.needs(&alone).map(|[need]| need), together.map(|needs| needs[at]));
    }
}

#[test]
fn a_wider_load_makes_the_high_percentiles_higher() {
    let plan = plan("butterfly");
    let cpu = |text: &str| {
        let scenario = scenario(&plan, &[("traffic", text)]);
        let run = Spread::new(Kernel::new(&plan, &scenario).unwrap(), 4096, 1).unwrap().finish().unwrap();
        (run[0].percentile(0.5).unwrap().value, run[0].percentile(0.95).unwrap().value)
    };
    let (narrow, wide) = (cpu("1.9 to 2.1"), cpu("1 to 4"));
    assert!(wide.1 > 1.3 * narrow.1, "{narrow:?} {wide:?}");
    assert!((wide.0 / narrow.0 - 1.0).abs() < 0.1, "{narrow:?} {wide:?}");
}

const CHANGED: [(&str, &str); 4] =
    [("traffic", "1 to 4"), ("utilisation", "0.7"), ("capsule.memory", "3 GiB"), ("kafka.retention", "30 d")];

#[test]
fn every_export_is_read_back_to_its_scenario() {
    let plan = plan("butterfly");
    let scenario = scenario(&plan, &CHANGED);
    let files = [
        export::manifests(&plan, &scenario).unwrap(),
        export::rules(&plan, &scenario).unwrap(),
        export::values(&plan, &scenario).unwrap(),
        export::tfvars(&plan, &scenario).unwrap(),
        export::markdown(&plan, &scenario).unwrap(),
        export::csv(&plan, &scenario).unwrap(),
        export::svg(&plan, &scenario).unwrap(),
    ];
    let want = "butterfly?traffic=1%20to%204&utilisation=0.7&capsule.memory=3GiB&kafka.retention=30d";
    for file in files {
        assert_eq!(export::read(&file).as_deref(), Some(want), "{file}");
    }
    assert_eq!(export::read("no scenario"), None);
    assert_eq!(export::read(&format!("{}<script>", export::MARK)), None);
}

#[test]
fn manifests_ask_for_what_the_plan_says() {
    let plan = plan("butterfly");
    let yaml = export::manifests(&plan, &scenario(&plan, &CHANGED)).unwrap();
    let capsule = yaml
        .split("---\n")
        .find(|part| part.contains("kind: Deployment") && part.contains("name: capsule\n"));
    assert!(capsule.unwrap().contains("requests: { cpu: \"500m\", memory: \"3072Mi\" }"), "{yaml}");
    for (kind, times) in [("StatefulSet", 6), ("PodDisruptionBudget", 12), ("HorizontalPodAutoscaler", 6)] {
        assert_eq!(yaml.matches(&format!("kind: {kind}\n")).count(), times, "{kind}");
    }
    assert!(yaml.contains("averageUtilization: 70") && yaml.contains("storage: \""));
}

#[test]
fn promtool_takes_the_rules() {
    let plan = plan("jack");
    let rules = export::rules(&plan, &Scenario::base()).unwrap();
    let file = std::env::temp_dir().join(format!("pharos-plan-rules-{}.yaml", std::process::id()));
    std::fs::write(&file, &rules).unwrap();
    let answer = Command::new("promtool").args(["check", "rules"]).arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    let answer =
        answer.unwrap_or_else(|error| panic!("promtool: {error}; install Debian's package prometheus"));
    let told =
        String::from_utf8_lossy(&answer.stdout).into_owned() + &String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success() && told.contains("rules found"), "{told}\n{rules}");
    for burn in [
        "plan:errors:ratio_rate1h > 14.4 * 0.001 and plan:errors:ratio_rate5m > 14.4 * 0.001",
        "plan:errors:ratio_rate6h > 6 * 0.001 and plan:errors:ratio_rate30m > 6 * 0.001",
    ] {
        assert!(rules.contains(burn), "{rules}");
    }
}

#[test]
fn the_report_names_each_formula_once_and_every_figure_names_one() {
    let plan = plan("butterfly");
    let report = export::markdown(&plan, &Scenario::base()).unwrap();
    let list = report.split("## Formulas\n\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(list.contains("Little") || list.contains("Erlang") || list.contains("Lazowska"), "{list}");
    let formulas: Vec<_> = list.lines().filter_map(|line| line.split_once(". ")).collect();
    let figures = report.split("## Figures\n\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for row in figures.lines().skip(2) {
        let number = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        assert!(formulas.iter().any(|(its, _)| *its == number), "{row}");
    }
    let told: std::collections::BTreeSet<_> = formulas.iter().map(|(_, formula)| formula).collect();
    assert_eq!(told.len(), formulas.len());
}

#[test]
fn nodes_are_told_that_can_lose_one_and_what_they_cost() {
    let panels = panels(&[]);
    let nodes = one(&panels, "nodes");
    let small = row(nodes, "small (4 cores, 16 GiB)");
    assert_eq!(small[1..4], ["5", "proven", "$730"]);
    let count = |cell: &str| cell.split(' ').next().and_then(|count| count.parse::<u32>().ok());
    let (node, zone) = (count(&small[5]).unwrap(), count(&small[6]).unwrap());
    // Three replicas of a store stand on nodes of their own, so two nodes of three zones are not enough.
    assert!(node > 5 && zone >= node, "{small:?}");
    assert_eq!(small[5], format!("{node} (${} a month)", node * 146));
    let says = format!(
        "fits on 5 of small for $730 a month; {node} of small for ${} a month can lose any",
        node * 146
    );
    assert!(nodes.says.contains(&says), "{}", nodes.says);
}

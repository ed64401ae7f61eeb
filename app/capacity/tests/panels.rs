//! Panels and exports of the plans that ship, and of one that is forced to its limits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

use capacity::evaluate::{Kernel, Spread, evaluate};
use capacity::panel::{self, Panel, markup};
use capacity::{Plan, Scenario, export};

fn plan(id: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/plans/{id}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn scenario(plan: &Plan, pairs: &[(&str, &str)]) -> Scenario {
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let (scenario, problems) = Scenario::parse(plan, &pairs);
    assert_eq!(problems, []);
    scenario
}

fn panels(pairs: &[(&str, &str)]) -> Vec<Panel> {
    let plan = plan("butterfly");
    panel::all(&plan, &scenario(&plan, pairs))
}

fn one<'a>(panels: &'a [Panel], id: &str) -> &'a Panel {
    panels.iter().find(|panel| panel.id == id).unwrap_or_else(|| panic!("no panel {id}"))
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
            "outlook",
            "uncertainty",
            "sensitivity",
            "goal",
            "scenarios",
            "reverse",
            "nodes",
        ];
        wanted.extend((id == "jack").then_some("backups"));
        wanted.extend((id != "butterfly").then_some("tokens"));
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
            assert!(!html.contains("NaN") && !html.contains("inf"), "{id} {}: {html}", panel.id);
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
        let ones = vec![1.0; kernel.inputs().len()];
        let outcome = evaluate(&plan, &scenario).unwrap();
        for (need, verdict) in kernel.needs(&ones).iter().zip(&outcome.verdicts) {
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
    assert_eq!(shares.len(), 11);
    assert_eq!(stepped.finish(), start().finish());
}

#[test]
fn a_wider_load_makes_the_high_percentiles_higher() {
    let plan = plan("butterfly");
    let cpu = |text: &str| {
        let scenario = scenario(&plan, &[("traffic", text)]);
        let run = Spread::new(Kernel::new(&plan, &scenario).unwrap(), 4096, 1).unwrap().finish();
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
}

//! The plans that ship: they read, validate, and give the verdicts that the guides promise.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::path::Path;

use capacity::evaluate::{Binding, Level, Limit, Resource, State, evaluate};
use capacity::{Outcome, Plan, Scenario};

const BUTTERFLY: &str = include_str!("../../../content/plans/butterfly.toml");

fn butterfly() -> Plan {
    toml::from_str(BUTTERFLY).unwrap()
}

fn outcome(pairs: &[(&str, &str)]) -> Outcome {
    let plan = butterfly();
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let (scenario, problems) = Scenario::parse(&plan, &pairs);
    assert!(problems.is_empty(), "{problems:?}");
    evaluate(&plan, &scenario).unwrap()
}

fn levels(outcome: &Outcome) -> Vec<Level> {
    outcome.verdicts.iter().map(|verdict| verdict.level).collect()
}

#[test]
fn every_shipped_plan_is_valid_and_holds_at_its_base_load() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/plans");
    let mut plans = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let plan: Plan = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(plan.validate(), [], "{}", path.display());
        assert_eq!(path.file_stem().unwrap().to_str(), Some(plan.id.as_str()));
        let outcome = evaluate(&plan, &Scenario::base()).unwrap();
        assert_eq!(levels(&outcome), [Level::WithinMinimum; 4], "{}", path.display());
        assert!(outcome.items.iter().all(|item| item.state == State::Holds), "{}", path.display());
        plans += 1;
    }
    assert!(plans >= 3, "{plans} plans found");
}

#[test]
fn a_plan_survives_json_exactly() {
    let plan = butterfly();
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
}

#[test]
fn butterfly_runs_at_its_high_availability_minimum() {
    let want = [
        ("capsule", 2),
        ("odyssey", 2),
        ("perception", 3),
        ("plato", 2),
        ("nexus", 3),
        ("kafka", 3),
        ("cassandra", 3),
        ("postgresql", 2),
        ("redis", 3),
        ("janusgraph", 3),
        ("clickhouse", 2),
        ("schema-registry", 2),
    ];
    let outcome = outcome(&[]);
    assert_eq!(outcome.items.len(), want.len());
    for (id, replicas) in want {
        let item = outcome.items.iter().find(|item| item.id == id).unwrap();
        assert_eq!(
            (item.replicas.value, item.binding),
            (f64::from(replicas), Binding::HighAvailability),
            "{id}"
        );
    }
}

#[test]
fn load_reaches_every_item_of_butterfly_through_the_gateway() {
    let plan = butterfly();
    let entering: Vec<_> = plan.items.iter().filter(|item| item.visits.value > 0.0).collect();
    assert_eq!(entering.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["nexus"]);
    let want = [("capsule", 0.5), ("kafka", 0.9), ("perception", 0.6), ("cassandra", 1.1), ("redis", 0.8)];
    for (id, visits) in want {
        assert_eq!(plan.visits_of(id), visits, "{id}");
    }
    assert!(plan.visits().iter().all(|visits| *visits > 0.0));
    // Who reads twice as many messages asks the stores behind twice as often.
    let more = outcome(&[("perception.visits", "1.2")]);
    let arrival = |id: &str| more.items.iter().find(|item| item.id == id).unwrap().arrival.value;
    assert_eq!((arrival("clickhouse"), arrival("capsule")), (120.0, 100.0));
}

fn shipped(id: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/plans/{id}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn jack_keeps_its_backups_for_as_long_as_its_policy_says_and_its_sockets_in_memory() {
    let plan = shipped("jack");
    let days = |id: &str| plan.item(id).unwrap().retention.as_ref().unwrap().value.to_string();
    let kept = ["postgresql-wal", "postgresql-dumps", "redis-snapshots"].map(days);
    assert_eq!(kept, ["30 d", "90 d", "7 d"]);
    assert_eq!(plan.item("ai-engine").unwrap().tokens.as_ref().unwrap().output.value, 250.0);
    let outcome = evaluate(&plan, &Scenario::base()).unwrap();
    let gateway = outcome.items.iter().find(|item| item.id == "gateway").unwrap();
    assert_eq!(gateway.memory.value, 3.0 * 512.0 * 1_048_576.0 + 2000.0 * 60e3);
    assert!(gateway.memory.trace.substituted.contains("2000 connections * 60 kB"), "{:?}", gateway.memory);
}

#[test]
fn ai_challenge_keeps_logs_for_thirty_days_and_serves_its_own_model() {
    let plan = shipped("ai-challenge");
    assert_eq!(plan.item("loki").unwrap().retention.as_ref().unwrap().value.to_string(), "30 d");
    assert!(plan.item("llm-api").unwrap().model.is_some());
    assert!(["mongodb", "prometheus"].iter().all(|id| plan.visits_of(id) > 0.0));
}

#[test]
fn butterfly_starts_in_the_order_of_the_guide() {
    let plan = butterfly();
    let stage = |id: &str| plan.stage(plan.item(id).unwrap()).unwrap();
    assert_eq!(stage("cassandra"), "Databases");
    assert_eq!(stage("schema-registry"), "Message broker");
    assert_eq!(stage("plato"), "Backend services");
    assert_eq!(stage("nexus"), "Gateway");
}

#[test]
fn twice_the_load_needs_more_than_the_minimum() {
    let outcome = outcome(&[("traffic", "2")]);
    assert_eq!(
        levels(&outcome),
        [Level::WithinRecommended, Level::WithinRecommended, Level::WithinRecommended, Level::WithinMinimum]
    );
    let sentence = outcome.verdicts[0].sentence();
    assert!(
        sentence.ends_with("cores needed, within the recommended (minimum 16 cores, recommended 32 cores)"),
        "{sentence}"
    );
}

#[test]
fn headroom_is_the_largest_traffic_that_fits() {
    let base = outcome(&[]);
    let most = base.headroom.traffic.value;
    assert!(most > 2.0 && most < 100.0, "{most}");
    assert!(matches!(base.headroom.limited_by, Limit::Resource(Resource::Cpu | Resource::Memory)));
    let beyond =
        |traffic: f64| levels(&outcome(&[("traffic", &traffic.to_string())])).contains(&Level::Beyond);
    assert!(!beyond(most));
    assert!(beyond(most * (1.0 + 1e-12)));
}

#[test]
fn fixed_replicas_can_be_too_few_and_say_so() {
    let tight = outcome(&[("capsule.replicas", "1")]);
    let capsule = tight.items.iter().find(|item| item.id == "capsule").unwrap();
    assert_eq!((capsule.state, capsule.binding), (State::AboveTarget, Binding::Fixed));
    let full = outcome(&[("capsule.replicas", "1"), ("traffic", "2")]);
    let capsule = full.items.iter().find(|item| item.id == "capsule").unwrap();
    assert_eq!(capsule.state, State::Overloaded);
    assert!(capsule.response.is_none());
    assert_eq!(capsule.no_response(), Some("overloaded: the queue grows without bound"));
    assert_eq!(full.bottleneck.unwrap().item, "capsule");
}

#[test]
fn figures_say_how_they_came_about() {
    let outcome = outcome(&[("traffic", "2")]);
    let nexus = outcome.items.iter().find(|item| item.id == "nexus").unwrap();
    assert_eq!(nexus.offered.trace.substituted, "400 rps * 2.5 ms = 1 erlang");
    assert_eq!(
        nexus.replicas.trace.substituted,
        "max(3 for availability, 4 for at most 60 % busy, 4 to lose one at most 95 % busy) = 4; \
         with one fewer, replicas would be busier than the target"
    );
    assert_eq!(nexus.cpu.trace.substituted, "4 replicas * 0.5 cores = 2 cores");
    assert_eq!(nexus.memory.trace.substituted, "4 replicas * 1 GiB = 4.29 GB");
    let kafka = outcome.items.iter().find(|item| item.id == "kafka").unwrap();
    assert_eq!(
        kafka.storage.trace.substituted,
        "3 replicas * 5 GiB + 4 GB a day * 7 days * 3 copies * 1.02 overhead = 102 GB"
    );
}

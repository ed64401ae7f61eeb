//! The published schema of exported JSON, by another implementation of JSON Schema: it takes all that is exported, and
//! nothing that is not.

use super::files::plan;
use super::{brought_back, site};
use crate::facts::yaml::python;
use capacity::Scenario;
use pharos::web::capacity::export::json;
use serde_json::Value;

/// What the validator finds wrong with each of these.
fn wrong(schema: &Value, instances: &[Value]) -> Vec<Vec<String>> {
    let given = serde_json::json!({ "schema": schema, "instances": instances });
    serde_json::from_value(python(include_str!("schema.py"), &given.to_string())).unwrap()
}

fn schema() -> Value {
    serde_json::from_str(json::SCHEMA).unwrap()
}

/// Scenarios of a plan in which its files differ most.
fn scenarios(id: &str) -> Vec<Value> {
    let plan = plan(id);
    let first = &plan.items.iter().find(|item| item.kind == capacity::plan::Kind::Service).unwrap().id;
    let asked = |pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
        let (scenario, problems) = Scenario::parse(&plan, &pairs);
        assert!(problems.is_empty(), "{problems:?}");
        serde_json::from_str(&json::text(&plan, &scenario, "https://status.example").unwrap()).unwrap()
    };
    let (replicas, cpu) = (format!("{first}.replicas"), format!("{first}.cpu"));
    vec![
        asked(&[]),
        asked(&[("traffic", "8"), ("utilisation", "0.4"), ("days", "1825"), ("percentile", "99")]),
        asked(&[("traffic", "1 to 4"), (&cpu, "7 ms measured 2026-11-20"), ("name", "A & B <c>")]),
        asked(&[("traffic", "20"), (&replicas, "1")]),
        asked(&[("traffic", "8"), ("utilisation", "0.95")]),
        asked(&[("utilisation", "0.3"), (&replicas, "1")]),
        asked(&[("utilisation", "0.3"), ("traffic", "2"), (&replicas, "1")]),
        asked(&[("utilisation", "0.3"), ("traffic", "4"), (&replicas, "1")]),
        asked(&[("traffic", "0.1"), ("goal", "storage"), ("by", "days"), ("bound", "minimum")]),
        asked(&[("rates", "currency = EUR\ndollar = 0.9"), ("shapes", "a: 8 cores, 32 GiB, $0.2/h")]),
    ]
}

#[test]
fn every_exported_scenario_keeps_to_the_schema() {
    let instances: Vec<_> = ["butterfly", "jack", "ai-challenge"].into_iter().flat_map(scenarios).collect();
    assert_eq!(wrong(&schema(), &instances), vec![Vec::<String>::new(); instances.len()]);
    let seen = |path: &str, value: &str| {
        let items = instances.iter().flat_map(|its| its["outcome"]["items"].as_array().unwrap());
        items.filter(|item| item[path] == value).count()
    };
    for state in ["holds", "no-loss", "above-target", "overloaded"] {
        assert!(seen("state", state) > 0, "no scenario has an item that is {state}");
    }
    for binding in ["high-availability", "utilisation", "loss", "fixed"] {
        assert!(seen("binding", binding) > 0, "no scenario has replicas by {binding}");
    }
}

#[test]
fn what_is_not_exported_does_not_keep_to_it() {
    let good = scenarios("butterfly").remove(0);
    let change = |pointer: &str, value: Value| {
        let mut changed = good.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(key.into(), value);
        changed
    };
    let without = |pointer: &str| {
        let mut changed = good.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        changed
    };
    let mut instances = vec![
        change("/note", "x".into()),
        change("/version", 2.into()),
        change("/about", "butterfly".into()),
        change("/inputs/traffic", "2".into()),
        change("/outcome/items/0/colour", "red".into()),
        change("/outcome/items/0/state", "fine".into()),
        change("/outcome/items/0/cpu/value", "4".into()),
        change("/outcome/items/0/cpu/trace/url", "x".into()),
        change("/outcome/headroom/limited_by", "cpu".into()),
        change("/outcome/verdicts/0/level", Value::Null),
    ];
    let keys = ["/$schema", "/version", "/about", "/plan", "/inputs", "/outcome", "/outcome/bottleneck"];
    instances.extend(keys.map(without));
    for (place, told) in wrong(&schema(), &instances).iter().enumerate() {
        assert!(!told.is_empty(), "{}", instances[place]);
    }
}

#[tokio::test]
async fn the_schema_is_where_a_file_says_and_the_file_is_read_back_unless_it_is_newer() {
    let site = site();
    let file = site.get("/capacity/shop/export/plan.json?traffic=2", &[]).await.text;
    let json: Value = serde_json::from_str(&file).unwrap();
    let path = json["$schema"].as_str().unwrap().strip_prefix("https://x").unwrap();
    let served = site.get(path, &[]).await;
    assert_eq!((served.status, served.header("content-type")), (200, "application/schema+json"));
    assert_eq!(wrong(&serde_json::from_str(&served.text).unwrap(), &[json]), [Vec::<String>::new()]);
    assert_eq!(brought_back(&site, &file).await, (303, "/capacity/shop?traffic=2".to_owned()));
    let newer = file.replace("\"version\": 1", "\"version\": 2");
    assert_eq!(brought_back(&site, &newer).await.0, 400);
    let body: String = newer.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let own = [("sec-fetch-site", "same-origin")];
    let told = site.post("/capacity/shop/import", &format!("file={body}"), &own).await.text;
    assert!(told.contains("The file is of version 2, and this Pharos reads files up to version 1"), "{told}");
}

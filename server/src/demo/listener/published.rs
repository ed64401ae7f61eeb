//! Published clients against the listeners whose protocols no server of Debian's speaks: what our probe understands is then
//! what others understand too.

use super::trial::Trial;
use crate::config::demo::Kind;
use serde_json::{Value, json};
use std::process::{Command, Stdio};

/// A Python that has the clients; `cargo xtask test` makes it.
const PYTHON: &str = "PHAROS_TEST_PYTHON";

/// What the published client of this kind makes of the listener's answer while it is well.
async fn understood(kind: &str, target: &str) -> Value {
    understood_during(None, kind, target).await
}

/// The same while this fault holds.
async fn understood_during(fault: Option<Kind>, kind: &str, target: &str) -> Value {
    let (check, _faults) = Trial::of(kind, target).start_during(fault).await;
    let python =
        std::env::var_os(PYTHON).unwrap_or_else(|| panic!("{PYTHON} is not set: cargo xtask test sets it"));
    let mut client = Command::new(python);
    client.args(["-c", include_str!("published.py"), kind, &check.target]).stderr(Stdio::inherit());
    let output = tokio::task::spawn_blocking(move || client.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "the client of {kind} failed at {}", check.target);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn the_driver_of_tinkerpop_reads_the_gremlin_server() {
    assert_eq!(understood("gremlin", "ws://janusgraph:8182/gremlin").await, json!([1]));
}

#[tokio::test]
async fn the_client_of_confluent_reads_the_schema_registry() {
    let subjects = understood("schema-registry", "http://schema-registry:8081").await;
    assert_eq!(subjects, json!(["events-key", "events-value"]));
}

#[tokio::test]
async fn the_client_of_openai_reads_the_list_of_models() {
    assert_eq!(understood("llm", "http://llm-api:8000").await, json!([["Model", "model", "qwen"]]));
}

#[tokio::test]
async fn the_sdk_of_grafana_reads_its_health() {
    let database =
        async |fault| understood_during(fault, "grafana", "http://grafana:3000").await["database"].take();
    assert_eq!(database(None).await, json!("ok"));
    assert_eq!(database(Some(Kind::Fail)).await, json!("failing"));
}

#[tokio::test]
async fn the_client_of_loki_reads_whether_it_is_ready() {
    let ready = async |fault| understood_during(fault, "loki", "http://loki:3100").await;
    assert_eq!(ready(None).await, json!({"ready": true, "says": "ready\n"}));
    let says = "Ingester not ready: waiting for 15s after being ready\n";
    assert_eq!(ready(Some(Kind::Fail)).await, json!({"ready": false, "says": says}));
}

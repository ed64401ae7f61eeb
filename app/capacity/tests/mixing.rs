//! Mixes of nodes against an integer solver: 100 random clusters, whose cheapest mix HiGHS (by scipy 1.17.1, `milp` with a
//! relative gap of 0) has proven. A shape is cpu (m), memory (MiB) and its price; a service is replicas, cpu (m), memory
//! (MiB), and whether its replicas must stay apart.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::kubernetes::pack::{Loss, Pods, STEPS, Tolerance, cheapest, holds};
use serde_json::Value;

const CLUSTERS: &str = include_str!("mixing.json");

fn rows(cluster: &Value, key: &str) -> Vec<Vec<f64>> {
    serde_json::from_value(cluster[key].clone()).unwrap()
}

fn pods(row: &[f64]) -> Pods {
    Pods {
        name: "service".into(),
        replicas: row[0] as u32,
        needs: [row[1], row[2], 0.0, 0.0, 1.0, 0.0],
        apart: row[3] == 1.0,
        zone: None,
        spread: false,
    }
}

#[test]
fn no_mix_costs_more_than_what_an_integer_solver_finds() {
    let clusters: Vec<Value> = serde_json::from_str(CLUSTERS).unwrap();
    assert_eq!(clusters.len(), 100);
    let mut unproven = 0;
    for (index, cluster) in clusters.iter().enumerate() {
        let pods: Vec<Pods> = rows(cluster, "services").iter().map(|row| pods(row)).collect();
        let shape = |row: &Vec<f64>| ([row[0], row[1], 0.0, 0.0, 110.0, 0.0], row[2]);
        let shapes: Vec<_> = rows(cluster, "shapes").iter().map(shape).collect();
        let rooms: Vec<_> = shapes.iter().map(|(room, _)| *room).collect();
        let cost = cluster["cost"].as_f64().unwrap();
        // What costs twice as much is looked at too, if nothing cheaper is found.
        let found = cheapest(&pods, &shapes, 1, Tolerance::Nothing, 2.0 * cost, STEPS).unwrap().unwrap();
        assert_eq!(found.cost, cost, "cluster {index}");
        assert_eq!(holds(&pods, &rooms, &found.counts, 1, STEPS), Ok(Loss::Survives), "cluster {index}");
        assert!(found.at_least <= cost, "cluster {index}: a false proof");
        unproven += u32::from(found.at_least < cost);
    }
    assert!(unproven <= 5, "{unproven} of 100 mixes are not proven");
}

//! Packings against an integer solver: 100 random clusters, whose fewest nodes HiGHS (by scipy 1.17.1, `milp`
//! with a relative gap of 0) has proven. A service is replicas, cpu (m), memory (MiB), and whether its
//! replicas must stay apart.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::kubernetes::pack::{Pods, STEPS, Shape, pack, verify};
use serde_json::Value;

const CLUSTERS: &str = include_str!("packing.json");

fn pods(service: &Value) -> Pods {
    let number = |index: usize| service[index].as_f64().unwrap();
    Pods {
        name: "service".into(),
        replicas: number(0) as u32,
        needs: [number(1), number(2), 0.0, 0.0, 1.0, 0.0],
        apart: number(3) == 1.0,
        zone: None,
        spread: false,
    }
}

#[test]
fn no_packing_has_more_nodes_than_an_integer_solver_finds() {
    let clusters: Vec<Value> = serde_json::from_str(CLUSTERS).unwrap();
    assert_eq!(clusters.len(), 100);
    let mut unproven = 0;
    for (index, cluster) in clusters.iter().enumerate() {
        let pods: Vec<Pods> = cluster["services"].as_array().unwrap().iter().map(pods).collect();
        let size = |index: usize| cluster["node"][index].as_f64().unwrap();
        let shape = Shape { allocatable: [size(0), size(1), 0.0, 0.0, 110.0, 0.0], zones: 1 };
        let packing = pack(&pods, &shape, STEPS).unwrap();
        assert_eq!(verify(&pods, &shape, &packing.nodes), Ok(()));
        let fewest = cluster["nodes"].as_u64().unwrap();
        assert_eq!(packing.nodes.len() as u64, fewest, "cluster {index}");
        assert!(u64::from(packing.at_least) <= fewest, "cluster {index}: a false proof");
        unproven += u32::from(!packing.is_optimal());
    }
    assert!(unproven <= 5, "{unproven} of 100 packings are not proven");
}

//! Small packings whose fewest nodes are plain.
#![allow(clippy::unwrap_used)]

use super::*;

fn pods(name: &str, replicas: u32, cpu: f64, memory: f64, apart: bool) -> Pods {
    Pods {
        name: name.into(),
        replicas,
        needs: [cpu, memory, 0.0, 0.0, 1.0],
        apart,
        zone: None,
        spread: false,
    }
}

fn shape(zones: u32) -> Shape {
    Shape { allocatable: [4.0, 16.0, 0.0, 0.0, 110.0], zones }
}

fn nodes(pods: &[Pods], shape: &Shape) -> u32 {
    let packing = pack(pods, shape, STEPS).unwrap();
    assert_eq!(verify(pods, shape, &packing.nodes), Ok(()));
    assert!(packing.is_optimal());
    packing.nodes.len() as u32
}

#[test]
fn what_first_fit_misses_is_found() {
    // First fit decreasing puts 4 and 4 into a node of 10 and needs a third node.
    let mut kinds = vec![pods("a", 2, 1.6, 1.0, false), pods("b", 4, 1.2, 1.0, false)];
    assert_eq!(nodes(&kinds, &shape(1)), 2);
    kinds.push(pods("c", 1, 0.01, 0.0, false));
    assert_eq!(nodes(&kinds, &shape(1)), 3);
}

#[test]
fn replicas_stay_apart_and_thirds_fit() {
    assert_eq!(nodes(&[pods("a", 5, 0.1, 0.1, true)], &shape(1)), 5);
    assert_eq!(nodes(&[pods("a", 30, 4.0 / 30.0, 16.0 / 30.0, false)], &shape(1)), 1);
}

#[test]
fn zones_hold_volumes_and_spread() {
    let mut pinned = pods("db", 2, 3.0, 1.0, false);
    pinned.zone = Some(1);
    assert_eq!(nodes(&[pinned.clone()], &shape(2)), 4, "two in zone 1 mean nodes in zone 0 too");
    let mut spread = pods("web", 3, 0.5, 0.5, false);
    spread.spread = true;
    assert_eq!(nodes(&[spread], &shape(3)), 3);
    pinned.zone = Some(2);
    assert!(pack(&[pinned], &shape(2), STEPS).is_err());
}

#[test]
fn a_pod_larger_than_a_node_is_named() {
    let Err(Error::Infeasible { field, .. }) = pack(&[pods("big", 1, 5.0, 1.0, false)], &shape(1), STEPS)
    else {
        panic!("packed")
    };
    assert!(field.contains("big"));
    assert_eq!(pack(&[], &shape(1), STEPS).unwrap().nodes.len(), 0);
}

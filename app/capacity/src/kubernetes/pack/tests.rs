//! Small packings whose fewest nodes are plain.
#![allow(clippy::unwrap_used)]

use super::*;

fn pods(name: &str, replicas: u32, cpu: f64, memory: f64, apart: bool) -> Pods {
    Pods {
        name: name.into(),
        replicas,
        needs: [cpu, memory, 0.0, 0.0, 1.0, 0.0],
        apart,
        zone: None,
        spread: false,
    }
}

fn shape(zones: u32) -> Shape {
    Shape { allocatable: [4.0, 16.0, 0.0, 0.0, 110.0, 0.0], zones }
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

/// Services of replicas, cpu (m), memory (MiB) and whether replicas stay apart, on nodes of 3920 m and 13621.6 MiB.
fn fewest(services: &[(u32, f64, f64, u8)]) -> u32 {
    let shape = Shape { allocatable: [3920.0, 13_621.6, 0.0, 0.0, 110.0, 0.0], zones: 1 };
    let of =
        |&(replicas, cpu, memory, apart): &(u32, f64, f64, u8)| pods("s", replicas, cpu, memory, apart == 1);
    nodes(&services.iter().map(of).collect::<Vec<_>>(), &shape)
}

#[test]
#[rustfmt::skip]
fn orders_that_learn_find_what_fixed_ones_miss() {
    // HiGHS (scipy 1.17.1, milp) packs these on 8 nodes, as many as the sum of the processors needs.
    let services = [(4, 50., 512., 1), (1, 100., 1024., 1), (5, 100., 4096., 0), (5, 500., 2048., 1), (4, 750., 2048., 1),
        (2, 1000., 64., 1), (5, 500., 1024., 1), (4, 250., 2048., 1), (3, 500., 512., 1), (4, 500., 512., 1),
        (1, 750., 2048., 1), (4, 50., 4096., 0), (1, 1000., 256., 1), (4, 750., 2048., 1), (3, 100., 4096., 1),
        (5, 500., 256., 1), (4, 750., 256., 1), (2, 1500., 512., 1), (3, 250., 64., 0)];
    assert_eq!(fewest(&services), 8);
}

#[test]
#[rustfmt::skip]
fn pods_above_a_third_of_a_node_are_counted_in_pairs() {
    // HiGHS proves that 15 nodes do not hold these.
    let services = [(1, 250., 256., 1), (3, 500., 512., 0), (2, 250., 4096., 1), (1, 50., 1024., 0), (3, 1500., 1024., 1),
        (4, 1500., 2048., 1), (3, 1000., 2048., 1), (5, 1500., 64., 1), (4, 1000., 64., 1), (4, 1500., 1024., 0),
        (1, 100., 2048., 1), (1, 1000., 256., 1), (2, 1500., 2048., 1), (4, 1000., 64., 1), (2, 1000., 512., 0),
        (2, 1000., 256., 1), (5, 250., 1024., 1), (2, 1000., 64., 1), (5, 750., 1024., 0), (1, 250., 2048., 0),
        (2, 500., 64., 1), (2, 1500., 256., 1), (4, 500., 1024., 1), (1, 50., 64., 0)];
    assert_eq!(fewest(&services), 16);
}

//! A packing checked by itself, and packed again after each loss.

use super::{Found, Pods, Room, Shape, equal, greedy, kinds, search};
use crate::Error;

/// Checks a packing against the rules, in the units of the pods; shares nothing with what made it. The error
/// names the first rule that is broken.
pub fn verify(pods: &[Pods], shape: &Shape, nodes: &[Vec<u32>]) -> Result<(), String> {
    for (node, counts) in nodes.iter().enumerate() {
        if counts.len() != pods.len() {
            return Err(format!("node {node} does not count every kind"));
        }
        for (resource, room) in shape.allocatable.iter().enumerate() {
            let used: f64 = pods
                .iter()
                .zip(counts)
                .map(|(pods, count)| pods.needs.get(resource).copied().unwrap_or(0.0) * f64::from(*count))
                .sum();
            if used > room * (1.0 + 1e-9) {
                return Err(format!("node {node} has {used} of resource {resource}, more than {room}"));
            }
        }
    }
    pods.iter().enumerate().try_for_each(|(index, pods)| verify_kind(index, pods, shape, nodes))
}

fn verify_kind(index: usize, pods: &Pods, shape: &Shape, nodes: &[Vec<u32>]) -> Result<(), String> {
    let count = |counts: &Vec<u32>| counts.get(index).copied().unwrap_or(0);
    let total: u32 = nodes.iter().map(count).sum();
    if total != pods.replicas {
        return Err(format!("{} has {total} pods, not {}", pods.name, pods.replicas));
    }
    if pods.apart && nodes.iter().any(|counts| count(counts) > 1) {
        return Err(format!("{} has two pods on one node", pods.name));
    }
    let zones = shape.zones as usize;
    let by_zone: Vec<u32> =
        (0..zones).map(|zone| nodes.iter().skip(zone).step_by(zones).map(count).sum()).collect();
    let outside =
        |wanted: u32| by_zone.iter().enumerate().any(|(zone, pods)| zone != wanted as usize && *pods > 0);
    if pods.zone.is_some_and(outside) {
        return Err(format!("{} has a pod outside its zone", pods.name));
    }
    let skew = by_zone.iter().max().zip(by_zone.iter().min()).map_or(0, |(most, least)| most - least);
    if pods.spread && skew > 1 {
        return Err(format!("{} is not spread over the zones", pods.name));
    }
    Ok(())
}

/// Whether all pods fit again after something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// They do.
    Survives,
    /// They do not, whatever is moved.
    Fails,
    /// It was not found out within the steps.
    Unknown,
}

/// What happens to `nodes` nodes of this shape when any one node is lost, and when each zone is, by packing
/// everything again; pods whose volumes are in a lost zone are lost with it, and spreading over zones is not
/// asked of those that are left. Equal nodes fail equally, so one node of each zone stands for all of it.
pub fn losses(pods: &[Pods], shape: &Shape, nodes: u32, steps: u64) -> Result<(Vec<Loss>, Vec<Loss>), Error> {
    let kinds = kinds(pods, shape)?;
    let zones = shape.zones.min(nodes);
    let node = (0..zones).map(|zone| {
        // Without one node of this zone, counted as the last one: renumber the zones so that it is.
        let gone = (nodes - 1) % shape.zones;
        let moved = |wanted: u32| (wanted + shape.zones + gone - zone) % shape.zones;
        let kinds: Vec<_> = kinds
            .iter()
            .map(|kind| super::Kind { zone: kind.zone.map(moved), spread: false, ..kind.clone() })
            .collect();
        outcome(&kinds, &equal(nodes - 1, shape.zones), shape.zones, steps)
    });
    let node = node.collect();
    let zone = (0..zones).map(|lost| {
        let left = (0..nodes).filter(|node| node % shape.zones != lost).count() as u32;
        let kept = kinds.iter().filter(|kind| kind.zone != Some(lost)).map(|kind| {
            let zone = kind.zone.map(|zone| if zone > lost { zone - 1 } else { zone });
            super::Kind { zone, spread: false, ..kind.clone() }
        });
        let zones = (shape.zones - 1).max(1);
        outcome(&kept.collect::<Vec<_>>(), &equal(left, zones), zones, steps)
    });
    Ok((node, zone.collect()))
}

/// Whether these pods fit on these nodes.
pub(super) fn outcome(kinds: &[super::Kind], nodes: &[Room], zones: u32, steps: u64) -> Loss {
    if greedy::pack(kinds, nodes, zones).is_some() {
        return Loss::Survives;
    }
    match search::pack(kinds, nodes, zones, steps) {
        Found::Packing(_) => Loss::Survives,
        Found::Nothing => Loss::Fails,
        Found::GaveUp => Loss::Unknown,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kubernetes::pack::STEPS;

    fn pods(replicas: u32, cpu: f64, apart: bool) -> Pods {
        let needs = [cpu, 1.0, 0.0, 0.0, 1.0, 0.0];
        Pods { name: "web".into(), replicas, needs, apart, zone: None, spread: false }
    }

    const SHAPE: Shape = Shape { allocatable: [4.0, 16.0, 0.0, 0.0, 110.0, 0.0], zones: 3 };

    #[test]
    fn a_spare_node_is_what_survives() {
        let survives = |nodes| losses(&[pods(6, 2.0, false)], &SHAPE, nodes, STEPS).unwrap();
        assert_eq!(survives(3).0, [Loss::Fails; 3]);
        assert_eq!(survives(4).0, [Loss::Survives; 3]);
        // Four nodes in three zones: zone 0 has two of them.
        assert_eq!(survives(4).1, [Loss::Fails, Loss::Survives, Loss::Survives]);
        assert_eq!(survives(6).1, [Loss::Survives; 3]);
    }

    #[test]
    fn broken_rules_are_named() {
        let broken = |pods: Pods, nodes: &[Vec<u32>]| verify(&[pods], &SHAPE, nodes).unwrap_err();
        assert!(broken(pods(2, 2.0, true), &[vec![2]]).contains("two pods on one node"));
        assert!(broken(pods(3, 2.0, false), &[vec![3]]).contains("more than 4"));
        assert!(broken(pods(3, 2.0, false), &[vec![2]]).contains("has 2 pods, not 3"));
    }
}

//! Quick packings: pods in several orders, each on the first node that takes it, or the one it fills best; and in orders
//! that learn from what found no room.

use super::{Kind, Room, Shares, WHOLE, orders, quota};
use crate::order;

/// Nodes being filled.
pub(super) struct Filling<'a> {
    kinds: &'a [Kind],
    zones: u32,
    /// The zone of each node.
    zone_of: Vec<u32>,
    /// What is left of each node.
    pub left: Vec<Shares>,
    /// How many pods of each kind each node has.
    pub counts: Vec<Vec<u32>>,
    /// The same of each zone, zone after zone.
    by_zone: Vec<u32>,
}

impl<'a> Filling<'a> {
    pub fn new(kinds: &'a [Kind], nodes: &[Room], zones: u32) -> Self {
        let counts = vec![vec![0; kinds.len()]; nodes.len()];
        let zone_of = nodes.iter().map(|node| node.zone).collect();
        let left = nodes.iter().map(|node| node.shares).collect();
        Filling { kinds, zones, zone_of, left, counts, by_zone: vec![0; kinds.len() * zones as usize] }
    }

    /// The zone of a node.
    pub fn zone(&self, node: usize) -> u32 {
        self.zone_of.get(node).copied().unwrap_or(0)
    }

    /// How many pods of a kind a zone has.
    pub fn in_zone(&self, kind: usize, zone: u32) -> u32 {
        self.by_zone.get(zone as usize * self.kinds.len() + kind).copied().unwrap_or(0)
    }

    /// Whether another pod of this kind may go on the node.
    pub fn takes(&self, index: usize, node: usize) -> bool {
        let (Some(kind), Some(left), Some(counts)) =
            (self.kinds.get(index), self.left.get(node), self.counts.get(node))
        else {
            return false;
        };
        let fits = kind.size.iter().zip(left).all(|(size, left)| size <= left);
        let apart = !kind.apart || counts.get(index) == Some(&0);
        let zone = self.zone(node);
        let here = kind.zone.is_none_or(|wanted| wanted == zone);
        fits && apart && here && (!kind.spread || self.in_zone(index, zone) < quota(kind, self.zones).1)
    }

    /// Puts a pod on the node, or with -1 takes it off again.
    pub fn put(&mut self, index: usize, node: usize, times: i64) {
        let (Some(kind), Some(left), Some(counts)) =
            (self.kinds.get(index), self.left.get_mut(node), self.counts.get_mut(node))
        else {
            return;
        };
        left.iter_mut().zip(kind.size).for_each(|(left, size)| *left -= times * size);
        let place = self.zone_of.get(node).map_or(0, |zone| *zone as usize * self.kinds.len() + index);
        for count in [counts.get_mut(index), self.by_zone.get_mut(place)].into_iter().flatten() {
            *count = count.saturating_add_signed(times as i32);
        }
    }

    /// Whether each zone has its least share of the kind.
    pub fn spread_enough(&self, index: usize) -> bool {
        let Some(kind) = self.kinds.get(index).filter(|kind| kind.spread) else { return true };
        (0..self.zones).all(|zone| self.in_zone(index, zone) >= quota(kind, self.zones).0)
    }
}

/// How good a node is for a pod of this size, the least the best, from the room that it has.
type Rule = fn(&Shares, &Shares) -> i64;

const RULES: [Rule; 3] = [
    |_, _| 0,
    // The node with the least room left over.
    |left, _| left.iter().take(2).sum(),
    // The node whose room has the pod's own proportions.
    |left, size| {
        -left.iter().zip(size).map(|(left, size)| left / 1_000_000 * (size / 1_000_000)).sum::<i64>()
    },
];

/// A packing on these nodes, if one of the quick ways finds it.
pub(super) fn pack(kinds: &[Kind], nodes: &[Room], zones: u32) -> Option<Vec<Vec<u32>>> {
    let orders = orders(kinds);
    RULES.iter().flat_map(|rule| orders.iter().map(move |order| (rule, order))).find_map(|(rule, order)| {
        let mut filling = Filling::new(kinds, nodes, zones);
        let all = order.iter().all(|&index| place(&mut filling, kinds, index, rule));
        all.then_some(filling.counts)
    })
}

/// The most rounds of `complaints` under one rule, and pods times nodes over all of them.
const ROUNDS: u64 = 100;
const PLACES: u64 = 100_000;

/// The same in rounds: kinds that found no room come earlier in the next one. Source: Joslin, Clements: Squeaky wheel
/// optimization (1999).
pub(super) fn complaints(kinds: &[Kind], nodes: &[Room], zones: u32) -> Option<Vec<Vec<u32>>> {
    let pods: u64 = kinds.iter().map(|kind| u64::from(kind.replicas)).sum();
    let rounds = (PLACES / (pods * nodes.len() as u64).max(1)).min(ROUNDS);
    RULES.iter().find_map(|rule| {
        let mut weights: Vec<i64> = kinds.iter().map(|kind| kind.size.iter().sum()).collect();
        (0..rounds).find_map(|_| {
            let keys: Vec<f64> = weights.iter().map(|weight| -(*weight as f64)).collect();
            let mut order = order::places(&keys);
            let mut filling = Filling::new(kinds, nodes, zones);
            order.retain(|&index| !place(&mut filling, kinds, index, rule));
            for index in &order {
                weights.get_mut(*index).into_iter().for_each(|weight| *weight += WHOLE / 8);
            }
            order.is_empty().then_some(filling.counts)
        })
    })
}

fn place(filling: &mut Filling<'_>, kinds: &[Kind], index: usize, rule: &Rule) -> bool {
    let Some(kind) = kinds.get(index) else { return false };
    for _ in 0..kind.replicas {
        let rank = |node: &usize| {
            // A spread kind goes to the zone that has the fewest of it.
            let crowd = if kind.spread { filling.in_zone(index, filling.zone(*node)) } else { 0 };
            (crowd, filling.left.get(*node).map_or(0, |left| rule(left, &kind.size)))
        };
        let best = (0..filling.left.len()).filter(|node| filling.takes(index, *node)).min_by_key(rank);
        let Some(node) = best else { return false };
        filling.put(index, node, 1);
    }
    filling.spread_enough(index)
}

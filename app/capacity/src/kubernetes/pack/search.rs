//! All packings on a given number of nodes, but for those that are the same: pods of a kind are equal, and
//! so are nodes with the same room in the same zone. What was found to be hopeless is remembered.

use std::collections::BTreeSet;

use super::greedy::Filling;
use super::{Found, Kind, RESOURCES, Room, Shares, orders};

/// What a state that was seen costs of the steps: checking it goes over all nodes and kinds.
const STATE: u64 = 8;

/// The most hopeless states to remember.
const REMEMBERED: usize = 100_000;

/// The most pods that are searched for: each adds to the depth of the search, and a browser's stack is small.
const MAX_SEARCHED: u32 = 500;

/// What the rest of the kinds can become: how many are placed, and the room of each node by zone.
type State = (usize, Vec<(u32, Shares)>);

/// Looks for a packing on these nodes, in several orders of the kinds; one of them often proves quickly
/// what another does not.
pub(super) fn pack(kinds: &[Kind], nodes: &[Room], zones: u32, steps: u64) -> Found {
    if kinds.iter().map(|kind| kind.replicas).sum::<u32>() > MAX_SEARCHED {
        return Found::GaveUp;
    }
    let orders = orders(kinds);
    let each = steps / orders.len() as u64;
    for order in &orders {
        let sorted: Vec<Kind> = order.iter().filter_map(|&index| kinds.get(index).cloned()).collect();
        let filling = Filling::new(&sorted, nodes, zones);
        let mut search = Search { kinds: &sorted, filling, hopeless: BTreeSet::new(), steps: each };
        match search.kind(0) {
            Outcome::Packed => return Found::Packing(unsorted(&search.filling.counts, order)),
            Outcome::Hopeless => return Found::Nothing,
            Outcome::GaveUp => {}
        }
    }
    Found::GaveUp
}

/// Counts in the order of the kinds as they were given.
fn unsorted(counts: &[Vec<u32>], order: &[usize]) -> Vec<Vec<u32>> {
    let row = |row: &Vec<u32>| {
        let mut counts = vec![0; row.len()];
        for (place, count) in order.iter().zip(row) {
            counts.get_mut(*place).into_iter().for_each(|there| *there = *count);
        }
        counts
    };
    counts.iter().map(row).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Packed,
    Hopeless,
    GaveUp,
}

struct Search<'a> {
    kinds: &'a [Kind],
    filling: Filling<'a>,
    hopeless: BTreeSet<State>,
    steps: u64,
}

impl Search<'_> {
    /// Places the kinds from this one on.
    fn kind(&mut self, index: usize) -> Outcome {
        let Some(kind) = self.kinds.get(index) else { return Outcome::Packed };
        if self.steps < STATE {
            return Outcome::GaveUp;
        }
        self.steps -= STATE;
        if !self.possible(index) {
            return Outcome::Hopeless;
        }
        let mut nodes: Vec<(u32, Shares, usize)> = self
            .filling
            .left
            .iter()
            .enumerate()
            .map(|(node, left)| (self.filling.zone(node), *left, node))
            .collect();
        nodes.sort_unstable_by_key(|(zone, left, node)| (left.iter().sum::<i64>(), *left, *zone, *node));
        // In that order equal states are equal lists.
        let state = (index, nodes.iter().map(|(zone, left, _)| (*zone, *left)).collect());
        if self.hopeless.contains(&state) {
            return Outcome::Hopeless;
        }
        let order: Vec<usize> = nodes.into_iter().map(|(_, _, node)| node).collect();
        let outcome = self.replicas(index, &order, 0, kind.replicas);
        if outcome == Outcome::Hopeless && self.hopeless.len() < REMEMBERED {
            self.hopeless.insert(state);
        }
        outcome
    }

    /// Places so many more pods of a kind on nodes from this place of the order on.
    fn replicas(&mut self, index: usize, order: &[usize], from: usize, more: u32) -> Outcome {
        if more == 0 {
            return if self.filling.spread_enough(index) { self.kind(index + 1) } else { Outcome::Hopeless };
        }
        if self.steps == 0 {
            return Outcome::GaveUp;
        }
        self.steps -= 1;
        let apart = self.kinds.get(index).is_some_and(|kind| kind.apart);
        let mut tried: Option<(u32, Shares)> = None;
        for (place, &node) in order.iter().enumerate().skip(from) {
            let same = self.filling.left.get(node).map(|left| (self.filling.zone(node), *left));
            if tried == same || !self.filling.takes(index, node) {
                continue;
            }
            self.filling.put(index, node, 1);
            let outcome = self.replicas(index, order, place + usize::from(apart), more - 1);
            if outcome != Outcome::Hopeless {
                return outcome;
            }
            self.filling.put(index, node, -1);
            tried = same;
        }
        Outcome::Hopeless
    }

    /// Whether the rest could fit if its kinds did not get in each other's way: each kind by itself, and all
    /// of them by the sum of each resource.
    fn possible(&self, index: usize) -> bool {
        let rest = self.kinds.iter().enumerate().skip(index);
        let mut needed = [0i64; RESOURCES];
        for (kind_index, kind) in rest {
            let places: u64 =
                (0..self.filling.left.len()).map(|node| self.places(kind_index, kind, node)).sum();
            if places < u64::from(kind.replicas) {
                return false;
            }
            needed.iter_mut().zip(kind.size).for_each(|(sum, size)| *sum += size * i64::from(kind.replicas));
        }
        let room =
            |resource: usize| self.filling.left.iter().filter_map(|left| left.get(resource)).sum::<i64>();
        needed.iter().enumerate().all(|(resource, needed)| *needed <= room(resource))
    }

    /// How many pods of a kind a node takes, up to all of them.
    fn places(&self, index: usize, kind: &Kind, node: usize) -> u64 {
        if !self.filling.takes(index, node) {
            return 0;
        }
        if kind.apart {
            return 1;
        }
        let left = self.filling.left.get(node).copied().unwrap_or_default();
        let by = kind
            .size
            .iter()
            .zip(left)
            .filter(|(size, _)| **size > 0)
            .map(|(size, left)| (left / size) as u64);
        by.min().unwrap_or(u64::MAX).min(u64::from(kind.replicas))
    }
}

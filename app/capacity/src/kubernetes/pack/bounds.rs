//! Numbers of nodes below which no packing is possible.

use super::{Kind, RESOURCES, WHOLE};
use crate::order;

/// Weights of cpu and memory: any mix of resources that weighs a full node at most 1 is a size in itself.
const MIXES: [[i64; RESOURCES]; 10] = [
    [1, 0, 0, 0, 0, 0],
    [0, 1, 0, 0, 0, 0],
    [0, 0, 1, 0, 0, 0],
    [0, 0, 0, 1, 0, 0],
    [0, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 1],
    [1, 1, 0, 0, 0, 0],
    [2, 1, 0, 0, 0, 0],
    [1, 2, 0, 0, 0, 0],
    [1, 1, 1, 1, 0, 0],
];

/// The most pods on a node that are counted by number.
const MOST_PARTS: i64 = 20;

/// The largest of all bounds.
pub(super) fn nodes(kinds: &[Kind], zones: u32) -> u32 {
    let sizes = MIXES.iter().map(|mix| sizes(kinds, mix)).map(|sizes| second(&sizes).max(counted(&sizes)));
    let apart = kinds.iter().filter(|kind| kind.apart).map(|kind| i64::from(kind.replicas));
    let most = sizes.chain(apart).chain([crowd(kinds), zoned(kinds, zones), 1]).max().unwrap_or(1);
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// The size of every pod in this mix of resources, as shares of a node.
fn sizes(kinds: &[Kind], mix: &[i64; RESOURCES]) -> Vec<i64> {
    let total: i64 = mix.iter().sum();
    let size =
        |kind: &Kind| kind.size.iter().zip(mix).map(|(size, weight)| size * weight).sum::<i64>() / total;
    kinds.iter().flat_map(|kind| std::iter::repeat_n(size(kind), kind.replicas as usize)).collect()
}

/// Martello and Toth's second bound: pods above half a node need one each, and what others of at least
/// `least` cannot share with them needs more.
fn second(sizes: &[i64]) -> i64 {
    let mut steps: Vec<i64> = sizes.iter().copied().filter(|size| *size <= WHOLE / 2).collect();
    steps.push(0);
    order::by(&mut steps, |size| *size as f64);
    steps.dedup();
    steps.into_iter().map(|least| with_least(sizes, least)).max().unwrap_or(0)
}

/// Of pods above a third of a node only two fit on it, of those above a quarter three: so many parts of so many count where
/// pods are not much larger. Source: Fekete, Schepers: New classes of fast lower bounds for bin packing problems (2001).
fn counted(sizes: &[i64]) -> i64 {
    let parts = |size: i64, k: i64| {
        let scaled = size * (k + 1);
        // Whole multiples keep their size; others count as the parts that they are sure to take.
        if scaled % WHOLE == 0 { size * k } else { scaled / WHOLE * WHOLE }
    };
    let bound = |k: i64| {
        let sum: i128 = sizes.iter().map(|size| i128::from(parts(*size, k))).sum();
        let node = i128::from(WHOLE * k);
        i64::try_from((sum + node - 1) / node).unwrap_or(0)
    };
    (1..=MOST_PARTS).map(bound).max().unwrap_or(0)
}

fn with_least(sizes: &[i64], least: i64) -> i64 {
    let (mut alone, mut large, mut room, mut small) = (0, 0, 0, 0);
    for &size in sizes {
        if size > WHOLE - least {
            alone += 1;
        } else if size > WHOLE / 2 {
            large += 1;
            room += WHOLE - size;
        } else if size >= least {
            small += size;
        }
    }
    alone + large + ((small - room).max(0) + WHOLE - 1) / WHOLE
}

/// Pods of which no two share a node, collected from the largest on.
fn crowd(kinds: &[Kind]) -> i64 {
    let mut order: Vec<&Kind> = kinds.iter().filter(|kind| kind.replicas > 0).collect();
    order::by(&mut order, |kind| -kind.size.iter().fold(0.0, |most: f64, size| most.max(*size as f64)));
    let starts = order.iter().map(|start| {
        let mut inside: Vec<&Kind> = Vec::new();
        let mut count = 0;
        for kind in
            [*start].into_iter().chain(order.iter().copied().filter(|kind| !std::ptr::eq(*kind, *start)))
        {
            if inside.iter().all(|other| clash(kind, other)) {
                count += if kind.apart || clash(kind, kind) { i64::from(kind.replicas) } else { 1 };
                inside.push(kind);
            }
        }
        count
    });
    starts.max().unwrap_or(0)
}

fn clash(a: &Kind, b: &Kind) -> bool {
    a.size.iter().zip(&b.size).any(|(a, b)| a + b > WHOLE)
}

/// Nodes that the fullest zone needs mean nearly as many in every zone before and after it.
fn zoned(kinds: &[Kind], zones: u32) -> i64 {
    let need = |zone: u32| {
        let inside: Vec<Kind> = kinds.iter().filter(|kind| kind.zone == Some(zone)).cloned().collect();
        let free = inside.into_iter().map(|kind| Kind { zone: None, ..kind }).collect::<Vec<_>>();
        if free.is_empty() {
            0
        } else {
            (i64::from(nodes(&free, 1)) - 1) * i64::from(zones) + i64::from(zone) + 1
        }
    };
    let spread = kinds.iter().filter(|kind| kind.spread).map(|kind| i64::from(kind.replicas.min(zones)));
    let pinned = (0..zones).filter(|_| kinds.iter().any(|kind| kind.zone.is_some())).map(need);
    pinned.chain(spread).max().unwrap_or(0)
}

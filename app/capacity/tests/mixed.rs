//! Mixes of nodes against every mix and every placement there is: random clusters that are small enough for that.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::kubernetes::pack::{Amounts, Pods, STEPS, Tolerance, cheapest, tolerance};
use proptest::prelude::*;

const ZONES: u32 = 2;

fn room(cpu: u32, memory: u32) -> Amounts {
    [f64::from(cpu), f64::from(memory), 0.0, 0.0, 110.0, 0.0]
}

/// Whether all pods find a place, by trying every node for each of them.
fn placed(pods: &[(usize, &Pods)], nodes: &mut Vec<(Amounts, u32, Vec<usize>)>, spread: bool) -> bool {
    let Some(((kind, pod), rest)) = pods.split_first() else {
        return !spread || even(nodes);
    };
    (0..nodes.len()).any(|node| {
        let (left, _, there) = &nodes[node];
        let fits = left.iter().zip(&pod.needs).all(|(left, need)| *need <= left + 1e-9);
        if !fits || (pod.apart && there.contains(kind)) {
            return false;
        }
        let before = nodes[node].clone();
        nodes[node].0.iter_mut().zip(&pod.needs).for_each(|(left, need)| *left -= need);
        nodes[node].2.push(*kind);
        let done = placed(rest, nodes, spread);
        nodes[node] = before;
        done
    })
}

/// Whether the first kind, which is to be spread, is in each zone as often but for one.
fn even(nodes: &[(Amounts, u32, Vec<usize>)]) -> bool {
    let count = |zone: u32| {
        let there = nodes.iter().filter(|node| node.1 == zone);
        there.map(|node| node.2.iter().filter(|kind| **kind == 0).count()).sum::<usize>()
    };
    count(0).abs_diff(count(1)) <= 1
}

fn holds(pods: &[Pods], nodes: &[(Amounts, u32)], spread: bool) -> bool {
    let each = pods.iter().enumerate();
    let each: Vec<_> = each.flat_map(|(kind, pods)| (0..pods.replicas).map(move |_| (kind, pods))).collect();
    let mut nodes: Vec<_> = nodes.iter().map(|(room, zone)| (*room, *zone, Vec::new())).collect();
    placed(&each, &mut nodes, spread)
}

fn tolerates(pods: &[Pods], nodes: &[(Amounts, u32)], want: Tolerance) -> bool {
    let without = |gone: &dyn Fn(usize, u32) -> bool| {
        let left = nodes.iter().enumerate().filter(|(place, node)| !gone(*place, node.1));
        holds(pods, &left.map(|(_, node)| *node).collect::<Vec<_>>(), false)
    };
    holds(pods, nodes, pods[0].spread)
        && (want < Tolerance::Node || (0..nodes.len()).all(|lost| without(&|place, _| place == lost)))
        && (want < Tolerance::Zone || (0..ZONES).all(|lost| without(&|_, zone| zone == lost)))
}

/// The cost of the cheapest of all mixes of at most `MOST` nodes of each shape.
fn brute(pods: &[Pods], shapes: &[(Amounts, f64)], want: Tolerance, most: f64) -> Option<f64> {
    const MOST: usize = 9;
    let mixes = (0..MOST.pow(shapes.len() as u32)).map(|mix| {
        (0..shapes.len()).map(|place| (mix / MOST.pow(place as u32) % MOST) as u32).collect::<Vec<_>>()
    });
    let cost =
        |counts: &[u32]| counts.iter().zip(shapes).map(|(count, (_, price))| f64::from(*count) * price).sum();
    let mut mixes: Vec<(f64, Vec<u32>)> = mixes.map(|counts| (cost(&counts), counts)).collect();
    mixes.retain(|(cost, _)| *cost < most);
    mixes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let nodes = |counts: &[u32]| {
        let each = shapes.iter().zip(counts).flat_map(|((room, _), count)| vec![*room; *count as usize]);
        each.zip((0..ZONES).cycle()).collect::<Vec<_>>()
    };
    mixes.into_iter().find(|(_, counts)| tolerates(pods, &nodes(counts), want)).map(|(cost, _)| cost)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_mix_is_cheaper(
        kinds in prop::collection::vec((1..3u32, 1..5u32, 1..9u32, any::<bool>()), 1..4),
        shapes in prop::collection::vec((2..9u32, 4..17u32, 10..90u32), 2..4),
        spread in any::<bool>(),
        want in 0..3usize,
    ) {
        let want = [Tolerance::Nothing, Tolerance::Node, Tolerance::Zone][want];
        let pods: Vec<_> = kinds.iter().enumerate().map(|(place, (replicas, cpu, memory, apart))| Pods {
            name: "pods".into(),
            replicas: *replicas,
            needs: [f64::from(*cpu), f64::from(*memory), 0.0, 0.0, 1.0, 0.0],
            apart: *apart,
            zone: None,
            spread: spread && place == 0,
        }).collect();
        let shapes: Vec<_> = shapes.iter().map(|(cpu, memory, price)| (room(*cpu, *memory), f64::from(*price))).collect();
        // So that nine of each are more than are looked at.
        let most = shapes.iter().map(|(_, price)| price * 9.0).fold(f64::INFINITY, f64::min);
        let rooms: Vec<_> = shapes.iter().map(|(room, _)| *room).collect();
        let large = |pods: &Pods| rooms.iter().all(|room| pods.needs[0] > room[0]) || rooms.iter().all(|room| pods.needs[1] > room[1]);
        let found = cheapest(&pods, &shapes, ZONES, want, most, STEPS);
        if pods.iter().any(large) {
            prop_assert!(found.is_err());
            return Ok(());
        }
        let found = found.unwrap();
        prop_assert_eq!(found.as_ref().map(|mix| mix.cost), brute(&pods, &shapes, want, most), "{:?}", found);
        if let Some(mix) = found {
            prop_assert_eq!(mix.at_least, mix.cost, "proven");
            prop_assert!(tolerance(&pods, &rooms, &mix.counts, ZONES, STEPS).unwrap() >= Some(want));
        }
    }
}

#[test]
fn figures_that_make_no_sense_are_refused() {
    let pods =
        [Pods { name: "x".into(), replicas: 1, needs: room(1, 1), apart: false, zone: None, spread: false }];
    let ask = |shapes: &[(Amounts, f64)], most| cheapest(&pods, shapes, 3, Tolerance::Nothing, most, STEPS);
    assert!(ask(&[], 10.0).is_err() && ask(&[(room(4, 4), 0.0)], 10.0).is_err());
    assert!(ask(&[(room(4, 4), 1.0)], f64::INFINITY).is_err());
    assert!(
        ask(&[(room(4, 4), 1.0), (room(4, 4), 1e-3), (room(4, 4), 1e-3)], 1e9).is_err(),
        "too many mixes"
    );
    assert_eq!(ask(&[(room(4, 4), 1.0)], 1.0), Ok(None));
}

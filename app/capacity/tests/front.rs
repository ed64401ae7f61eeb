//! The front of nodes against every mix there is: random clusters that are small enough for that.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::kubernetes::pack::{Amounts, Choice, Loss, Pods, STEPS, Tolerance, choices, holds, tolerance};
use proptest::prelude::*;

const ZONES: u32 = 3;
/// The most nodes of each shape that are tried.
const MOST: u32 = 12;

/// Cost, load and loss.
type Triple = (f64, usize, Tolerance);

fn triple(it: &Choice) -> Triple {
    (it.cost, it.level, it.tolerance)
}

fn beats(a: &Triple, b: &Triple) -> bool {
    a != b && a.0 <= b.0 && a.1 >= b.1 && a.2 >= b.2
}

/// What every mix of at most `MOST` nodes of each shape comes to.
fn brute(levels: &[Vec<Pods>], rooms: &[Amounts], prices: &[f64]) -> Vec<Triple> {
    let each = (MOST + 1).pow(rooms.len() as u32);
    let mixes = (0..each).map(|mix| {
        (0..rooms.len() as u32).map(|place| mix / (MOST + 1).pow(place) % (MOST + 1)).collect::<Vec<_>>()
    });
    let of = |counts: Vec<u32>| {
        let tolerance = tolerance(&levels[0], rooms, &counts, ZONES, STEPS).unwrap()?;
        let fits = |pods: &&Vec<Pods>| holds(pods, rooms, &counts, ZONES, STEPS).unwrap() == Loss::Survives;
        let level = levels.iter().skip(1).take_while(fits).count();
        let cost = counts.iter().zip(prices).map(|(count, price)| f64::from(*count) * price).sum();
        Some((cost, level, tolerance))
    };
    mixes.filter_map(of).collect()
}

fn pods(kinds: &[(u32, u32, u32, bool)], times: f64, spread: bool) -> Vec<Pods> {
    let one = |(place, (replicas, cpu, memory, apart)): (usize, &(u32, u32, u32, bool))| Pods {
        name: format!("pods {place}"),
        // Some grow in number and some in size.
        replicas: if place == 0 { (f64::from(*replicas) * times).ceil() as u32 } else { *replicas },
        needs: [
            f64::from(*cpu) * if place == 0 { 1.0 } else { times },
            f64::from(*memory),
            0.0,
            0.0,
            1.0,
            0.0,
        ],
        apart: *apart,
        zone: None,
        spread: spread && place == 0,
    };
    kinds.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_listed_is_beaten_and_nothing_left_out_is_not(
        kinds in prop::collection::vec((1..3u32, 1..4u32, 1..7u32, any::<bool>()), 1..4),
        shapes in prop::collection::vec((4..9u32, 8..17u32, 10..60u32), 2..3),
        spread in any::<bool>(),
    ) {
        let levels: Vec<_> = [1.0, 1.3, 2.0].iter().map(|times| pods(&kinds, *times, spread)).collect();
        let shapes: Vec<_> = shapes.iter().map(|(cpu, memory, price)| {
            ([f64::from(*cpu), f64::from(*memory), 0.0, 0.0, 110.0, 0.0], f64::from(*price))
        }).collect();
        let found = match choices(&levels, &shapes, ZONES, STEPS) {
            Ok(found) => found,
            Err(_) => {
                let large = levels[2].iter().any(|pods| shapes.iter().all(|(room, _)| pods.needs[0] > room[0]));
                prop_assert!(large, "refused");
                return Ok(());
            }
        };
        let (rooms, prices): (Vec<_>, Vec<_>) = shapes.iter().copied().unzip();
        let every = brute(&levels, &rooms, &prices);
        // What costs as much as more nodes than were tried is not compared.
        let most = prices.iter().fold(f64::INFINITY, |a, b| a.min(b * f64::from(MOST + 1)));
        let below = |it: &&Triple| it.0 < most;
        let mut want: Vec<Triple> = every.iter().filter(|it| !every.iter().any(|other| beats(other, it)))
            .filter(below).copied().collect();
        let listed = found.iter().filter(|it| !found.iter().any(|other| other.beats(it)));
        for it in listed.clone() {
            prop_assert!(it.is_cheapest(), "not proven: {it:?}");
        }
        let mut got: Vec<Triple> = listed.map(triple).filter(|it| below(&it)).collect();
        let order = |a: &Triple, b: &Triple| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2)));
        want.sort_by(order);
        want.dedup();
        got.sort_by(order);
        got.dedup();
        prop_assert_eq!(got, want);
        // Each is what it says, by itself.
        for it in &found {
            prop_assert_eq!(tolerance(&levels[0], &rooms, &it.counts, ZONES, STEPS).unwrap(), Some(it.tolerance));
        }
    }
}

#[test]
fn pods_that_no_shape_holds_alone_stand_on_a_mix() {
    let needs = |cpu: f64, gpus: f64| [cpu, 1.0, 0.0, gpus, 1.0, 0.0];
    let kind = |name: &str, replicas, needs| Pods {
        name: name.into(),
        replicas,
        needs,
        apart: false,
        zone: None,
        spread: false,
    };
    let pods = vec![kind("web", 6, needs(4.0, 0.0)), kind("model", 2, needs(1.0, 1.0))];
    // One has too few cores for the web, the other no graphics processor.
    let shapes = [([2.0, 8.0, 0.0, 1.0, 110.0, 0.0], 5.0), ([8.0, 32.0, 0.0, 0.0, 110.0, 0.0], 4.0)];
    let found = choices(&[pods], &shapes, ZONES, STEPS).unwrap();
    assert_eq!(found[0].counts, [2, 3]);
    assert!(found[0].is_cheapest() && found[0].cost == 22.0);
    let all = found.iter().find(|it| it.tolerance == Tolerance::Zone).unwrap();
    assert!(all.counts[0] >= 3 && all.counts[1] >= 5, "{all:?}");
}

#[test]
fn figures_that_make_no_sense_are_refused() {
    let shape = ([4.0, 4.0, 0.0, 0.0, 110.0, 0.0], 1.0);
    assert!(
        choices(&[Vec::new()], &[], ZONES, STEPS).is_err() && choices(&[], &[shape], ZONES, STEPS).is_err()
    );
    assert!(choices(&[Vec::new()], &[(shape.0, 0.0)], ZONES, STEPS).is_err());
    let large =
        Pods { name: "x".into(), replicas: 1, needs: [5.0; 6], apart: false, zone: None, spread: false };
    assert!(choices(&[vec![large]], &[shape], ZONES, STEPS).is_err());
}

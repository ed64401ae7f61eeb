//! Closed networks with several servers at a station, exactly: the states of the stations are convolved.
//! All terms are positive, so unlike the usual recursion over users it stays exact near saturation.
//! Source: Buzen: Computational Algorithms for Closed Queueing Networks (1973).

use super::closed::approximate;
use super::{Servers, Station};

/// Throughput (1/s) and the mean number at each station, for `users` users who think `think` seconds.
pub(super) fn solve(stations: &[Station], users: usize, think: f64) -> (f64, Vec<f64>) {
    // Any factor of all demands cancels; this one makes the states probable ones, which neither overflow
    // nor vanish.
    let population = u32::try_from(users).unwrap_or(u32::MAX);
    let scale = approximate(stations, population, think).throughput;
    let states = |station: &Station| weights(station.servers, station.demand * scale, users);
    let mut all: Vec<Vec<f64>> = stations.iter().map(states).collect();
    all.push(weights(Servers::Delay, think * scale, users));
    let before = running(all.iter(), users);
    let mut after = running(all.iter().rev(), users);
    after.reverse();
    let others = before.iter().zip(after.iter().skip(1));
    let inside = all.iter().zip(others).map(|(own, (before, after))| mean(own, &product(before, after)));
    let inside: Vec<f64> = inside.take(stations.len()).collect();
    let whole = before.last().map(Vec::as_slice).unwrap_or_default();
    let throughput = match whole {
        [.., fewer, last] => scale * fewer / last,
        _ => 0.0,
    };
    (throughput, inside)
}

/// Weight of each number of requests at a station: (D X)^j over the product of min(i, c), from its largest
/// value outwards.
fn weights(servers: Servers, demand: f64, users: usize) -> Vec<f64> {
    let ratio = |j: usize| match servers {
        Servers::Delay => demand / j as f64,
        Servers::Queue(c) => demand / (j as f64).min(f64::from(c)),
    };
    let peak = (1..=users).take_while(|&j| ratio(j) >= 1.0).count();
    let mut weights = vec![1.0; users + 1];
    let (mut below, mut above) = (1.0, 1.0);
    for j in (0..peak).rev() {
        below /= ratio(j + 1);
        set(&mut weights, j, below);
    }
    for j in peak + 1..=users {
        above *= ratio(j);
        set(&mut weights, j, above);
    }
    weights
}

fn set(weights: &mut [f64], index: usize, weight: f64) {
    if let Some(place) = weights.get_mut(index) {
        *place = weight;
    }
}

/// The convolution of none, the first, the first two, ... of the parts.
fn running<'a>(parts: impl Iterator<Item = &'a Vec<f64>>, users: usize) -> Vec<Vec<f64>> {
    let mut none = vec![0.0; users + 1];
    set(&mut none, 0, 1.0);
    let mut all = vec![none];
    for part in parts {
        let next = product(all.last().map(Vec::as_slice).unwrap_or_default(), part);
        all.push(next);
    }
    all
}

/// The convolution of two lists of equal length, cut to that length and scaled to a largest value of 1.
fn product(a: &[f64], b: &[f64]) -> Vec<f64> {
    let term = |n: usize| a.iter().take(n + 1).zip(b.iter().take(n + 1).rev()).map(|(x, y)| x * y).sum();
    let terms: Vec<f64> = (0..a.len()).map(term).collect();
    let largest = terms.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 { terms.into_iter().map(|term| term / largest).collect() } else { terms }
}

/// Mean number at a station, from its own weights and those of all others together.
fn mean(own: &[f64], others: &[f64]) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (j, (own, others)) in own.iter().zip(others.iter().rev()).enumerate() {
        total += own * others;
        sum += own * others * j as f64;
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

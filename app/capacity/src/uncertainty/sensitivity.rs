//! What of a result's spread each input causes.

use super::{Distribution, Sobol};
use crate::Error;
use crate::order;

/// Shares of the variance by input: S1 by itself, ST with all that it takes part in.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// S1 of each input.
    pub first: Vec<f64>,
    /// ST of each input.
    pub total: Vec<f64>,
}

/// Variance shares by `points` points: the model is run `points * (inputs + 2)` times. S1 by Saltelli et al.,
/// Variance based sensitivity analysis of model output (2010), ST by Jansen (1999). All zero where the result
/// does not vary. `Domain` for no or more than 128 inputs, for more than 2^20 points, and where the model gives
/// no number.
pub fn indices(
    inputs: &[Distribution],
    points: u32,
    seed: u64,
    mut model: impl FnMut(&[f64]) -> f64,
) -> Result<Indices, Error> {
    let d = inputs.len();
    Error::check("points", f64::from(points), "between 2 and 1048576", (2..=1 << 20).contains(&points))?;
    let mut sobol = Sobol::new(2 * d, seed)?;
    let mut sums = Sums::new(d);
    let (mut point, mut mixed) = (vec![0.0; 2 * d], vec![0.0; d]);
    for _ in 0..points {
        sobol.next(&mut point);
        for (place, input) in point.iter_mut().zip(inputs.iter().chain(inputs)) {
            *place = input.quantile(*place);
        }
        let (a, b) = point.split_at(d);
        let (at_a, at_b) = (model(a), model(b));
        mixed.copy_from_slice(a);
        sums.pair(at_a, at_b);
        for (i, (other, own)) in b.iter().zip(a).enumerate() {
            set(&mut mixed, i, *other);
            let at_mixed = model(&mixed);
            set(&mut mixed, i, *own);
            sums.input(i, at_a, at_b, at_mixed);
        }
    }
    sums.indices(f64::from(points))
}

fn set(values: &mut [f64], index: usize, value: f64) {
    if let Some(place) = values.get_mut(index) {
        *place = value;
    }
}

/// Running sums; results are taken relative to the first one, which keeps the digits of their differences.
struct Sums {
    origin: Option<f64>,
    sum: f64,
    squares: f64,
    mixed: Vec<f64>,
    first: Vec<f64>,
    origin_first: Vec<f64>,
    total: Vec<f64>,
}

impl Sums {
    fn new(d: usize) -> Self {
        let zeros = || vec![0.0; d];
        let (mixed, first, origin_first, total) = (zeros(), zeros(), zeros(), zeros());
        Sums { origin: None, sum: 0.0, squares: 0.0, mixed, first, origin_first, total }
    }

    fn pair(&mut self, at_a: f64, at_b: f64) {
        let origin = *self.origin.get_or_insert(at_a);
        for result in [at_a - origin, at_b - origin] {
            self.sum += result;
            self.squares += result * result;
        }
    }

    fn input(&mut self, i: usize, at_a: f64, at_b: f64, at_mixed: f64) {
        let origin = self.origin.unwrap_or_default();
        let off = at_mixed - at_a;
        add(&mut self.first, i, (at_b - origin) * off);
        add(&mut self.origin_first, i, off);
        add(&mut self.total, i, off * off);
        add(&mut self.mixed, i, at_mixed);
    }

    fn indices(self, n: f64) -> Result<Indices, Error> {
        let mean = self.sum / (2.0 * n);
        let variance = self.squares / (2.0 * n) - mean * mean;
        let wild = self.mixed.iter().sum::<f64>() + self.squares;
        Error::check("result", wild, "a number", true)?;
        let share = |sum: f64| if variance > 0.0 { sum / n / variance } else { 0.0 };
        let first = self.first.iter().zip(&self.origin_first).map(|(sum, off)| share(sum - mean * off));
        Ok(Indices { first: first.collect(), total: self.total.iter().map(|sum| share(sum / 2.0)).collect() })
    }
}

fn add(sums: &mut [f64], index: usize, value: f64) {
    if let Some(sum) = sums.get_mut(index) {
        *sum += value;
    }
}

/// What the result does while one input goes from low to high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The result at the input's 10th percentile.
    pub low: f64,
    /// The result at its 90th percentile.
    pub high: f64,
}

/// The swing of each input, while all others stay at their medians.
pub fn tornado(inputs: &[Distribution], model: impl Fn(&[f64]) -> f64) -> Result<Vec<Swing>, Error> {
    let medians: Vec<f64> = inputs.iter().map(|input| input.quantile(0.5)).collect();
    let at = |index: usize, value: f64| {
        let mut point = medians.clone();
        set(&mut point, index, value);
        Error::check("result", model(&point), "a number", true)
    };
    let swing = |(index, input): (usize, &Distribution)| {
        Ok(Swing { low: at(index, input.quantile(0.1))?, high: at(index, input.quantile(0.9))? })
    };
    inputs.iter().enumerate().map(swing).collect()
}

/// Spearman's rank correlation of two lists of equal length; 0 where one of them does not vary.
pub fn rank_correlation(x: &[f64], y: &[f64]) -> Result<f64, Error> {
    Error::check(
        "figures",
        x.len() as f64,
        "as many as results, and two or more",
        x.len() == y.len() && x.len() > 1,
    )?;
    let (x, y) = (ranks(x), ranks(y));
    let middle = (x.len() as f64 - 1.0) / 2.0;
    let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let spread = libm::sqrt(sum(&x, &x) * sum(&y, &y));
    Ok(if spread > 0.0 { sum(&x, &y) / spread } else { 0.0 })
}

/// Ranks from 0 in rising order; equal figures share the mean of their ranks.
fn ranks(figures: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = figures.iter().copied().enumerate().collect();
    order::by(&mut order, |(_, figure)| *figure);
    let mut ranks = vec![0.0; figures.len()];
    let mut from = 0;
    for equal in order.chunk_by(|(_, a), (_, b)| a == b) {
        let rank = from as f64 + (equal.len() as f64 - 1.0) / 2.0;
        equal.iter().for_each(|(index, _)| set(&mut ranks, *index, rank));
        from += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Interval, Product};
    use super::*;

    #[test]
    fn sampled_shares_are_those_of_the_closed_form() {
        let factors = [(8000.0, 25000.0), (2.0, 9.0), (1.2, 2.5)]
            .map(|(low, high)| Interval::ninety(low, high).unwrap());
        let inputs = factors.map(|factor| factor.lognormal().unwrap());
        let got = indices(&inputs, 8192, 3, |x| x.iter().product()).unwrap();
        let want = Product::of(&factors, 1.0).unwrap().indices();
        for (got, want) in got.first.iter().chain(&got.total).zip(want.first.iter().chain(&want.total)) {
            assert!((got - want).abs() < 0.02, "{got} {want}");
        }
    }

    #[test]
    fn an_input_that_does_nothing_has_no_share_and_no_swing() {
        let inputs = vec![Distribution::Uniform { low: 0.0, high: 1.0 }; 2];
        let got = indices(&inputs, 256, 0, |x| 1e9 + x[0]).unwrap();
        assert!((got.first[0] - 1.0).abs() < 0.02 && got.total[1] == 0.0 && got.first[1] == 0.0);
        let swings = tornado(&inputs, |x| x[0]).unwrap();
        assert!((swings[0].high - swings[0].low - 0.8).abs() < 1e-12 && swings[1].low == swings[1].high);
        assert_eq!(indices(&inputs, 256, 0, |_| 5.0).unwrap().total, [0.0, 0.0]);
        assert!(indices(&inputs, 256, 0, |_| f64::INFINITY).is_err());
    }

    #[test]
    fn ranks_see_any_rise_as_perfect() {
        let x: Vec<f64> = (0..50).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| x * x * x).collect();
        assert!((rank_correlation(&x, &y).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(rank_correlation(&x, &[1.0; 50]).unwrap(), 0.0);
        assert!(rank_correlation(&x, &[1.0]).is_err());
    }
}

//! Percentiles of the time from arrival to answer in an M/M/c queue.
//! A request that finds a free server takes one exponential time; one that waits takes the sum of two.

use super::Mmc;

/// Enough halvings to exhaust the 53 bits of a bracket that spans one doubling.
const HALVINGS: u32 = 64;

/// Probability that an answer takes longer than `t` seconds:
/// (1-C) e^(-mu t) + C P(wait + service > t), with waits of rate theta = c mu - lambda.
pub(super) fn tail(queue: &Mmc, t: f64) -> f64 {
    let mu = 1.0 / queue.service;
    let theta = queue.spare() * mu;
    let free = (1.0 - queue.waits) * libm::exp(-mu * t);
    free + queue.waits * sum_tail(mu.min(theta), (mu - theta).abs(), t)
}

/// P(sum of two exponential times > t) with rates `slow` and `slow + gap`:
/// e^(-slow t) (1 + slow (1 - e^(-gap t)) / gap). This form neither cancels nor overflows when they are close.
fn sum_tail(slow: f64, gap: f64, t: f64) -> f64 {
    let x = gap * t;
    let mean_gap = if x < 1e-12 { t } else { -libm::expm1(-x) / gap };
    libm::exp(-slow * t) * (1.0 + slow * mean_gap)
}

/// The time in seconds that a share `p` of answers does not exceed: the tail is monotone, so bisect.
pub(super) fn percentile(queue: &Mmc, p: f64) -> f64 {
    let late = 1.0 - p;
    let mut high = queue.service;
    while tail(queue, high) > late {
        high *= 2.0;
    }
    let mut low = if high > queue.service { high / 2.0 } else { 0.0 };
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if tail(queue, middle) > late { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn equal_rates_give_the_limit_of_the_formula() {
        let (rate, t) = (2.0, 1.5);
        let equal = sum_tail(rate, 0.0, t);
        assert!((equal - libm::exp(-rate * t) * (1.0 + rate * t)).abs() < 1e-15);
        assert!((equal - sum_tail(rate, 1e-7, t)).abs() < 1e-6);
    }

    #[test]
    fn the_tail_starts_at_one_and_ends_at_zero() {
        let queue = Mmc::new(20.0, 0.18, 5).unwrap();
        assert!((tail(&queue, 0.0) - 1.0).abs() < 1e-15);
        assert_eq!(tail(&queue, 1e9), 0.0);
    }

    #[test]
    fn a_nearly_full_queue_still_has_a_percentile() {
        let queue = Mmc::new(0.999_999_999, 1.0, 1).unwrap();
        let p95 = queue.response_percentile(0.95).unwrap();
        assert!(p95.is_finite() && p95 > 1e9);
    }
}

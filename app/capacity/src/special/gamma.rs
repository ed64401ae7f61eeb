//! The regularised incomplete gamma functions and the Poisson probability, to the last few bits for any
//! size of argument. Source: Loader, Fast and Accurate Computation of Binomial Probabilities (2000) for the
//! probability; Numerical Recipes, section 6.2, for the series and the continued fraction.

use std::f64::consts::PI;

use super::{normal, root};

/// Both expansions need some multiple of the square root of their argument; this suffices for 1e12.
const TERMS: u32 = 20_000_000;

/// e^-a a^k / Gamma(k + 1) for `k` >= 0, whole or not, and `a` >= 0: the Poisson probability of `k`.
pub fn poisson(k: f64, a: f64) -> f64 {
    if a <= 0.0 {
        return if k <= 0.0 { 1.0 } else { 0.0 };
    }
    if k < 16.0 {
        return libm::exp(k * libm::log(a) - a - libm::lgamma(k + 1.0));
    }
    libm::exp(-stirling(k) - deviance(k, a)) / libm::sqrt(2.0 * PI * k)
}

/// P(s, x), the lower one, and Q(s, x) = 1 - P, the upper one, for `s` > 0 and `x` >= 0.
pub fn regularised(s: f64, x: f64) -> (f64, f64) {
    if x < s + 1.0 {
        let lower = poisson(s, x) * series(s, x);
        (lower, 1.0 - lower)
    } else {
        let upper = poisson(s, x) * s * fraction(s, x);
        (1.0 - upper, upper)
    }
}

/// The value that a gamma variable of this shape and scale 1 does not exceed with probability `p`.
pub fn quantile(shape: f64, p: f64) -> f64 {
    // Wilson and Hilferty: the cube root is nearly normal.
    let cube = 1.0 - 1.0 / (9.0 * shape) + normal::quantile(p) / (3.0 * libm::sqrt(shape));
    let guess = (shape * cube * cube * cube).max(1e-300);
    let (mut low, mut high) = (guess, guess);
    while regularised(shape, low).0 > p && low > 1e-300 {
        low *= 0.8;
    }
    while regularised(shape, high).0 < p && high < 1e300 {
        high *= 1.25;
    }
    root::zero(|x| regularised(shape, x).0 - p, low, high)
}

/// 1 + x/(s+1) + x^2/((s+1)(s+2)) + ..., for x < s + 1.
pub(crate) fn series(s: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..TERMS {
        term *= x / (s + f64::from(n));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// Gamma(s, x) e^x x^-s by Lentz's continued fraction, for x >= s + 1.
pub(crate) fn fraction(s: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - s;
    let (mut c, mut d) = (1.0 / TINY, 1.0 / b);
    let mut h = d;
    for i in 1..TERMS {
        let i = f64::from(i);
        let a = -i * (i - s);
        b += 2.0;
        d = 1.0 / away_from_zero(a * d + b, TINY);
        c = away_from_zero(b + a / c, TINY);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < 2e-16 {
            break;
        }
    }
    h
}

fn away_from_zero(x: f64, tiny: f64) -> f64 {
    if x.abs() < tiny { tiny } else { x }
}

/// ln(k!) less Stirling's ln(sqrt(2 pi k) (k/e)^k), for k >= 16.
fn stirling(k: f64) -> f64 {
    let kk = k * k;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / kk) / kk) / kk) / kk) / k
}

/// k ln(k/a) + a - k without cancellation.
fn deviance(k: f64, a: f64) -> f64 {
    let gap = k - a;
    if gap.abs() >= 0.1 * (k + a) {
        return k * libm::log(k / a) - gap;
    }
    let v = gap / (k + a);
    let (mut sum, mut power) = (gap * v, 2.0 * k * v);
    for j in 1..1000 {
        power *= v * v;
        let next = sum + power / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) -> bool {
        (got - want).abs() <= 1e-13 * want.abs()
    }

    #[test]
    fn values_agree_with_mpmath() {
        assert!(close(regularised(0.5, 0.3).1, 0.4385780260809999));
        assert!(close(regularised(3.7, 9.2).1, 0.013103855789170097));
        assert!(close(regularised(1000.0, 980.0).1, 0.7343959611178195));
        assert!(close(regularised(1000.0, 1100.0).1, 0.0010593232539299773));
        assert!(close(regularised(1000000.0, 1001000.0).1, 0.15865521363165971));
        assert!(close(poisson(2.5, 1.5), 0.18501639576452314));
        assert!(close(poisson(1000.0, 950.0), 0.003461013223648279));
        assert!(close(poisson(1000000.0, 1000000.0), 0.00039894224715624404));
    }

    #[test]
    fn the_quantile_inverts_the_distribution() {
        for (shape, p) in [(0.3, 0.01), (1.0, 0.5), (2.4, 0.95), (250.0, 0.999)] {
            assert!((regularised(shape, quantile(shape, p)).0 - p).abs() < 1e-13);
        }
        assert!(close(quantile(1.0, 0.5), std::f64::consts::LN_2));
    }
}

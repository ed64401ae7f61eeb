//! The regularised incomplete beta function and Student's t that rests on it.
//! Source: Numerical Recipes, section 6.4.

use super::root;
use crate::Error;

/// I_x(a, b) for `a`, `b` > 0 and 0 <= `x` <= 1.
pub fn regularised(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let front = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - ln_beta);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

/// The value that a beta variable with shapes `a` and `b` does not exceed with probability `p`.
pub fn quantile(a: f64, b: f64, p: f64) -> f64 {
    root::zero(|x| regularised(a, b, x) - p, 0.0, 1.0)
}

/// The value that Student's t with `df` degrees of freedom does not exceed with probability `p`, which is
/// at least one half.
pub fn t_quantile(p: f64, df: f64) -> Result<f64, Error> {
    let p = Error::check("probability", p, "from 0.5 to below 1", (0.5..1.0).contains(&p))?;
    let df = Error::check("degrees of freedom", df, "more than zero", df > 0.0)?;
    if p <= 0.5 {
        return Ok(0.0);
    }
    let beyond = |t: f64| 0.5 * regularised(df / 2.0, 0.5, df / (df + t * t));
    let quantile = root::positive(1.0, |t| beyond(t) <= 1.0 - p);
    Error::check("quantile", quantile, "small enough to be a number", true)
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let apart = |y: f64| if y.abs() < TINY { TINY } else { y };
    let mut c = 1.0;
    let mut d = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for step in [even, odd] {
            d = 1.0 / apart(1.0 + step * d);
            c = apart(1.0 + step / c);
            h *= d * c;
        }
        if (d * c - 1.0).abs() < 2e-16 {
            break;
        }
    }
    h
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn quantiles_of_t_agree_with_r() {
        for (p, df, want) in [
            (0.975, 4.0, 2.776445105197794),
            (0.95, 29.0, 1.699127026533498),
            (0.995, 1.0, 63.65674116287158),
            (0.75, 100.0, 0.6769510430114715),
        ] {
            let got = t_quantile(p, df).unwrap();
            assert!((got - want).abs() < 1e-11 * want, "{p} {df}: {got}");
        }
    }

    #[test]
    fn a_probability_without_quantile_is_refused() {
        assert!(t_quantile(1.0, 3.0).is_err());
        assert!(t_quantile(0.9, 0.0).is_err());
    }
}

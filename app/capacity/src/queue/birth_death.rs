//! Birth-death chains: a number that goes up and down by one, at rates that depend on it.
//! Source: Gross, Harris: Fundamentals of Queueing Theory, section 2.2.

use crate::Error;

/// The largest state of a chain.
pub const MAX_STATE: usize = 1_000_000;

/// Long-run probability of each state from 0 to `births.len()`. `births[i]` is the rate from state i to
/// i + 1, `deaths[i]` the rate back, above zero. The products start from the likeliest state, so nothing
/// overflows and what underflows does not matter.
pub fn steady(births: &[f64], deaths: &[f64]) -> Result<Vec<f64>, Error> {
    let states = births.len();
    Error::check("states", states as f64, "at most 1000000", states <= MAX_STATE && states == deaths.len())?;
    let ratios = births.iter().zip(deaths).map(|(&birth, &death)| {
        Error::check("birth rate (1/s)", birth, "zero or more", birth >= 0.0)?;
        Error::check("death rate (1/s)", death, "more than zero", death > 0.0)?;
        Error::check("ratio of rates", birth / death, "small enough to be a number", true)
    });
    let ratios: Vec<f64> = ratios.collect::<Result<_, _>>()?;
    let (below, above) = ratios.split_at(likeliest(&ratios));
    let falling = below.iter().rev().scan(1.0, |weight, ratio| {
        *weight = if *ratio > 0.0 { *weight / ratio } else { 0.0 };
        Some(*weight)
    });
    let mut weights: Vec<f64> = falling.collect();
    weights.reverse();
    weights.push(1.0);
    weights.extend(above.iter().scan(1.0, |weight, ratio| {
        *weight *= ratio;
        Some(*weight)
    }));
    let total: f64 = weights.iter().sum();
    Ok(weights.into_iter().map(|weight| weight / total).collect())
}

/// Index of the largest running product of the ratios, found by their logarithms.
fn likeliest(ratios: &[f64]) -> usize {
    let (mut sum, mut best, mut at) = (0.0, 0.0, 0);
    for (index, ratio) in ratios.iter().enumerate() {
        sum += libm::log(*ratio);
        if sum > best {
            (best, at) = (sum, index + 1);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_chain_too_steep_for_plain_products_still_adds_up() {
        let p = steady(&[1e4; 2000], &[1.0; 2000]).unwrap();
        assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((p.last().unwrap() - 0.9999).abs() < 1e-12);
        assert_eq!(steady(&[], &[]).unwrap(), [1.0]);
    }

    #[test]
    fn a_state_that_is_never_entered_has_no_probability() {
        assert_eq!(steady(&[1.0, 0.0, 5.0], &[1.0, 1.0, 1.0]).unwrap(), [0.5, 0.5, 0.0, 0.0]);
        assert!(steady(&[1.0], &[0.0]).is_err());
    }
}

//! PromQL's `double_exponential_smoothing` (earlier `holt_winters`), which has no season.

use super::series;
use crate::Error;

/// The smoothed value at the series' end: s = sf y + (1 - sf)(s + b), b = tf (s - s') + (1 - tf) b, from
/// s = y0 and b = y1 - y0. Source: prometheus/prometheus, promql/functions.go.
pub fn double_exponential(y: &[f64], sf: f64, tf: f64) -> Result<f64, Error> {
    series::check(y, 2)?;
    let open = |x: f64| x > 0.0 && x < 1.0;
    let sf = Error::check("smoothing factor", sf, "above 0 and below 1", open(sf))?;
    let tf = Error::check("trend factor", tf, "above 0 and below 1", open(tf))?;
    let mut before = 0.0;
    let mut level = series::at(y, 0);
    let mut trend = series::at(y, 1) - level;
    for (i, value) in y.iter().enumerate().skip(1) {
        if i > 1 {
            trend = tf * (level - before) + (1.0 - tf) * trend;
        }
        before = level;
        level = sf * value + (1.0 - sf) * (level + trend);
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_straight_line_stays_one() {
        let y: Vec<f64> = (0..20).map(|i| 3.0 + 2.0 * f64::from(i)).collect();
        assert!((double_exponential(&y, 0.4, 0.3).unwrap() - 41.0).abs() < 1e-9);
        assert!(double_exponential(&y, 0.0, 0.3).is_err() && double_exponential(&y, 0.5, 1.0).is_err());
        assert!(double_exponential(&[1.0], 0.5, 0.5).is_err());
    }
}

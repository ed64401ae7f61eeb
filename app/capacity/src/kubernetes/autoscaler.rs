//! What a HorizontalPodAutoscaler decides.
//! Source: kubernetes/website, horizontal-pod-autoscale.md.

use crate::Error;

/// One metric of an autoscaler: what pods have on average, and what they should have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metric {
    /// What they have.
    pub value: f64,
    /// What they should have.
    pub target: f64,
}

/// Ratios this close to the tolerance are rounding.
const ROUNDING: f64 = 1e-9;

/// Replicas wanted: ceil(current value / target), the most over all metrics; unchanged where the ratio is
/// within `tolerance` of 1, which is 0.1 by default. No pods stay none: the autoscaler is off.
pub fn desired(current: u32, metrics: &[Metric], tolerance: f64) -> Result<u32, Error> {
    let tolerance =
        Error::check("tolerance", tolerance, "between 0 and 1", (0.0..=1.0).contains(&tolerance))?;
    let wanted = metrics.iter().map(|metric| one(current, *metric, tolerance));
    let most = wanted.collect::<Result<Vec<u32>, Error>>()?.into_iter().max();
    most.ok_or(Error::Domain { field: "metrics", value: 0.0, range: "at least one" })
}

fn one(current: u32, metric: Metric, tolerance: f64) -> Result<u32, Error> {
    let value =
        Error::check("metric", metric.value, "between 0 and 1e15", (0.0..=1e15).contains(&metric.value))?;
    let target = Error::check(
        "target",
        metric.target,
        "between 1e-9 and 1e15",
        (1e-9..=1e15).contains(&metric.target),
    )?;
    if (value / target - 1.0).abs() <= tolerance + ROUNDING {
        return Ok(current);
    }
    let wanted = f64::from(current) * value / target;
    let wanted =
        Error::check("replicas", libm::ceil(wanted - ROUNDING * wanted), "at most 1e9", wanted <= 1e9)?;
    Ok(wanted as u32)
}

/// What is set at each moment after stabilisation: the most that was wanted within `window` seconds before.
/// `wanted` are pairs of seconds, ascending, and replicas. The window is 300 s by default for scaling down.
pub fn stabilised(wanted: &[(f64, u32)], window: f64) -> Result<Vec<u32>, Error> {
    let window = Error::check("window (s)", window, "between 0 and 3600", (0.0..=3600.0).contains(&window))?;
    let ascending = wanted.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a <= b));
    let first = wanted.first().map_or(0.0, |(at, _)| *at);
    Error::check("times (s)", first, "ascending", ascending)?;
    let most = |(index, (now, replicas)): (usize, &(f64, u32))| {
        let before = wanted.iter().take(index).rev().take_while(|(at, _)| now - at <= window);
        before.map(|(_, replicas)| *replicas).fold(*replicas, u32::max)
    };
    Ok(wanted.iter().enumerate().map(most).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn metric(value: f64, target: f64) -> Metric {
        Metric { value, target }
    }

    #[test]
    fn the_most_demanding_metric_decides() {
        assert_eq!(desired(4, &[metric(50.0, 100.0), metric(200.0, 100.0)], 0.1), Ok(8));
        assert_eq!(desired(0, &[metric(200.0, 100.0)], 0.1), Ok(0));
        assert!(desired(4, &[], 0.1).is_err());
    }

    #[test]
    fn rounding_neither_adds_a_replica_nor_breaks_the_tolerance() {
        assert_eq!(desired(10, &[metric(33.0, 30.0)], 0.1), Ok(10));
        assert_eq!(desired(3, &[metric(0.7, 0.1)], 0.1), Ok(21));
    }

    #[test]
    fn scaling_down_waits_for_the_window() {
        let wanted = [(0.0, 8), (60.0, 3), (120.0, 4), (301.0, 2), (500.0, 2)];
        assert_eq!(stabilised(&wanted, 300.0).unwrap(), [8, 8, 8, 4, 2]);
        assert!(stabilised(&[(1.0, 2), (0.0, 2)], 300.0).is_err());
    }
}

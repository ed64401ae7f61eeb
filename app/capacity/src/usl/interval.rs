//! How sure a fit is. Intervals use Student's t with n less the number of coefficients as degrees of freedom
//! and both tails; R's `usl` uses one tail and n - 1, so its "95 %" is 90 %.

use super::descend::{Problem, scale, slopes};
use super::fit::{Fit, refit};
use super::linear::times;
use crate::Error;
use crate::special::{beta::t_quantile, root};

/// From and to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Where the peak lies, from refits to resampled residuals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeakInterval {
    /// The interval of N of the peak, over those refits that have one.
    pub n: Interval,
    /// Share of refits that have no peak.
    pub without_peak: f64,
}

impl Fit {
    /// Student's t for a two-sided interval that holds the truth with probability `level`.
    pub fn t(&self, level: f64) -> Result<f64, Error> {
        let level =
            Error::check("level", level, "above 0 and at most 0.999999", level > 0.0 && level <= 0.999_999)?;
        t_quantile(0.5 + level / 2.0, self.df)
    }

    /// Intervals of alpha, beta, gamma at `level`: estimate +- t SE. A coefficient on a bound has a one-sided
    /// one, up to where the best fit with it held there leaves SSE (1 + t^2 / df).
    pub fn intervals(&self, level: f64) -> Result<[Option<Interval>; 3], Error> {
        let t = self.t(level)?;
        let values = [self.law.alpha(), self.law.beta(), self.law.gamma()];
        let errors = self.standard_errors();
        let mut intervals = [None; 3];
        for (index, ((place, value), error)) in intervals.iter_mut().zip(values).zip(errors).enumerate() {
            *place = match error {
                Some(error) => Some(Interval { low: value - t * error, high: value + t * error }),
                None if self.on_low_bound(index) => {
                    let one_sided = t_quantile(0.5 + (2.0 * level - 1.0).max(0.0) / 2.0, self.df)?;
                    Some(Interval { low: 0.0, high: self.profile(index, one_sided) })
                }
                None => None,
            };
        }
        Ok(intervals)
    }

    /// The band of the mean throughput at `n` users, by the delta method: X +- t sqrt(g' V g).
    pub fn band(&self, n: f64, level: f64) -> Result<Interval, Error> {
        let (x, t) = (self.law.throughput(n)?, self.t(level)?);
        let slope = slopes(&[self.law.alpha(), self.law.beta(), self.law.gamma()], n);
        let variance: f64 = times(&self.covariance, &slope).iter().zip(slope).map(|(a, b)| a * b).sum();
        let reach = t * libm::sqrt(variance.max(0.0));
        Ok(Interval { low: (x - reach).max(0.0), high: x + reach })
    }

    fn on_low_bound(&self, index: usize) -> bool {
        match (index, self.form) {
            (0, super::Form::Usl | super::Form::Amdahl) => self.law.alpha() <= 0.0,
            (1, super::Form::Usl) => self.law.beta() <= 0.0,
            _ => false,
        }
    }

    /// The value of a coefficient up to which the best fit of the others stays within t standard errors.
    fn profile(&self, index: usize, t: f64) -> f64 {
        let most = self.squares * (1.0 + t * t / self.df);
        let most_of_range = if index == 0 { 1.0 } else { 1e6 };
        let worse = |value: f64| value >= most_of_range || self.squares_with(index, value) > most;
        root::positive(1e-6, worse).min(most_of_range)
    }

    /// The squares that the best fit leaves with one coefficient held at a value.
    fn squares_with(&self, index: usize, value: f64) -> f64 {
        let (mut fitted, mut start) =
            (self.form.fitted(), [self.law.alpha(), self.law.beta(), self.law.gamma()]);
        if let (Some(fitted), Some(start)) = (fitted.get_mut(index), start.get_mut(index)) {
            (*fitted, *start) = (false, value);
        }
        let (points, weights) = (self.points.as_slice(), self.weights.as_slice());
        Problem { points, weights, fitted, scale: scale(points) }.descend(start).squares
    }
}

/// The interval of the peak's N at `level` from `times` refits. `draw(k)` gives a whole number below k, with
/// equal chances; it makes the result reproducible.
pub fn bootstrap_peak(
    fit: &Fit,
    level: f64,
    times: u32,
    mut draw: impl FnMut(usize) -> usize,
) -> Result<PeakInterval, Error> {
    let level = Error::check("level", level, "above 0 and below 1", level > 0.0 && level < 1.0)?;
    let times =
        Error::check("refits", f64::from(times), "between 100 and 100000", (100..=100_000).contains(&times))?;
    let smooth: Vec<f64> =
        fit.points.iter().map(|(n, _)| fit.law.throughput(*n)).collect::<Result<_, _>>()?;
    let residuals: Vec<f64> = fit.points.iter().zip(&smooth).map(|((_, x), smooth)| x - smooth).collect();
    let mut peaks = Vec::new();
    for _ in 0..times as u32 {
        let again = fit.points.iter().zip(&smooth).map(|((n, x), smooth)| {
            let residual = residuals.get(draw(residuals.len())).copied().unwrap_or(0.0);
            // Throughput is positive, whatever the residual.
            (*n, (smooth + residual).max(x * 1e-3))
        });
        let again: Vec<(f64, f64)> = again.collect();
        peaks.extend(refit(fit, &again)?.peak().map(|peak| peak.n));
    }
    peaks.sort_by(f64::total_cmp);
    let found = peaks.len() as f64;
    let at = |share: f64| peaks.get((share * (found - 1.0)).round().max(0.0) as usize).copied();
    let (low, high) = at((1.0 - level) / 2.0).zip(at((1.0 + level) / 2.0)).ok_or(Error::Domain {
        field: "refits with a peak",
        value: 0.0,
        range: "at least 1",
    })?;
    Ok(PeakInterval { n: Interval { low, high }, without_peak: 1.0 - found / times })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::usl::fit;

    const SPEC: [(f64, f64); 7] = [
        (1.0, 64.9),
        (18.0, 995.9),
        (36.0, 1652.4),
        (72.0, 1853.2),
        (108.0, 1828.9),
        (144.0, 1775.0),
        (216.0, 1702.2),
    ];

    #[test]
    fn a_coefficient_on_its_bound_has_a_one_sided_interval() {
        let line: Vec<(f64, f64)> =
            [1.0, 2.0, 4.0, 8.0, 16.0].into_iter().zip([10.0, 21.0, 40.5, 82.0, 165.0]).collect();
        let fit = fit(&line).unwrap();
        assert_eq!((fit.law.alpha(), fit.law.beta()), (0.0, 0.0));
        let [alpha, beta, gamma] = fit.intervals(0.95).unwrap();
        assert_eq!((alpha.unwrap().low, beta.unwrap().low), (0.0, 0.0));
        assert!(alpha.unwrap().high > 0.0 && alpha.unwrap().high < 0.05);
        assert!(gamma.unwrap().low < 10.3 && gamma.unwrap().high > 10.3);
    }

    #[test]
    fn the_bound_of_one_coefficient_lets_the_others_give_way() {
        // scipy 1.17.1: the others by bounded least squares, and bisection for where the squares reach the limit.
        let users = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
        let cases = [
            ([10.0, 20.5, 41.0, 79.0, 130.0, 150.0], 0, 0.002_540_475_784_536),
            ([10.0, 18.0, 30.5, 45.0, 61.0, 74.5], 1, 0.000_149_196_575_926),
        ];
        for (rates, index, high) in cases {
            let points: Vec<(f64, f64)> = users.into_iter().zip(rates).collect();
            let interval = fit(&points).unwrap().intervals(0.95).unwrap()[index].unwrap();
            assert!(interval.low == 0.0 && (interval.high / high - 1.0).abs() < 1e-6, "{interval:?}");
        }
    }

    #[test]
    fn the_band_is_narrow_where_points_are_and_wide_beyond() {
        let fit = fit(&SPEC).unwrap();
        let width = |n| fit.band(n, 0.95).unwrap().high - fit.band(n, 0.95).unwrap().low;
        assert!(width(100.0) < width(18.0) && width(100.0) < width(400.0));
    }

    #[test]
    fn the_peak_lies_in_its_own_interval() {
        let fit = fit(&SPEC).unwrap();
        let mut state = 1u64;
        let draw = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let peak = bootstrap_peak(&fit, 0.95, 500, draw).unwrap();
        assert!(peak.n.low < 96.5 && 96.5 < peak.n.high && peak.n.high < 150.0, "{peak:?}");
        assert!(peak.without_peak < 0.05);
    }
}

//! Live measurements made fit for a fit: many readings at nearly the same load, some of them outliers.

use super::fit::{Fit, Form, fit_form};
use crate::Error;

/// Huber's constant: 95 % efficient if errors are normal. Source: Huber, Robust Statistics (1981).
const HUBER: f64 = 1.345;

/// The normal distribution's standard deviation over its median absolute deviation.
const MAD: f64 = 1.4826;

/// Readings of about the same load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binned {
    /// Mean load.
    pub n: f64,
    /// Mean throughput (1/s).
    pub x: f64,
    /// Readings.
    pub count: f64,
}

/// Readings put together by load into at most `bins` bins of equal ratio, empty ones left out.
pub fn bin(readings: &[(f64, f64)], bins: u32) -> Result<Vec<Binned>, Error> {
    let bins = Error::check("bins", f64::from(bins), "between 4 and 1000", (4..=1000).contains(&bins))?;
    let low = readings.iter().map(|(n, _)| *n).fold(f64::INFINITY, f64::min);
    let high = readings.iter().map(|(n, _)| *n).fold(0.0, f64::max);
    let low = Error::check("N", low, "at least 1", low >= 1.0)?;
    let high = Error::check("N", high, "at most 1e9", high <= 1e9)?;
    let width = libm::log(high / low) / bins;
    let mut sums = vec![(0.0, 0.0, 0.0); bins as usize];
    for &(n, x) in readings {
        let index = if width > 0.0 { libm::log(n / low) / width } else { 0.0 };
        if let Some((loads, rates, count)) = sums.get_mut((index as usize).min(bins as usize - 1)) {
            *loads += n;
            *rates += x;
            *count += 1.0;
        }
    }
    let full = sums.into_iter().filter(|(_, _, count)| *count > 0.0);
    Ok(full.map(|(n, x, count)| Binned { n: n / count, x: x / count, count }).collect())
}

/// Weights of Huber for a fit's residuals over their robust spread: 1 within 1.345 of it, falling beyond.
pub fn huber_weights(fit: &Fit) -> Vec<f64> {
    let residual = |((n, x), weight): (&(f64, f64), &f64)| {
        let smooth = fit.law.throughput(*n).unwrap_or(*x);
        (x - smooth).abs() * libm::sqrt(*weight)
    };
    let residuals: Vec<f64> = fit.points.iter().zip(&fit.weights).map(residual).collect();
    let mut sorted = residuals.clone();
    sorted.sort_by(f64::total_cmp);
    let reach = HUBER * MAD * sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    residuals
        .iter()
        .map(|residual| if *residual <= reach { 1.0 } else { (reach / residual).max(1e-6) })
        .collect()
}

/// The law fitted to bins, weighted by their readings and again by Huber until outliers have lost their say.
pub fn robust(bins: &[Binned], form: Form) -> Result<Fit, Error> {
    let points: Vec<(f64, f64)> = bins.iter().map(|bin| (bin.n, bin.x)).collect();
    let counts: Vec<f64> = bins.iter().map(|bin| bin.count).collect();
    let mut fit = fit_form(&points, &counts, form)?;
    for _ in 0..20 {
        let plain = Fit { weights: counts.clone(), ..fit };
        let weights: Vec<f64> = huber_weights(&plain)
            .iter()
            .zip(&counts)
            .map(|(huber, count)| (huber * count).max(1e-9))
            .collect();
        fit = fit_form(&points, &weights, form)?;
    }
    Ok(fit)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::usl::Usl;

    #[test]
    fn bins_keep_all_readings() {
        let readings: Vec<(f64, f64)> = (1..=100).map(|n| (f64::from(n), 2.0 * f64::from(n))).collect();
        let bins = bin(&readings, 10).unwrap();
        assert_eq!(bins.iter().map(|bin| bin.count).sum::<f64>(), 100.0);
        assert!(bins.iter().all(|bin| (bin.x - 2.0 * bin.n).abs() < 1e-9));
        assert!(bin(&[], 10).is_err());
    }

    #[test]
    fn an_outlier_does_not_bend_the_curve() {
        let law = Usl::new(0.05, 1e-3, 40.0).unwrap();
        let reading =
            |n: u32| Binned { n: f64::from(n), x: law.throughput(f64::from(n)).unwrap(), count: 9.0 };
        let mut bins: Vec<Binned> = [1, 2, 4, 8, 12, 16, 24, 32, 48].map(reading).to_vec();
        bins[4].x *= 0.5;
        let fit = robust(&bins, Form::Usl).unwrap();
        assert!((fit.law.gamma() - 40.0).abs() < 0.5, "{:?}", fit.law);
    }
}

//! What holds for every series and every uncertain figure: forecasts, intervals, simulation, shares of variance.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::Error;
use capacity::forecast::{
    Growth, Line, Method, classical, compound_periods, double_exponential, ets_auto, predict_linear,
    theil_sen,
};
use capacity::uncertainty::{Distribution, Interval, Product, simulate};
use proptest::prelude::*;

/// Series of every kind: level, rising, with a season, with noise, with signs.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let shape = (-1e6f64..1e6, -1e3f64..1e3, 0.0f64..1e4, 1usize..13);
    (shape, prop::collection::vec(-1.0f64..1.0, 12..60)).prop_map(|((level, slope, size, m), noise)| {
        let value = |(i, noise): (usize, &f64)| level + slope * i as f64 + size * (noise + (i % m) as f64);
        noise.iter().enumerate().map(value).collect()
    })
}

fn interval() -> impl Strategy<Value = (f64, f64)> {
    (1e-6f64..1e9, 1.001f64..1000.0).prop_map(|(low, ratio)| (low, low * ratio))
}

fn close(got: f64, want: f64, rel: f64) -> bool {
    (got - want).abs() <= rel * want.abs().max(1e-12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_stated_interval_is_met_exactly((low, high) in interval(), share in 0.05f64..0.95) {
        let interval = Interval::ninety(low, high).unwrap();
        let middle = low + share * (high - low);
        for distribution in [interval.normal(), interval.lognormal().unwrap(), interval.around(middle).unwrap()] {
            prop_assert!(close(distribution.quantile(0.05), low, 1e-9), "{distribution:?}");
            prop_assert!(close(distribution.quantile(0.95), high, 1e-9), "{distribution:?}");
            prop_assert!(distribution.mean().is_finite());
        }
        prop_assert!(close(interval.around(middle).unwrap().quantile(0.5), middle, 1e-9));
    }

    #[test]
    fn shares_of_variance_are_shares(factors in prop::collection::vec((1e-3f64..1e3, 1.01f64..20.0), 1..8)) {
        let factors: Vec<_> = factors.iter().map(|(low, ratio)| Interval::ninety(*low, low * ratio).unwrap()).collect();
        let indices = Product::of(&factors, 1.0).unwrap().indices();
        prop_assert!(indices.first.iter().sum::<f64>() <= 1.0 + 1e-9);
        prop_assert!(indices.total.iter().sum::<f64>() >= 1.0 - 1e-9);
        prop_assert!(indices.first.iter().zip(&indices.total).all(|(first, total)| *first <= total + 1e-9));
    }

    #[test]
    fn compound_growth_and_its_time_undo_each_other(from in 1e-6f64..1e6, ratio in 1.0001f64..1e4, rate in 1e-4f64..3.0) {
        let periods = compound_periods(from, from * ratio, rate).unwrap();
        prop_assert!(close(Growth::Compound(rate).value(from, periods).unwrap(), from * ratio, 1e-9));
        prop_assert!(compound_periods(from, from * ratio, -rate.min(0.9)).is_err());
    }

    #[test]
    fn a_limit_beyond_the_series_is_met_late_rather_than_early(y in series(), beyond in 1.0f64..1e6) {
        let t: Vec<f64> = (0..y.len()).map(|i| i as f64).collect();
        let line = Line::fit(&t, &y).unwrap();
        let limit = line.at(t[t.len() - 1]) + beyond.copysign(line.slope);
        match line.crossing(limit, 0.9) {
            Ok(crossing) => {
                prop_assert!(close(line.at(crossing.mid), limit, 1e-6));
                prop_assert!(crossing.early.is_none_or(|early| early <= crossing.mid + 1e-6 * crossing.mid.abs()));
                prop_assert!(crossing.late.is_none_or(|late| late >= crossing.mid - 1e-6 * crossing.mid.abs()));
            }
            Err(error) => {
                let never = matches!(error, Error::Infeasible { .. });
                prop_assert!(never);
            }
        }
    }

    #[test]
    fn a_change_of_unit_changes_the_forecast_by_the_same_factor(y in series(), sf in 0.01f64..0.99, tf in 0.01f64..0.99) {
        let thousandth: Vec<f64> = y.iter().map(|y| y / 1024.0).collect();
        let t: Vec<f64> = (0..y.len()).map(|i| 60.0 * i as f64).collect();
        let size = y.iter().fold(0.0f64, |size, y| size.max(y.abs())) * 1e-9;
        let same = |a: f64, b: f64| (a - 1024.0 * b).abs() <= size * 1e3;
        prop_assert!(same(double_exponential(&y, sf, tf).unwrap(), double_exponential(&thousandth, sf, tf).unwrap()));
        let ahead = |y: &[f64]| predict_linear(&t, y, 3600.0, 600.0).unwrap().2;
        prop_assert!(same(ahead(&y), ahead(&thousandth)));
        let slope = |y: &[f64]| theil_sen(&t[..12], &y[..12], 0.9).unwrap().slope;
        prop_assert!(same(slope(&y), slope(&thousandth)));
    }

    #[test]
    fn an_added_season_is_centred(y in series(), m in 2usize..6) {
        let season = classical(&y, m, false).unwrap().season;
        let size = y.iter().fold(1.0f64, |size, y| size.max(y.abs()));
        prop_assert!(season.iter().sum::<f64>().abs() <= 1e-9 * size);
    }
}

proptest! {
    // Each case fits 15 models.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_series_has_a_forecast_of_numbers(y in series(), m in 1usize..7) {
        let best = ets_auto(&y, m).unwrap();
        prop_assert!(best.aicc.is_finite() && best.loglik.is_finite());
        prop_assert!(best.forecast(12).unwrap().iter().all(|y| y.is_finite()));
        prop_assert!(Method::Median.forecast(&y, m, 12).unwrap().iter().all(|y| y.is_finite()));
    }

    #[test]
    fn sampling_lies_within_eight_standard_errors_of_the_closed_form(
        factors in prop::collection::vec((1.0f64..1e3, 1.2f64..8.0), 1..5),
        seed in any::<u64>(),
    ) {
        let factors: Vec<_> = factors.iter().map(|(low, ratio)| Interval::ninety(*low, low * ratio).unwrap()).collect();
        let inputs: Vec<Distribution> = factors.iter().map(|factor| factor.lognormal().unwrap()).collect();
        let exact = Product::of(&factors, 1.0).unwrap().distribution();
        let run = simulate(&inputs, None, 2048, seed, |x| x.iter().product()).unwrap();
        for p in [0.1, 0.5, 0.9] {
            let got = run.percentile(p).unwrap();
            // The error is itself estimated, of 16 sets: Student's t with 15 degrees of freedom is beyond 4 once in 900 times
            // and beyond 8 less than once in a million. A percentile between sorted results is off by up to their spacing besides.
            let spacing = exact.quantile(p) * 0.01;
            prop_assert!((got.value - exact.quantile(p)).abs() <= 8.0 * got.error + spacing, "{p}: {got:?}");
        }
    }
}

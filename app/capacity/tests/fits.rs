//! Fits against those of R and statsmodels, on series that come with R: `ets`, `thetaf` (package forecast 8.20) and
//! `HoltWinters` of R 4.2.2; `ETSModel` and `STL` (seasonal=11) of statsmodels 0.15.0. A fit may be better, never worse.
//! `forms` are criteria by model, `statsmodels` are logarithms of likelihoods with R's constant.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::eval::eval;
use serde_json::{Value, json};

const SERIES: &str = include_str!("fits.json");

/// What rounding of the listed figures may make of them.
const ROUNDED: f64 = 2e-3;

/// What statsmodels may win by smoothing a trend or a season by less than R's bound of 1e-4, which is kept here.
const BOUND: f64 = 0.05;

fn ask(model: &str, inputs: Value) -> Value {
    eval(model, inputs.as_object().unwrap()).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// Does `check` for each series; its inputs are `y` and `m`, to which a model may need more.
fn each(mut check: impl FnMut(&Value, Value, &str)) {
    let series: Vec<Value> = serde_json::from_str(SERIES).unwrap();
    assert_eq!(series.len(), 13);
    for one in &series {
        check(one, json!({ "y": one["y"], "m": one["m"] }), one["name"].as_str().unwrap());
    }
}

fn with(mut inputs: Value, key: &str, value: Value) -> Value {
    inputs[key] = value;
    inputs
}

#[test]
fn the_model_that_is_chosen_is_no_worse_than_the_one_that_r_chooses() {
    each(|series, inputs, name| {
        let got = number(&ask("forecast.ets_auto", inputs)["aicc"]);
        let most = number(&series["aicc"]);
        assert!(got <= most + ROUNDED, "{name}: {got}, R {most}");
    });
}

#[test]
fn no_model_is_fitted_worse_than_by_r_or_by_statsmodels() {
    let mut fits = 0;
    each(|series, inputs, name| {
        for (form, most) in series["forms"].as_object().unwrap() {
            let fit = ask("forecast.ets_auto", with(inputs.clone(), "model", json!(form)));
            let (got, most) = (number(&fit["aicc"]), number(most));
            assert!(got <= most + ROUNDED, "{name} {form}: {got}, R {most}");
            fits += 1;
        }
        for (form, least) in series["statsmodels"].as_object().unwrap() {
            let fit = ask("forecast.ets_auto", with(inputs.clone(), "model", json!(form)));
            let (got, least) = (number(&fit["loglik_R"]), number(least));
            assert!(got >= least - BOUND, "{name} {form}: {got}, statsmodels {least}");
            fits += 1;
        }
    });
    assert!(fits > 150, "{fits}");
}

#[test]
fn theta_forecasts_what_r_forecasts() {
    each(|series, inputs, name| {
        let want = numbers(&series["theta"]);
        let got = numbers(&ask("forecast.theta", with(inputs, "h", json!(want.len())))["forecast"]);
        assert_eq!(got.len(), want.len());
        for (got, want) in got.iter().zip(&want) {
            assert!((got - want).abs() <= 1e-4 * want.abs(), "{name}: {got}, R {want}");
        }
    });
}

#[test]
fn holt_and_winters_leave_no_more_squares_than_in_r() {
    let mut fits = 0;
    each(|series, inputs, name| {
        for (seasonal, most) in series["winters"].as_object().into_iter().flatten() {
            let got = ask("forecast.holt_winters", with(inputs.clone(), "seasonal", json!(seasonal)));
            let (got, most) = (number(&got["sse"]), number(most));
            assert!(got <= most * (1.0 + 1e-4), "{name} {seasonal}: {got}, R {most}");
            fits += 1;
        }
    });
    assert!(fits >= 10, "{fits}");
}

#[test]
fn seasons_and_trends_are_told_apart_as_by_statsmodels() {
    let mut parted = 0;
    each(|series, mut inputs, name| {
        if series["stl"].is_null() {
            return;
        }
        inputs["m"] = json!([series["m"]]);
        let got = ask("forecast.mstl", inputs);
        let size = numbers(&series["y"]).iter().fold(0.0f64, |size, y| size.max(y.abs()));
        let near = |got: &Value, want: &Value, part: &str| {
            let (got, want) = (numbers(got), numbers(want));
            for (got, want) in got.iter().zip(&want) {
                assert!((got - want).abs() <= 1e-6 * size, "{name} {part}: {got}, statsmodels {want}");
            }
        };
        near(&got["trend"], &series["stl"]["trend"], "trend");
        near(&got["season"][0], &series["stl"]["season"], "season");
        parted += 1;
    });
    assert!(parted >= 5, "{parted}");
}

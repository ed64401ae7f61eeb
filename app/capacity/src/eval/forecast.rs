//! `forecast.*`: where a series is going.

use serde_json::Value;

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::forecast::{
    Effect, Ets, Form, HoltWinters, Line, Method, Smoothing, Start, States, backtest, compound_periods,
    double_exponential, ets_auto, ets_fit, logistic_periods, mstl, predict_linear, theil_sen, theta,
};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "forecast.predict_linear" => linear(inputs),
        "forecast.prom_des" => prom_des(inputs),
        "forecast.holt_winters" => holt_winters(inputs),
        "forecast.holt_winters_start" => start(inputs),
        "forecast.ets_filter" => ets_filter(inputs),
        "forecast.ets_auto" => auto(inputs),
        "forecast.theta" => theta_method(inputs),
        "forecast.combine" => combined(inputs),
        "forecast.backtest" => backtested(inputs),
        "forecast.saturation" => saturation(inputs),
        "forecast.ols" => line(inputs),
        "forecast.mstl" => seasons(inputs),
        "forecast.theil_sen" => medians(inputs),
        "forecast.compound_time" => compound(inputs),
        _ => return None,
    })
}

fn linear(inputs: &Inputs) -> Result<Value, Error> {
    let (t, y) = (inputs.list("t")?, inputs.list("y")?);
    let (eval, ahead) = (inputs.number("eval_t")?, inputs.number("ahead_s")?);
    let (slope, intercept, value) = predict_linear(&t, &y, eval, ahead)?;
    Answer::default().numbers([("slope", slope), ("intercept", intercept), ("value", value)])?.done()
}

fn prom_des(inputs: &Inputs) -> Result<Value, Error> {
    let value = double_exponential(&inputs.list("y")?, inputs.number("sf")?, inputs.number("tf")?)?;
    Answer::default().number("value", value)?.done()
}

fn season(inputs: &Inputs) -> Result<usize, Error> {
    Ok(inputs.optional("m", Inputs::count)?.unwrap_or(1) as usize)
}

fn multiplied(inputs: &Inputs) -> Result<bool, Error> {
    match inputs.optional("seasonal", Inputs::text)?.unwrap_or("add") {
        "mul" | "multiplicative" => Ok(true),
        "add" | "additive" => Ok(false),
        other => Err(wrong("seasonal", other.into(), "add or mul")),
    }
}

fn holt_winters(inputs: &Inputs) -> Result<Value, Error> {
    let (y, m, multiplied) = (inputs.list("y")?, season(inputs)?, multiplied(inputs)?);
    let ended = if inputs.has("alpha") {
        let [alpha, beta, gamma] = ["alpha", "beta", "gamma"].map(|key| inputs.number(key));
        let start = if inputs.has("l0") {
            let season = inputs.list("s0")?;
            if season.len() != m {
                return Err(wrong("s0", format!("{} numbers", season.len()), "as many numbers as m"));
            }
            Start { level: inputs.number("l0")?, trend: inputs.number("b0")?, season }
        } else {
            Start::of(&y, m, multiplied, 2)?
        };
        HoltWinters::filter(&y, Smoothing { alpha: alpha?, beta: beta?, gamma: gamma? }, &start, multiplied)?
    } else {
        HoltWinters::fit(&y, m, multiplied)?
    };
    let Smoothing { alpha, beta, gamma } = ended.smoothing;
    let answer =
        Answer::default().numbers([("sse", ended.sse), ("level", ended.level), ("trend", ended.trend)])?;
    let answer = answer.numbers([("alpha", alpha), ("beta", beta), ("gamma", gamma)])?;
    answer
        .list("season", ended.season.iter().copied())?
        .list("forecast", ended.forecast(horizon(inputs)?)?)?
        .done()
}

fn horizon(inputs: &Inputs) -> Result<usize, Error> {
    Ok(inputs.optional("h", Inputs::count)?.unwrap_or(1) as usize)
}

fn start(inputs: &Inputs) -> Result<Value, Error> {
    let seasons = inputs.optional("start_periods", Inputs::count)?.unwrap_or(2) as usize;
    let start = Start::of(&inputs.list("y")?, season(inputs)?, multiplied(inputs)?, seasons)?;
    Answer::default().numbers([("l0", start.level), ("b0", start.trend)])?.list("s0", start.season)?.done()
}

fn ets(answer: Answer, ets: &Ets, inputs: &Inputs) -> Result<Value, Error> {
    let answer = answer.numbers([("loglik_R", ets.loglik), ("aicc", ets.aicc), ("sigma2", ets.variance)])?;
    answer.list("forecast", ets.forecast(horizon(inputs)?)?)?.done()
}

fn ets_filter(inputs: &Inputs) -> Result<Value, Error> {
    let name = inputs.text("model")?;
    let form = damped(inputs, Form::parse(name)?)?;
    let number = |key: &str, has: bool, otherwise: f64| if has { inputs.number(key) } else { Ok(otherwise) };
    // Cases list the season from the most recent phase back.
    let mut season = if form.season.is_some() { inputs.list("s0")? } else { Vec::new() };
    season.reverse();
    let states = States {
        alpha: inputs.number("alpha")?,
        beta: number("beta", form.trend, 0.0)?,
        gamma: number("gamma", form.season.is_some(), 0.0)?,
        phi: number("phi", form.damped, 1.0)?,
        level: inputs.number("l0")?,
        trend: number("b0", form.trend, 0.0)?,
        season,
    };
    ets(Answer::default(), &Ets::filter(&inputs.list("y")?, form, &states)?, inputs)
}

/// The model with its trend damped where the input `damped` says so, as R has it beside the three letters.
fn damped(inputs: &Inputs, form: Form) -> Result<Form, Error> {
    let damped = inputs.optional("damped", Inputs::flag)?.unwrap_or(false);
    Ok(Form { damped: form.damped || (damped && form.trend), ..form })
}

fn auto(inputs: &Inputs) -> Result<Value, Error> {
    let (y, m) = (inputs.list("y")?, season(inputs)?);
    // R's name for any model is ZZZ.
    let best = match inputs.optional("model", Inputs::text)?.filter(|name| *name != "ZZZ") {
        Some(name) => ets_fit(&y, damped(inputs, Form::parse(name)?)?, m)?,
        None => ets_auto(&y, m)?,
    };
    let States { alpha, beta, gamma, phi, level, trend, .. } = best.start;
    let mut answer =
        Answer::default().value("model", best.form.name()).numbers([("alpha", alpha), ("l0", level)])?;
    if best.form.trend {
        answer = answer.numbers([("beta", beta), ("phi", phi), ("b0", trend)])?;
    }
    if let Some(effect) = best.form.season {
        let name = if effect == Effect::Additive { "add" } else { "mul" };
        let season = best.start.season.iter().rev().copied();
        answer = answer.value("seasonal", name).number("gamma", gamma)?.list("s0", season)?;
    }
    ets(answer, &best, inputs)
}

fn theta_method(inputs: &Inputs) -> Result<Value, Error> {
    let fitted = theta(&inputs.list("y")?, season(inputs)?)?;
    let answer = Answer::default().numbers([("alpha", fitted.alpha), ("drift", fitted.drift)])?;
    answer.list("forecast", fitted.forecast(horizon(inputs)?)?)?.done()
}

fn method(inputs: &Inputs) -> Result<Method, Error> {
    Ok(match inputs.optional("method", Inputs::text)?.unwrap_or("median") {
        "ets" => Method::Ets,
        "theta" => Method::Theta,
        "damped_holt" => Method::DampedHolt,
        "seasonal_naive" => Method::SeasonalNaive,
        "median" => Method::Median,
        other => {
            return Err(wrong("method", other.into(), "ets, theta, damped_holt, seasonal_naive or median"));
        }
    })
}

fn combined(inputs: &Inputs) -> Result<Value, Error> {
    let forecast = method(inputs)?.forecast(&inputs.list("y")?, season(inputs)?, horizon(inputs)?)?;
    Answer::default().list("forecast", forecast)?.done()
}

fn backtested(inputs: &Inputs) -> Result<Value, Error> {
    let origins = inputs.optional("origins", Inputs::count)?.unwrap_or(3) as usize;
    let score = backtest(&inputs.list("y")?, season(inputs)?, horizon(inputs)?, origins, method(inputs)?)?;
    let answer = Answer::default().numbers([("mase", score.mase), ("smape", score.smape)])?;
    match score.owa {
        Some(owa) => answer.number("owa", owa)?.done(),
        None => answer.done(),
    }
}

/// Times of the values: given one by one, or from `t0` in steps of `dt`.
fn times(inputs: &Inputs, count: usize) -> Result<Vec<f64>, Error> {
    if inputs.has("t") {
        return inputs.list("t");
    }
    let start = inputs.optional("t0", Inputs::number)?.unwrap_or(0.0);
    let step = inputs.optional("dt", Inputs::number)?.unwrap_or(1.0);
    Ok((0..count).map(|i| start + step * i as f64).collect())
}

fn saturation(inputs: &Inputs) -> Result<Value, Error> {
    let y = inputs.list("y")?;
    let line = Line::fit(&times(inputs, y.len())?, &y)?;
    let level = inputs.optional("level", Inputs::number)?.unwrap_or(0.95);
    let crossing = line.crossing(inputs.number("limit")?, level)?;
    let answer = Answer::default().numbers([("intercept", line.intercept), ("slope", line.slope)])?;
    let answer = answer.numbers([("sigma", line.sigma), ("se_slope", line.slope_error())])?;
    let mut answer = answer.number("cross_mid", crossing.mid)?;
    // A band that widens as fast as the line rises never meets the limit; that end is left out.
    for (name, end) in [("cross_pi_early", crossing.early), ("cross_pi_late", crossing.late)] {
        if let Some(end) = end {
            answer = answer.number(name, end)?;
        }
    }
    answer.done()
}

/// The straight line and where it is `at` some time, with the interval that the value then lies in.
fn line(inputs: &Inputs) -> Result<Value, Error> {
    let y = inputs.list("y")?;
    let line = Line::fit(&times(inputs, y.len())?, &y)?;
    let level = inputs.optional("level", Inputs::number)?.unwrap_or(0.95);
    let pairs = [("intercept", line.intercept), ("slope", line.slope), ("sigma", line.sigma)];
    let mut answer = Answer::default().numbers(pairs)?.number("se_slope", line.slope_error())?;
    if let Some(at) = inputs.optional("at", Inputs::number)? {
        let (low, high) = line.interval(at, level)?;
        answer = answer.numbers([("value", line.at(at)), ("low", low), ("high", high)])?;
    }
    answer.done()
}

/// A series with several seasons `m`, taken apart by MSTL and continued.
fn seasons(inputs: &Inputs) -> Result<Value, Error> {
    let lengths = inputs.list("m")?.into_iter().map(|m| {
        let whole = (2.0..=20_000.0).contains(&m) && libm::trunc(m) == m;
        if whole {
            Ok(m as usize)
        } else {
            Err(wrong("m", m.to_string(), "a list of whole numbers from 2 on"))
        }
    });
    let parts = mstl(&inputs.list("y")?, &lengths.collect::<Result<Vec<_>, _>>()?)?;
    let seasons: Vec<Value> = parts.seasons.iter().map(|(_, season)| Value::from(season.clone())).collect();
    let answer = Answer::default().list("trend", parts.trend.iter().copied())?.value("season", seasons);
    answer
        .list("rest", parts.rest.iter().copied())?
        .list("forecast", parts.forecast(horizon(inputs)?)?)?
        .done()
}

fn medians(inputs: &Inputs) -> Result<Value, Error> {
    let y = inputs.list("y")?;
    let times = times(inputs, y.len())?;
    let line = theil_sen(&times, &y, 0.95)?;
    let answer = Answer::default().numbers([("slope", line.slope), ("intercept", line.intercept)])?;
    let answer = answer.numbers([("lo95", line.low), ("hi95", line.high)])?;
    let Some(level) = inputs.optional("level", Inputs::number)? else { return answer.done() };
    let line = theil_sen(&times, &y, level)?;
    answer.numbers([("low", line.low), ("high", line.high)])?.done()
}

fn compound(inputs: &Inputs) -> Result<Value, Error> {
    let (from, to, rate) = (inputs.number("from")?, inputs.number("to")?, inputs.number("rate_per_period")?);
    let periods = match inputs.optional("cap", Inputs::number)? {
        Some(cap) => logistic_periods(from, to, rate, cap)?,
        None => compound_periods(from, to, rate)?,
    };
    Answer::default().number("periods", periods)?.done()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::eval::eval;
    use serde_json::json;

    #[test]
    fn an_end_that_the_band_never_reaches_is_left_out() {
        let noisy = json!({ "y": [5, 1, 9, 2, 8, 3, 9, 1, 9, 4], "limit": 40 });
        let got = eval("forecast.saturation", noisy.as_object().unwrap()).unwrap();
        assert!(got["cross_mid"].is_number() && got.get("cross_pi_late").is_none(), "{got}");
        let clear = json!({ "y": [1, 2, 3.1, 4, 5.1, 6], "limit": 40 });
        let got = eval("forecast.saturation", clear.as_object().unwrap()).unwrap();
        assert!(got["cross_pi_late"].as_f64().unwrap() > got["cross_mid"].as_f64().unwrap());
    }
}

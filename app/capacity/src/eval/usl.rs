//! `usl.*`: the Universal Scalability Law.

use serde_json::{Value, json};

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::usl::{Fit, Form, Interval, Usl, fit_form};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "usl.fit" => fitted(inputs),
        "usl.fit_predict" => predict(inputs),
        "usl.fit_ci" => intervals(inputs),
        "usl.latency_at_N" => latency_at_n(inputs),
        "usl.X_at_N" => throughput_at_n(inputs),
        "usl.N_X_at_latency" => at_latency(inputs),
        "usl.latency_at_X" => at_throughput(inputs),
        "usl.peak" => peak(inputs),
        "usl.overhead" => overhead(inputs),
        _ => return None,
    })
}

fn law(inputs: &Inputs) -> Result<Usl, Error> {
    let gamma = inputs.optional("gamma", Inputs::number)?.unwrap_or(1.0);
    Ok(Usl::new(inputs.number("alpha")?, inputs.number("beta")?, gamma)?)
}

/// The fit that the inputs ask for: pairs `N_X`, weights `w`, and a `form`, "auto" for the best by AICc.
fn asked(inputs: &Inputs) -> Result<Fit, Error> {
    let points = inputs.pairs("N_X")?;
    let weights = inputs.optional("w", Inputs::list)?.unwrap_or_else(|| vec![1.0; points.len()]);
    let with = |form| fit_form(&points, &weights, form);
    match inputs.optional("form", Inputs::text)?.unwrap_or("usl") {
        "auto" => {
            let forms = [with(Form::Usl)?, with(Form::Amdahl)?, with(Form::Linear)?];
            let better = |best: Fit, other: Fit| if other.aicc() < best.aicc() { other } else { best };
            let [full, amdahl, linear] = forms;
            // Too few points for the criterion leave the full law.
            Ok(if full.aicc().is_some() { better(better(full, amdahl), linear) } else { full })
        }
        "amdahl" => Ok(with(Form::Amdahl)?),
        "linear" => Ok(with(Form::Linear)?),
        "usl" => Ok(with(Form::Usl)?),
        other => Err(wrong("form", other.into(), "usl, amdahl, linear or auto")),
    }
}

fn coefficients(answer: Answer, law: &Usl) -> Result<Answer, Error> {
    answer.numbers([("alpha", law.alpha()), ("beta", law.beta()), ("gamma", law.gamma())])
}

/// What follows from the coefficients; what does not exist is left out.
fn landmarks(mut answer: Answer, law: &Usl) -> Result<Answer, Error> {
    if let Some(peak) = law.peak() {
        answer = answer.numbers([("N_peak", peak.n), ("X_peak", peak.x), ("R_peak", peak.r)])?;
        let (below, above) = (libm::floor(peak.n), libm::ceil(peak.n));
        let at_floor = law.throughput(below)?;
        answer = answer.numbers([("N_peak_floor", below), ("X_at_floor_peak", at_floor)])?;
        answer = answer.numbers([("N_peak_ceil", above), ("X_at_ceil_peak", law.throughput(above)?)])?;
    }
    if let Some(best) = law.best_whole() {
        answer = answer.numbers([("N_best", best.n), ("X_best", best.x)])?;
    }
    if let (Some(optimum), Some(limit)) = (law.optimum(), law.limit()) {
        answer = answer.numbers([("N_opt", optimum), ("X_limit", limit)])?;
    }
    Ok(answer)
}

fn fitted(inputs: &Inputs) -> Result<Value, Error> {
    let fit = asked(inputs)?;
    let mut answer = landmarks(coefficients(Answer::default(), &fit.law)?, &fit.law)?;
    for (name, error) in ["se_alpha", "se_beta", "se_gamma"].into_iter().zip(fit.standard_errors()) {
        if let Some(error) = error {
            answer = answer.number(name, printed(error))?;
        }
    }
    if let Some(aicc) = fit.aicc() {
        answer = answer.number("aicc", aicc)?;
    }
    answer = answer.numbers([("sigma", fit.sigma()), ("df", fit.df), ("r2", fit.r_squared())])?;
    if fit.points.len() < 6 {
        answer = answer.value("warning", "fewer than 6 points: the intervals say little");
    }
    answer.value("form", fit.form.word()).traced(inputs, || fit.law.traces())?.done()
}

/// A standard error to seven decimals, as `summary` of R's package usl prints it, so that both can be laid side by side;
/// one that this would change by more than two parts in a thousand as it is. Intervals have all digits.
fn printed(error: f64) -> f64 {
    const DECIMALS: f64 = 1e7;
    let short = libm::round(error * DECIMALS) / DECIMALS;
    if (short - error).abs() <= 2e-3 * error { short } else { error }
}

fn predict(inputs: &Inputs) -> Result<Value, Error> {
    let (fit, at) = (asked(inputs)?, inputs.list("at")?);
    let level = inputs.optional("level", Inputs::number)?.unwrap_or(0.95);
    let x: Vec<f64> = at.iter().map(|n| fit.law.throughput(*n)).collect::<Result<_, _>>()?;
    let band: Vec<Interval> = at.iter().map(|n| fit.band(*n, level)).collect::<Result<_, _>>()?;
    coefficients(Answer::default(), &fit.law)?
        .list("X", x)?
        .list("X_low", band.iter().map(|band| band.low))?
        .list("X_high", band.iter().map(|band| band.high))?
        .done()
}

fn intervals(inputs: &Inputs) -> Result<Value, Error> {
    let fit = asked(inputs)?;
    let level = inputs.optional("level", Inputs::number)?.unwrap_or(0.95);
    let mut answer = Answer::default().numbers([("t", fit.t(level)?), ("df", fit.df)])?;
    for (name, interval) in ["alpha", "beta", "gamma"].into_iter().zip(fit.intervals(level)?) {
        if let Some(Interval { low, high }) = interval {
            answer = answer.list(name, [low, high])?;
        }
    }
    let on_bound = ["alpha", "beta", "gamma"].into_iter().zip(fit.standard_errors());
    let on_bound: Vec<&str> = on_bound.filter(|(_, error)| error.is_none()).map(|(name, _)| name).collect();
    answer.value("on_bound", json!(on_bound)).done()
}

fn latency_at_n(inputs: &Inputs) -> Result<Value, Error> {
    let law = law(inputs)?;
    let r: Vec<f64> = inputs.list("N")?.into_iter().map(|n| law.latency(n)).collect::<Result<_, _>>()?;
    Answer::default().list("R", r)?.done()
}

fn throughput_at_n(inputs: &Inputs) -> Result<Value, Error> {
    let law = law(inputs)?;
    let x: Vec<f64> = inputs.list("N")?.into_iter().map(|n| law.throughput(n)).collect::<Result<_, _>>()?;
    Answer::default().list("X", x)?.done()
}

fn at_latency(inputs: &Inputs) -> Result<Value, Error> {
    let law = law(inputs)?;
    let points = inputs.list("R")?.into_iter().map(|r| law.at_latency(r));
    let points: Vec<_> = points.collect::<Result<_, _>>()?;
    Answer::default()
        .list("N", points.iter().map(|point| point.n))?
        .list("X", points.iter().map(|point| point.x))?
        .traced(inputs, || points.iter().map(|point| law.trace_at_latency(*point)).collect())?
        .done()
}

fn at_throughput(inputs: &Inputs) -> Result<Value, Error> {
    let law = law(inputs)?;
    let (stable, overloaded) = law.at_throughput(inputs.number("X")?)?;
    let mut answer = Answer::default().numbers([("R_stable", stable.r), ("N_stable", stable.n)])?;
    if let Some(point) = overloaded {
        answer = answer.numbers([("R_overloaded", point.r), ("N_overloaded", point.n)])?;
    }
    answer.traced(inputs, || vec![law.trace_at_throughput(stable)])?.done()
}

fn peak(inputs: &Inputs) -> Result<Value, Error> {
    let law = law(inputs)?;
    landmarks(Answer::default(), &law)?.traced(inputs, || law.traces())?.done()
}

fn overhead(inputs: &Inputs) -> Result<Value, Error> {
    let law = law(inputs)?;
    let parts = inputs.list("N")?.into_iter().map(|n| law.overhead(n));
    let parts: Vec<_> = parts.collect::<Result<_, _>>()?;
    Answer::default()
        .list("ideal", parts.iter().map(|part| part.ideal))?
        .list("contention", parts.iter().map(|part| part.contention))?
        .list("coherency", parts.iter().map(|part| part.coherency))?
        .done()
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn an_error_is_printed_as_by_r_where_that_keeps_its_digits() {
        // 1.99e-05 is what R prints of the fit to specsdm91.
        assert_eq!((printed(1.987_527e-5), printed(0.009_121_732)), (1.99e-5, 0.009_121_7));
        assert_eq!((printed(1.717_35e-6), printed(2.173_674e-5)), (1.717_35e-6, 2.17e-5));
    }
}

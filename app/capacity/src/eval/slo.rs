//! `slo.*`: error budgets.

use serde_json::Value;

use super::{Answer, Error, Inputs};
use crate::slo;

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "slo.burn" => burn(inputs),
        "slo.budget" => budget(inputs),
        "slo.threshold" => threshold(inputs),
        _ => return None,
    })
}

/// Days in the period: `period_days`, 30 by default.
fn days(inputs: &Inputs) -> Result<f64, Error> {
    Ok(inputs.optional("period_days", Inputs::number)?.unwrap_or(30.0))
}

/// At `rate`, or at the share `errors` against the objective `slo`, over `window_h` hours.
fn burn(inputs: &Inputs) -> Result<Value, Error> {
    let rate = match inputs.optional("rate", Inputs::number)? {
        Some(rate) => rate,
        None => slo::rate_of(inputs.number("errors")?, inputs.number("slo")?)?,
    };
    let window = inputs.optional("window_h", Inputs::number)?.unwrap_or(1.0);
    let burn = slo::burn(rate, window / 24.0, days(inputs)?)?;
    let mut answer = Answer::default().numbers([("rate", rate), ("budget_fraction", burn.fraction)])?;
    if let Some(exhaust) = burn.exhaustion {
        answer = answer.numbers([("exhaust_days", exhaust), ("exhaust_h", exhaust * 24.0)])?;
    }
    let trace = slo::trace_burn(rate, window / 24.0, days(inputs)?)?;
    answer.traced(inputs, || vec![trace])?.done()
}

/// Time that the objective `slo` allows to be down.
fn budget(inputs: &Inputs) -> Result<Value, Error> {
    let days = slo::budget(inputs.number("slo")?, days(inputs)?)?;
    Answer::default().numbers([("budget_min", days * 1440.0), ("budget_s", days * 86_400.0)])?.done()
}

/// The rate of an alert that fires when `fraction` of the budget is used within `window_h` hours.
fn threshold(inputs: &Inputs) -> Result<Value, Error> {
    let rate = slo::threshold(inputs.number("fraction")?, inputs.number("window_h")? / 24.0, days(inputs)?)?;
    Answer::default().number("rate", rate)?.done()
}

//! Rates and times in the units that the names of the inputs say.

use super::{Answer, Error, Inputs};
use crate::eval::inputs::wrong;

/// Names of a unit of time in inputs, and its seconds; without a name, the unit is left open.
const UNITS: [(&str, f64); 6] =
    [("", 1.0), ("_s", 1.0), ("_ms", 1e-3), ("_us", 1e-6), ("_min", 60.0), ("_h", 3600.0)];

/// A time and the unit that it was given in.
#[derive(Clone, Copy)]
pub(super) struct Given {
    /// Seconds.
    pub seconds: f64,
    unit: (&'static str, f64),
}

impl Given {
    /// The time in the unit that it was given in.
    pub fn typed(&self) -> f64 {
        self.seconds / self.unit.1
    }

    /// Adds a time under its name in the unit that was given, with and without that unit's name.
    pub fn add(&self, answer: Answer, name: &str, seconds: f64) -> Result<Answer, Error> {
        let (unit, worth) = self.unit;
        let answer = answer.number(name, seconds / worth)?;
        if unit.is_empty() { Ok(answer) } else { answer.number(&format!("{name}{unit}"), seconds / worth) }
    }
}

/// The time called `name`, with or without a unit: `S`, `S_ms`.
pub(super) fn time(inputs: &Inputs, name: &str) -> Result<Given, Error> {
    optional_time(inputs, name)?.ok_or_else(|| wrong(name, "missing".into(), "a number"))
}

/// The same, if it is given.
pub(super) fn optional_time(inputs: &Inputs, name: &str) -> Result<Option<Given>, Error> {
    for unit in UNITS {
        if let Some(amount) = inputs.optional(&format!("{name}{}", unit.0), Inputs::number)? {
            return Ok(Some(Given { seconds: amount * unit.1, unit }));
        }
    }
    Ok(None)
}

/// The mean service time: `S` in some unit, or one over the rate `mu`.
pub(super) fn service(inputs: &Inputs) -> Result<Given, Error> {
    if let Some(given) = optional_time(inputs, "S")? {
        return Ok(given);
    }
    for unit in UNITS {
        let name = if unit.0.is_empty() { "mu".into() } else { format!("mu_per{}", unit.0) };
        if let Some(rate) = inputs.optional(&name, Inputs::number)? {
            let rate = crate::Error::check("service rate", rate, "more than zero", rate > 0.0)?;
            return Ok(Given { seconds: unit.1 / rate, unit });
        }
    }
    Err(wrong("S", "missing".into(), "a number"))
}

/// The arrival rate per second: `lambda`, or `lambda_per_min` and the like.
pub(super) fn arrival(inputs: &Inputs) -> Result<f64, Error> {
    for (unit, worth) in UNITS {
        let name = if unit.is_empty() { "lambda".into() } else { format!("lambda_per{unit}") };
        if let Some(rate) = inputs.optional(&name, Inputs::number)? {
            return Ok(rate / worth);
        }
    }
    Err(wrong("lambda", "missing".into(), "a number"))
}

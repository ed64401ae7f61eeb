//! A model's result, key by key. JSON has neither NaN nor infinity, and neither has a result.

use serde_json::{Map, Value};

use super::{Error, Inputs};
use crate::Trace;

/// The result of a model as it grows.
#[derive(Default)]
pub(super) struct Answer(Map<String, Value>);

impl Answer {
    /// Adds a number; one that is not finite is a `Domain` error.
    pub fn number(mut self, key: &str, value: f64) -> Result<Self, Error> {
        self.0.insert(key.into(), finite(value)?);
        Ok(self)
    }

    /// Adds numbers.
    pub fn numbers<const N: usize>(self, pairs: [(&str, f64); N]) -> Result<Self, Error> {
        pairs.into_iter().try_fold(self, |answer, (key, value)| answer.number(key, value))
    }

    /// Adds a list of numbers.
    pub fn list(mut self, key: &str, values: impl IntoIterator<Item = f64>) -> Result<Self, Error> {
        let values: Result<Vec<Value>, Error> = values.into_iter().map(finite).collect();
        self.0.insert(key.into(), Value::Array(values?));
        Ok(self)
    }

    /// Adds anything else: a whole number, a text, `true`, an object.
    pub fn value(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.into(), value.into());
        self
    }

    /// Adds how it came about, if the input `trace` is true.
    pub fn traced(self, inputs: &Inputs, traces: impl FnOnce() -> Vec<Trace>) -> Result<Self, Error> {
        if !inputs.optional("trace", Inputs::flag)?.unwrap_or(false) {
            return Ok(self);
        }
        let traces =
            serde_json::to_value(traces()).map_err(|error| Error::Line { message: error.to_string() });
        Ok(self.value("trace", traces?))
    }

    /// The result.
    pub fn done(self) -> Result<Value, Error> {
        Ok(Value::Object(self.0))
    }
}

fn finite(value: f64) -> Result<Value, Error> {
    let value = crate::Error::check("result", value, "small enough to be a number", true)?;
    // Nothing is nothing, whichever way it was reached: adding zero takes the sign off a negative one.
    Ok(Value::from(value + 0.0))
}

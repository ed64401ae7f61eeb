//! `units.*`: text with units.

use serde_json::{Value, json};

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::units;

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    match model {
        "units.parse" => Some(parse(inputs)),
        _ => None,
    }
}

/// The worth of each text in base units; a range is a list of its two ends.
fn parse(inputs: &Inputs) -> Result<Value, Error> {
    let si = |text: &&str| match units::si_range(text) {
        Ok((low, high)) if text.contains(" to ") => Ok(json!([low, high])),
        Ok((value, _)) => Ok(json!(value)),
        Err(error) => Err(wrong("text", error.to_string(), "a quantity")),
    };
    let values: Vec<Value> = inputs.texts("text")?.iter().map(si).collect::<Result<_, _>>()?;
    Answer::default().value("si", values).done()
}

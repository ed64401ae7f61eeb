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

/// The worth of each text in base units; a range is a list of its two ends. A number of nothing is itself, as in
/// Kubernetes, where `k` alone is a thousand.
fn parse(inputs: &Inputs) -> Result<Value, Error> {
    let si = |text: &&str| match units::si_range(text) {
        Ok((low, high)) if text.contains(" to ") => Ok(json!([low, high])),
        Ok((value, _)) => Ok(json!(value)),
        Err(error) => bare_or_range(text).ok_or_else(|| wrong("text", error.to_string(), "a quantity")),
    };
    let values: Vec<Value> = inputs.texts("text")?.iter().map(si).collect::<Result<_, _>>()?;
    Answer::default().value("si", values).done()
}

/// A number without a unit, or two with ` to ` between them.
fn bare_or_range(text: &str) -> Option<Value> {
    let Some((low, high)) = text.split_once(" to ") else { return bare(text).map(Value::from) };
    let (low, high) = (bare(low)?, bare(high)?);
    (low <= high).then(|| json!([low, high]))
}

/// A number without a unit, or with a `k` alone; `_` may stand between its digits.
fn bare(text: &str) -> Option<f64> {
    let text = text.trim();
    let (digits, times) = text.strip_suffix('k').map_or((text, 1.0), |digits| (digits.trim_end(), 1e3));
    let number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let value = digits.replace('_', "").parse::<f64>().ok().filter(|_| number)? * times;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::eval::eval;
    use serde_json::json;

    #[test]
    fn quantities_of_kubernetes_and_bare_numbers_are_read() {
        let si = |text: &str| eval("units.parse", json!({ "text": [text] }).as_object().unwrap());
        let worth = [
            ("2", 2.0),
            ("0.5", 0.5),
            ("1e3", 1e3),
            ("1.5k", 1500.0),
            ("129M", 129e6),
            ("100n", 1e-7),
            ("1Ei", 1_152_921_504_606_846_976.0),
            ("1y", 31_536_000.0),
            ("1_000", 1000.0),
            ("15 mins", 900.0),
            ("2 hrs", 7200.0),
        ];
        for (text, want) in worth {
            assert_eq!(si(text).unwrap()["si"][0].as_f64().unwrap(), want, "{text}");
        }
        for (text, ends) in [("5 to 10", [5.0, 10.0]), ("8k to 1e5", [8e3, 1e5]), ("1 to 2 GB", [1e9, 2e9])] {
            assert_eq!(si(text).unwrap()["si"][0], json!(ends), "{text}");
        }
        for text in
            ["10 to 5", "1 to 2 to 3", "1 to", "", "k", "inf", "NaN", "1e999", "-2", "2 parsecs", "1.2.3"]
        {
            assert!(si(text).is_err(), "{text}");
        }
    }
}

//! Models by name: JSON inputs to JSON results, in the names of `tests/golden.json`.
//! Only names are translated here; the mathematics is in the modules that the families call.

mod answer;
mod avail;
mod error;
mod forecast;
mod formula;
pub mod golden;
mod inputs;
mod k8s;
mod kafka;
mod llm;
mod mc;
mod observing;
mod postgres;
mod queue;
mod slo;
mod stores;
mod units;
mod usl;

use serde_json::{Map, Value};

use answer::Answer;
pub use error::Error;
use inputs::Inputs;

/// What a family makes of a model: nothing if the model is not one of its own.
type Family = fn(&str, &Inputs) -> Option<Result<Value, Error>>;

/// All families, by the first part of their models' names.
const FAMILIES: &[(&str, Family)] = &[
    ("avail", avail::answer),
    ("backup", observing::answer),
    ("cassandra", stores::answer),
    ("clickhouse", stores::answer),
    ("forecast", forecast::answer),
    ("k8s", k8s::answer),
    ("kafka", kafka::answer),
    ("llm", llm::answer),
    ("loki", observing::answer),
    ("mc", mc::answer),
    ("mongo", stores::answer),
    ("postgres", postgres::answer),
    ("prom", observing::answer),
    ("queue", queue::answer),
    ("redis", stores::answer),
    ("scylla", stores::answer),
    ("slo", slo::answer),
    ("units", units::answer),
    ("usl", usl::answer),
    ("vector", stores::answer),
    ("ws", observing::answer),
];

/// The result of a model such as `queue.mmc` for inputs by name: an object with the model's keys.
/// `Unknown` if there is no such model, `Input` for inputs that are missing or of the wrong kind, and
/// `Math` where the model has no answer.
pub fn eval(model: &str, inputs: &Map<String, Value>) -> Result<Value, Error> {
    let name = model.split('.').next().unwrap_or_default();
    let family = FAMILIES.iter().find(|(family, _)| *family == name);
    let inputs = Inputs::of(inputs);
    let answer = family.and_then(|(_, answer)| answer(model, &inputs));
    let result = answer.unwrap_or_else(|| Err(Error::Unknown { model: model.into() }))?;
    formula::traced(model, &inputs, result)
}

/// One line of a script to one line of output: `{"model", "inputs"}` to `{"result"}` or `{"error"}`.
/// An `id` in the line is given back with it.
pub fn line(text: &str) -> Value {
    let mut output = Map::new();
    let outcome =
        serde_json::from_str::<Value>(text).map_err(|error| Error::Line { message: error.to_string() });
    let outcome = outcome.and_then(|request| {
        if let Some(id) = request.get("id") {
            output.insert("id".into(), id.clone());
        }
        asked(&request)
    });
    match outcome {
        Ok(result) => output.insert("result".into(), result),
        Err(error) => output.insert("error".into(), error.to_json()),
    };
    Value::Object(output)
}

fn asked(request: &Value) -> Result<Value, Error> {
    let wanted = |what: &str| Error::Line { message: format!("it needs {what}") };
    let model = request.get("model").and_then(Value::as_str).ok_or_else(|| wanted("the text `model`"))?;
    let inputs =
        request.get("inputs").and_then(Value::as_object).ok_or_else(|| wanted("the object `inputs`"))?;
    eval(model, inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_answered_and_keeps_its_id() {
        let answer = line(r#"{"id": 7, "model": "units.parse", "inputs": {"text": ["1.5 TiB", "500m"]}}"#);
        assert_eq!(answer["id"], 7);
        assert_eq!(answer["result"]["si"], serde_json::json!([1_649_267_441_664.0, 0.5]));
    }

    #[test]
    fn whatever_is_wrong_has_a_kind_and_a_message() {
        let kind = |text: &str| line(text)["error"]["kind"].clone();
        assert_eq!(kind("{"), "line");
        assert_eq!(kind(r#"{"model": "units.parse"}"#), "line");
        assert_eq!(kind(r#"{"model": "units.none", "inputs": {}}"#), "unknown");
        assert_eq!(kind(r#"{"model": "queue.mmc", "inputs": {"a": "2", "c": 3}}"#), "domain");
        assert_eq!(
            kind(r#"{"model": "queue.mmc_wait", "inputs": {"lambda": 2, "S": 1, "c": 2}}"#),
            "unstable"
        );
        let missing = line(r#"{"model": "units.parse", "inputs": {}}"#);
        assert_eq!(missing["error"]["kind"], "domain");
        assert_eq!(missing["error"]["message"], "text is missing; it must be a list");
    }
}

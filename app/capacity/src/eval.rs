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
mod plain;
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
    ("cost", observing::answer),
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
    let answer = answer.or_else(|| plain::answer(model, &inputs));
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
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_is_answered_and_keeps_its_id() {
        let answer = line(r#"{"id": 7, "model": "units.parse", "inputs": {"text": ["1.5 TiB", "500m"]}}"#);
        assert_eq!(answer["id"], 7);
        assert_eq!(answer["result"]["si"], serde_json::json!([1_649_267_441_664.0, 0.5]));
    }

    #[test]
    fn what_may_be_left_out_or_said_in_two_ways_may() {
        let ask = |model: &str, inputs: Value| line(&json!({ "model": model, "inputs": inputs }).to_string());
        let node = json!({ "cpu": 4, "gib": 16 });
        let rows = json!({ "node": node, "services": [["a", 3, 1500, 512, 1], ["b", 2, 900, 512]] });
        let objects = json!({ "node": node, "services": [
            { "name": "a", "replicas": 3, "cpu_m": 1500, "mem_mi": 512, "hard_anti_affinity": true },
            { "name": "b", "replicas": 2, "cpu_m": 900, "mem_mi": 512 } ] });
        assert_eq!(ask("k8s.binpack_min", objects), ask("k8s.binpack_min", rows));
        assert_eq!(ask("units.parse", json!({ "text": "30d" }))["result"]["si"], json!([2_592_000.0]));
        let dumps = ask("backup.storage", json!({ "db_gib": 200, "dump_days": 7 }));
        assert_eq!(
            (&dumps["result"]["dump_gib"], &dumps["result"]["wal_gib"]),
            (&json!(1400.0), &json!(0.0))
        );
        assert_eq!(ask("postgres.pool", json!({ "cores": 4 }))["result"]["connections"], 9.0);
    }

    #[test]
    fn what_is_small_keeps_its_digits_and_what_is_unknown_is_an_error() {
        let ask = |model: &str, inputs: Value| line(&json!({ "model": model, "inputs": inputs }).to_string());
        // Who waits among so many servers are far fewer than the digits of those who are served can tell.
        let queue = ask("queue.mmc_wait", json!({ "lambda": 1, "S": 1, "c": 40 }))["result"].clone();
        let (waiting, wait) = (queue["Lq"].as_f64().unwrap(), queue["Wq"].as_f64().unwrap());
        assert!(waiting > 0.0 && waiting == wait, "Little's law with one arrival a second: {queue}");
        let points = json!([[1, 10], [2, 19], [4, 33], [8, 50]]);
        let form = ask("usl.fit", json!({ "N_X": points, "form": "usk" }));
        assert_eq!(form["error"]["field"], "form");
        let wide = ask("mc.gamma_from_ci", json!({ "p5": 1e-300, "p95": 1e18 }));
        assert_eq!(
            (&wide["error"]["kind"], wide["error"]["asked"].is_number()),
            (&json!("infeasible"), true)
        );
        let each = json!({ "S": [0.1, 0.2], "c": [2, 2], "N": 9, "Z": 1 });
        let all = json!({ "S": [0.1, 0.2], "c": 2, "N": 9, "Z": 1 });
        assert_eq!(ask("queue.mva", each), ask("queue.mva", all));
        let slopes =
            |level: f64| ask("forecast.theil_sen", json!({ "y": [1, 2, 4, 4, 5, 9], "level": level }));
        assert!(slopes(0.5)["result"]["low"].as_f64() > slopes(0.95)["result"]["low"].as_f64());
        assert_eq!(slopes(0.95)["result"]["high"], slopes(0.95)["result"]["hi95"]);
    }

    #[test]
    fn numbers_are_read_to_their_last_digit() {
        for text in ["0.9999999640269225", "0.16666666666666666", "0.9999998899907419", "0.30000000000000004"]
        {
            let answer = line(&format!(r#"{{"model": "queue.mmc", "inputs": {{"a": {text}, "c": 1}}}}"#));
            assert_eq!(answer["result"]["rho"].as_f64(), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn nothing_has_no_sign() {
        let text = line(r#"{"model": "avail.k_of_n", "inputs": {"k": 0, "n": 3, "a": 0.9}}"#).to_string();
        assert!(text.contains(r#""U":0.0"#) && !text.contains("-0.0"), "{text}");
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

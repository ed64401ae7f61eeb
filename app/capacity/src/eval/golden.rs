//! The golden cases: results that others have published or calculated, with their sources, and whether the models give them.
//! An expected number passes within max(abs, rel * |expected|); a key that ends in `_at_most` or `_at_least` is a bound on the
//! key before that ending; everything else must be equal. Tests, the server and the page in the browser check them here.

use serde_json::{Map, Value};

use super::{Error, eval};

/// The cases, in JSON: `id`, `model`, `inputs`, `expected`, `tolerance` and `source` each.
pub const CASES: &str = include_str!("../../tests/golden.json");

/// A figure that a case expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its key in the case.
    pub key: String,
    /// What it should be.
    pub expected: Value,
    /// What the model gives under this key, or the bounded one; nothing if it gives no such key.
    pub got: Option<Value>,
    /// Whether that passes.
    pub passes: bool,
}

impl Figure {
    /// What it should be, for people.
    pub fn expected_text(&self) -> String {
        text(&self.expected)
    }

    /// What came out, for people; numbers with all their digits, so that equal texts are equal bits.
    pub fn got_text(&self) -> String {
        self.got.as_ref().map_or("nothing".into(), text)
    }
}

/// The most values of a list that are shown.
const SHOWN: usize = 10;

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let shown: Vec<_> = values.iter().take(SHOWN).map(text).collect();
            match values.len() - shown.len() {
                0 => shown.join(", "),
                more => format!("{} and {more} more", shown.join(", ")),
            }
        }
        Value::Object(values) => {
            let shown: Vec<_> = values.iter().map(|(key, value)| format!("{key} {}", text(value))).collect();
            shown.join(", ")
        }
        other => other.to_string(),
    }
}

/// A case that has been evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Its name.
    pub id: String,
    /// The model that it is of.
    pub model: String,
    /// Where the expected figures are from.
    pub source: String,
    /// Every figure that it expects.
    pub figures: Vec<Figure>,
}

impl Checked {
    /// Whether all figures pass.
    pub fn passes(&self) -> bool {
        self.figures.iter().all(|figure| figure.passes)
    }
}

/// All cases, read.
pub fn cases() -> Vec<Value> {
    serde_json::from_str(CASES).unwrap_or_default()
}

/// Evaluates all cases.
pub fn all() -> Vec<Checked> {
    cases().iter().filter_map(check).collect()
}

/// Evaluates a case; none if it is no case.
pub fn check(case: &Value) -> Option<Checked> {
    let text = |key: &str| case.get(key)?.as_str().map(str::to_owned);
    let model = text("model")?;
    let (inputs, expected) = (case.get("inputs")?.as_object()?, case.get("expected")?.as_object()?);
    let got = eval(&model, inputs).unwrap_or_else(|error| failed(&error));
    let tolerance = Tolerance::of(case.get("tolerance").unwrap_or(&Value::Null));
    let figures = expected.iter().map(|(key, expected)| Figure {
        key: key.clone(),
        expected: expected.clone(),
        got: got.get(bounded(key)).or_else(|| got.get(key)).cloned(),
        passes: tolerance.passes(key, expected, &got),
    });
    Some(Checked { id: text("id")?, figures: figures.collect(), source: text("source")?, model })
}

/// The key that a bound is on.
fn bounded(key: &str) -> &str {
    key.strip_suffix("_at_most").or_else(|| key.strip_suffix("_at_least")).unwrap_or(key)
}

/// An error in the form in which cases expect one: its kind under `error`, beside what it tells.
fn failed(error: &Error) -> Value {
    let mut told = error.to_json().as_object().cloned().unwrap_or_else(Map::new);
    let kind = told.remove("kind").unwrap_or_default();
    told.insert("error".into(), kind);
    Value::Object(told)
}

#[derive(Clone, Copy)]
struct Tolerance {
    rel: f64,
    abs: f64,
}

impl Tolerance {
    fn of(value: &Value) -> Self {
        let largest =
            |names: &[&str]| names.iter().filter_map(|name| value.get(name)?.as_f64()).fold(0.0, f64::max);
        Tolerance { rel: largest(&["rel", "rel_exact"]), abs: largest(&["abs"]) }
    }

    fn passes(&self, key: &str, expected: &Value, got: &Value) -> bool {
        let bound = |ending: &str| got.get(key.strip_suffix(ending)?)?.as_f64().zip(expected.as_f64());
        if let Some((got, most)) = bound("_at_most") {
            return got <= most;
        }
        if let Some((got, least)) = bound("_at_least") {
            return got >= least;
        }
        got.get(key).is_some_and(|got| self.close(expected, got))
    }

    fn close(&self, expected: &Value, got: &Value) -> bool {
        match (expected, got) {
            (Value::Array(expected), Value::Array(got)) => {
                expected.len() == got.len()
                    && expected.iter().zip(got).all(|(want, have)| self.close(want, have))
            }
            (Value::Object(expected), Value::Object(_)) => {
                expected.iter().all(|(key, expected)| self.passes(key, expected, got))
            }
            _ => match (expected.as_f64(), got.as_f64()) {
                (Some(want), Some(have)) => (want - have).abs() <= self.abs.max(self.rel * want.abs()),
                _ => expected == got,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    /// Which of the expected figures of `queue.mmc` with 2 erlangs on 3 servers pass; Erlang B of it is 4/19.
    fn passing(expected: Value) -> Vec<bool> {
        let case = json!({ "id": "x", "model": "queue.mmc", "inputs": { "a": 2, "c": 3 }, "source": "y",
            "tolerance": { "rel": 0.01 }, "expected": expected });
        check(&case).unwrap().figures.iter().map(|figure| figure.passes).collect()
    }

    #[test]
    fn a_figure_passes_within_its_tolerance_and_no_further() {
        assert_eq!(passing(json!({ "erlang_b": 0.2105 })), [true]);
        assert_eq!(passing(json!({ "erlang_b": 0.2150 })), [false]);
        assert_eq!(passing(json!({ "erlang_b_at_most": 0.3 })), [true]);
        assert_eq!(passing(json!({ "erlang_b_at_least": 0.3 })), [false]);
        assert_eq!(passing(json!({ "erlang_b": "0.2105", "nothing": 1 })), [false, false]);
    }

    #[test]
    fn an_expected_error_has_its_kind() {
        let case = |kind: &str| {
            json!({ "id": "x", "model": "queue.mmc_wait", "inputs": { "lambda": 2, "S": 1, "c": 2 },
                "source": "y", "expected": { "error": kind } })
        };
        assert!(check(&case("unstable")).unwrap().passes());
        assert!(!check(&case("domain")).unwrap().passes());
        assert_eq!(check(&json!({ "id": "x" })), None);
    }
}

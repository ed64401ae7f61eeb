//! The golden cases of the families that this crate has, run the same way natively and in the browser.
//! An expected number passes within max(abs, rel * |expected|); a key that ends in `_at_most` or
//! `_at_least` is a bound on the key before that ending; everything else must be equal.

use capacity::eval::{self, families};
use serde_json::{Map, Value};

const CASES: &str = include_str!("../golden.json");

/// How many cases there are of the families, and a line for every value that is off.
pub fn run() -> (usize, Vec<String>) {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    let families: Vec<&str> = families().collect();
    let mine = |case: &&Value| families.contains(&case["model"].as_str().unwrap().split('.').next().unwrap());
    let cases: Vec<&Value> = cases.iter().filter(mine).collect();
    let failures = cases.iter().flat_map(|case| check(case)).collect();
    (cases.len(), failures)
}

fn check(case: &Value) -> Vec<String> {
    let id = case["id"].as_str().unwrap();
    let got = match eval::eval(case["model"].as_str().unwrap(), case["inputs"].as_object().unwrap()) {
        Ok(result) => result,
        Err(error) => failed(&error),
    };
    let tolerance = Tolerance::of(&case["tolerance"]);
    let expected = case["expected"].as_object().unwrap();
    let off = expected.iter().filter(|(key, expected)| !tolerance.passes(key, expected, &got));
    off.map(|(key, expected)| format!("{id} {key}: expected {expected}, got {got}")).collect()
}

/// An error in the form in which cases expect one: its kind under `error`, beside what it tells.
fn failed(error: &eval::Error) -> Value {
    let mut value: Map<String, Value> = error.to_json().as_object().unwrap().clone();
    let kind = value.remove("kind").unwrap();
    value.insert("error".into(), kind);
    Value::Object(value)
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

//! Browser entry point of the golden bundle: the golden cases for a worker, one at a time, as the page shows them. They need every
//! model, of which the planner needs some.

use capacity::eval::golden;
use wasm_bindgen::prelude::wasm_bindgen;

/// Evaluates a case in JSON: "pass" or "fail", and then what came out under each key that it expects. Empty if it is no case.
#[wasm_bindgen]
pub fn check(case: &str) -> Vec<String> {
    let Some(checked) = serde_json::from_str(case).ok().and_then(|case| golden::check(&case)) else {
        return Vec::new();
    };
    let verdict = if checked.passes() { "pass" } else { "fail" };
    let figures = checked.figures.iter().map(golden::Figure::got_text);
    std::iter::once(verdict.to_owned()).chain(figures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_told_with_its_figures() {
        let case = |expected: &str| {
            check(&format!(
                r#"{{"id": "x", "model": "queue.mmc", "inputs": {{"a": 1, "c": 2}}, "source": "y",
                    "expected": {{"erlang_b": {expected}}}}}"#
            ))
        };
        assert_eq!(case("0.2"), ["pass", "0.2"]);
        assert_eq!(case("0.3"), ["fail", "0.2"]);
        assert!(check("{}").is_empty() && check("no JSON").is_empty());
    }
}

//! The golden cases, natively.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/golden.rs"]
mod golden;

#[test]
fn golden_cases_pass() {
    let (cases, failures) = golden::run();
    assert_eq!(cases, 99, "every case of tests/golden.json is one");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

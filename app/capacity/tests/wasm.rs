//! In the browser's machine: the golden cases, and the same bits as natively.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use wasm_bindgen_test::wasm_bindgen_test;

#[path = "shared/draw.rs"]
mod draw;
#[path = "shared/fixed.rs"]
mod fixed;
#[path = "shared/fixture.rs"]
mod fixture;
#[path = "shared/gates.rs"]
mod gates;
#[path = "shared/golden.rs"]
mod golden;
#[path = "shared/requests.rs"]
mod requests;
#[path = "shared/sliders.rs"]
mod sliders;

#[wasm_bindgen_test]
fn golden_cases_pass() {
    let (cases, failures) = golden::run();
    assert_eq!(cases, 99);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[wasm_bindgen_test]
fn the_fixed_evaluation_has_the_bits_of_the_server() {
    let outcome = fixed::outcome();
    assert_eq!(fixed::bits(&outcome), fixed::EXPECTED);
    assert_eq!(fixed::digest(&outcome), fixed::DIGEST);
    assert_eq!(fixed::simulated(), fixed::SIMULATED);
}

#[wasm_bindgen_test]
fn what_holds_for_every_input_holds_here() {
    (0..gates::GATES.len()).for_each(gates::run);
}

//! The fixed evaluation, natively: the constants that the browser's bits are compared with.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/fixed.rs"]
mod fixed;
#[path = "shared/fixture.rs"]
mod fixture;

#[test]
fn the_fixed_evaluation_has_these_bits() {
    let outcome = fixed::outcome();
    assert_eq!(fixed::bits(&outcome), fixed::EXPECTED);
    assert_eq!(fixed::digest(&outcome), fixed::DIGEST);
    assert_eq!(fixed::simulated(), fixed::SIMULATED);
}

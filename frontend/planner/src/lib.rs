//! Browser entry point of the planner bundle.

use wasm_bindgen::prelude::wasm_bindgen;

// The islands of `app` are exports of this module; naming the crate keeps the linker from dropping them.
use app as _;

/// Prepares the module; afterwards its islands can be brought to life.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

//! The gates, natively: each by itself, so that they run side by side.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "shared/draw.rs"]
mod draw;
#[path = "shared/fixture.rs"]
mod fixture;
#[path = "shared/gates.rs"]
mod gates;
#[path = "shared/requests.rs"]
mod requests;
#[path = "shared/sliders.rs"]
mod sliders;

macro_rules! gates {
    ($($name:ident = $index:expr;)*) => {
        $(#[test]
        fn $name() {
            gates::run($index);
        })*

        #[test]
        fn every_gate_is_run() {
            assert_eq!([$($index),*].as_slice(), (0..gates::GATES.len()).collect::<Vec<_>>());
        }
    };
}

gates! {
    the_scalability_law_inverts = 0;
    waits_fall_with_servers = 1;
    erlangs_two_forms_agree = 2;
    sizes_are_the_smallest = 3;
    percentiles_invert = 4;
    closed_networks_keep_their_users = 5;
    k_of_n_is_monotone = 6;
    a_series_is_no_better_than_its_weakest_part = 7;
    packings_pass_the_verifier = 8;
    a_change_of_unit_changes_nothing = 9;
    nothing_but_numbers_comes_out = 10;
    the_same_line_gives_the_same_bytes = 11;
    sampling_is_near_the_closed_form = 12;
    the_largest_load_is_met = 13;
    laws_lead_back = 14;
    no_slider_makes_a_figure_that_is_none = 15;
    a_state_has_its_bytes = 16;
    units_do_not_change_a_plan = 17;
}

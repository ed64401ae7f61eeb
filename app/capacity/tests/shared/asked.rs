//! Scenarios that show all that a plan can show, and rows that are chosen in them.

use capacity::{Plan, Scenario};

/// A scenario that shows every panel that a plan can have.
pub fn scenario(plan: &Plan) -> Scenario {
    let days: Vec<_> =
        (0..90).map(|day| format!("{:.1}", 150.0 + f64::from(day) + f64::from(day % 7))).collect();
    let first = &plan.items.last().unwrap().id;
    let pairs = [
        ("history", days.join(",")),
        ("test", "1:98,2:190,4:360,8:640,12:830,16:950,20:1010,24:1040".into()),
        (&format!("{first}.cpu"), "3 ms measured 2026-11-20".into()),
    ];
    let with = |scenario: Scenario, (key, value): &(&str, String)| scenario.with(plan, key, value).unwrap();
    pairs.iter().fold(Scenario::base(), with).on(20_779)
}

/// The scenario with this row of a panel chosen.
pub fn choosing(plan: &Plan, scenario: &Scenario, panel: &str, row: &str) -> Scenario {
    scenario.with(plan, "explain", &format!("{panel}:{row}")).unwrap()
}

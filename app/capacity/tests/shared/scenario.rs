//! Scenarios as pages ask for them.

use capacity::{Plan, Scenario};

/// The scenario of these keys and values, all of which make sense.
pub fn scenario(plan: &Plan, pairs: &[(&str, &str)]) -> Scenario {
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let (scenario, problems) = Scenario::parse(plan, &pairs);
    assert_eq!(problems, []);
    scenario
}

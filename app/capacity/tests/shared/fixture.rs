//! The plan of the tests.

use capacity::Plan;

/// The plan of the tests.
pub fn plan() -> Plan {
    toml::from_str(include_str!("../fixture.toml")).unwrap()
}

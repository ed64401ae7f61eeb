//! The plans that ship.

use std::path::Path;

use capacity::Plan;

/// The plan of this id.
pub fn plan(id: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/plans/{id}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

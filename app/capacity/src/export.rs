//! A plan in a scenario as files that others use. Each file holds a line that names its scenario, so that any of
//! them can be read back: `pharos-scenario: butterfly?traffic=2`.

mod helm;
mod kubernetes;
mod prometheus;
mod report;
mod terraform;

pub use helm::values;
pub use kubernetes::manifests;
pub use prometheus::rules;
pub use report::{csv, markdown, svg};
pub use terraform::tfvars;

use std::fmt::Write;

use crate::{Plan, Scenario};

/// What stands before a scenario in every file.
pub const MARK: &str = "pharos-scenario: ";

/// The most bytes of a scenario that is read back.
const LONGEST: usize = 16 << 10;

/// Plan and scenario as the rest of an address after `/capacity/`.
pub fn address(plan: &Plan, scenario: &Scenario) -> String {
    let pairs = scenario.to_pairs();
    let pairs: Vec<_> =
        pairs.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
    match pairs.is_empty() {
        true => plan.id.clone(),
        false => format!("{}?{}", plan.id, pairs.join("&")),
    }
}

/// The address that a file of any kind was made for; none if it names no scenario.
pub fn read(file: &str) -> Option<String> {
    let (_, rest) = file.split_once(MARK)?;
    // The semicolon is that of `&amp;`, as XML has it.
    let known = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~%=&?;".contains(byte);
    let end = rest.bytes().take(LONGEST).take_while(known).count();
    rest.get(..end).filter(|address| !address.is_empty()).map(|address| address.replace("&amp;", "&"))
}

/// Text as a query holds it: percent and hexadecimal digits for all but what is plain everywhere (RFC 3986).
pub(crate) fn encoded(text: &str) -> String {
    let mut query = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                query.push(char::from(byte))
            }
            // Writing to a string does not fail.
            _ => drop(write!(query, "%{byte:02X}")),
        }
    }
    query
}

/// Text within double quotes of YAML, JSON and PromQL, which all know these escapes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " "))
}

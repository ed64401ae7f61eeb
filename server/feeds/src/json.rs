//! JSON as it is sent.

use serde::Serialize;

/// `value`, whose keys are all text, so that it can always be written.
pub fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

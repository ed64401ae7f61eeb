//! A result that can explain itself.

use serde::Serialize;

use crate::units::Format;

/// How a figure came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// The formula in symbols.
    pub formula: &'static str,
    /// The same with this scenario's values, and the result.
    pub substituted: String,
    /// Where the formula is from, and when it holds.
    pub source: &'static str,
}

/// A result in base units, how it is shown, and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Bytes, bytes per second, requests per second, cores, seconds, share of 1, or a count.
    pub value: f64,
    /// How it is shown.
    pub format: Format,
    /// How it came about.
    pub trace: Trace,
}

impl Figure {
    /// The figure for people: `12.4 cores`.
    pub fn text(&self) -> String {
        self.format.text(self.value)
    }
}

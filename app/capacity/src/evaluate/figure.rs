//! A result that can explain itself.

use serde::Serialize;

use crate::trace::Trace;
use crate::units::Format;

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

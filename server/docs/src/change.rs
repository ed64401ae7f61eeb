//! The last change of a file, as a version control system tells it.

/// Who changed something last, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In milliseconds since 1970, in UTC.
    pub at: i64,
    /// The author's name on one line.
    pub by: String,
}

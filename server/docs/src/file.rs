//! A markdown file as it comes in, from disk or from memory.

/// The largest page that is rendered, in bytes (1 MiB).
pub const PAGE_LIMIT: usize = 1 << 20;

/// A markdown file as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path relative to the docs root, with `/` between folders.
    pub path: String,
    /// Its bytes, at most [`PAGE_LIMIT`] and one more; or why it could not be read.
    pub content: Result<Vec<u8>, String>,
}

impl File {
    /// A file that was read, for content that is embedded or made in memory.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
        File { path: path.into(), content: Ok(bytes.into()) }
    }
}

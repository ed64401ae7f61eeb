//! A file as it comes in, from disk or from memory.

/// The largest page that is rendered, in bytes (1 MiB).
pub const PAGE_LIMIT: usize = 1 << 20;

/// The most that is looked at of any file, in bytes (4 MiB).
pub const FILE_LIMIT: usize = 4 << 20;

/// A file as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path relative to the docs root, with `/` between folders.
    pub path: String,
    /// Its bytes, as many as [`FILE_LIMIT`] if it has more; or why it could not be read.
    pub content: Result<Vec<u8>, String>,
}

impl File {
    /// A file that was read, for content that is embedded or made in memory.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
        File { path: path.into(), content: Ok(bytes.into()) }
    }

    /// Whether all of it was read.
    pub fn is_whole(&self) -> bool {
        self.content.as_ref().is_ok_and(|bytes| bytes.len() < FILE_LIMIT)
    }
}

//! The table of messages that editors wrote in the place of the files'.

/// Versions of templates, from 1; the last of a name holds. Without a text it is the file's again. `actor` is JSON.
pub(super) const V15: &str = "
CREATE TABLE template (
  name TEXT NOT NULL, version INTEGER NOT NULL, text TEXT, at INTEGER NOT NULL, actor TEXT NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;
";

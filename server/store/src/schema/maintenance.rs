//! The table of work that members declare.

/// `components` and `actor` are JSON; `cancelled` is when it was. `request` names the request that made it, so that the
/// same one makes no other.
pub(super) const V11: &str = "
CREATE TABLE maintenance (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, title TEXT NOT NULL, components TEXT NOT NULL,
  from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, cancelled INTEGER,
  made INTEGER NOT NULL, actor TEXT NOT NULL, request TEXT UNIQUE
) STRICT;
CREATE INDEX maintenance_end ON maintenance (to_at);
";

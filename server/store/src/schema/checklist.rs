//! The table of what members do around planned work, which the estate files define.

/// The steps of checklists that are done, by the instant at which their window begins. `actor` is JSON.
pub(super) const V10: &str = "
CREATE TABLE tick (
  system TEXT NOT NULL, work TEXT NOT NULL, window_from INTEGER NOT NULL, phase TEXT NOT NULL, step TEXT NOT NULL,
  at INTEGER NOT NULL, actor TEXT NOT NULL,
  PRIMARY KEY (window_from, system, work, phase, step)
) STRICT, WITHOUT ROWID;
";

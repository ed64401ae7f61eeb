//! The tables of runs, and of the alerts that no page answers.

/// A run is the fold of its entries over its steps, which are those of its page as they were last looked at. `actor`,
/// `about`, `steps` and `act` are JSON; `ended` is when it ended. `request` names the request that made a run or an entry,
/// so that the same one makes no other.
///
/// A missed alert is one that somebody looked for in vain, as it was first written, and how often.
pub(super) const V16: &str = "
CREATE TABLE run (
  id TEXT PRIMARY KEY, page TEXT NOT NULL, title TEXT NOT NULL, incident TEXT REFERENCES incident,
  began INTEGER NOT NULL, ended INTEGER, actor TEXT NOT NULL, about TEXT NOT NULL, steps TEXT NOT NULL, request TEXT
) STRICT;
CREATE INDEX run_began ON run (began);
CREATE INDEX run_page ON run (page, began);
CREATE INDEX run_incident ON run (incident);
CREATE UNIQUE INDEX run_request ON run (request);

CREATE TABLE run_entry (
  run TEXT NOT NULL REFERENCES run, number INTEGER NOT NULL,
  at INTEGER NOT NULL, happened INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, request TEXT,
  PRIMARY KEY (run, number)
) STRICT;
CREATE UNIQUE INDEX run_entry_request ON run_entry (request);

CREATE TABLE missed_alert (
  alert TEXT PRIMARY KEY, times INTEGER NOT NULL, last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

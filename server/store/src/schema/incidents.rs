//! The tables of incidents.

/// An incident is the fold of its entries; its row repeats of it what lists are chosen by. `closed` is when it was resolved
/// or made a part of another. `origin` is what made it, if that was no person.
///
/// An entry's `actor` and `step` are JSON. `request` names the request that made it, so that the same one makes no other.
///
/// An alarm is what an Alertmanager reported, by its group, by what it is about, and since when.
pub(super) const V7: &str = "
CREATE TABLE incident (
  id TEXT PRIMARY KEY, origin TEXT, version INTEGER NOT NULL, began INTEGER NOT NULL, closed INTEGER,
  is_public INTEGER NOT NULL, title TEXT NOT NULL
) STRICT;
CREATE INDEX incident_began ON incident (began);
CREATE INDEX incident_closed ON incident (closed);
CREATE INDEX incident_origin ON incident (origin);

CREATE TABLE incident_entry (
  incident TEXT NOT NULL REFERENCES incident, number INTEGER NOT NULL,
  at INTEGER NOT NULL, happened INTEGER NOT NULL, actor TEXT NOT NULL, step TEXT NOT NULL, request TEXT,
  PRIMARY KEY (incident, number)
) STRICT;
CREATE UNIQUE INDEX incident_entry_request ON incident_entry (request);

CREATE TABLE alarm (
  origin TEXT NOT NULL, source TEXT NOT NULL, since INTEGER NOT NULL, firing INTEGER NOT NULL,
  PRIMARY KEY (origin, source, since)
) STRICT, WITHOUT ROWID;
";

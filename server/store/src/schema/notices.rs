//! The tables of notices.

/// A notice is one message to one receiver. `key` names it for good, also to the receiver. `about` is what it is about;
/// notices of one receiver with the same `lane` are delivered in the order of their ids. `message` is JSON.
///
/// `state` is `waiting`, `sent`, `failed` for what was given up, `dropped` for what nobody wants any more, or `folded` for
/// what was told with the notice `within`.
/// `gathers` says that others of its kind may still be told with it while it waits.
pub(super) const V8: &str = "
CREATE TABLE notice (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, receiver TEXT NOT NULL, about TEXT NOT NULL, lane TEXT NOT NULL,
  made INTEGER NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, state TEXT NOT NULL, gathers INTEGER NOT NULL,
  within INTEGER REFERENCES notice, message TEXT NOT NULL
) STRICT;
CREATE INDEX notice_lane ON notice (receiver, lane, state, id);
CREATE INDEX notice_about ON notice (about);
CREATE INDEX notice_state ON notice (state, due);

CREATE TABLE notice_attempt (
  notice INTEGER NOT NULL REFERENCES notice, number INTEGER NOT NULL, at INTEGER NOT NULL, took INTEGER NOT NULL,
  outcome TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;
";

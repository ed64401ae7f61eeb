//! The tables of subscribers.

/// Who asked to be told, and what the site proves itself by.
///
/// `way` and `wish` are JSON; `address` is the part of `way` that no two subscribers of a kind share. Both links are
/// SHA-256 of secrets, which are made of `salt` and the key `subscriptions`; the one to confirm by is good until
/// `expires`. An id is never given twice.
///
/// A key is made once, and is a secret.
pub(super) const V9: &str = "
CREATE TABLE subscriber (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, address TEXT NOT NULL, way TEXT NOT NULL, wish TEXT NOT NULL,
  salt BLOB NOT NULL, confirm BLOB NOT NULL UNIQUE, manage BLOB NOT NULL UNIQUE, expires INTEGER NOT NULL,
  made INTEGER NOT NULL, confirmed INTEGER, failing INTEGER, disabled TEXT,
  UNIQUE (kind, address)
) STRICT;
CREATE INDEX subscriber_confirmed ON subscriber (confirmed, expires);

CREATE TABLE site_key (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
";

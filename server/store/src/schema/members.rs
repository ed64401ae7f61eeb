//! Who may sign in, and the log of what people changed.

/// Whom providers say that members are: `subject` names a person at `issuer` for good.
pub(super) const V12: &str = "
CREATE TABLE identity (
  issuer TEXT NOT NULL, subject TEXT NOT NULL, member TEXT NOT NULL REFERENCES member, made INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_member ON identity (member);
";

/// Whether a member linked an identity to an account that was there before: then no provider says what they may do.
pub(super) const V14: &str = "ALTER TABLE identity ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;";

/// Requests that gave a secret, by what names them, and the SHA-256 of what they asked for.
pub(super) const V13: &str = "
CREATE TABLE request (name TEXT PRIMARY KEY, asked BLOB NOT NULL, made INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX request_made ON request (made);
";

/// Members, their sessions, API tokens and one-time links, and the audit log. Of secrets the SHA-256 alone is kept, of
/// passwords the argon2id hash in PHC form; a member without one has been invited and has not joined.
///
/// A link without a member makes the first admin. One that enters signs its member in without a password.
pub(super) const V6: &str = "
CREATE TABLE member (
  name TEXT PRIMARY KEY, display TEXT NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL,
  password TEXT, made INTEGER NOT NULL, disabled INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  hash BLOB PRIMARY KEY, member TEXT NOT NULL REFERENCES member,
  began INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL, agent TEXT NOT NULL
) STRICT;
CREATE INDEX session_member ON session (member);

CREATE TABLE token (
  name TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, member TEXT NOT NULL REFERENCES member, scopes TEXT NOT NULL,
  made INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER
) STRICT;
CREATE INDEX token_member ON token (member);

CREATE TABLE link (
  hash BLOB PRIMARY KEY, member TEXT REFERENCES member, enters INTEGER NOT NULL, expires INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor TEXT NOT NULL,
  action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_whole BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
";

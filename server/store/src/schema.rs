//! The tables, the steps from one schema to the next, and how the database is set up.
//!
//! Queries keep to the SQL that SQLite and PostgreSQL share: integers, text, blobs, ids made here.

use crate::error::Fault;
use rusqlite::{Connection, TransactionBehavior};
use std::time::Duration;

mod checklist;
mod incidents;
mod maintenance;
mod members;
mod notices;
mod runs;
mod subscribers;
mod templates;

/// Step `n` makes schema `n + 1` of schema `n`. A step that has been released is never edited.
const STEPS: [&str; 16] = [
    V1,
    V2,
    V3,
    V4,
    V5,
    members::V6,
    incidents::V7,
    notices::V8,
    subscribers::V9,
    checklist::V10,
    maintenance::V11,
    members::V12,
    members::V13,
    members::V14,
    templates::V15,
    runs::V16,
];

/// Instants are milliseconds since the Unix epoch, UTC; latencies are microseconds; days count from 1970-01-01.
///
/// A series is what rows are about: a check, a check from one location, or a component.
const V1: &str = "
CREATE TABLE series (
  id INTEGER PRIMARY KEY, subject TEXT NOT NULL, location TEXT NOT NULL,
  UNIQUE (subject, location)
) STRICT;

CREATE TABLE sample (
  series INTEGER NOT NULL REFERENCES series, at INTEGER NOT NULL,
  outcome INTEGER NOT NULL, latency INTEGER NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
  series INTEGER NOT NULL REFERENCES series, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
  samples INTEGER NOT NULL, codec INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (series, from_at)
) STRICT;
CREATE INDEX block_end ON block (series, to_at);

CREATE TABLE streak (
  series INTEGER PRIMARY KEY REFERENCES series,
  verdict INTEGER NOT NULL, since INTEGER NOT NULL, seen INTEGER NOT NULL, why TEXT NOT NULL,
  leaning INTEGER, leaning_count INTEGER, leaning_from INTEGER
) STRICT;

CREATE TABLE verdict (
  series INTEGER NOT NULL REFERENCES series, at INTEGER NOT NULL,
  verdict INTEGER NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE status (
  series INTEGER NOT NULL REFERENCES series, at INTEGER NOT NULL,
  status TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE day (
  series INTEGER NOT NULL REFERENCES series, day INTEGER NOT NULL,
  up INTEGER NOT NULL, degraded INTEGER NOT NULL, down INTEGER NOT NULL,
  maintenance INTEGER NOT NULL, unknown INTEGER NOT NULL, worst TEXT NOT NULL,
  p50 INTEGER, p95 INTEGER, p99 INTEGER,
  PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID;
";

/// What the judge remembers, by location. Streaks of schema 1 are left behind: the next samples make them anew.
const V2: &str = "
DROP TABLE streak;

CREATE TABLE streak (
  series INTEGER PRIMARY KEY REFERENCES series,
  verdict INTEGER NOT NULL, since INTEGER NOT NULL, why TEXT NOT NULL
) STRICT;

CREATE TABLE view (
  series INTEGER PRIMARY KEY REFERENCES series,
  verdict INTEGER NOT NULL, since INTEGER NOT NULL, seen INTEGER NOT NULL,
  agreeing INTEGER NOT NULL, looked_at INTEGER NOT NULL,
  recent BLOB NOT NULL, pending INTEGER, history INTEGER NOT NULL, flapping INTEGER NOT NULL, detail TEXT NOT NULL
) STRICT;
";

/// Alerts, by component.
const V3: &str = "
CREATE TABLE alert (
  series INTEGER NOT NULL REFERENCES series, opened INTEGER NOT NULL, resolved INTEGER, why TEXT NOT NULL,
  PRIMARY KEY (series, opened)
) STRICT, WITHOUT ROWID;
";

/// Readings of metrics, whose series have no location. A value is the bits of an IEEE 754 double, as an integer.
const V4: &str = "
CREATE TABLE reading (
  series INTEGER NOT NULL REFERENCES series, at INTEGER NOT NULL, value INTEGER NOT NULL,
  PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_block (
  series INTEGER NOT NULL REFERENCES series, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
  readings INTEGER NOT NULL, codec INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (series, from_at)
) STRICT;
CREATE INDEX reading_block_end ON reading_block (series, to_at);
";

/// The current day of each component: when it was last looked at, its latest good latency, and the counts of a sketch of
/// the day's latencies, as unsigned 32-bit numbers, little endian.
const V5: &str = "
CREATE TABLE today (
  series INTEGER PRIMARY KEY REFERENCES series, day INTEGER NOT NULL,
  checked INTEGER, latency INTEGER, counts BLOB NOT NULL
) STRICT;
";

/// How long to wait for another program, such as a backup, that has the database locked.
const PATIENCE: Duration = Duration::from_secs(5);

/// Statements kept ready.
const STATEMENTS: usize = 64;

/// Sets the database up and brings its schema up to date; a newer or a foreign one is left as it is. One that cannot be
/// written to is refused: a connection to it would stay read-only after the file is not.
pub(crate) fn prepare(db: &mut Connection) -> Result<(), Fault> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    let found = version(db)?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    migrate(db, found)
}

/// Sets up a connection to a database whose schema another connection has brought up to date; fails if it has not.
pub(crate) fn join(db: &mut Connection) -> Result<(), Fault> {
    db.busy_timeout(PATIENCE)?;
    let (found, known) = (version(db)?, STEPS.len() as i64);
    if found < known {
        return Err(Fault::Older { found, known });
    }
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// The schema that the database has; 0 if it is empty.
fn version(db: &Connection) -> Result<i64, Fault> {
    let found = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = STEPS.len() as i64;
    if !(0..=known).contains(&found) {
        return Err(Fault::Newer { found, known });
    }
    let tables: i64 = db.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if found == 0 && tables > 0 { Err(Fault::Foreign) } else { Ok(found) }
}

fn migrate(db: &mut Connection, found: i64) -> Result<(), Fault> {
    for (step, number) in STEPS.iter().zip(1..).skip(found as usize) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    prove_writable(db)
}

/// Writes the number of the schema once more.
fn prove_writable(db: &mut Connection) -> Result<(), Fault> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.pragma_update(None, "user_version", STEPS.len() as i64)?;
    Ok(tx.commit()?)
}

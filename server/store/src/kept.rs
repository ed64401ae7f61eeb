//! What is kept in a tail of rows and in compressed blocks: samples and readings, each in tables of its own.

use crate::block::{self, Corrupt, Point, Value};
use crate::error::Fault;
use crate::read::known;
use model::sample::Outcome;
use rusqlite::{CachedStatement, Row};
use std::collections::HashMap;

/// What is known of each series' tail, by the series' id; read when the series is first appended to.
pub(crate) type Tails = HashMap<i64, Tail>;

/// The unsealed part of a series.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tail {
    /// How many rows it has.
    pub rows: usize,
    /// The latest instant that is in a block.
    pub sealed: Option<i64>,
}

/// The tails of everything that is kept so.
#[derive(Debug, Default)]
pub(crate) struct AllTails {
    /// Of checks from a location.
    pub samples: Tails,
    /// Of metrics.
    pub readings: Tails,
}

/// What one series is made of.
pub(crate) trait Kept: Clone {
    /// The statements on its tables.
    const SQL: &'static Sql;
    /// The codec of its blocks.
    const CODEC: i64;

    /// When it was.
    fn at(&self) -> i64;
    /// From the columns of [`Sql::rows`].
    fn of_row(row: &Row) -> Result<Self, Fault>;
    /// Puts it into its row; gives how many rows that made.
    fn insert(&self, insert: &mut CachedStatement, series: i64) -> Result<usize, Fault>;
    /// A block of these, which are in order of time.
    fn encode(points: &[Self]) -> Result<Vec<u8>, Corrupt>;
    /// What a block was made of.
    fn decode(bytes: &[u8]) -> Result<Vec<Self>, Corrupt>;
}

/// The statements on a table of rows and on a table of blocks.
pub(crate) struct Sql {
    /// How many rows a series has.
    pub count: &'static str,
    /// The rows of a series between two instants, both inclusive.
    pub rows: &'static str,
    /// A new row, unless the instant has one.
    pub insert: &'static str,
    /// All rows of a series go.
    pub clear: &'static str,
    /// The latest instant in a block of a series.
    pub sealed: &'static str,
    /// Codec, bytes and start of the blocks of a series that reach into a time.
    pub blocks: &'static str,
    /// Start and end of the last block of a series, if it holds at most so many.
    pub last: &'static str,
    /// A block goes.
    pub remove: &'static str,
    /// A new block.
    pub write: &'static str,
}

/// The statements on a table of rows with these columns, and on one of blocks with this column for how many they hold.
macro_rules! sql {
    ($rows:literal, $columns:literal, $values:literal, $blocks:literal, $count:literal) => {
        Sql {
            count: concat!("SELECT COUNT(*) FROM ", $rows, " WHERE series = ?1"),
            rows: concat!(
                "SELECT at, ",
                $columns,
                " FROM ",
                $rows,
                " WHERE series = ?1 AND at >= ?2 AND at <= ?3 ORDER BY at"
            ),
            insert: concat!(
                "INSERT INTO ",
                $rows,
                " (series, at, ",
                $columns,
                ") VALUES (?1, ?2, ",
                $values,
                ") ON CONFLICT (series, at) DO NOTHING"
            ),
            clear: concat!("DELETE FROM ", $rows, " WHERE series = ?1"),
            sealed: concat!("SELECT MAX(to_at) FROM ", $blocks, " WHERE series = ?1"),
            blocks: concat!(
                "SELECT codec, bytes, from_at FROM ",
                $blocks,
                " WHERE series = ?1 AND to_at >= ?2 AND from_at <= ?3"
            ),
            last: concat!(
                "SELECT from_at, to_at FROM ",
                $blocks,
                " WHERE series = ?1 AND ",
                $count,
                " <= ?2 AND to_at = (SELECT MAX(to_at) FROM ",
                $blocks,
                " WHERE series = ?1)"
            ),
            remove: concat!("DELETE FROM ", $blocks, " WHERE series = ?1 AND from_at = ?2"),
            write: concat!(
                "INSERT INTO ",
                $blocks,
                " (series, from_at, to_at, ",
                $count,
                ", codec, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            ),
        }
    };
}

impl Kept for Point<'_> {
    const SQL: &'static Sql = &sql!("sample", "outcome, latency, detail", "?3, ?4, ?5", "block", "samples");
    const CODEC: i64 = block::SAMPLES;

    fn at(&self) -> i64 {
        self.at
    }

    fn of_row(row: &Row) -> Result<Self, Fault> {
        let outcome = known(row, 1, Outcome::from_code)?;
        let detail = row.get::<_, String>(3)?.into();
        Ok(Point { at: row.get(0)?, outcome, latency: row.get(2)?, detail })
    }

    fn insert(&self, insert: &mut CachedStatement, series: i64) -> Result<usize, Fault> {
        Ok(insert.execute((series, self.at, self.outcome.code(), self.latency, self.detail.as_ref()))?)
    }

    fn encode(points: &[Self]) -> Result<Vec<u8>, Corrupt> {
        block::encode(points)
    }

    fn decode(bytes: &[u8]) -> Result<Vec<Self>, Corrupt> {
        block::decode(bytes)
    }
}

impl Kept for Value {
    const SQL: &'static Sql = &sql!("reading", "value", "?3", "reading_block", "readings");
    const CODEC: i64 = block::READINGS;

    fn at(&self) -> i64 {
        self.at
    }

    fn of_row(row: &Row) -> Result<Self, Fault> {
        Ok(Value { at: row.get(0)?, value: f64::from_bits(row.get::<_, i64>(1)?.cast_unsigned()) })
    }

    fn insert(&self, insert: &mut CachedStatement, series: i64) -> Result<usize, Fault> {
        Ok(insert.execute((series, self.at, self.value.to_bits().cast_signed()))?)
    }

    fn encode(values: &[Self]) -> Result<Vec<u8>, Corrupt> {
        block::values::encode(values)
    }

    fn decode(bytes: &[u8]) -> Result<Vec<Self>, Corrupt> {
        block::values::decode(bytes)
    }
}

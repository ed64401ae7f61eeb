//! From the columns of a row to the model's types; a value that Pharos never writes is a fault.

use crate::error::Fault;
use model::judge::{Leaning, Streak, Verdict};
use model::status::Status;
use model::time::{At, Day};
use model::timeline::Turn;
use model::uptime::{Clocks, DayRollup, Quantiles};
use rusqlite::Row;

/// What the judge remembers, from the columns of `Store::streaks`.
pub(crate) fn streak(row: &Row) -> Result<Streak, Fault> {
    let leaning = match row.get::<_, Option<i64>>(5)? {
        None => None,
        Some(_) => Some(Leaning {
            towards: known(row, 5, Verdict::from_code)?,
            count: row.get(6)?,
            from: At(row.get(7)?),
        }),
    };
    let verdict = known(row, 1, Verdict::from_code)?;
    Ok(Streak { verdict, since: At(row.get(2)?), leaning, seen: At(row.get(3)?), why: row.get(4)? })
}

/// A turn, from the columns subject or series, at, verdict, why.
pub(crate) fn verdict_turn(row: &Row) -> Result<Turn<Verdict>, Fault> {
    Ok(Turn { from: At(row.get(1)?), state: known(row, 2, Verdict::from_code)?, why: row.get(3)? })
}

/// A day rollup, from the columns of `Store::days`.
pub(crate) fn day(row: &Row) -> Result<DayRollup, Fault> {
    let clocks = Clocks {
        up: row.get(2)?,
        degraded: row.get(3)?,
        down: row.get(4)?,
        maintenance: row.get(5)?,
        unknown: row.get(6)?,
    };
    let latency = match row.get(8)? {
        Some(p50) => Some(Quantiles { p50, p95: row.get(9)?, p99: row.get(10)? }),
        None => None,
    };
    Ok(DayRollup { day: Day(row.get(1)?), clocks, worst: status(row, 7)?, latency })
}

/// The status with the slug in this column.
pub(crate) fn status(row: &Row, column: usize) -> Result<Status, Fault> {
    let slug = row.get_ref(column)?.as_str().map_err(|what| Fault::Damaged(what.to_string()))?;
    Status::from_slug(slug).ok_or_else(|| Fault::Damaged(format!("there is no status {slug:?}")))
}

/// The outcome or verdict with the number in this column.
pub(crate) fn known<T>(row: &Row, column: usize, from_code: fn(u8) -> Option<T>) -> Result<T, Fault> {
    let code: i64 = row.get(column)?;
    let value = u8::try_from(code).ok().and_then(from_code);
    value.ok_or_else(|| Fault::Damaged(format!("there is no outcome or verdict {code}")))
}

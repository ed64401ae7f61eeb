//! From the columns of a row to the model's types; a value that Pharos never writes is a fault.

use crate::error::Fault;
use crate::recent;
use model::judge::view::View;
use model::judge::{Streak, Verdict};
use model::latency::{Sketch, Today};
use model::status::Status;
use model::time::{At, Day};
use model::timeline::Turn;
use model::uptime::{Clocks, DayRollup, Quantiles};
use rusqlite::Row;
use std::collections::BTreeMap;

/// What the judge remembers of a check without its views, from the columns of `Store::streaks`.
pub(crate) fn streak(row: &Row) -> Result<Streak, Fault> {
    let verdict = known(row, 1, Verdict::from_code)?;
    Ok(Streak { verdict, since: At(row.get(2)?), why: row.get(3)?, views: BTreeMap::new() })
}

/// How a check looks from one location, from the columns of `Store::streaks`.
pub(crate) fn view(row: &Row) -> Result<View, Fault> {
    let bytes = row.get_ref(7)?.as_blob().map_err(|what| Fault::Damaged(what.to_string()))?;
    Ok(View {
        verdict: known(row, 2, Verdict::from_code)?,
        since: At(row.get(3)?),
        seen: At(row.get(4)?),
        count: (row.get(5)?, row.get(6)?),
        recent: recent::samples(bytes)?,
        pending: row.get::<_, Option<i64>>(8)?.map(At),
        history: row.get(9)?,
        flapping: row.get(10)?,
        detail: row.get(11)?,
    })
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

/// What was known of a day, from the columns of `Store::todays`.
pub(crate) fn today(row: &Row) -> Result<Today, Fault> {
    let counts = row.get_ref(4)?.as_blob().map_err(|what| Fault::Damaged(what.to_string()))?;
    let counts = counts.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
    let checked = row.get::<_, Option<i64>>(2)?.map(At);
    Ok(Today { day: Day(row.get(1)?), checked, latency: row.get(3)?, sketch: Sketch::of(counts) })
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

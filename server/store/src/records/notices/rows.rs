//! The rows of notices and of their attempts.

use super::{Ending, NewNotice, State, Waiting};
use crate::error::Fault;
use crate::records::json;
use model::notice::Message;
use model::time::At;
use rusqlite::{Row, Transaction};

/// Keeps a notice in its lane; one that is told within another is done with.
pub(super) fn insert(
    tx: &Transaction<'_>,
    notice: &NewNotice,
    lane: &str,
    within: Option<i64>,
) -> Result<(), Fault> {
    let sql = "INSERT INTO notice (key, receiver, about, lane, made, due, attempts, state, gathers, within, message)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9, ?10)";
    let state = if within.is_some() { State::Folded } else { State::Waiting };
    let about = &notice.message.event.about;
    let row = (&notice.key, &notice.to, about, lane, notice.made.0, notice.due.0);
    let rest = (state.name(), notice.gather.is_some(), within, json::text(&notice.message)?);
    let (key, to, about, lane, made, due) = row;
    let (state, gathers, within, message) = rest;
    tx.prepare_cached(sql)?.execute((key, to, about, lane, made, due, state, gathers, within, message))?;
    Ok(())
}

/// Replaces what a notice says.
pub(super) fn set_message(tx: &Transaction<'_>, id: i64, message: &Message) -> Result<(), Fault> {
    let sql = "UPDATE notice SET message = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, json::text(message)?))?;
    Ok(())
}

/// Says that a notice is told with another one.
pub(super) fn fold(tx: &Transaction<'_>, id: i64, within: i64) -> Result<(), Fault> {
    let sql = "UPDATE notice SET state = 'folded', within = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, within))?;
    Ok(())
}

/// All that waits in the lane of a notice, from it on.
pub(super) fn behind(tx: &Transaction<'_>, head: &Waiting) -> Result<Vec<Waiting>, Fault> {
    let sql = "SELECT id, key, receiver, lane, made, attempts, message FROM notice
               WHERE receiver = ?1 AND lane = ?2 AND state = 'waiting' AND id > ?3 ORDER BY id LIMIT 100";
    let mut rows = tx.prepare_cached(sql)?;
    rows.query_and_then((&head.to, &head.lane, head.id), waiting)?.collect()
}

/// Of each receiver the one that is due longest of those that are first in their lanes.
pub(super) fn due(tx: &Transaction<'_>, now: At, most: u32) -> Result<Vec<Waiting>, Fault> {
    let sql = "SELECT id, key, receiver, lane, made, attempts, message FROM (
                 SELECT id, key, receiver, lane, made, attempts, message, due,
                   ROW_NUMBER() OVER (PARTITION BY receiver ORDER BY due, id) AS turn
                 FROM notice WHERE state = 'waiting' AND due <= ?1 AND NOT EXISTS (
                   SELECT 1 FROM notice AS earlier
                   WHERE earlier.receiver = notice.receiver AND earlier.lane = notice.lane
                   AND earlier.state = 'waiting' AND earlier.id < notice.id)) AS first
               WHERE turn = 1 ORDER BY due, id LIMIT ?2";
    let mut rows = tx.prepare_cached(sql)?;
    rows.query_and_then((now.0, most), waiting)?.collect()
}

fn waiting(row: &Row<'_>) -> Result<Waiting, Fault> {
    Ok(Waiting {
        id: row.get(0)?,
        key: row.get(1)?,
        to: row.get(2)?,
        lane: row.get(3)?,
        made: At(row.get(4)?),
        attempts: row.get(5)?,
        message: json::column(row, 6)?,
        still: 0,
    })
}

/// Drops all that waits for a receiver who wants no more, and notes why.
pub(super) fn drop_waiting(tx: &Transaction<'_>, to: &str, why: &str, now: At) -> Result<(), Fault> {
    let mut waiting = tx.prepare_cached("SELECT id FROM notice WHERE receiver = ?1 AND state = 'waiting'")?;
    let ids = waiting.query_map([to], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    ids.into_iter().try_for_each(|id| note(tx, id, (now, 0), (Ending::Dropped, why)))
}

/// Notes an attempt and what it leaves the notice in; gives the attempt's number.
pub(super) fn note(
    tx: &Transaction<'_>,
    id: i64,
    (at, took): (At, i64),
    (ending, detail): (Ending, &str),
) -> Result<(), Fault> {
    let (state, due) = match ending {
        Ending::Sent => (State::Sent, None),
        Ending::Failed => (State::Failed, None),
        Ending::Dropped => (State::Dropped, None),
        Ending::Again(due) => (State::Waiting, Some(due.0)),
    };
    let sql = "UPDATE notice SET attempts = attempts + 1, state = ?2, due = COALESCE(?3, due) WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, state.name(), due))?;
    let sql = "INSERT INTO notice_attempt (notice, number, at, took, outcome, detail)
               SELECT id, attempts, ?2, ?3, ?4, ?5 FROM notice WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, at.0, took, ending.name(), detail))?;
    Ok(())
}

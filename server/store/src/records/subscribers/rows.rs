//! The rows of subscribers.

use super::{Count, NewSubscriber};
use crate::error::Fault;
use crate::records::notices::drop_waiting;
use crate::records::{Digest, json};
use model::subscriber::{Subscriber, Way, WayKind, Wish, receiver};
use model::time::At;
use rusqlite::{Params, Row, Transaction};

const COLUMNS: &str = "id, way, wish, made, confirmed, failing, disabled";

/// Adds somebody who has not confirmed.
pub(super) fn insert(tx: &Transaction<'_>, new: &NewSubscriber, now: At) -> Result<Subscriber, Fault> {
    tx.prepare_cached(
        "INSERT INTO subscriber (kind, address, way, wish, salt, confirm, manage, expires, made)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        new.way.kind().name(),
        new.way.address(),
        json::text(&new.way)?,
        json::text(&new.wish)?,
        new.salt,
        new.confirm,
        new.manage,
        new.expires.0,
        now.0,
    ))?;
    Ok(Subscriber {
        id: tx.last_insert_rowid(),
        way: new.way.clone(),
        wish: new.wish.clone(),
        made: now,
        confirmed: None,
        failing: None,
        disabled: None,
    })
}

/// Lets somebody who has not confirmed wish something else; the keys of a browser may be others too.
pub(super) fn ask_again(tx: &Transaction<'_>, id: i64, new: &NewSubscriber) -> Result<(), Fault> {
    let sql = "UPDATE subscriber SET way = ?2, wish = ?3, expires = ?4 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, json::text(&new.way)?, json::text(&new.wish)?, new.expires.0))?;
    Ok(())
}

/// Notes when a subscriber confirmed.
pub(super) fn set_confirmed(tx: &Transaction<'_>, id: i64, at: At) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE subscriber SET confirmed = ?2 WHERE id = ?1")?.execute((id, at.0))?;
    Ok(())
}

/// Replaces where a subscriber is told, and tries again where nothing arrived.
pub(super) fn set_way(tx: &Transaction<'_>, id: i64, way: &Way) -> Result<(), Fault> {
    let sql = "UPDATE subscriber SET kind = ?2, address = ?3, way = ?4, failing = NULL, disabled = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, way.kind().name(), way.address(), json::text(way)?))?;
    Ok(())
}

/// Tells a subscriber nothing until they confirm by the secret with this SHA-256, which ends at `expires`.
pub(super) fn ask_for_proof(
    tx: &Transaction<'_>,
    id: i64,
    confirm: &Digest,
    expires: At,
) -> Result<(), Fault> {
    let sql = "UPDATE subscriber SET confirmed = NULL, confirm = ?2, expires = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, confirm, expires.0))?;
    Ok(())
}

/// What a subscriber's links are made of.
pub(super) fn salt(tx: &Transaction<'_>, id: i64) -> Result<[u8; 16], Fault> {
    let sql = "SELECT salt FROM subscriber WHERE id = ?1";
    Ok(tx.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// Replaces what a subscriber wishes, and tries again where nothing arrived.
pub(super) fn set_wish(tx: &Transaction<'_>, id: i64, wish: &Wish) -> Result<(), Fault> {
    let sql = "UPDATE subscriber SET wish = ?2, failing = NULL, disabled = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, json::text(wish)?))?;
    Ok(())
}

/// Sends nothing more to a subscriber from `now` on.
pub(super) fn disable(tx: &Transaction<'_>, id: i64, why: &str, now: At) -> Result<(), Fault> {
    let why = &why[..why.floor_char_boundary(MOST_WHY)];
    tx.execute("UPDATE subscriber SET disabled = ?2 WHERE id = ?1", (id, why))?;
    drop_waiting(tx, &receiver(id), &format!("nothing arrives there: {why}"), now)
}

/// Bytes that are kept of why nothing more is sent.
const MOST_WHY: usize = 200;

/// Removes a subscriber, and drops what waits for them; `why` says it to members.
pub(super) fn remove(tx: &Transaction<'_>, id: i64, why: &str, now: At) -> Result<(), Fault> {
    tx.execute("DELETE FROM subscriber WHERE id = ?1", [id])?;
    drop_waiting(tx, &receiver(id), why, now)
}

/// The subscriber at this address.
pub(super) fn of_address(tx: &Transaction<'_>, way: &Way) -> Result<Option<Subscriber>, Fault> {
    one(tx, "kind = ?1 AND address = ?2", (way.kind().name(), way.address()))
}

/// Who may confirm by this link.
pub(super) fn of_confirm(
    tx: &Transaction<'_>,
    confirm: &Digest,
    now: At,
) -> Result<Option<Subscriber>, Fault> {
    one(tx, "confirm = ?1 AND confirmed IS NULL AND expires > ?2", (confirm, now.0))
}

/// Whose this link is.
pub(super) fn of_manage(tx: &Transaction<'_>, manage: &Digest) -> Result<Option<Subscriber>, Fault> {
    one(tx, "manage = ?1 AND confirmed IS NOT NULL", [manage])
}

/// The subscriber with this number.
pub(super) fn of_id(tx: &Transaction<'_>, id: i64) -> Result<Option<Subscriber>, Fault> {
    one(tx, "id = ?1", [id])
}

fn one(tx: &Transaction<'_>, which: &str, key: impl Params) -> Result<Option<Subscriber>, Fault> {
    let mut found = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM subscriber WHERE {which}"))?;
    found.query_and_then(key, subscriber)?.next().transpose()
}

/// Those who asked last first.
pub(super) fn list(tx: &Transaction<'_>, before: Option<i64>, most: u32) -> Result<Vec<Subscriber>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM subscriber WHERE id < ?1 ORDER BY id DESC LIMIT ?2");
    tx.prepare_cached(&sql)?.query_and_then((before.unwrap_or(i64::MAX), most), subscriber)?.collect()
}

/// Those who are told, in the order of their numbers.
pub(super) fn told(tx: &Transaction<'_>) -> Result<Vec<Subscriber>, Fault> {
    let which = "confirmed IS NOT NULL AND disabled IS NULL ORDER BY id";
    let mut found = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM subscriber WHERE {which}"))?;
    found.query_and_then([], subscriber)?.collect()
}

/// How many there are of a kind.
pub(super) fn count(tx: &Transaction<'_>, kind: WayKind) -> Result<Count, Fault> {
    let sql = "SELECT COUNT(*), COUNT(confirmed), COUNT(disabled) FROM subscriber WHERE kind = ?1";
    let (all, confirmed, disabled): (i64, i64, i64) = tx
        .prepare_cached(sql)?
        .query_row([kind.name()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(Count {
        kind,
        told: (confirmed - disabled).unsigned_abs(),
        unconfirmed: (all - confirmed).unsigned_abs(),
        disabled: disabled.unsigned_abs(),
    })
}

fn subscriber(row: &Row<'_>) -> Result<Subscriber, Fault> {
    Ok(Subscriber {
        id: row.get(0)?,
        way: json::column(row, 1)?,
        wish: json::column(row, 2)?,
        made: At(row.get(3)?),
        confirmed: row.get::<_, Option<i64>>(4)?.map(At),
        failing: row.get::<_, Option<i64>>(5)?.map(At),
        disabled: row.get(6)?,
    })
}

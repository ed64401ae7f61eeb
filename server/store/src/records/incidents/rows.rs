//! The rows of incidents and of their entries.

use super::Which;
use crate::error::Fault;
use crate::records::{audit, json};
use model::incident::{Entry, Incident, id};
use model::time::At;
use rusqlite::{OptionalExtension, Row, Transaction};

/// An id that no incident has.
pub(super) fn free_id(tx: &Transaction<'_>, began: At, title: &str) -> Result<String, Fault> {
    let mut taken = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM incident WHERE id = ?1)")?;
    for nth in 1.. {
        let id = id(began, title, nth);
        if !taken.query_row([&id], |row| row.get::<_, bool>(0))? {
            return Ok(id);
        }
    }
    Err(Fault::Damaged("there are more incidents than can be".into()))
}

/// Keeps the row of an incident.
pub(super) fn insert(tx: &Transaction<'_>, incident: &Incident, origin: Option<&str>) -> Result<(), Fault> {
    let sql = "INSERT INTO incident (id, origin, version, began, closed, is_public, title)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (began, closed, is_public) = (incident.began.0, closed(incident), !incident.is_draft());
    let row = (&incident.id, origin, incident.version(), began, closed, is_public, &incident.title);
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Brings the row of an incident up to date.
pub(super) fn update(tx: &Transaction<'_>, incident: &Incident) -> Result<(), Fault> {
    let sql =
        "UPDATE incident SET version = ?2, began = ?3, closed = ?4, is_public = ?5, title = ?6 WHERE id = ?1";
    let (began, closed, is_public) = (incident.began.0, closed(incident), !incident.is_draft());
    let row = (&incident.id, incident.version(), began, closed, is_public, &incident.title);
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// When an incident was over, or became a part of another.
fn closed(incident: &Incident) -> Option<i64> {
    let since = incident.resolved.or_else(|| incident.entries.last().map(|entry| entry.happened));
    since.filter(|_| !incident.is_open()).map(|at| at.0)
}

/// Keeps the entry that was made last, and tells the audit log of it.
pub(super) fn append(tx: &Transaction<'_>, incident: &Incident, request: Option<&str>) -> Result<(), Fault> {
    let Some(entry) = incident.newest() else { return Ok(()) };
    let sql = "INSERT INTO incident_entry (incident, number, at, happened, actor, step, request)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (actor, step) = (json::text(&entry.by)?, json::text(&entry.step)?);
    let row = (&incident.id, entry.number, entry.at.0, entry.happened.0, actor, step, request);
    tx.prepare_cached(sql)?.execute(row)?;
    let (action, detail) = (format!("incident.{}", entry.step.name()), format!("entry {}", entry.number));
    audit::note(tx, entry.at, &entry.by, &action, &incident.id, &detail)
}

/// The incident with this id.
pub(super) fn read(tx: &Transaction<'_>, id: &str) -> Result<Option<Incident>, Fault> {
    let sql =
        "SELECT number, at, happened, actor, step FROM incident_entry WHERE incident = ?1 ORDER BY number";
    let mut rows = tx.prepare_cached(sql)?;
    let entries: Vec<_> = rows.query_and_then([id], entry)?.collect::<Result<_, _>>()?;
    if entries.is_empty() {
        return Ok(None);
    }
    let damaged = || Fault::Damaged(format!("incident {id} has no declaration"));
    Incident::replay(id.into(), entries).ok_or_else(damaged).map(Some)
}

/// The incident that an origin made last.
pub(super) fn latest_of(tx: &Transaction<'_>, origin: &str) -> Result<Option<Incident>, Fault> {
    let sql = "SELECT id FROM incident WHERE origin = ?1 ORDER BY rowid DESC LIMIT 1";
    let id: Option<String> = tx.prepare_cached(sql)?.query_row([origin], |row| row.get(0)).optional()?;
    id.map_or(Ok(None), |id| read(tx, &id))
}

/// The ids of those that are wanted, those that began last first.
pub(super) fn ids(tx: &Transaction<'_>, which: Which, most: u32) -> Result<Vec<String>, Fault> {
    let (condition, from, to) = match which {
        Which::Open => ("closed IS NULL AND ?1 < ?2", i64::MIN, i64::MAX),
        Which::Began(from, to) => ("began >= ?1 AND began < ?2", from.0, to.0),
    };
    let sql = format!("SELECT id FROM incident WHERE {condition} ORDER BY began DESC, id DESC LIMIT ?3");
    let mut rows = tx.prepare_cached(&sql)?;
    rows.query_and_then((from, to, most), |row| Ok(row.get(0)?))?.collect()
}

/// What made the open incidents that no person made, and their ids.
pub(super) fn origins(tx: &Transaction<'_>) -> Result<Vec<(String, String)>, Fault> {
    let sql = "SELECT origin, id FROM incident WHERE origin IS NOT NULL AND closed IS NULL ORDER BY rowid";
    let mut rows = tx.prepare_cached(sql)?;
    rows.query_and_then([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// What a request made: the incident's id and the entry.
pub(super) fn requested(tx: &Transaction<'_>, request: &str) -> Result<Option<(String, Entry)>, Fault> {
    let sql = "SELECT number, at, happened, actor, step, incident FROM incident_entry WHERE request = ?1";
    let mut rows = tx.prepare_cached(sql)?;
    rows.query_and_then([request], |row| Ok((row.get(5)?, entry(row)?)))?.next().transpose()
}

fn entry(row: &Row<'_>) -> Result<Entry, Fault> {
    Ok(Entry {
        number: row.get(0)?,
        at: At(row.get(1)?),
        happened: At(row.get(2)?),
        by: json::column(row, 3)?,
        step: json::column(row, 4)?,
    })
}

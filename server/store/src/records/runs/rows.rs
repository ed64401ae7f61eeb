//! The rows of runs and of their entries.

use super::Which;
use crate::error::Fault;
use crate::records::json;
use model::incident::id;
use model::run::{Entry, Run, Started};
use model::time::At;
use rusqlite::{OptionalExtension, Row, Transaction};

/// An id that no run has.
pub(super) fn free_id(tx: &Transaction<'_>, started: &Started) -> Result<String, Fault> {
    let mut taken = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM run WHERE id = ?1)")?;
    for nth in 1.. {
        let id = id(started.began, &started.title, nth);
        if !taken.query_row([&id], |row| row.get::<_, bool>(0))? {
            return Ok(id);
        }
    }
    Err(Fault::Damaged("there are more runs than can be".into()))
}

/// Whether there is an incident with this id.
pub(super) fn has_incident(tx: &Transaction<'_>, id: &str) -> Result<bool, Fault> {
    let mut known = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM incident WHERE id = ?1)")?;
    Ok(known.query_row([id], |row| row.get(0))?)
}

/// Keeps the row of a run.
pub(super) fn insert(tx: &Transaction<'_>, run: &Run, request: Option<&str>) -> Result<(), Fault> {
    let Started { page, title, incident, began, by, about, steps } = &run.started;
    let sql = "INSERT INTO run (id, page, title, incident, began, actor, about, steps, request)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (by, about, steps) = (json::text(by)?, json::text(about)?, json::text(steps)?);
    tx.prepare_cached(sql)?.execute((&run.id, page, title, incident, began.0, by, about, steps, request))?;
    Ok(())
}

/// Brings the row of a run up to date.
pub(super) fn update(tx: &Transaction<'_>, run: &Run) -> Result<(), Fault> {
    let ended = run.ended.as_ref().map(|ended| ended.at.0);
    let sql = "UPDATE run SET ended = ?2, steps = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((&run.id, ended, json::text(&run.started.steps)?))?;
    Ok(())
}

/// Keeps an entry.
pub(super) fn append(
    tx: &Transaction<'_>,
    run: &str,
    entry: &Entry,
    request: Option<&str>,
) -> Result<(), Fault> {
    let sql = "INSERT INTO run_entry (run, number, at, happened, actor, act, request)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (by, act) = (json::text(&entry.by)?, json::text(&entry.act)?);
    tx.prepare_cached(sql)?.execute((run, entry.number, entry.at.0, entry.happened.0, by, act, request))?;
    Ok(())
}

/// The run with this id.
pub(super) fn read(tx: &Transaction<'_>, id: &str) -> Result<Option<Run>, Fault> {
    let sql = "SELECT page, title, incident, began, actor, about, steps FROM run WHERE id = ?1";
    let started = tx.prepare_cached(sql)?.query_and_then([id], started)?.next().transpose()?;
    let Some(started) = started else { return Ok(None) };
    let sql = "SELECT number, at, happened, actor, act FROM run_entry WHERE run = ?1 ORDER BY number";
    let entries = tx.prepare_cached(sql)?.query_and_then([id], entry)?.collect::<Result<_, _>>()?;
    Ok(Some(Run::replay(id.into(), started, entries)))
}

/// The ids of those that are wanted, those that began last first.
pub(super) fn ids(tx: &Transaction<'_>, which: &Which, most: u32) -> Result<Vec<String>, Fault> {
    let (condition, value): (&str, &dyn rusqlite::ToSql) = match which {
        Which::Before(At(before)) => ("began < ?1", before),
        Which::Open => ("ended IS NULL AND ?1", &true),
        Which::Page(page) => ("page = ?1", page),
        Which::Incident(incident) => ("incident = ?1", incident),
    };
    let sql = format!("SELECT id FROM run WHERE {condition} ORDER BY began DESC, id DESC LIMIT ?2");
    let mut rows = tx.prepare_cached(&sql)?;
    rows.query_and_then((value, most), |row| Ok(row.get(0)?))?.collect()
}

/// The run that a request started.
pub(super) fn started_by(tx: &Transaction<'_>, request: Option<&str>) -> Result<Option<Run>, Fault> {
    let Some(request) = request else { return Ok(None) };
    let mut id = tx.prepare_cached("SELECT id FROM run WHERE request = ?1")?;
    let id: Option<String> = id.query_row([request], |row| row.get(0)).optional()?;
    id.map_or(Ok(None), |id| read(tx, &id))
}

/// The entry that a request made, and the id of its run.
pub(super) fn acted_by(
    tx: &Transaction<'_>,
    request: Option<&str>,
) -> Result<Option<(String, Entry)>, Fault> {
    let Some(request) = request else { return Ok(None) };
    let sql = "SELECT number, at, happened, actor, act, run FROM run_entry WHERE request = ?1";
    let mut rows = tx.prepare_cached(sql)?;
    rows.query_and_then([request], |row| Ok((row.get(5)?, entry(row)?)))?.next().transpose()
}

fn started(row: &Row<'_>) -> Result<Started, Fault> {
    Ok(Started {
        page: row.get(0)?,
        title: row.get(1)?,
        incident: row.get(2)?,
        began: At(row.get(3)?),
        by: json::column(row, 4)?,
        about: json::column(row, 5)?,
        steps: json::column(row, 6)?,
    })
}

fn entry(row: &Row<'_>) -> Result<Entry, Fault> {
    Ok(Entry {
        number: row.get(0)?,
        at: At(row.get(1)?),
        happened: At(row.get(2)?),
        by: json::column(row, 3)?,
        act: json::column(row, 4)?,
    })
}

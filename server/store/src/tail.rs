//! Samples: a tail of rows for the recent ones of each series, sealed into a compressed block when it is long.

use crate::block::{self, Point};
use crate::error::Fault;
use crate::read::{blocks, rows};
use crate::series::Series;
use model::sample::Sample;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many samples of a series are sealed into a block.
const SEAL: usize = 1_024;

/// The most samples of a block that is written: larger ones pack better into pages, and are slower to read a
/// little of. More samples make several blocks of even size.
const LARGEST: usize = 4 * SEAL;

/// What is known of each series' tail, by the series' id; read when the series is first appended to.
pub(crate) type Tails = HashMap<i64, Tail>;

/// The unsealed samples of a series.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tail {
    /// How many rows it has.
    rows: usize,
    /// The latest instant that is in a block.
    sealed: Option<i64>,
}

/// Keeps the samples that are not kept yet.
pub(crate) fn keep(
    db: &Connection,
    series: &mut Series,
    tails: &mut Tails,
    samples: &[Sample],
) -> Result<(), Fault> {
    for ((check, location), points) in by_series(samples) {
        let id = series.at(db, check, location)?;
        let tail = match tails.get(&id) {
            Some(tail) => *tail,
            None => load(db, id)?,
        };
        tails.insert(id, grow(db, id, tail, points)?);
    }
    Ok(())
}

/// The samples of each check and location in order of time; of several at one instant the first.
fn by_series(samples: &[Sample]) -> BTreeMap<(&str, &str), Vec<Point<'_>>> {
    let mut series: BTreeMap<(&str, &str), Vec<Point>> = BTreeMap::new();
    for run in samples.chunk_by(|one, next| one.check == next.check && one.location == next.location) {
        let points = series.entry((&run[0].check, &run[0].location)).or_default();
        points.extend(run.iter().map(point));
    }
    series.values_mut().for_each(put_in_order);
    series
}

fn point(sample: &Sample) -> Point<'_> {
    Point {
        at: sample.at.0,
        outcome: sample.outcome,
        latency: sample.latency,
        detail: sample.detail.as_str().into(),
    }
}

fn put_in_order(points: &mut Vec<Point>) {
    points.sort_by_key(|point| point.at);
    points.dedup_by_key(|point| point.at);
}

fn load(db: &Connection, series: i64) -> Result<Tail, Fault> {
    let count = "SELECT COUNT(*) FROM sample WHERE series = ?1";
    let rows: i64 = db.prepare_cached(count)?.query_row([series], |row| row.get(0))?;
    let end = "SELECT MAX(to_at) FROM block WHERE series = ?1";
    let sealed = db.prepare_cached(end)?.query_row([series], |row| row.get(0))?;
    Ok(Tail { rows: rows as usize, sealed })
}

/// Adds points to a series and gives its tail thereafter.
fn grow(db: &Connection, series: i64, tail: Tail, mut points: Vec<Point>) -> Result<Tail, Fault> {
    forget_sealed(db, series, tail, &mut points)?;
    if tail.rows > 0 && tail.rows + points.len() >= SEAL {
        let rows = rows(db, series, i64::MIN, i64::MAX)?;
        points.splice(..0, rows);
        put_in_order(&mut points);
    }
    if points.len() < SEAL {
        return Ok(Tail { rows: tail.rows + insert(db, series, &points)?, ..tail });
    }
    db.prepare_cached("DELETE FROM sample WHERE series = ?1")?.execute([series])?;
    seal(db, series, tail, points)
}

/// Takes the last block of a series out again if it has at most `room` samples, so that blocks end up large.
fn reopen(db: &Connection, series: i64, room: usize) -> Result<Vec<Point<'static>>, Fault> {
    let last = "SELECT from_at, to_at FROM block WHERE series = ?1 AND samples <= ?2
                AND to_at = (SELECT MAX(to_at) FROM block WHERE series = ?1)";
    let mut last = db.prepare_cached(last)?;
    let found = last.query_row((series, room as i64), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((from, to)): Option<(i64, i64)> = found else { return Ok(Vec::new()) };
    let points = blocks(db, series, to, to)?;
    db.prepare_cached("DELETE FROM block WHERE series = ?1 AND from_at = ?2")?.execute((series, from))?;
    Ok(points)
}

/// Leaves out the points that are in a block already.
fn forget_sealed(db: &Connection, series: i64, tail: Tail, points: &mut Vec<Point>) -> Result<(), Fault> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Ok(()) };
    if tail.sealed.is_none_or(|sealed| sealed < first.at) {
        return Ok(());
    }
    let sealed = blocks(db, series, first.at, last.at)?;
    let sealed: HashSet<i64> = sealed.iter().map(|point| point.at).collect();
    points.retain(|point| !sealed.contains(&point.at));
    Ok(())
}

fn insert(db: &Connection, series: i64, points: &[Point]) -> Result<usize, Fault> {
    let mut insert = db.prepare_cached(
        "INSERT INTO sample (series, at, outcome, latency, detail) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (series, at) DO NOTHING",
    )?;
    let mut inserted = 0;
    for point in points {
        inserted +=
            insert.execute((series, point.at, point.outcome.code(), point.latency, point.detail.as_ref()))?;
    }
    Ok(inserted)
}

/// Writes points into blocks; afterwards the tail is empty.
fn seal(db: &Connection, series: i64, tail: Tail, mut points: Vec<Point>) -> Result<Tail, Fault> {
    if tail.sealed.is_some() {
        points.append(&mut reopen(db, series, LARGEST.saturating_sub(points.len()))?);
        put_in_order(&mut points);
    }
    let parts = points.len().div_ceil(LARGEST);
    for part in points.chunks(points.len().div_ceil(parts)) {
        write(db, series, part)?;
    }
    Ok(Tail { rows: 0, sealed: points.last().map(|point| point.at).max(tail.sealed) })
}

fn write(db: &Connection, series: i64, points: &[Point]) -> Result<(), Fault> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Ok(()) };
    let bytes = block::encode(points).map_err(|what| Fault::Damaged(what.to_string()))?;
    let mut insert = db.prepare_cached(
        "INSERT INTO block (series, from_at, to_at, samples, codec, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    insert.execute((series, first.at, last.at, points.len() as i64, block::CODEC, bytes))?;
    Ok(())
}

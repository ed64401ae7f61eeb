//! A tail of rows for what is recent of each series, sealed into a compressed block when it is long.

use crate::block::{Point, Value};
use crate::error::Fault;
use crate::kept::{Kept, Tail, Tails};
use crate::read::{blocks, rows};
use crate::series::Series;
use model::metric::Reading;
use model::sample::Sample;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashSet};

/// How many points of a series are sealed into a block.
const SEAL: usize = 1_024;

/// The most points of a block that is written: larger ones pack better into pages, and are slower to read a
/// little of. More points make several blocks of even size.
const LARGEST: usize = 4 * SEAL;

/// Keeps the samples that are not kept yet.
pub(crate) fn keep_samples(
    db: &Connection,
    series: &mut Series,
    tails: &mut Tails,
    samples: &[Sample],
) -> Result<(), Fault> {
    let runs = samples.chunk_by(|one, next| one.check == next.check && one.location == next.location);
    let runs = runs.map(|run| ((&*run[0].check, &*run[0].location), run.iter().map(point)));
    for ((check, location), points) in by_series(runs) {
        keep(db, series.at(db, check, location)?, tails, points)?;
    }
    Ok(())
}

/// Keeps the readings that are not kept yet.
pub(crate) fn keep_readings(
    db: &Connection,
    series: &mut Series,
    tails: &mut Tails,
    readings: &[Reading],
) -> Result<(), Fault> {
    let runs = readings.chunk_by(|one, next| one.metric == next.metric);
    let value = |reading: &Reading| Value { at: reading.at.0, value: reading.value };
    let runs = runs.map(|run| (&*run[0].metric, run.iter().map(value)));
    for (metric, values) in by_series(runs) {
        keep(db, series.of(db, metric)?, tails, values)?;
    }
    Ok(())
}

/// The points under each name in order of time; of several at one instant the first.
fn by_series<N: Ord, K: Kept>(
    runs: impl Iterator<Item = (N, impl Iterator<Item = K>)>,
) -> BTreeMap<N, Vec<K>> {
    let mut series: BTreeMap<N, Vec<K>> = BTreeMap::new();
    for (name, run) in runs {
        series.entry(name).or_default().extend(run);
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

fn put_in_order<K: Kept>(points: &mut Vec<K>) {
    points.sort_by_key(K::at);
    points.dedup_by_key(|point| point.at());
}

fn keep<K: Kept>(db: &Connection, series: i64, tails: &mut Tails, points: Vec<K>) -> Result<(), Fault> {
    let tail = match tails.get(&series) {
        Some(tail) => *tail,
        None => load::<K>(db, series)?,
    };
    tails.insert(series, grow(db, series, tail, points)?);
    Ok(())
}

fn load<K: Kept>(db: &Connection, series: i64) -> Result<Tail, Fault> {
    let rows: i64 = db.prepare_cached(K::SQL.count)?.query_row([series], |row| row.get(0))?;
    let sealed = db.prepare_cached(K::SQL.sealed)?.query_row([series], |row| row.get(0))?;
    Ok(Tail { rows: rows as usize, sealed })
}

/// Adds points to a series and gives its tail thereafter.
fn grow<K: Kept>(db: &Connection, series: i64, tail: Tail, mut points: Vec<K>) -> Result<Tail, Fault> {
    forget_sealed(db, series, tail, &mut points)?;
    if tail.rows > 0 && tail.rows + points.len() >= SEAL {
        let rows = rows(db, series, i64::MIN, i64::MAX)?;
        points.splice(..0, rows);
        put_in_order(&mut points);
    }
    if points.len() < SEAL {
        return Ok(Tail { rows: tail.rows + insert(db, series, &points)?, ..tail });
    }
    db.prepare_cached(K::SQL.clear)?.execute([series])?;
    seal(db, series, tail, points)
}

/// Takes the last block of a series out again if it has at most `room` points, so that blocks end up large.
fn reopen<K: Kept>(db: &Connection, series: i64, room: usize) -> Result<Vec<K>, Fault> {
    let mut last = db.prepare_cached(K::SQL.last)?;
    let found = last.query_row((series, room as i64), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((from, to)): Option<(i64, i64)> = found else { return Ok(Vec::new()) };
    let points = blocks(db, series, to, to)?;
    db.prepare_cached(K::SQL.remove)?.execute((series, from))?;
    Ok(points)
}

/// Leaves out the points that are in a block already.
fn forget_sealed<K: Kept>(
    db: &Connection,
    series: i64,
    tail: Tail,
    points: &mut Vec<K>,
) -> Result<(), Fault> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Ok(()) };
    if tail.sealed.is_none_or(|sealed| sealed < first.at()) {
        return Ok(());
    }
    let sealed: Vec<K> = blocks(db, series, first.at(), last.at())?;
    let sealed: HashSet<i64> = sealed.iter().map(K::at).collect();
    points.retain(|point| !sealed.contains(&point.at()));
    Ok(())
}

fn insert<K: Kept>(db: &Connection, series: i64, points: &[K]) -> Result<usize, Fault> {
    let mut insert = db.prepare_cached(K::SQL.insert)?;
    points.iter().try_fold(0, |inserted, point| Ok(inserted + point.insert(&mut insert, series)?))
}

/// Writes points into blocks; afterwards the tail is empty.
fn seal<K: Kept>(db: &Connection, series: i64, tail: Tail, mut points: Vec<K>) -> Result<Tail, Fault> {
    if tail.sealed.is_some() {
        points.append(&mut reopen(db, series, LARGEST.saturating_sub(points.len()))?);
        put_in_order(&mut points);
    }
    let parts = points.len().div_ceil(LARGEST);
    for part in points.chunks(points.len().div_ceil(parts)) {
        write(db, series, part)?;
    }
    Ok(Tail { rows: 0, sealed: points.last().map(K::at).max(tail.sealed) })
}

fn write<K: Kept>(db: &Connection, series: i64, points: &[K]) -> Result<(), Fault> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Ok(()) };
    let bytes = K::encode(points).map_err(|what| Fault::Damaged(what.to_string()))?;
    let mut insert = db.prepare_cached(K::SQL.write)?;
    insert.execute((series, first.at(), last.at(), points.len() as i64, K::CODEC, bytes))?;
    Ok(())
}

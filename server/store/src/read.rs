//! Reading back: what the server starts from, the samples of a check, the readings of a metric.

use crate::block::{Point, Value};
use crate::error::Fault;
use crate::kept::Kept;
use crate::{Error, Store};
use model::alert::Alert;
use model::judge::{Streak, Verdict};
use model::latency::Today;
use model::metric::Reading;
use model::sample::{Phases, Sample};
use model::status::Status;
use model::time::{At, Day};
use model::timeline::Turn;
use model::uptime::DayRollup;
pub(crate) use row::{day, known, status};
use row::{streak, today, verdict_turn, view};
use rusqlite::{Connection, Params, Row};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

mod row;

impl Store {
    /// What the judge remembers of each check.
    pub fn streaks(&self) -> Result<BTreeMap<String, Streak>, Error> {
        self.told(streaks(&self.db))
    }

    /// The verdicts of each check from the one that holds at `since` on, oldest first.
    pub fn verdicts(&self, since: At) -> Result<BTreeMap<String, Vec<Turn<Verdict>>>, Error> {
        let sql = "SELECT s.id, v.at, v.verdict, v.why FROM series s JOIN verdict v ON v.series = s.id
                   AND v.at >= COALESCE((SELECT MAX(p.at) FROM verdict p WHERE p.series = s.id AND p.at <= ?1), ?1)
                   ORDER BY s.id, v.at";
        let turns = query(&self.db, sql, [since.0], |row| Ok((row.get(0)?, verdict_turn(row)?)));
        self.told(turns.and_then(|turns| grouped(&self.db, turns)))
    }

    /// The statuses of each component from the one that holds at `since` on, oldest first.
    pub fn statuses(&self, since: At) -> Result<BTreeMap<String, Vec<Turn<Status>>>, Error> {
        let sql = "SELECT s.id, v.at, v.status, v.why FROM series s JOIN status v ON v.series = s.id
                   AND v.at >= COALESCE((SELECT MAX(p.at) FROM status p WHERE p.series = s.id AND p.at <= ?1), ?1)
                   ORDER BY s.id, v.at";
        let turns = query(&self.db, sql, [since.0], |row| {
            let turn = Turn { from: At(row.get(1)?), state: status(row, 2)?, why: row.get(3)? };
            Ok((row.get(0)?, turn))
        });
        self.told(turns.and_then(|turns| grouped(&self.db, turns)))
    }

    /// The day rollups of each component from `since` on, oldest first.
    pub fn days(&self, since: Day) -> Result<BTreeMap<String, Vec<DayRollup>>, Error> {
        let sql = "SELECT s.id, d.day, d.up, d.degraded, d.down, d.maintenance, d.unknown, d.worst,
                     d.p50, d.p95, d.p99
                   FROM series s JOIN day d ON d.series = s.id AND d.day >= ?1 ORDER BY s.id, d.day";
        let days = query(&self.db, sql, [since.0], |row| Ok((row.get(0)?, day(row)?)));
        self.told(days.and_then(|days| grouped(&self.db, days)))
    }

    /// What was known of each component's current day.
    pub fn todays(&self) -> Result<BTreeMap<String, Today>, Error> {
        let sql = "SELECT s.subject, t.day, t.checked, t.latency, t.counts
                   FROM today t JOIN series s ON s.id = t.series";
        self.told(query(&self.db, sql, [], |row| Ok((row.get(0)?, today(row)?)))).map(BTreeMap::from_iter)
    }

    /// The alerts that are open, or were resolved at `since` or later.
    pub fn unsettled_alerts(&self, since: At) -> Result<Vec<Alert>, Error> {
        self.alerts_where("a.resolved IS NULL OR a.resolved >= ?1", since)
    }

    /// The alerts that were opened at `since` or later, oldest first.
    pub fn alerts(&self, since: At) -> Result<Vec<Alert>, Error> {
        self.alerts_where("a.opened >= ?1", since)
    }

    fn alerts_where(&self, condition: &str, since: At) -> Result<Vec<Alert>, Error> {
        let sql = format!(
            "SELECT s.subject, a.opened, a.resolved, a.why FROM alert a JOIN series s ON s.id = a.series
             WHERE {condition} ORDER BY a.opened, s.subject"
        );
        self.told(query(&self.db, &sql, [since.0], |row| {
            let resolved = row.get::<_, Option<i64>>(2)?.map(At);
            Ok(Alert { component: row.get(0)?, opened: At(row.get(1)?), resolved, why: row.get(3)? })
        }))
    }

    /// The samples of `check` from all locations in `[from, to)`, in order of time, then of location.
    ///
    /// Their phases are not kept.
    pub fn samples(&self, check: &str, from: At, to: At) -> Result<Vec<Sample>, Error> {
        self.told(samples(&self.db, check, from, to))
    }

    /// The readings of `metric` in `[from, to)`, in order of time.
    pub fn readings(&self, metric: &str, from: At, to: At) -> Result<Vec<Reading>, Error> {
        self.told(readings(&self.db, metric, from, to))
    }

    /// When the latest sample of any check started; nothing if there is none.
    pub fn last_seen(&self) -> Result<Option<At>, Error> {
        let sql = "SELECT MAX(at) FROM (
                     SELECT (SELECT MAX(t.at) FROM sample t WHERE t.series = s.id) AS at FROM series s
                     UNION ALL
                     SELECT (SELECT MAX(b.to_at) FROM block b WHERE b.series = s.id) AS at FROM series s
                   ) AS latest";
        let at = self.db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        self.told(at.map(|at| at.map(At)).map_err(Fault::from))
    }

    fn told<T>(&self, read: Result<T, Fault>) -> Result<T, Error> {
        read.map_err(|fault| Error::of(&self.path, "read", fault))
    }
}

fn streaks(db: &Connection) -> Result<BTreeMap<String, Streak>, Fault> {
    let sql = "SELECT s.subject, k.verdict, k.since, k.why FROM streak k JOIN series s ON s.id = k.series";
    let streaks = query(db, sql, [], |row| Ok((row.get::<_, String>(0)?, streak(row)?)))?;
    let mut streaks: BTreeMap<_, _> = streaks.into_iter().collect();
    let sql = "SELECT s.subject, s.location, v.verdict, v.since, v.seen, v.agreeing, v.looked_at, v.recent,
                 v.pending, v.history, v.flapping, v.detail
               FROM view v JOIN series s ON s.id = v.series";
    let views =
        query(db, sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, view(row)?)))?;
    for (check, location, view) in views {
        if let Some(streak) = streaks.get_mut(&check) {
            streak.views.insert(location.into(), view);
        }
    }
    Ok(streaks)
}

/// The verdicts of a series that a turn at `at` can touch: the last one before it, and all from it on.
pub(crate) fn verdicts_around(db: &Connection, series: i64, at: At) -> Result<Vec<Turn<Verdict>>, Fault> {
    let sql = "SELECT series, at, verdict, why FROM verdict WHERE series = ?1
               AND at >= COALESCE((SELECT MAX(at) FROM verdict WHERE series = ?1 AND at < ?2), ?2) ORDER BY at";
    query(db, sql, (series, at.0), verdict_turn)
}

/// The unsealed points of a series from `first` to `last`, in order.
pub(crate) fn rows<K: Kept>(db: &Connection, series: i64, first: i64, last: i64) -> Result<Vec<K>, Fault> {
    query(db, K::SQL.rows, (series, first, last), K::of_row)
}

/// All points of the blocks of a series that reach into the time from `first` to `last`, in no order.
pub(crate) fn blocks<K: Kept>(db: &Connection, series: i64, first: i64, last: i64) -> Result<Vec<K>, Fault> {
    let blocks = query(db, K::SQL.blocks, (series, first, last), |row| {
        let bytes = row.get_ref(1)?.as_blob().map_err(|what| Fault::Damaged(what.to_string()))?;
        let begins: i64 = row.get(2)?;
        let damaged = |what: &str| Fault::Damaged(format!("block {begins} of series {series}: {what}"));
        match row.get::<_, i64>(0)? {
            codec if codec == K::CODEC => K::decode(bytes).map_err(|what| damaged(what.0)),
            codec => Err(damaged(&format!("codec {codec} is unknown"))),
        }
    })?;
    Ok(blocks.into_iter().flatten().collect())
}

/// The points of a series from `first` to `last`, blocks first and each in order.
fn points<K: Kept>(db: &Connection, series: i64, first: i64, last: i64) -> Result<Vec<K>, Fault> {
    let mut points: Vec<K> = blocks(db, series, first, last)?;
    points.retain(|point| (first..=last).contains(&point.at()));
    points.append(&mut rows(db, series, first, last)?);
    Ok(points)
}

pub(crate) fn samples(db: &Connection, check: &str, from: At, to: At) -> Result<Vec<Sample>, Fault> {
    let Some(last) = to.0.checked_sub(1).filter(|last| *last >= from.0) else { return Ok(Vec::new()) };
    let places = "SELECT id, location FROM series WHERE subject = ?1 ORDER BY location";
    let places: Vec<(i64, Arc<str>)> =
        query(db, places, [check], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.into())))?;
    let check: Arc<str> = check.into();
    let mut samples = Vec::new();
    for (series, location) in places {
        let points: Vec<Point> = points(db, series, from.0, last)?;
        samples.extend(points.into_iter().map(|point| Sample {
            check: check.clone(),
            location: location.clone(),
            at: At(point.at),
            outcome: point.outcome,
            latency: point.latency,
            phases: Phases::default(),
            detail: point.detail.into_owned(),
        }));
    }
    samples.sort_by_key(|sample| sample.at);
    Ok(samples)
}

pub(crate) fn readings(db: &Connection, metric: &str, from: At, to: At) -> Result<Vec<Reading>, Fault> {
    let Some(last) = to.0.checked_sub(1).filter(|last| *last >= from.0) else { return Ok(Vec::new()) };
    let series = query(db, "SELECT id FROM series WHERE subject = ?1 AND location = ''", [metric], |row| {
        Ok(row.get(0)?)
    })?;
    let Some(series) = series.first() else { return Ok(Vec::new()) };
    let mut values: Vec<Value> = points(db, *series, from.0, last)?;
    values.sort_by_key(|value| value.at);
    let metric: Arc<str> = metric.into();
    let reading = |value: Value| Reading { metric: metric.clone(), at: At(value.at), value: value.value };
    Ok(values.into_iter().map(reading).collect())
}

/// Rows in order of their series, under the series' names.
pub(crate) fn grouped<T>(db: &Connection, rows: Vec<(i64, T)>) -> Result<BTreeMap<String, Vec<T>>, Fault> {
    let names = query(db, "SELECT id, subject FROM series", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let names: HashMap<i64, String> = names.into_iter().collect();
    let mut groups = BTreeMap::new();
    let mut group: Option<(i64, &mut Vec<T>)> = None;
    for (series, row) in rows {
        let rows = match group {
            Some((held, rows)) if held == series => rows,
            _ => groups.entry(names.get(&series).cloned().unwrap_or_default()).or_insert_with(Vec::new),
        };
        rows.push(row);
        group = Some((series, rows));
    }
    Ok(groups)
}

pub(crate) fn query<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut take: impl FnMut(&Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut taken = Vec::new();
    while let Some(row) = rows.next()? {
        taken.push(take(row)?);
    }
    Ok(taken)
}

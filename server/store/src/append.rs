//! Keeping a batch: one transaction, and the same state if it is appended twice.

use crate::error::Fault;
use crate::series::Series;
use crate::{Batch, Error, Store, read, recent, tail};
use model::alert::Alert;
use model::judge::view::View;
use model::judge::{Streak, Verdict};
use model::latency::Today;
use model::status::Status;
use model::time::At;
use model::timeline::{Timeline, Turn};
use model::uptime::DayRollup;
use rusqlite::{Connection, TransactionBehavior};

impl Store {
    /// Keeps all of `batch`, or nothing of it if that fails; then the store is as it was, and can be tried again.
    ///
    /// Once this has returned, the batch survives the end of the process in any manner.
    pub fn append(&mut self, batch: &Batch) -> Result<(), Error> {
        if batch.is_empty() {
            return Ok(());
        }
        self.write(batch).map_err(|fault| {
            // What was looked up may be of rows that are not there after all.
            (self.series, self.tails) = Default::default();
            Error::of(&self.path, "append to", fault)
        })
    }

    fn write(&mut self, batch: &Batch) -> Result<(), Fault> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let series = &mut self.series;
        tail::keep_samples(&tx, series, &mut self.tails.samples, &batch.samples)?;
        tail::keep_readings(&tx, series, &mut self.tails.readings, &batch.readings)?;
        for (check, streak) in &batch.streaks {
            put_streak(&tx, series, check, streak)?;
        }
        for (check, turn) in &batch.verdicts {
            put_verdict(&tx, series.of(&tx, check)?, turn)?;
        }
        for (component, from, turns) in &batch.statuses {
            put_statuses(&tx, series.of(&tx, component)?, *from, turns)?;
        }
        for (component, day) in &batch.days {
            put_day(&tx, series, component, day)?;
        }
        for (component, today) in &batch.todays {
            put_today(&tx, series.of(&tx, component)?, today)?;
        }
        for alert in &batch.alerts {
            put_alert(&tx, series.of(&tx, &alert.component)?, alert)?;
        }
        Ok(tx.commit()?)
    }
}

fn put_streak(db: &Connection, series: &mut Series, check: &str, streak: &Streak) -> Result<(), Fault> {
    let mut put = db.prepare_cached(
        "INSERT INTO streak (series, verdict, since, why) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (series) DO UPDATE SET verdict = excluded.verdict, since = excluded.since, why = excluded.why",
    )?;
    put.execute((series.of(db, check)?, streak.verdict.code(), streak.since.0, &streak.why))?;
    streak.views.iter().try_for_each(|(location, view)| put_view(db, series.at(db, check, location)?, view))
}

fn put_view(db: &Connection, series: i64, view: &View) -> Result<(), Fault> {
    let mut put = db.prepare_cached(
        "INSERT INTO view (series, verdict, since, seen, agreeing, looked_at, recent, pending, history, flapping, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (series) DO UPDATE SET verdict = excluded.verdict, since = excluded.since, seen = excluded.seen,
           agreeing = excluded.agreeing, looked_at = excluded.looked_at, recent = excluded.recent,
           pending = excluded.pending, history = excluded.history, flapping = excluded.flapping,
           detail = excluded.detail",
    )?;
    put.execute((
        series,
        view.verdict.code(),
        view.since.0,
        view.seen.0,
        view.count.0,
        view.count.1,
        recent::bytes(&view.recent),
        view.pending.map(|at| at.0),
        view.history,
        view.flapping,
        &view.detail,
    ))?;
    Ok(())
}

/// Lets the model's own timeline say what the turn changes, over the few turns that it can touch.
fn put_verdict(db: &Connection, series: i64, turn: &Turn<Verdict>) -> Result<(), Fault> {
    let mut timeline = Timeline::new(read::verdicts_around(db, series, turn.from)?);
    if !timeline.turn(turn.clone()) {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM verdict WHERE series = ?1 AND at >= ?2")?
        .execute((series, turn.from.0))?;
    if timeline.latest() == Some(turn) {
        db.prepare_cached("INSERT INTO verdict (series, at, verdict, why) VALUES (?1, ?2, ?3, ?4)")?
            .execute((series, turn.from.0, turn.state.code(), &turn.why))?;
    }
    Ok(())
}

fn put_statuses(db: &Connection, series: i64, from: At, turns: &[Turn<Status>]) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM status WHERE series = ?1 AND at >= ?2")?.execute((series, from.0))?;
    let mut put = db.prepare_cached(
        "INSERT INTO status (series, at, status, why) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (series, at) DO UPDATE SET status = excluded.status, why = excluded.why",
    )?;
    for turn in turns {
        put.execute((series, turn.from.0, turn.state.slug(), &turn.why))?;
    }
    Ok(())
}

fn put_day(db: &Connection, series: &mut Series, component: &str, day: &DayRollup) -> Result<(), Fault> {
    let mut put = db.prepare_cached(
        "INSERT INTO day (series, day, up, degraded, down, maintenance, unknown, worst, p50, p95, p99)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (series, day) DO UPDATE SET up = excluded.up, degraded = excluded.degraded,
           down = excluded.down, maintenance = excluded.maintenance, unknown = excluded.unknown,
           worst = excluded.worst, p50 = excluded.p50, p95 = excluded.p95, p99 = excluded.p99",
    )?;
    put.execute((
        series.of(db, component)?,
        day.day.0,
        day.clocks.up,
        day.clocks.degraded,
        day.clocks.down,
        day.clocks.maintenance,
        day.clocks.unknown,
        day.worst.slug(),
        day.latency.map(|latency| latency.p50),
        day.latency.map(|latency| latency.p95),
        day.latency.map(|latency| latency.p99),
    ))?;
    Ok(())
}

fn put_today(db: &Connection, series: i64, today: &Today) -> Result<(), Fault> {
    let mut put = db.prepare_cached(
        "INSERT INTO today (series, day, checked, latency, counts) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (series) DO UPDATE SET day = excluded.day, checked = excluded.checked,
           latency = excluded.latency, counts = excluded.counts",
    )?;
    let counts: Vec<u8> = today.sketch.counts().iter().flat_map(|count| count.to_le_bytes()).collect();
    put.execute((series, today.day.0, today.checked.map(|at| at.0), today.latency, counts))?;
    Ok(())
}

fn put_alert(db: &Connection, series: i64, alert: &Alert) -> Result<(), Fault> {
    let mut put = db.prepare_cached(
        "INSERT INTO alert (series, opened, resolved, why) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (series, opened) DO UPDATE SET resolved = excluded.resolved, why = excluded.why",
    )?;
    put.execute((series, alert.opened.0, alert.resolved.map(|at| at.0), &alert.why))?;
    Ok(())
}

//! What the store keeps of times that no snapshot reaches back to: days of components, the spans of a day, samples, readings.

use super::Records;
use crate::error::Error;
use crate::read::{day, grouped, query, readings, samples, status};
use model::metric::Reading;
use model::sample::Sample;
use model::status::Status;
use model::time::{At, Day};
use model::timeline::{Span, Timeline, Turn};
use model::uptime::DayRollup;
use std::collections::BTreeMap;

impl Records {
    /// The first day of which anything is kept.
    pub fn first_day(&mut self) -> Result<Option<Day>, Error> {
        let sql = "SELECT MIN((SELECT MIN(d.day) FROM day d WHERE d.series = s.id)) FROM series s";
        self.read(|tx| Ok(tx.query_row(sql, [], |row| row.get::<_, Option<i64>>(0))?.map(Day)))
    }

    /// The rollups of each component from `first` to `last`, both included, oldest first. A day that is not over has none.
    pub fn days(&mut self, first: Day, last: Day) -> Result<BTreeMap<String, Vec<DayRollup>>, Error> {
        let sql = "SELECT d.series, d.day, d.up, d.degraded, d.down, d.maintenance, d.unknown, d.worst,
                     d.p50, d.p95, d.p99
                   FROM day d WHERE d.day BETWEEN ?1 AND ?2 ORDER BY d.series, d.day";
        self.read(|tx| {
            let days = query(tx, sql, (first.0, last.0), |row| Ok((row.get(0)?, day(row)?)))?;
            grouped(tx, days)
        })
    }

    /// The rollups of one component from `first` to `last`, both included, oldest first.
    pub fn days_of(&mut self, component: &str, first: Day, last: Day) -> Result<Vec<DayRollup>, Error> {
        let sql = "SELECT d.series, d.day, d.up, d.degraded, d.down, d.maintenance, d.unknown, d.worst,
                     d.p50, d.p95, d.p99
                   FROM series s JOIN day d ON d.series = s.id
                   WHERE s.subject = ?1 AND s.location = '' AND d.day BETWEEN ?2 AND ?3 ORDER BY d.day";
        self.read(|tx| query(tx, sql, (component, first.0, last.0), day))
    }

    /// The samples of `check` from all locations in `[from, to)`, in order of time; their phases are not kept.
    pub fn samples(&mut self, check: &str, from: At, to: At) -> Result<Vec<Sample>, Error> {
        self.read(|tx| samples(tx, check, from, to))
    }

    /// The readings of `metric` in `[from, to)`, in order of time.
    pub fn readings(&mut self, metric: &str, from: At, to: At) -> Result<Vec<Reading>, Error> {
        self.read(|tx| readings(tx, metric, from, to))
    }

    /// The spans that tile `[from, to)` of a component, without the time before anything was known of it.
    pub fn spans(&mut self, component: &str, from: At, to: At) -> Result<Vec<Span<Status>>, Error> {
        let sql = "SELECT v.at, v.status FROM series s JOIN status v ON v.series = s.id
                   WHERE s.subject = ?1 AND s.location = '' AND v.at < ?3
                   AND v.at >= COALESCE((SELECT MAX(p.at) FROM status p WHERE p.series = s.id AND p.at <= ?2), ?2)
                   ORDER BY v.at";
        self.read(|tx| {
            let turns = query(tx, sql, (component, from.0, to.0), |row| {
                Ok(Turn { from: At(row.get(0)?), state: status(row, 1)?, why: String::new() })
            })?;
            Ok(Timeline::new(turns).spans(from, to).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Batch, Store};
    use model::sample::{Outcome, Phases};
    use model::uptime::Clocks;

    fn turn(from: i64, state: Status) -> Turn<Status> {
        Turn { from: At(from), state, why: "why".into() }
    }

    fn rollup(day: i64) -> DayRollup {
        let clocks = Clocks { up: day, ..Clocks::default() };
        DayRollup { day: Day(day), clocks, worst: Status::Operational, latency: None }
    }

    #[test]
    fn what_the_store_keeps_is_found_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pharos.db");
        let mut store = Store::open(&path).unwrap();
        let (up, down) = (Status::Operational, Status::MajorOutage);
        let days = [1, 2, 3].map(|day| ("b/c".to_owned(), rollup(day)));
        let turns = vec![turn(10, up), turn(20, down), turn(30, up)];
        let statuses = vec![("b/c".into(), At(10), turns)];
        let sample = Sample {
            check: "b/c/x".into(),
            location: "local".into(),
            at: At(25),
            outcome: Outcome::Pass,
            latency: 100,
            phases: Phases::default(),
            detail: String::new(),
        };
        let samples = vec![sample.clone()];
        let reading = Reading { metric: "b/c/m".into(), at: At(8), value: 0.5 };
        let readings = vec![reading.clone()];
        let batch = Batch { samples, days: days.into(), statuses, readings, ..Batch::default() };
        store.append(&batch).unwrap();
        let mut records = Records::open(&path).unwrap();
        assert_eq!(records.first_day().unwrap(), Some(Day(1)));
        let known = records.days(Day(2), Day(3)).unwrap();
        assert_eq!(known, BTreeMap::from([("b/c".into(), vec![rollup(2), rollup(3)])]));
        assert_eq!(records.days_of("b/c", Day(0), Day(1)).unwrap(), [rollup(1)]);
        assert_eq!(records.days_of("b/d", Day(0), Day(9)).unwrap(), []);
        assert_eq!(records.samples("b/c/x", At(20), At(26)).unwrap(), [sample]);
        assert_eq!(records.samples("b/c/x", At(26), At(30)).unwrap(), []);
        assert_eq!(records.readings("b/c/m", At(0), At(30)).unwrap(), [reading]);
        assert_eq!(records.readings("b/c/m", At(0), At(8)).unwrap(), []);
        let span = |from, to, state| Span { from: At(from), to: At(to), state };
        assert_eq!(
            records.spans("b/c", At(15), At(35)).unwrap(),
            [span(15, 20, up), span(20, 30, down), span(30, 35, up)]
        );
        assert_eq!(records.spans("b/c", At(0), At(12)).unwrap(), [span(10, 12, up)]);
        assert_eq!(records.spans("b/c", At(0), At(5)).unwrap(), []);
    }
}

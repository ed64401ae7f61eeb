//! What an Alertmanager reported: the same report changes nothing twice, and one that comes late changes nothing at all.

use super::{Maker, follow, rows};
use crate::error::{Error, Fault};
use crate::records::Records;
use model::incident::{Incident, Step};
use model::time::{At, DAY};
use rusqlite::{OptionalExtension, Transaction};

/// Milliseconds for which it is remembered that an alarm is over. A report that comes later than that is of another.
const MEMORY: i64 = 30 * DAY;

/// One thing that is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is about; an alert's fingerprint.
    pub source: String,
    /// Since when there is trouble.
    pub since: At,
    /// Whether the trouble is there; it is over otherwise.
    pub firing: bool,
}

impl Records {
    /// As [`Records::follow`], where `decide` is also told which of `reports` are news, by their places in the list:
    /// trouble that was not known, and the end of trouble that was.
    pub fn report(
        &mut self,
        origin: &str,
        maker: &Maker<'_>,
        reports: &[Report],
        decide: impl FnOnce(Option<&Incident>, &[usize]) -> Vec<Step>,
    ) -> Result<Option<Incident>, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            let mut news = Vec::new();
            for (place, report) in reports.iter().enumerate() {
                if is_news(tx, origin, report)? {
                    news.push(place);
                }
            }
            let forget = "DELETE FROM alarm WHERE origin = ?1 AND firing = 0 AND since < ?2";
            tx.prepare_cached(forget)?.execute((origin, (maker.at - MEMORY).0))?;
            let latest = rows::latest_of(tx, origin)?;
            let steps = decide(latest.as_ref(), &news);
            follow((tx, &teller), origin, maker, latest, steps)
        })
    }
}

/// Remembers a report, and says whether it is news.
fn is_news(tx: &Transaction<'_>, origin: &str, report: &Report) -> Result<bool, Fault> {
    let known = "SELECT firing FROM alarm WHERE origin = ?1 AND source = ?2 AND since = ?3";
    let key = (origin, &report.source, report.since.0);
    let known: Option<bool> = tx.prepare_cached(known)?.query_row(key, |row| row.get(0)).optional()?;
    // What is over does not begin again with the same beginning: such a report was overtaken by its own end.
    if known == Some(report.firing) || known == Some(false) {
        return Ok(false);
    }
    let put = "INSERT INTO alarm (origin, source, since, firing) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (origin, source, since) DO UPDATE SET firing = excluded.firing";
    tx.prepare_cached(put)?.execute((origin, &report.source, report.since.0, report.firing))?;
    Ok(report.firing || known.is_some())
}

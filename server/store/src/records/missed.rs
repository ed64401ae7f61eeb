//! Alerts that somebody looked for and that no page answers, each with how often.

use super::Records;
use crate::error::Error;
use model::time::At;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

/// The most alerts that are counted, for anybody may ask for any name; those that were looked for longest ago make room.
const MOST: u32 = 500;

impl Records {
    /// Counts looks for these alerts.
    pub fn add_missed(&mut self, looks: &BTreeMap<String, u32>, now: At) -> Result<(), Error> {
        self.write(|tx| {
            let sql = "INSERT INTO missed_alert (alert, times, last) VALUES (?1, ?2, ?3)
                       ON CONFLICT (alert) DO UPDATE SET times = times + excluded.times, last = excluded.last";
            for (alert, times) in looks {
                tx.prepare_cached(sql)?.execute((alert, times, now.0))?;
            }
            let old = "DELETE FROM missed_alert WHERE alert IN
                       (SELECT alert FROM missed_alert ORDER BY last DESC, times DESC, alert LIMIT -1 OFFSET ?1)";
            tx.prepare_cached(old)?.execute([MOST])?;
            Ok(())
        })
    }

    /// How often an alert was looked for.
    pub fn missed(&mut self, alert: &str) -> Result<u32, Error> {
        self.read(|tx| {
            let times = "SELECT times FROM missed_alert WHERE alert = ?1";
            Ok(tx.prepare_cached(times)?.query_row([alert], |row| row.get(0)).optional()?.unwrap_or(0))
        })
    }

    /// All of them.
    pub fn all_missed(&mut self) -> Result<BTreeMap<String, u32>, Error> {
        self.read(|tx| {
            let mut rows = tx.prepare_cached("SELECT alert, times FROM missed_alert")?;
            rows.query_and_then([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn looks_add_up_and_the_oldest_names_make_room() {
        let mut records = Records::memory().unwrap();
        let looks =
            |names: &[(&str, u32)]| names.iter().map(|(name, times)| (name.to_string(), *times)).collect();
        records.add_missed(&looks(&[("a", 2), ("b", 1)]), At(1)).unwrap();
        records.add_missed(&looks(&[("a", 3)]), At(2)).unwrap();
        assert_eq!(
            [records.missed("a").unwrap(), records.missed("b").unwrap(), records.missed("c").unwrap()],
            [5, 1, 0]
        );
        let many = (0..MOST - 1).map(|number| (format!("x{number}"), 1)).collect();
        records.add_missed(&many, At(3)).unwrap();
        let all = records.all_missed().unwrap();
        assert_eq!((all.len(), all.get("a"), all.get("b")), (500, Some(&5), None));
    }
}

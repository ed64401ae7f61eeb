//! Durable history: samples, readings, streaks, verdicts, statuses, day rollups and alerts, on SQLite; and, beside it, the
//! records of what people make.
//!
//! ```text
//! Batch --append (one transaction)--> tails of recent samples and readings --seal--> compressed blocks
//!                                     streaks, verdicts, statuses, days, alerts
//! open --> what the server starts from: streaks, verdicts, statuses, days, open alerts, last_seen
//! ```
//!
//! Synchronous, and knows neither web nor probe: the server gives it a thread of its own.

use error::Fault;
use model::alert::Alert;
use model::judge::{Streak, Verdict};
use model::latency::Today;
use model::metric::Reading;
use model::sample::Sample;
use model::status::Status;
use model::time::At;
use model::timeline::Turn;
use model::uptime::DayRollup;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

mod append;
mod block;
mod error;
mod kept;
mod lock;
mod read;
mod recent;
pub mod records;
mod schema;
mod series;
mod tail;
#[cfg(test)]
mod tests;

pub use error::Error;
pub use records::Records;

/// What stands for the path of what is in memory.
pub(crate) const IN_MEMORY: &str = ":memory:";

/// What happened, to be kept in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Samples of any checks, in any order. Of two with the same check, location and instant the first counts.
    pub samples: Vec<Sample>,
    /// Check and what the judge remembers of it; replaces what was remembered.
    pub streaks: Vec<(String, Streak)>,
    /// Check and its new verdict; what was held from that instant on is forgotten, as in `Timeline::turn`.
    pub verdicts: Vec<(String, Turn<Verdict>)>,
    /// Component, the instant from which its statuses are written anew, and all of its turns from there on.
    pub statuses: Vec<(String, At, Vec<Turn<Status>>)>,
    /// Component and a day of it; replaces what was kept of that day.
    pub days: Vec<(String, DayRollup)>,
    /// Component and what is known of its current day; replaces what was kept of the day before it.
    pub todays: Vec<(String, Today)>,
    /// Alerts that were opened or resolved; each replaces what was kept of the one opened at that instant.
    pub alerts: Vec<Alert>,
    /// Readings of any metrics, in any order. Of two with the same metric and instant the first counts.
    pub readings: Vec<Reading>,
}

impl Batch {
    /// True if there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
            && self.streaks.is_empty()
            && self.verdicts.is_empty()
            && self.statuses.is_empty()
            && self.days.is_empty()
            && self.todays.is_empty()
            && self.alerts.is_empty()
            && self.readings.is_empty()
    }

    /// Adds what happened after this batch.
    pub fn extend(&mut self, later: Batch) {
        self.samples.extend(later.samples);
        self.streaks.extend(later.streaks);
        self.verdicts.extend(later.verdicts);
        self.statuses.extend(later.statuses);
        self.days.extend(later.days);
        self.todays.extend(later.todays);
        self.alerts.extend(later.alerts);
        self.readings.extend(later.readings);
    }
}

/// The history of one Pharos. While it is open, no other Pharos can open the same file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    db: Connection,
    series: series::Series,
    tails: kept::AllTails,
    _lock: Option<lock::Lock>,
}

impl Store {
    /// Opens the history in the file at `path`, and makes it and its folders if they do not exist.
    ///
    /// Fails if another Pharos has it open, if a newer Pharos wrote it, if it is not a history at all, or if
    /// the disk says no; see [`Error`].
    pub fn open(path: &Path) -> Result<Store, Error> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder)
                .map_err(|source| Error::Folder { path: folder.to_owned(), source })?;
        }
        let lock = lock::Lock::take(path)?;
        let db = Connection::open(path).map_err(|fault| Error::of(path, "open", fault.into()))?;
        Store::over(path.to_owned(), db, Some(lock))
    }

    /// Opens the history in the file at `path` to read it, beside the Pharos that has it open, or while none has. What that one
    /// has not written yet is missing. Makes no file and changes no schema.
    pub fn open_beside(path: &Path) -> Result<Store, Error> {
        if !path.exists() {
            return Err(Error::Missing { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags).map_err(Fault::from).and_then(|mut db| {
            schema::join(&mut db)?;
            db.pragma_update(None, "query_only", true)?;
            Ok(db)
        });
        let db = opened.map_err(|fault| Error::of(path, "open", fault))?;
        let (series, tails) = Default::default();
        Ok(Store { path: path.to_owned(), db, series, tails, _lock: None })
    }

    /// A history in memory, for tests and for trying out.
    pub fn memory() -> Result<Store, Error> {
        let path = PathBuf::from(IN_MEMORY);
        let db = Connection::open_in_memory().map_err(|fault| Error::of(&path, "open", fault.into()))?;
        Store::over(path, db, None)
    }

    fn over(path: PathBuf, mut db: Connection, lock: Option<lock::Lock>) -> Result<Store, Error> {
        schema::prepare(&mut db).map_err(|fault| Error::of(&path, "open", fault))?;
        let (series, tails) = Default::default();
        Ok(Store { path, db, series, tails, _lock: lock })
    }
}

//! What people make: members, incidents, notices. In the same file as the history, over a connection of its own, so that
//! a person's change waits for no sample.
//!
//! Each change is one transaction and on the disk when it returns: what someone was told is done stays done.

use crate::error::{Error, Fault};
use crate::schema;
use notices::Teller;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

mod audit;
mod checklist;
mod history;
mod identity;
pub mod incidents;
mod json;
mod key;
mod link;
pub mod maintenance;
mod member;
mod missed;
pub mod notices;
mod refused;
pub mod request;
pub mod runs;
mod session;
pub mod subscribers;
pub mod templates;
#[cfg(test)]
mod tests;
mod token;

pub use identity::{Identity, Linked};
pub use link::{Invited, Joining};
pub use refused::Refused;
pub use session::SignedIn;

/// SHA-256 of a secret that only its owner holds.
pub type Digest = [u8; 32];

/// The records of one Pharos.
#[derive(Debug)]
pub struct Records {
    path: PathBuf,
    db: Connection,
    teller: Teller,
}

impl Records {
    /// Opens the records in the file at `path`. The [`Store`](crate::Store) over it is opened first and stays open: it
    /// keeps another Pharos out.
    pub fn open(path: &Path) -> Result<Records, Error> {
        let db = Connection::open(path).map_err(|fault| Error::of(path, "open", fault.into()))?;
        Records::over(path.to_owned(), db)
    }

    /// Opens the records in the file at `path` beside the Pharos that has them open, or while none has. Makes no file and
    /// changes no schema: that is for the one that serves.
    pub fn open_beside(path: &Path) -> Result<Records, Error> {
        if !path.exists() {
            return Err(Error::Missing { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags).map_err(Fault::from).and_then(|mut db| {
            schema::join(&mut db)?;
            db.pragma_update(None, "synchronous", "FULL")?;
            Ok(db)
        });
        let db = opened.map_err(|fault| Error::of(path, "open", fault))?;
        Ok(Records { path: path.to_owned(), db, teller: Teller::default() })
    }

    /// Records in memory, for tests.
    pub fn memory() -> Result<Records, Error> {
        let path = PathBuf::from(crate::IN_MEMORY);
        let db = Connection::open_in_memory().map_err(|fault| Error::of(&path, "open", fault.into()))?;
        Records::over(path, db)
    }

    fn over(path: PathBuf, mut db: Connection) -> Result<Records, Error> {
        schema::prepare(&mut db)
            .and_then(|()| Ok(db.pragma_update(None, "synchronous", "FULL")?))
            .map_err(|fault| Error::of(&path, "open", fault))?;
        Ok(Records { path, db, teller: Teller::default() })
    }

    /// Does `change` in one transaction: all of it, or nothing if it fails.
    pub(crate) fn write<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, Error> {
        let done = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Fault::from);
        let done = done.and_then(|tx| {
            let result = change(&tx)?;
            tx.commit()?;
            Ok(result)
        });
        done.map_err(|fault| Error::of(&self.path, "write to", fault))
    }

    /// Reads in one transaction, so that what is read belongs together.
    pub(crate) fn read<T>(
        &mut self,
        question: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, Error> {
        let found = self.db.transaction().map_err(Fault::from).and_then(|tx| question(&tx));
        found.map_err(|fault| Error::of(&self.path, "read", fault))
    }
}

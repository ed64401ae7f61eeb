//! What can go wrong with a history, in words for an operator: which file, what failed, what to do.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// Why a history could not be opened, read or appended to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder of the file could not be made.
    #[error("cannot make the folder {}: {source}. Make it yourself, or name another file under [storage] in pharos.toml", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another Pharos has it open.
    #[error("{} is in use by another Pharos{}. Stop that one, or name another file under [storage] in pharos.toml", path.display(), process(holder))]
    InUse {
        /// The file.
        path: PathBuf,
        /// The other one's process, if it could be read.
        holder: Option<u32>,
    },
    /// The lock beside the file could not be taken.
    #[error("cannot lock {}: {source}. Let Pharos write to its folder, on a file system that has locks", path.display())]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A newer Pharos wrote it.
    #[error("{} was written by a newer Pharos (schema {found}, this one knows up to {known}). Start that version, or restore the copy made before it", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this Pharos knows.
        known: i64,
    },
    /// An older Pharos wrote it, and no other has opened it since.
    #[error("{} was written by an older Pharos (schema {found}, this one needs {known}). Start `pharos serve` on it once", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The schema that this Pharos needs.
        known: i64,
    },
    /// There is no such file.
    #[error("there is no {}. Start `pharos serve` once, or name another folder with --data", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It is a database, but of some other program.
    #[error("{} is a database of another program. Name another file under [storage] in pharos.toml", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder may not be written to.
    #[error("cannot {doing} {}: it is read-only. Let Pharos write to the file and to its folder, and check that the disk is mounted for writing", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
    },
    /// No room is left.
    #[error("cannot {doing} {}: the disk is full. Make room; nothing that was kept before is lost", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
    },
    /// The disk refuses, as when it breaks or its file system turns read-only under files that are open.
    #[error("cannot {doing} {}: the disk refuses ({what}). Check that it is mounted for writing and in order; nothing that was kept before is lost", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        what: String,
    },
    /// Another program holds SQLite's own lock for too long.
    #[error("cannot {doing} {}: another program has it locked. Close what has it open, such as a sqlite3 shell or a backup", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
    },
    /// Something in it cannot be what Pharos wrote.
    #[error("cannot {doing} {}: it is damaged ({what}). Restore it from a copy", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What is wrong.
        what: String,
    },
    /// Anything else that the database says.
    #[error("cannot {doing} {}: {source}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

fn process(holder: &Option<u32>) -> String {
    holder.map_or_else(String::new, |id| format!(" (process {id})"))
}

/// What can go wrong inside, before it is known which file it is about.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The database said no.
    Sql(rusqlite::Error),
    /// A value that Pharos never writes.
    Damaged(String),
    /// A schema of the future.
    Newer { found: i64, known: i64 },
    /// A schema of the past.
    Older { found: i64, known: i64 },
    /// Tables that Pharos did not make.
    Foreign,
}

impl From<rusqlite::Error> for Fault {
    fn from(fault: rusqlite::Error) -> Fault {
        Fault::Sql(fault)
    }
}

impl Error {
    /// The error for a fault that came up while `doing` something to the file at `path`.
    pub(crate) fn of(path: &Path, doing: &'static str, fault: Fault) -> Error {
        let path = path.to_owned();
        match fault {
            Fault::Sql(fault) => Error::of_sql(path, doing, fault),
            Fault::Damaged(what) => Error::Damaged { path, doing, what },
            Fault::Newer { found, known } => Error::Newer { path, found, known },
            Fault::Older { found, known } => Error::Older { path, found, known },
            Fault::Foreign => Error::Foreign { path },
        }
    }

    fn of_sql(path: PathBuf, doing: &'static str, fault: rusqlite::Error) -> Error {
        match fault.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full { path, doing },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly { path, doing },
            Some(ErrorCode::SystemIoFailure) => Error::Disk { path, doing, what: fault.to_string() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { path, doing },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Error::Damaged { path, doing, what: fault.to_string() }
            }
            _ => Error::Database { path, doing, source: fault.into() },
        }
    }
}

//! One Pharos a file: an advisory lock on a file beside the database, held while the store is open.
//!
//! Not on the database itself: closing any handle of it would drop the locks that SQLite holds there.

use crate::Error;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a lock that is held is tried again.
const TRIES: u32 = 20;

/// How long it is waited between two tries.
const PAUSE: Duration = Duration::from_millis(25);

/// The lock, until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Locks the history at `path`, and writes down which process did, for the message that another one gives.
    pub fn take(path: &Path) -> Result<Lock, Error> {
        let beside = beside(path);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&beside);
        let mut file = opened.map_err(|source| refused(path, &beside, source))?;
        match patiently(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::InUse { path: path.to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(Error::Lock { path: beside, source }),
        }
        let written = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        written.map_err(|source| refused(path, &beside, source))?;
        try_folder(path).map_err(|source| refused(path, &beside, source))?;
        Ok(Lock { _file: file })
    }
}

/// Locks the file, and does not give up at once: a process that is killed while it starts another leaves its lock to that one,
/// until that is another program.
#[allow(clippy::disallowed_methods, reason = "nothing runs yet that could be blocked")]
fn patiently(file: &File) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    file.try_lock()
}

/// Makes a file beside the history and removes it. Where a program that was killed has left SQLite's own files, the history
/// could be opened in a folder in which none can be made, until it is closed.
fn try_folder(path: &Path) -> io::Result<()> {
    let scratch = with_ending(path, ".try");
    File::create(&scratch)?;
    std::fs::remove_file(&scratch)
}

/// `pharos.db` is locked by `pharos.db.lock`.
fn beside(path: &Path) -> PathBuf {
    with_ending(path, ".lock")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    text.parse().ok()
}

fn refused(path: &Path, beside: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            Error::ReadOnly { path: path.to_owned(), doing: "open" }
        }
        io::ErrorKind::StorageFull => Error::Full { path: path.to_owned(), doing: "open" },
        _ => Error::Lock { path: beside.to_owned(), source },
    }
}

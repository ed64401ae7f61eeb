//! Where the demo keeps its history: a temporary folder that a later run on the same day, over the same content, goes
//! on from, so that only the first start replays 90 days.

use super::RunError;
use crate::config::files::Files;
use model::time::At;
use sha2::{Digest, Sha256};
use std::io;
use std::path::PathBuf;
use store::Store;

/// The history of the demo on one port.
pub(super) struct History {
    folder: PathBuf,
    mark: String,
}

impl History {
    /// The history of a demo over `files` on `port` that starts at `now`.
    pub fn of(files: &Files, port: u16, now: At) -> History {
        let folder = std::env::temp_dir().join(format!("pharos-demo-{port}"));
        let hash = files.names("").fold(Sha256::new(), |hash, name| {
            hash.chain_update(name).chain_update([0]).chain_update(files.bytes(name).unwrap_or_default())
        });
        History {
            folder,
            mark: format!("{} {} {:x?}", env!("CARGO_PKG_VERSION"), now.day(), hash.finalize()),
        }
    }

    /// The store: that of an earlier run if it tells of the same estate and day, or an empty one.
    pub fn open(&self) -> Result<Store, RunError> {
        let file = self.file();
        let same = std::fs::read_to_string(self.mark_file()).is_ok_and(|mark| mark == self.mark);
        if let (true, Ok(store)) = (same, Store::open(&file)) {
            return Ok(store);
        }
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(Store::open(&file)?),
        }
    }

    /// The database.
    pub fn file(&self) -> PathBuf {
        self.folder.join("pharos.db")
    }

    /// Notes that the store holds all of it.
    pub fn replayed(&self) -> io::Result<()> {
        std::fs::write(self.mark_file(), &self.mark)
    }

    fn mark_file(&self) -> PathBuf {
        self.folder.join("replayed")
    }
}

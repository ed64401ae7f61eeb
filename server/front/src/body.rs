//! Bodies of answers. One that is large and asked for often is also held in a file without a name, which the system sends without
//! copying it through the program (`sendfile`).

use bytes::Bytes;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// From how many bytes on a file is worth a second call to the system.
const LARGE: usize = 16 << 10;

/// How often a body is sent before it gets a file.
const OFTEN: u32 = 32;

/// How many files there may be at once: each takes one of the descriptors that connections need too.
const MOST: usize = 64;

/// The room for files: the folder in which they lie, on a disk rather than in memory, where the system has them in larger pieces.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    places: Arc<Semaphore>,
}

impl Room {
    /// Room in this folder.
    pub fn at(folder: PathBuf) -> Room {
        Room { folder, places: Arc::new(Semaphore::new(MOST)) }
    }
}

/// A body that is sent many times.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The body.
    pub bytes: Bytes,
    sent: AtomicU32,
    held: OnceLock<Option<Held>>,
}

/// A file and its place in the room.
#[derive(Debug)]
struct Held {
    file: File,
    _place: OwnedSemaphorePermit,
}

impl Sheet {
    /// A body of these bytes.
    pub fn of(bytes: Bytes) -> Sheet {
        Sheet { bytes, ..Sheet::default() }
    }

    /// The file with its bytes, if sending it that way is worth it and there is room; counts that it is sent.
    pub fn file(&self, room: &Room) -> Option<&File> {
        if self.bytes.len() < LARGE || self.sent.fetch_add(1, Ordering::Relaxed) < OFTEN {
            return None;
        }
        let held = self.held.get_or_init(|| Held::of(&self.bytes, room));
        held.as_ref().map(|held| &held.file)
    }
}

impl Held {
    /// Nothing if there is no room, or the folder takes no such file.
    fn of(bytes: &[u8], room: &Room) -> Option<Held> {
        let place = room.places.clone().try_acquire_owned().ok()?;
        Some(Held { file: file(bytes, &room.folder)?, _place: place })
    }
}

/// A file that is gone when the program is.
#[cfg(target_os = "linux")]
fn file(bytes: &[u8], folder: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    use std::io::Write;
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let mut file = File::from(open(folder, flags, Mode::RUSR).ok()?);
    file.write_all(bytes).ok().map(|()| file)
}

#[cfg(not(target_os = "linux"))]
fn file(_: &[u8], _: &Path) -> Option<File> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn often(sheet: &Sheet, room: &Room) -> bool {
        (0..OFTEN).for_each(|_| assert!(sheet.file(room).is_none()));
        sheet.file(room).is_some()
    }

    #[test]
    fn what_is_large_and_asked_for_often_gets_a_file_while_there_is_room() {
        let (large, room) = (Bytes::from(vec![7; LARGE]), Room::at(std::env::temp_dir()));
        assert!(!often(&Sheet::of(large.slice(1..)), &room));
        let mut sheets: Vec<_> = (0..MOST).map(|_| Sheet::of(large.clone())).collect();
        assert!(sheets.iter().all(|sheet| often(sheet, &room)));
        assert!(!often(&Sheet::of(large.clone()), &room));
        sheets.pop();
        assert!(often(&Sheet::of(large.clone()), &room), "the place of what is gone is free");
        assert!(!often(&Sheet::of(large), &Room::at("/nowhere".into())), "it is sent without one");
    }
}

//! Answers as bytes. One that is large and asked for often in a second is also held in a file without a name, together with its head
//! and date, so that the system sends all of it in one call, without copying it through the program (`sendfile`).

use bytes::Bytes;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// From how many bytes on a file is worth its making.
const LARGE: usize = 16 << 10;

/// How often an answer is sent in a second before it gets a file for that second.
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

/// An answer that is sent many times.
#[derive(Debug)]
pub struct Sheet {
    /// Status line and headers as HTTP/1.1 has them, without `Date` and the line that ends them.
    head: Bytes,
    body: Bytes,
    often: Mutex<Often>,
}

/// How often an answer was sent in one second, and its file for it.
#[derive(Debug, Default)]
struct Often {
    second: u64,
    sent: u32,
    held: Option<Arc<Held>>,
}

/// A file that holds a whole answer, and its place in the room.
#[derive(Debug)]
pub struct Held {
    /// The file, read from its beginning.
    pub file: File,
    /// How many bytes it has.
    pub length: usize,
    _place: OwnedSemaphorePermit,
}

impl Sheet {
    /// The answer with this head and body.
    pub fn of(head: Bytes, body: Bytes) -> Sheet {
        Sheet { head, body, often: Mutex::default() }
    }

    /// Its body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// All of it, with `date` as the line that the head lacks and the empty one after it.
    pub fn parts<'a>(&'a self, date: &'a [u8]) -> [&'a [u8]; 3] {
        [&self.head, date, &self.body]
    }

    /// The file with the same for the second of `date`, if it is worth it and there is room; counts that it is sent.
    pub fn file(&self, room: &Room, second: u64, date: &[u8]) -> Option<Arc<Held>> {
        if self.body.len() < LARGE {
            return None;
        }
        let mut often = self.often.lock().unwrap_or_else(PoisonError::into_inner);
        if often.second != second {
            *often = Often { second, ..Often::default() };
        }
        if often.sent == OFTEN {
            return often.held.clone();
        }
        often.sent += 1;
        if often.sent == OFTEN {
            often.held = Held::of(&self.parts(date).concat(), room).map(Arc::new);
        }
        None
    }
}

impl Held {
    /// Nothing if there is no room, or the folder takes no such file.
    fn of(bytes: &[u8], room: &Room) -> Option<Held> {
        let place = room.places.clone().try_acquire_owned().ok()?;
        Some(Held { file: file(bytes, &room.folder)?, length: bytes.len(), _place: place })
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
    use std::os::unix::fs::FileExt;

    fn sheet(length: usize) -> Sheet {
        Sheet::of(Bytes::from_static(b"head\r\n"), vec![b'7'; length].into())
    }

    /// The file after `sheet` was sent often in this second.
    fn often(sheet: &Sheet, second: u64, room: &Room) -> Option<Arc<Held>> {
        (0..OFTEN).for_each(|_| assert!(sheet.file(room, second, b"date\r\n\r\n").is_none()));
        sheet.file(room, second, b"date\r\n\r\n")
    }

    #[test]
    fn what_is_large_and_asked_for_often_in_a_second_gets_a_file_while_there_is_room() {
        let room = Room::at(std::env::temp_dir());
        assert!(often(&sheet(LARGE - 1), 1, &room).is_none());
        let mut sheets: Vec<_> = (0..MOST).map(|_| sheet(LARGE)).collect();
        assert!(sheets.iter().all(|sheet| often(sheet, 1, &room).is_some()));
        assert!(often(&sheet(LARGE), 1, &room).is_none());
        sheets.pop();
        assert!(often(&sheet(LARGE), 1, &room).is_some(), "the place of what is gone is free");
        assert!(often(&sheet(LARGE), 1, &Room::at("/nowhere".into())).is_none(), "it is sent without one");
    }

    #[test]
    fn a_file_holds_the_answer_of_its_second_alone() {
        let (room, sheet) = (Room::at(std::env::temp_dir()), sheet(LARGE));
        assert!(often(&sheet, 1, &room).is_some());
        let held = often(&sheet, 2, &room).unwrap();
        let mut bytes = vec![0; held.length];
        held.file.read_exact_at(&mut bytes, 0).unwrap();
        assert_eq!(held.file.metadata().unwrap().len(), held.length as u64);
        assert_eq!(bytes, sheet.parts(b"date\r\n\r\n").concat());
    }
}

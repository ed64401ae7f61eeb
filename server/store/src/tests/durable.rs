//! Opening, refusing, and what is left after a failure.

use super::*;
use crate::Error;
use rusqlite::Connection;
use std::path::PathBuf;

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/down/pharos.db");
    (folder, path)
}

#[test]
fn what_was_kept_is_there_after_opening_again() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    store.append(&minutes("a", "local", 0..1_030)).unwrap();
    store.append(&minutes("a", "local", 1_030..1_040)).unwrap();
    drop(store);
    let mut store = Store::open(&path).unwrap();
    store.append(&minutes("a", "local", 1_035..1_045)).unwrap();
    assert_eq!(all(&store, "a"), minutes("a", "local", 0..1_045).samples);
}

#[test]
fn a_second_pharos_is_refused_with_the_process_of_the_first() {
    let (_folder, path) = place();
    let first = Store::open(&path).unwrap();
    let told = Store::open(&path).unwrap_err();
    assert!(matches!(&told, Error::InUse { holder: Some(id), .. } if *id == std::process::id()), "{told}");
    drop(first);
    Store::open(&path).unwrap();
}

#[test]
#[allow(clippy::disallowed_methods, reason = "nothing else tells that the other thread is at the lock")]
fn a_lock_that_goes_in_a_moment_is_waited_for() {
    let (_folder, path) = place();
    let first = Store::open(&path).unwrap();
    let (begun, begins) = std::sync::mpsc::channel();
    let second = std::thread::spawn(move || {
        begun.send(()).unwrap();
        Store::open(&path).map(drop)
    });
    begins.recv().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(100));
    drop(first);
    second.join().unwrap().unwrap();
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (_folder, path) = place();
    drop(Store::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    let told = Store::open(&path).unwrap_err();
    assert!(matches!(told, Error::Newer { found: 99, .. }), "{told}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_not_a_history_is_refused_and_left_alone() {
    let (folder, _) = place();
    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE recipe (id INTEGER)").unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path).unwrap_err(), Error::Foreign { .. }));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::write(&path, "Dear diary, this is a text that is long enough to be looked at.".repeat(20))
        .unwrap();
    assert!(matches!(Store::open(&path).unwrap_err(), Error::Damaged { .. }));
}

#[test]
fn a_folder_that_cannot_be_is_told_with_a_remedy() {
    let (folder, _) = place();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let told = Store::open(&folder.path().join("file/pharos.db")).unwrap_err().to_string();
    assert!(told.contains("cannot make the folder") && told.contains("pharos.toml"), "{told}");
}

#[test]
fn a_full_disk_loses_nothing_and_can_be_tried_again() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    store.append(&minutes("a", "local", 0..500)).unwrap();
    let pages: i64 = store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    limit(&store, pages + 1);
    let large = minutes("new", "local", 500..9_000);
    assert!(matches!(store.append(&large).unwrap_err(), Error::Full { .. }));
    assert_eq!(all(&store, "a").len(), 500);
    assert_eq!(all(&store, "new"), []);
    limit(&store, 1 << 20);
    store.append(&large).unwrap();
    assert_eq!(all(&store, "new"), large.samples);
}

#[test]
fn a_disk_that_turns_read_only_loses_nothing_and_can_be_tried_again() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    store.append(&minutes("a", "local", 0..500)).unwrap();
    let read_only = |store: &Store, on: bool| store.db.pragma_update(None, "query_only", on).unwrap();
    read_only(&store, true);
    let later = minutes("a", "local", 500..9_000);
    let told = store.append(&later).unwrap_err();
    assert!(matches!(&told, Error::ReadOnly { doing: "append to", .. }), "{told}");
    assert_eq!(all(&store, "a").len(), 500);
    read_only(&store, false);
    store.append(&later).unwrap();
    assert_eq!(all(&store, "a"), minutes("a", "local", 0..9_000).samples);
}

#[test]
fn what_a_disk_refuses_is_told_with_a_remedy() {
    // What SQLite says when a file system turns read-only under files that are open, or a disk breaks.
    let refused = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_WRITE);
    let fault = rusqlite::Error::SqliteFailure(refused, None).into();
    let told = Error::of("pharos.db".as_ref(), "append to", fault);
    assert!(matches!(told, Error::Disk { .. }), "{told}");
    assert!(told.to_string().contains("mounted for writing"), "{told}");
}

fn limit(store: &Store, pages: i64) {
    store.db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
}

#[test]
fn a_batch_is_kept_whole_or_not_at_all() {
    let mut store = Store::memory().unwrap();
    store
        .db
        .execute_batch("CREATE TRIGGER no BEFORE INSERT ON day BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    let mut batch = minutes("a", "local", 0..10);
    batch.days.push((
        "b/c".into(),
        model::uptime::DayRollup {
            day: model::time::Day(1),
            clocks: Default::default(),
            worst: model::status::Status::Unknown,
            latency: None,
        },
    ));
    assert!(matches!(store.append(&batch).unwrap_err(), Error::Database { .. }));
    assert_eq!((count(&store, "sample"), count(&store, "series")), (0, 0));
    store.db.execute_batch("DROP TRIGGER no").unwrap();
    store.append(&batch).unwrap();
    assert_eq!((count(&store, "sample"), count(&store, "day")), (10, 1));
}

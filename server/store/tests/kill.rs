//! A process that appends is killed again and again: the history opens, and holds whole batches without a gap.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use model::time::{At, Day};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::Store;

/// Samples of the check `steady` in a batch.
const STEADY: i64 = 10;

/// How often a writer of one history is killed.
const ROUNDS: u64 = 20;

/// `KILLED_HISTORIES=50 cargo test --release -p store --test kill` kills a thousand times.
#[allow(clippy::disallowed_methods, reason = "nobody else could tell a test how often")]
#[test]
fn a_killed_writer_leaves_whole_batches_without_a_gap() {
    let histories = std::env::var("KILLED_HISTORIES").map_or(1, |number| number.parse().unwrap());
    (0..histories).for_each(kill_again_and_again);
}

fn kill_again_and_again(history: u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pharos.db");
    let mut kept = -1;
    for round in 0..ROUNDS {
        let told = write_and_kill(
            &path,
            7 + round as usize,
            Duration::from_micros((history * ROUNDS + round) * 7_919 % 5_003),
        );
        assert!(told > kept, "the writer began at batch {told}, and {kept} was there before");
        kept = check(&path);
        assert!(kept >= told, "batch {told} was said to be kept, and {kept} is the last one");
    }
    assert!(kept * STEADY > 2 * 1_024, "only {kept} batches were written, too few to seal blocks");
}

/// Kills the writer some time after it said that it kept `batches`, and gives the last one that it spoke of.
#[allow(clippy::disallowed_methods, reason = "no other task waits for this thread")]
fn write_and_kill(path: &Path, batches: usize, after: Duration) -> i64 {
    let writer = env!("CARGO_BIN_EXE_store-writer");
    let mut child = Command::new(writer).arg(path).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told = said.by_ref().take(batches).last();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    said.last().or(told).expect("the writer kept nothing").parse().unwrap()
}

/// Gives the last batch of the history, after making sure that it holds all of each batch up to that one.
fn check(path: &Path) -> i64 {
    let store = Store::open(path).unwrap();
    let Some(last) = store.streaks().unwrap().get("steady").map(|streak| streak.since.0) else { return -1 };
    let instants = |check| {
        let samples = store.samples(check, At(i64::MIN), At(i64::MAX)).unwrap();
        samples.into_iter().map(|sample| sample.at.0).collect::<Vec<_>>()
    };
    let numbers: Vec<i64> = (0..=last).collect();
    assert_eq!(instants("steady"), (0..(last + 1) * STEADY).collect::<Vec<_>>());
    assert_eq!(instants("other"), numbers);
    let bulk = numbers.iter().filter(|number| **number % 20 == 0);
    assert_eq!(instants("bulk"), bulk.flat_map(|n| n * 1_100..(n + 1) * 1_100).collect::<Vec<_>>());
    assert_eq!(store.verdicts(At(i64::MIN)).unwrap()["steady"].len(), numbers.len());
    assert_eq!(store.statuses(At(i64::MIN)).unwrap()["part"].len(), numbers.len());
    assert_eq!(store.alerts(At(i64::MIN)).unwrap().len(), numbers.len());
    assert_eq!(store.days(Day(0)).unwrap()["part"][0].clocks.up, last);
    last
}

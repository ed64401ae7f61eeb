//! The one place where knowledge changes: takes samples and readings, stores what they bring, publishes snapshots.
//!
//! It runs on a thread of its own, because the store waits for the disk. What is judged is stored before it is
//! shown; a sample that changes nothing is stored within a second, which is what `kill -9` can lose.

use super::clock::Clock;
use super::collector::Collector;
use model::metric::Reading;
use model::sample::Sample;
use model::snapshot::Snapshot;
use model::time::{At, SECOND};
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Store};
use tokio::sync::{mpsc, watch};

/// Milliseconds that a sample may wait to be stored; with the wait for the next one, well below a second.
const TAIL: i64 = 500;

/// Milliseconds between snapshots that only say when something was last checked.
const REFRESH: i64 = 10 * SECOND;

/// How many samples, and how many readings, are kept in memory while the store cannot take them.
const MOST_WAITING: usize = 200_000;

/// Judges, stores and publishes until all senders of `samples` are gone; gives the store back, flushed.
pub async fn run(
    mut collector: Collector,
    mut store: Store,
    clock: Clock,
    (mut samples, mut readings): (mpsc::Receiver<Sample>, mpsc::Receiver<Reading>),
    snapshots: watch::Sender<Arc<Snapshot>>,
) -> Store {
    let mut waiting = Batch::default();
    let (mut kept, mut published) = (At::default(), At::default());
    let mut fresh = false;
    loop {
        let mut some = Vec::new();
        let received =
            tokio::time::timeout(Duration::from_millis(TAIL as u64 / 2), samples.recv_many(&mut some, 1_024));
        let over = matches!(received.await, Ok(0));
        let now = clock.now();
        fresh |= !some.is_empty();
        let mut changed = some.into_iter().fold(false, |changed, sample| collector.take(sample) | changed);
        while let Ok(reading) = readings.try_recv() {
            collector.read(reading);
            fresh = true;
        }
        changed |= collector.tick(now);
        waiting.extend(collector.drain());
        if changed || over || !(0..TAIL).contains(&now.since(kept)) {
            keep(&mut store, &mut waiting);
            kept = now;
        }
        if changed || (fresh && !(0..REFRESH).contains(&now.since(published))) {
            snapshots.send_replace(Arc::new(collector.snapshot(now)));
            (published, fresh) = (now, false);
        }
        if over {
            return store;
        }
    }
}

fn keep(store: &mut Store, waiting: &mut Batch) {
    if waiting.is_empty() {
        return;
    }
    match store.append(waiting) {
        Ok(()) => *waiting = Batch::default(),
        Err(error) => {
            tracing::error!(%error, samples = waiting.samples.len(), "the store took nothing; samples wait in memory");
            let surplus = waiting.samples.len().saturating_sub(MOST_WAITING);
            waiting.samples.drain(..surplus);
            let surplus = waiting.readings.len().saturating_sub(MOST_WAITING);
            waiting.readings.drain(..surplus);
        }
    }
}

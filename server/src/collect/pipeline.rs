//! The one place where knowledge changes: takes samples and readings, stores what they bring, publishes snapshots.
//!
//! It runs on a thread of its own, because the store waits for the disk. What is judged is stored before it is
//! shown; a sample that changes nothing is stored within a second, which is what `kill -9` can lose.

mod doubts;
#[cfg(test)]
mod tests;

use super::clock::{Clock, Time};
use super::collector::Collector;
use model::alert::Alert;
use model::estate::Estate;
use model::metric::Reading;
use model::public::PublicIncident;
use model::sample::Sample;
use model::snapshot::Snapshot;
use model::time::{At, SECOND};
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Store};
use tokio::sync::{mpsc, watch};

/// Milliseconds that a sample may wait to be stored; with the wait for the next one, well below a second.
const TAIL: i64 = 500;

/// Milliseconds after which time passes for the collector, samples or not.
const TICK: i64 = TAIL / 2;

/// How long samples gather before they are taken together: to wake this thread for each would cost more than to judge it.
const GATHER: Duration = Duration::from_millis(25);

/// Milliseconds between snapshots at least, so that many changes at once are one.
const BREATH: i64 = 200;

/// Milliseconds between snapshots that only say when something was last checked.
const REFRESH: i64 = 10 * SECOND;

/// How many samples, and how many readings, are kept in memory while the store cannot take them.
const MOST_WAITING: usize = 200_000;

/// What people were told of, those that began last first.
pub type Shown = Arc<Vec<Arc<PublicIncident>>>;

/// What is known, what of it is stored, and when each was last seen to.
struct Stage {
    collector: Collector,
    store: Store,
    waiting: Batch,
    /// Since when the store takes nothing.
    unstored: Option<At>,
    /// When that was last told.
    reminded: At,
    /// Since when times are ahead of the machine's clock.
    ahead: Option<At>,
    /// When the latest step was.
    stepped: At,
    ticked: At,
    kept: At,
    published: At,
    /// Whether something changed that no snapshot shows.
    changed: bool,
    /// Whether something was looked at since the latest snapshot.
    fresh: bool,
}

/// Judges, stores and publishes until all senders of `samples` are gone; gives the store back, flushed.
pub async fn run(
    collector: Collector,
    store: Store,
    clock: Clock,
    (mut samples, mut readings): (mpsc::Receiver<Sample>, mpsc::Receiver<Reading>),
    (mut incidents, mut planned): (watch::Receiver<Shown>, watch::Receiver<Arc<Estate>>),
    snapshots: watch::Sender<Arc<Snapshot>>,
) -> Store {
    let mut stage = Stage::new(collector, store, clock.now());
    loop {
        let mut some = Vec::new();
        let over = tokio::select! {
            received = samples.recv_many(&mut some, 1_024) => received == 0,
            // What a person says is shown at once, however quiet the estate is.
            Ok(()) = incidents.changed() => { incidents.mark_changed(); false }
            () = tokio::time::sleep(Duration::from_millis(TICK as u64)) => false,
        };
        while let Ok(reading) = readings.try_recv() {
            stage.read(reading);
        }
        if incidents.has_changed().unwrap_or(false) {
            stage.tell(incidents.borrow_and_update().clone());
        }
        if planned.has_changed().unwrap_or(false) {
            stage.plan(planned.borrow_and_update().clone(), clock.now());
        }
        if let Some(snapshot) = stage.step(some, over, clock.time()) {
            snapshots.send_replace(Arc::new(snapshot));
        }
        if over {
            stage.tell_lost();
            return stage.store;
        }
        tokio::time::sleep(GATHER).await;
    }
}

/// Whether so many milliseconds have passed since `then`, or the clock is not to be trusted.
fn is_due(then: At, now: At, millis: i64) -> bool {
    !(0..millis).contains(&now.since(then))
}

impl Stage {
    fn new(collector: Collector, store: Store, now: At) -> Stage {
        let (waiting, unstored, reminded, ahead, ticked, kept, published) = Default::default();
        let (stepped, changed, fresh) = (now, false, false);
        Stage {
            collector,
            store,
            waiting,
            unstored,
            reminded,
            ahead,
            stepped,
            ticked,
            kept,
            published,
            changed,
            fresh,
        }
    }

    /// Takes what a metric was found to be.
    fn read(&mut self, reading: Reading) {
        self.collector.read(reading);
        self.fresh = true;
    }

    /// Shows what people were told of.
    fn tell(&mut self, incidents: Shown) {
        self.collector.note_incidents(incidents);
        self.changed = true;
    }

    /// Keeps to what is planned in `estate`.
    fn plan(&mut self, estate: Arc<Estate>, now: At) {
        self.collector.note_planned(estate, now);
        self.changed = true;
    }

    /// Takes what came until `now`, and gives the snapshot that it asks for; `over` if nothing comes after it.
    fn step(&mut self, some: Vec<Sample>, over: bool, time: Time) -> Option<Snapshot> {
        let now = time.at;
        self.fresh |= !some.is_empty();
        let doubted = self.notice_clock(time) | self.notice_interruption(&some, now);
        let mut changed =
            some.into_iter().fold(doubted, |changed, sample| self.collector.take(sample) | changed);
        if changed || over || is_due(self.ticked, now, TICK) {
            changed |= self.tick(now);
        }
        self.waiting.extend(if over { self.collector.drain_all() } else { self.collector.drain() });
        if changed || over || is_due(self.kept, now, TAIL) {
            changed |= self.keep(now);
        }
        self.changed |= changed;
        let is_due = |millis| is_due(self.published, now, millis);
        (over || self.changed && is_due(BREATH) || self.fresh && is_due(REFRESH)).then(|| {
            (self.published, self.changed, self.fresh) = (now, false, false);
            self.collector.snapshot(now)
        })
    }

    /// Lets time pass; true if that changed what is shown.
    fn tick(&mut self, now: At) -> bool {
        self.ticked = now;
        let changed = self.collector.tick(now);
        let alerts = self.collector.alert(now);
        alerts.iter().for_each(tell);
        changed || !alerts.is_empty()
    }

    /// Stores what waits; what the store refuses waits in memory. True if whether it does is news.
    fn keep(&mut self, now: At) -> bool {
        self.kept = now;
        let samples = self.waiting.samples.len();
        let stored = if self.waiting.is_empty() { Ok(()) } else { self.store.append(&self.waiting) };
        match stored {
            Ok(()) => {
                if let Some(since) = self.unstored.take() {
                    tracing::warn!(samples, %since, "the store takes what it is given again, and all that waited");
                }
                self.waiting = Batch::default();
            }
            Err(error) => {
                self.tell_unstored(&error, now);
                self.waiting.samples.drain(..samples.saturating_sub(MOST_WAITING));
                let readings = self.waiting.readings.len();
                self.waiting.readings.drain(..readings.saturating_sub(MOST_WAITING));
            }
        }
        self.collector.note_unstored(self.unstored)
    }
}

/// Tells whoever reads the log of an alert. Warnings and errors are what is wrong with Pharos itself.
fn tell(alert: &Alert) {
    let Alert { component, opened, resolved, why } = alert;
    match resolved {
        None => tracing::info!(component, why, "alert opened"),
        Some(_) => tracing::info!(component, why, %opened, "alert resolved"),
    }
}

//! Delivers what is due, at least once: one notice at a time to each receiver, many receivers at once. Whatever ends the
//! program, the notice still waits when it starts again, under the same key.

use super::ending::{ending, tell};
use super::{Channels, planned, reminders};
use crate::collect::clock::Clock;
use crate::config::channel::Telling;
use crate::incidents::Incidents;
use crate::members::secret::Random;
use model::estate::Estate;
use model::notice::backoff;
use model::time::{At, DAY, MINUTE, SECOND};
use notices::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Records;
use store::records::notices::{NewNotice, Waiting};
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_millis(250);

/// How many notices may be on their way at once.
const MOST: usize = 64;

/// Milliseconds for which it is kept what was told.
const MEMORY: i64 = 400 * DAY;

/// All that the delivery of notices takes.
pub struct Worker {
    /// Where notices wait.
    pub records: Arc<Mutex<Records>>,
    /// By which ways people are told.
    pub channels: Arc<Channels>,
    /// Whose planned work is told, whenever it changes.
    pub estate: watch::Receiver<Arc<Estate>>,
    /// How notices are told.
    pub telling: Telling,
    /// The clock.
    pub clock: Clock,
    /// What spreads attempts.
    pub random: Random,
}

/// What is on its way, and to whom.
#[derive(Default)]
struct Flights {
    tasks: JoinSet<(Waiting, At, Outcome)>,
    receivers: BTreeMap<Id, String>,
}

impl Worker {
    /// Delivers, reminds of incidents that are open, and tells of planned work, until `stop`.
    pub async fn run(self, incidents: Incidents, mut stop: watch::Receiver<bool>) {
        let (mut flights, mut looks) = (Flights::default(), Looks::default());
        loop {
            self.look(&incidents, &mut looks).await;
            self.start(&mut flights).await;
            let landed = tokio::select! {
                Some(done) = flights.tasks.join_next_with_id() => Some(done),
                _ = tokio::time::sleep(LOOK) => None,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            if let Some(done) = landed {
                self.landed(&mut flights, done).await;
            }
        }
    }

    /// Puts what time alone makes due.
    async fn look(&self, incidents: &Incidents, looks: &mut Looks) {
        let now = self.clock.now();
        let kept = incidents.kept();
        let open = kept.all.iter().filter(|incident| incident.is_open());
        let estate = self.estate.borrow().clone();
        let mut due = reminders::due(open, &self.channels.all, &estate, &self.telling.reminders, now);
        let keys = due.iter().map(|notice| notice.key.clone()).collect();
        due.retain(|notice| !looks.reminded.contains(&notice.key));
        if due.is_empty() || self.put(due).await {
            looks.reminded = keys;
        }
        if now >= looks.next {
            looks.next = calendar::plan::quiet_until(&estate, now).min(now + MINUTE);
            self.plan(estate, now).await;
        }
    }

    async fn put(&self, notices: Vec<NewNotice>) -> bool {
        self.keep("reminders", move |records| records.put_notices(&notices)).await.is_some()
    }

    async fn plan(&self, estate: Arc<Estate>, now: At) {
        let channels = self.channels.clone();
        let announce = self.telling.announce;
        self.keep("planned work", move |records| {
            planned::put(records, &channels.all, &estate, announce, now)?;
            records.forget_notices(now - MEMORY)
        })
        .await;
    }

    /// Sends off what is due to receivers to whom nothing is on its way.
    async fn start(&self, flights: &mut Flights) {
        let free = MOST.saturating_sub(flights.tasks.len());
        if free == 0 {
            return;
        }
        let busy: BTreeSet<_> = flights.receivers.values().cloned().collect();
        let (now, most) = (self.clock.now(), u32::try_from(MOST).unwrap_or(u32::MAX));
        let due = self.keep("notices", move |records| records.due_notices(now, most, &busy)).await;
        for notice in due.into_iter().flatten().take(free) {
            let (channels, clock, to) = (self.channels.clone(), self.clock.clone(), notice.to.clone());
            let flight = async move {
                let began = clock.now();
                let outcome = channels.deliver(&notice, began).await;
                (notice, began, outcome)
            };
            let id = flights.tasks.spawn(flight).id();
            flights.receivers.insert(id, to);
        }
    }

    /// Notes what became of a notice.
    async fn landed(&self, flights: &mut Flights, done: Result<(Id, (Waiting, At, Outcome)), JoinError>) {
        let (id, landed) = match done {
            Ok((id, landed)) => (id, Some(landed)),
            Err(error) => (error.id(), None),
        };
        flights.receivers.remove(&id);
        // Without a word of it, as after a panic, it still waits.
        let Some((notice, began, outcome)) = landed else { return };
        let now = self.clock.now();
        let ending = ending(&notice, &outcome, self.jitter(), now);
        tell(&notice, ending, &outcome);
        let hold = match outcome {
            Outcome::Later { after: Some(after), .. } => Some(now + backoff(1, 0.0, Some(after))),
            _ => None,
        };
        let words = outcome.words().to_owned();
        self.keep("an attempt", move |records| {
            records.attempt(notice.id, (began, now.since(began)), (ending, &words))?;
            hold.map_or(Ok(()), |until| records.hold_notices(&notice.to, until))
        })
        .await;
    }

    /// A number from 0 to 1.
    fn jitter(&self) -> f64 {
        let mut byte = [0; 1];
        // Without randomness the longest pause is as good.
        self.random.fill(&mut byte).map_or(1.0, |()| f64::from(byte[0]) / 255.0)
    }

    /// Does something to the records where waiting for the disk stops nobody; nothing if that fails, which is said.
    async fn keep<T: Send + 'static>(
        &self,
        what: &'static str,
        work: impl FnOnce(&mut Records) -> Result<T, store::Error> + Send + 'static,
    ) -> Option<T> {
        let records = self.records.clone();
        let done = tokio::task::spawn_blocking(move || {
            work(&mut records.lock().unwrap_or_else(PoisonError::into_inner))
        });
        match done.await {
            Ok(Ok(done)) => Some(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "{what} cannot be kept");
                tokio::time::sleep(Duration::from_millis(SECOND as u64)).await;
                None
            }
            Err(_) => None,
        }
    }
}

/// What is known of what time alone makes due, so that the records are asked only when there is news.
#[derive(Default)]
struct Looks {
    /// Keys of reminders that are put already.
    reminded: BTreeSet<String>,
    /// When planned work is looked at next.
    next: At,
}

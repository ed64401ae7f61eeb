//! Connections kept between questions.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

use super::Origin;
use super::connection::Connection;

/// An idle connection is not used again after this; servers close theirs after 20 s to 75 s.
const IDLE: Duration = Duration::from_secs(90);

/// No connection is used longer, so that a changed address or certificate shows within five minutes.
const AGE: Duration = Duration::from_secs(300);

/// Idle connections kept in all: half of the usual limit of 1,024 open files.
const KEPT: usize = 512;

struct Kept {
    connection: Connection,
    since: Instant,
}

impl Kept {
    fn is_good(&self, now: Instant) -> bool {
        let young = now - self.since < IDLE && now - self.connection.born < AGE;
        young && !self.connection.is_closed()
    }
}

struct Idle {
    by_origin: HashMap<Origin, Vec<Kept>>,
    count: usize,
    room: usize,
}

/// The idle connections of one client.
pub(super) struct Pool(Mutex<Idle>);

impl Default for Pool {
    fn default() -> Pool {
        Pool::with_room(KEPT)
    }
}

impl Pool {
    /// A pool that keeps at most so many connections.
    pub fn with_room(room: usize) -> Pool {
        Pool(Mutex::new(Idle { by_origin: HashMap::new(), count: 0, room }))
    }

    /// The latest idle connection to `origin` that is still good.
    pub fn take(&self, origin: &Origin) -> Option<Connection> {
        let now = Instant::now();
        let mut idle = self.lock();
        loop {
            let kept = idle.by_origin.get_mut(origin)?.pop()?;
            idle.count -= 1;
            if kept.is_good(now) {
                return Some(kept.connection);
            }
        }
    }

    /// Keeps a connection whose answer has been read to its end, unless there are too many.
    pub fn put(&self, origin: Origin, connection: Connection) {
        let kept = Kept { connection, since: Instant::now() };
        let mut idle = self.lock();
        if idle.count >= idle.room {
            idle.sweep(kept.since);
        }
        if idle.count < idle.room && kept.is_good(kept.since) {
            idle.by_origin.entry(origin).or_default().push(kept);
            idle.count += 1;
        }
    }

    /// No code panics while it holds the lock, so what a poisoned one guards is whole.
    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Idle {
    /// Forgets what is not good, and origins with nothing kept.
    fn sweep(&mut self, now: Instant) {
        self.by_origin.retain(|_, all| {
            all.retain(|kept| kept.is_good(now));
            !all.is_empty()
        });
        self.count = self.by_origin.values().map(Vec::len).sum();
    }
}

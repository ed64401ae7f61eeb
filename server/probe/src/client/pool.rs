//! Connections kept between questions.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

use super::connection::Connection;
use super::{Ask, Origin};
use crate::tls::Tls;

/// An idle connection is not used again after this; servers close theirs after 20 s to 75 s.
const IDLE: Duration = Duration::from_secs(90);

/// No connection is used longer, so that a changed address or certificate shows within five minutes.
const AGE: Duration = Duration::from_secs(300);

/// Idle connections kept in all: half of the usual limit of 1,024 open files.
const KEPT: usize = 512;

/// What requests must have in common to share a connection.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Route {
    /// Where to.
    pub origin: Origin,
    /// Whether it speaks HTTP/2.
    pub http2: bool,
    /// How it agrees on TLS; none for `http`.
    pub tls: Option<Tls>,
}

impl Route {
    /// The route to `origin` on which `ask` can be sent.
    pub fn new(origin: Origin, ask: &Ask) -> Route {
        let tls = origin.tls.then(|| ask.tls.clone());
        Route { origin, http2: ask.http2, tls }
    }
}

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
    by_route: HashMap<Route, Vec<Kept>>,
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
        Pool(Mutex::new(Idle { by_route: HashMap::new(), count: 0, room }))
    }

    /// The latest idle connection on `route` that is still good.
    pub fn take(&self, route: &Route) -> Option<Connection> {
        let now = Instant::now();
        let mut idle = self.lock();
        loop {
            let kept = idle.by_route.get_mut(route)?.pop()?;
            idle.count -= 1;
            if kept.is_good(now) {
                return Some(kept.connection);
            }
        }
    }

    /// Keeps a connection whose answer has been read to its end, unless there are too many.
    pub fn put(&self, route: Route, connection: Connection) {
        let kept = Kept { connection, since: Instant::now() };
        let mut idle = self.lock();
        if idle.count >= idle.room {
            idle.sweep(kept.since);
        }
        if idle.count < idle.room && kept.is_good(kept.since) {
            idle.by_route.entry(route).or_default().push(kept);
            idle.count += 1;
        }
    }

    /// No code panics while it holds the lock, so what a poisoned one guards is whole.
    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Idle {
    /// Forgets what is not good, and routes with nothing kept.
    fn sweep(&mut self, now: Instant) {
        self.by_route.retain(|_, all| {
            all.retain(|kept| kept.is_good(now));
            !all.is_empty()
        });
        self.count = self.by_route.values().map(Vec::len).sum();
    }
}

//! The attempts to sign in by a provider that browsers have begun. They are kept in memory: whoever is on the way while
//! Pharos restarts begins again.

use super::Back;
use crate::members::secret::Secret;
use model::time::{At, MINUTE};
use openid::{Attempt, Provider};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::records::Digest;

/// How long an attempt may take, in milliseconds.
pub const LIFE: i64 = 10 * MINUTE;

/// The most attempts that are remembered.
const MOST: usize = 2_000;

/// What an attempt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in, and to go to this address of this site afterwards.
    SignIn(String),
    /// To let this member, who is signed in, sign in so from then on.
    Link(String),
}

/// An attempt whose browser is on its way.
pub(super) struct Begun {
    /// Which of the providers.
    pub provider: usize,
    /// What it says of itself.
    pub described: Provider,
    /// What it was asked.
    pub attempt: Attempt,
    /// SHA-256 of the cookie of the browser that began it.
    pub cookie: Digest,
    /// What it is for.
    pub purpose: Purpose,
    /// When it began.
    pub at: At,
}

/// All of them, by the SHA-256 of their state.
#[derive(Default)]
pub(super) struct Attempts(Mutex<HashMap<Digest, Begun>>);

impl Attempts {
    /// Remembers one; the oldest gives way if there are too many.
    pub fn remember(&self, state: Digest, begun: Begun, now: At) {
        let mut all = self.all();
        all.retain(|_, it| now.since(it.at) < LIFE);
        if all.len() >= MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, it)| it.at).map(|(state, _)| *state)
        {
            all.remove(&oldest);
        }
        all.insert(state, begun);
    }

    /// The attempt, which is over with this, if the browser that began it comes back in time.
    pub fn taken(&self, back: &Back, now: At) -> Option<Begun> {
        let (state, cookie) = (Secret::read(&back.state)?.digest(), back.cookie.as_ref()?.digest());
        let mut all = self.all();
        // Another browser does not end it.
        let is_its = all.get(&state).is_some_and(|begun| begun.cookie == cookie);
        let begun = if is_its { all.remove(&state) } else { None };
        begun.filter(|begun| now.since(begun.at) < LIFE)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Digest, Begun>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

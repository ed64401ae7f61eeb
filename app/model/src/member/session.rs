//! Sessions, API tokens and one-time links: what members see of them, and how long each lasts.

use super::Permission;
use crate::time::{At, DAY, HOUR};

/// A session ends so long after it began, in milliseconds, however much it is used.
pub const LONGEST: i64 = 30 * DAY;
/// A session ends after so much time without a request, in milliseconds.
pub const IDLE: i64 = 7 * DAY;
/// That a session is used is noted once in so much time, in milliseconds.
pub const COARSE: i64 = HOUR;
/// The most sessions of one member; the one that is unused for longest ends for another.
pub const MOST_SESSIONS: usize = 20;
/// The most API tokens of one member.
pub const MOST_TOKENS: usize = 20;
/// The longest life of an API token, in days.
pub const MOST_TOKEN_DAYS: i64 = 366;
/// The life of the link that makes the first admin, in milliseconds.
pub const FIRST_LINK: i64 = HOUR;
/// The life of an invitation, and of a link to a password that was forgotten, in milliseconds.
pub const INVITATION: i64 = 3 * DAY;

/// Letters that are kept of what a browser calls itself.
pub const MOST_AGENT: usize = 200;

/// A browser in which a member is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// When the member signed in.
    pub began: At,
    /// When it was last used, give or take [`COARSE`].
    pub seen: At,
    /// When it ends, if it is not used again.
    pub expires: At,
    /// What the browser calls itself, at most [`MOST_AGENT`] letters.
    pub agent: String,
}

/// An API token, without the secret, which nobody can read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its name; names it for good, also when it has ended.
    pub name: String,
    /// What it was given.
    pub scopes: Vec<Permission>,
    /// When it was made.
    pub made: At,
    /// When it ends.
    pub expires: At,
    /// When it was last used, give or take [`COARSE`].
    pub used: Option<At>,
}

/// When a session ends that began at `began` and was last used at `seen`, if it is not used again.
pub fn expires(began: At, seen: At) -> At {
    (began + LONGEST).min(seen + IDLE)
}

/// Whether a use at `now` is worth noting for a session that was noted to be used at `seen`.
pub fn worth_noting(seen: At, now: At) -> bool {
    now.since(seen) >= COARSE
}

/// When a token ends that is made at `now` for so many days; nothing if that is no number of days that it may have.
pub fn token_expires(now: At, days: i64) -> Option<At> {
    (1..=MOST_TOKEN_DAYS).contains(&days).then(|| now + days * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_lasts_from_a_day_to_a_year() {
        assert_eq!(token_expires(At(5), 1), Some(At(5 + DAY)));
        assert_eq!([0, -1, 367, i64::MAX].map(|days| token_expires(At(5), days)), [None; 4]);
    }

    proptest! {
        /// However often it is used, noting it coarsely: nobody stays signed in for longer than allowed, and nobody who
        /// comes back within the idle time less what is not noted is asked to sign in again.
        #[test]
        fn a_session_ends_in_time_and_not_before(pauses in prop::collection::vec(1i64..8 * DAY, 1..80)) {
            let (began, mut seen, mut now) = (At(1_000), At(1_000), At(1_000));
            for pause in pauses {
                now = now + pause;
                let ended = now >= expires(began, seen);
                if now.since(began) >= LONGEST || pause >= IDLE {
                    prop_assert!(ended, "{} after its start, {pause} after its use", now.since(began));
                } else if pause < IDLE - COARSE {
                    prop_assert!(!ended);
                }
                if ended {
                    break;
                }
                if worth_noting(seen, now) {
                    seen = now;
                }
            }
        }
    }
}

//! Where wall time enters the collector, made steady: it never goes back, whatever is done to the machine's clock.

use model::time::{At, SECOND, length};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A difference between both clocks, in milliseconds, that is worth a word in the log.
const JUMP: i64 = 2 * SECOND;

/// Gives the current instant.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> At + Send + Sync>);

impl Clock {
    /// The machine's clock, made steady.
    #[allow(clippy::disallowed_methods, reason = "this is the one place where wall time is read")]
    pub fn system() -> Clock {
        let wall = || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            At(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
        };
        let begun = Instant::now();
        let steady = Mutex::new(Steady { told: wall(), uptime: 0, behind: false });
        Clock(Arc::new(move || {
            let uptime = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
            steady.lock().unwrap_or_else(PoisonError::into_inner).step(wall(), uptime)
        }))
    }

    /// A clock that stands at `at`.
    pub fn fixed(at: At) -> Clock {
        Clock(Arc::new(move || at))
    }

    /// The current instant.
    pub fn now(&self) -> At {
        (self.0)()
    }
}

/// What was told last, and how long the process had run then.
struct Steady {
    told: At,
    uptime: i64,
    behind: bool,
}

impl Steady {
    /// The instant to tell when the machine's clock says `wall` after the process has run for `uptime` milliseconds.
    ///
    /// A clock that is ahead is believed: what lies between was slept through, or the clock was wrong before. One that
    /// was set back is not: time goes on at nine tenths of its pace until the clock has caught up.
    fn step(&mut self, wall: At, uptime: i64) -> At {
        let passed = (uptime - self.uptime).max(0);
        let ahead = wall.since(self.told + passed);
        if ahead > JUMP {
            tracing::warn!(
                by = length(ahead),
                "the clock jumped ahead: the machine slept, or the clock was set"
            );
        }
        let behind = ahead < -JUMP;
        if behind && !self.behind {
            let by = length(-ahead);
            tracing::warn!(by, "the clock was set back; time goes on more slowly until it has caught up");
        }
        self.behind = behind;
        self.told = wall.max(self.told + passed * 9 / 10);
        self.uptime = uptime;
        self.told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steady() -> Steady {
        Steady { told: At(1_000_000), uptime: 0, behind: false }
    }

    #[test]
    fn an_hour_ahead_is_believed() {
        assert_eq!(steady().step(At(1_000_000 + 3_600_000), 10), At(4_600_000));
    }

    #[test]
    fn an_hour_back_is_caught_up_with_in_ten() {
        let (mut steady, hour) = (steady(), 3_600_000);
        let told = |steady: &mut Steady, after: i64| steady.step(At(1_000_000 - hour + after), after);
        assert_eq!(told(&mut steady, hour), At(1_000_000 + hour * 9 / 10));
        assert_eq!(told(&mut steady, 10 * hour), At(1_000_000 + 9 * hour));
        assert_eq!(told(&mut steady, 11 * hour), At(1_000_000 + 10 * hour));
    }

    proptest! {
        #[test]
        fn it_never_goes_back(steps in prop::collection::vec((-4_000_000i64..4_000_000, 0i64..100_000), 1..50)) {
            let (mut steady, mut uptime, mut told) = (steady(), 0, At(1_000_000));
            for (offset, passed) in steps {
                uptime += passed;
                let next = steady.step(At(1_000_000 + uptime + offset), uptime);
                prop_assert!(next >= told);
                told = next;
            }
        }
    }
}

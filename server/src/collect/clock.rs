//! Where wall time enters the collector, made steady: it never goes back, whatever is done to the machine's clock.

use model::time::{At, SECOND, length};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A difference between both clocks, in milliseconds, that is worth a word in the log.
const JUMP: i64 = 2 * SECOND;

/// Gives the current instant.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

/// What a clock tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The current instant.
    pub at: At,
    /// Whether it is ahead of the machine's clock, which was set back.
    pub is_ahead: bool,
}

impl Clock {
    /// The machine's clock, made steady.
    pub fn system() -> Clock {
        Clock::after(At(i64::MIN))
    }

    /// The same, that never tells an instant before `seen`: to a history that has samples of the future, the clock was
    /// set back while Pharos did not run.
    #[allow(clippy::disallowed_methods, reason = "this is the one place where wall time is read")]
    pub fn after(seen: At) -> Clock {
        let wall = || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            At(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
        };
        let begun = Instant::now();
        Clock::of(seen, wall, move || i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    /// The steady clock over `wall` and the milliseconds for which the process has run; it tells no instant before
    /// `seen`.
    pub fn of(
        seen: At,
        wall: impl Fn() -> At + Send + Sync + 'static,
        uptime: impl Fn() -> i64 + Send + Sync + 'static,
    ) -> Clock {
        let steady = Steady { told: wall().max(seen), uptime: uptime(), is_ahead: false };
        let steady = Mutex::new(steady);
        Clock(Arc::new(move || {
            let mut steady = steady.lock().unwrap_or_else(PoisonError::into_inner);
            steady.step(wall(), uptime())
        }))
    }

    /// A clock that stands at `at`.
    pub fn fixed(at: At) -> Clock {
        Clock(Arc::new(move || Time { at, is_ahead: false }))
    }

    /// The current instant.
    pub fn now(&self) -> At {
        self.time().at
    }

    /// The current instant, and whether it is to be trusted.
    pub fn time(&self) -> Time {
        (self.0)()
    }
}

/// What was told last, and how long the process had run then.
struct Steady {
    told: At,
    uptime: i64,
    is_ahead: bool,
}

impl Steady {
    /// What to tell when the machine's clock says `wall` after the process has run for `uptime` milliseconds.
    ///
    /// A clock that is ahead is believed: what lies between was slept through, or the clock was wrong before. One that
    /// was set back is not: time goes on at nine tenths of its pace until the clock has caught up.
    fn step(&mut self, wall: At, uptime: i64) -> Time {
        let passed = (uptime - self.uptime).max(0);
        let ahead = wall.since(self.told + passed);
        if ahead > JUMP {
            let by = length(ahead);
            tracing::warn!(
                by,
                "the clock jumped ahead: the machine slept, or the clock was set; times go on from there"
            );
        }
        self.told = wall.max(self.told + passed * 9 / 10);
        let is_ahead = self.told.since(wall) > JUMP;
        match (self.is_ahead, is_ahead) {
            (false, true) => {
                let by = length(self.told.since(wall));
                tracing::warn!(by, "the clock was set back; times go on more slowly until it has caught up");
            }
            (true, false) => tracing::info!("the clock has caught up with the times that are told"),
            _ => {}
        }
        (self.uptime, self.is_ahead) = (uptime, is_ahead);
        Time { at: self.told, is_ahead }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steady() -> Steady {
        Steady { told: At(1_000_000), uptime: 0, is_ahead: false }
    }

    #[test]
    fn an_hour_ahead_is_believed() {
        assert_eq!(steady().step(At(1_000_000 + 3_600_000), 10), Time { at: At(4_600_000), is_ahead: false });
    }

    #[test]
    fn an_hour_back_is_caught_up_with_in_ten() {
        let (mut steady, hour) = (steady(), 3_600_000);
        let mut told = |after: i64| steady.step(At(1_000_000 - hour + after), after);
        assert_eq!(told(hour), Time { at: At(1_000_000 + hour * 9 / 10), is_ahead: true });
        assert_eq!(told(9 * hour), Time { at: At(1_000_000 + hour * 81 / 10), is_ahead: true });
        assert_eq!(told(10 * hour), Time { at: At(1_000_000 + 9 * hour), is_ahead: false });
        assert_eq!(told(11 * hour), Time { at: At(1_000_000 + 10 * hour), is_ahead: false });
    }

    #[test]
    fn a_history_that_ends_in_the_future_is_gone_on_from_there() {
        let clock = Clock::of(At(9_000_000), || At(1_000_000), || 0);
        assert_eq!(clock.time(), Time { at: At(9_000_000), is_ahead: true });
        let clock = Clock::of(At(9_000_000), || At(10_000_000), || 0);
        assert_eq!(clock.time(), Time { at: At(10_000_000), is_ahead: false });
    }

    proptest! {
        #[test]
        fn it_never_goes_back(steps in prop::collection::vec((-4_000_000i64..4_000_000, 0i64..100_000), 1..50)) {
            let (mut steady, mut uptime, mut told) = (steady(), 0, At(1_000_000));
            for (offset, passed) in steps {
                uptime += passed;
                let next = steady.step(At(1_000_000 + uptime + offset), uptime).at;
                prop_assert!(next >= told);
                told = next;
            }
        }
    }
}

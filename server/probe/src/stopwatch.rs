//! The time that one question may take, and the time that its steps took. Monotonic clock only.

use model::sample::Phases;
use model::time::At;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use crate::names::Names;

/// The longest deadline, so that adding it to an instant cannot overflow.
const LONGEST: Duration = Duration::from_secs(86_400);

/// What is learnt on the way, besides the answer itself. Started when a question is asked; lent to the kind that answers it.
pub(crate) struct Stopwatch {
    start: Instant,
    /// The wall time when it was started, for what protocols say about wall time.
    pub now: At,
    /// Where to look up names, before the system's own lookup.
    pub names: Option<Arc<Names>>,
    /// When everything must be over.
    pub deadline: Instant,
    /// Microseconds of each step so far.
    pub phases: Phases,
    /// The address that was reached last.
    pub ip: Option<IpAddr>,
    /// Until when the certificate is good that was shown last.
    pub certificate: Option<At>,
}

impl Stopwatch {
    /// Starts it with this much time for everything.
    pub fn start(timeout: Duration) -> Stopwatch {
        let start = Instant::now();
        let deadline = start + timeout.min(LONGEST);
        Stopwatch {
            start,
            now: At::default(),
            names: None,
            deadline,
            phases: Phases::default(),
            ip: None,
            certificate: None,
        }
    }

    /// The same, started at this wall time.
    pub fn at(self, now: At) -> Stopwatch {
        Stopwatch { now, ..self }
    }

    /// The same, with a place to look up names.
    pub fn with(self, names: Arc<Names>) -> Stopwatch {
        Stopwatch { names: Some(names), ..self }
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Whether the deadline has passed.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.deadline
    }

    /// Until when the next of `attempts` attempts may last, if all get equal shares of the time left.
    pub fn share(&self, attempts: usize) -> Instant {
        let now = Instant::now();
        let left = self.deadline.saturating_duration_since(now);
        now + left / u32::try_from(attempts.max(1)).unwrap_or(u32::MAX)
    }
}

/// Adds a step's duration to its phase: a question that follows a redirect takes some steps twice.
pub(crate) fn add(phase: &mut Option<u32>, took: Duration) {
    *phase = Some(phase.unwrap_or(0).saturating_add(micros(took)));
}

/// Whole microseconds, at most `u32::MAX` (71 minutes).
pub(crate) fn micros(duration: Duration) -> u32 {
    u32::try_from(duration.as_micros()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_add_up_and_saturate() {
        let mut phase = None;
        add(&mut phase, Duration::from_micros(7));
        add(&mut phase, Duration::from_millis(1));
        assert_eq!(phase, Some(1_007));
        add(&mut phase, Duration::from_secs(10_000));
        assert_eq!(phase, Some(u32::MAX));
    }

    #[tokio::test(start_paused = true)]
    async fn attempts_share_what_is_left() {
        let watch = Stopwatch::start(Duration::from_secs(6));
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(watch.share(2) - Instant::now(), Duration::from_secs(2));
        assert_eq!(watch.share(1), watch.deadline);
        assert!(!watch.is_over());
        tokio::time::advance(Duration::from_secs(5)).await;
        assert_eq!(watch.share(3), Instant::now());
        assert!(watch.is_over());
    }

    #[test]
    fn the_longest_timeout_is_a_day() {
        let watch = Stopwatch::start(Duration::MAX);
        assert_eq!(watch.deadline - watch.start, LONGEST);
    }
}

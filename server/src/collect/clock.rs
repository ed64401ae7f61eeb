//! Where wall time enters the collector.

use model::time::At;
use std::sync::Arc;

/// Gives the current instant.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> At + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[allow(clippy::disallowed_methods, reason = "this is the one place where wall time is read")]
    pub fn system() -> Clock {
        Clock(Arc::new(|| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            At(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
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

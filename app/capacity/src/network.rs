//! Networks of queues: open ones, which load enters from outside, and closed ones, in which a fixed number
//! of users goes round. Sources: Lazowska, Zahorjan, Graham, Sevcik: Quantitative System Performance (1984);
//! octave-queueing 1.2.7.

pub mod bounds;
mod closed;
mod convolution;
mod multiclass;
mod open;
mod retry;

pub use closed::{Method, Solution, solve};
pub use multiclass::{ClassSolution, solve_classes};
pub use open::{OpenStation, open};
pub use retry::with_retries;

use crate::Error;

/// One station as the users of a network see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Service demand of one request over all its visits, in seconds.
    pub demand: f64,
    /// How it serves.
    pub servers: Servers,
}

/// How a station serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Servers {
    /// So many equal servers with one shared line.
    Queue(u32),
    /// Nobody ever waits: think time, or a network's latency.
    Delay,
}

impl Station {
    /// Checks the figures: a demand of zero or more, at least one server.
    fn checked(self) -> Result<Station, Error> {
        Error::check("demand (s)", self.demand, "between 0 and 1e12", (0.0..=1e12).contains(&self.demand))?;
        if let Servers::Queue(servers) = self.servers {
            let fits = (1..=1_000_000).contains(&servers);
            Error::check("servers", f64::from(servers), "between 1 and 1000000", fits)?;
        }
        Ok(self)
    }
}

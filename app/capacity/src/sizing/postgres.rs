//! PostgreSQL: settings as pgtune chooses them, connections, memory, and how far a replica lags.

mod pgtune;

pub use pgtune::{Kind, Machine, Settings, System, tune};

use super::{amount, count, positive};
use crate::Error;

/// Connections that keep a server busy: 2 cores + spindles. Source: HikariCP, About pool sizing.
pub fn pool(cores: u32, spindles: u32) -> Result<f64, Error> {
    Ok(2.0 * count("cores", cores)? + f64::from(spindles))
}

/// Memory in bytes: shared buffers, each connection's work memory for so many sorts and hashes at once, and what of
/// the files stays in the system's cache.
pub fn memory(shared: f64, connections: f64, work: f64, operations: f64, cache: f64) -> Result<f64, Error> {
    let working =
        amount("connections", connections)? * amount("work_mem", work)? * amount("operations", operations)?;
    Ok(amount("shared_buffers", shared)? + working + amount("cache", cache)?)
}

/// Seconds by which a replica is behind after `seconds` in which the primary wrote `written` bytes of WAL per second
/// and it applied `applied`; 0 where it keeps up.
pub fn lag(written: f64, applied: f64, seconds: f64) -> Result<f64, Error> {
    let (written, applied) = (amount("WAL rate", written)?, positive("apply rate", applied)?);
    Ok(((written - applied) * amount("seconds", seconds)? / applied).max(0.0))
}

/// Reads per second from disk: transactions x pages each, where the cache has a share `hit` of them; and writes:
/// transactions x pages that each makes dirty, once per checkpoint at worst.
pub fn io(transactions: f64, reads: f64, hit: f64, writes: f64) -> Result<f64, Error> {
    let hit = Error::check("cache hit share", hit, "between 0 and 1", (0.0..=1.0).contains(&hit))?;
    let pages = amount("pages read", reads)? * (1.0 - hit) + amount("pages written", writes)?;
    Ok(amount("transactions", transactions)? * pages)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_replica_that_keeps_up_does_not_lag() {
        assert_eq!(lag(5e6, 10e6, 60.0).unwrap(), 0.0);
        assert_eq!(lag(15e6, 10e6, 60.0).unwrap(), 30.0);
        assert_eq!(io(100.0, 10.0, 0.9, 2.0).unwrap(), 300.0);
        assert_eq!(memory(8e9, 100.0, 4e6, 2.0, 1e9).unwrap(), 9.8e9);
        assert!(pool(0, 1).is_err() && io(1.0, 1.0, 1.1, 1.0).is_err());
    }
}

//! Backups under a retention policy: the write-ahead log, daily dumps and hourly snapshots of Redis; how much can be
//! lost, how long a restore takes, and what it costs.

use super::{amount, positive};
use crate::Error;

/// What is backed up and for how long it is kept. Sizes are in one unit of your choice, times in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// Write-ahead log a day.
    pub wal: f64,
    /// What compression leaves of it.
    pub wal_ratio: f64,
    /// Days it is kept.
    pub wal_days: f64,
    /// The database.
    pub database: f64,
    /// What it grew by each day.
    pub growth: f64,
    /// What a dump is of the database.
    pub dump_ratio: f64,
    /// Days a daily dump is kept.
    pub dump_days: u32,
    /// The dataset of Redis.
    pub redis: f64,
    /// What a snapshot is of it.
    pub rdb_ratio: f64,
    /// Days an hourly snapshot is kept.
    pub rdb_days: f64,
}

/// What is stored, in the unit of the policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stored {
    /// Write-ahead log.
    pub wal: f64,
    /// Dumps.
    pub dumps: f64,
    /// Snapshots.
    pub snapshots: f64,
    /// One dump and one snapshot while they are written, before the oldest goes.
    pub in_flight: f64,
}

impl Stored {
    /// All that is kept, without what is in flight.
    pub fn total(&self) -> f64 {
        self.wal + self.dumps + self.snapshots
    }
}

/// What a policy stores: WAL = wal x ratio x days, dumps = ratio x sum over days d of (S - g d), snapshots = 24 x days
/// x ratio x dataset. A database is never smaller than nothing, so the sum ends where it was empty.
pub fn stored(policy: &Policy) -> Result<Stored, Error> {
    let database = amount("database", policy.database)?;
    let growth = Error::check(
        "growth",
        policy.growth,
        "a number of at most 1e24 in size",
        policy.growth.abs() <= 1e24,
    )?;
    let days = f64::from(policy.dump_days);
    Error::check("dump days", days, "at most 36500", days <= 36_500.0)?;
    let alive = if growth > 0.0 { (libm::floor(database / growth) + 1.0).min(days) } else { days };
    let sizes = alive * database - growth * alive * (alive - 1.0).max(0.0) / 2.0;
    let dump_ratio = amount("dump ratio", policy.dump_ratio)?;
    let snapshot = amount("redis", policy.redis)? * amount("RDB ratio", policy.rdb_ratio)?;
    let kept = amount("WAL ratio", policy.wal_ratio)? * amount("WAL days", policy.wal_days)?;
    Ok(Stored {
        wal: amount("WAL", policy.wal)? * kept,
        dumps: dump_ratio * sizes,
        snapshots: 24.0 * amount("RDB days", policy.rdb_days)? * snapshot,
        in_flight: dump_ratio * database + snapshot,
    })
}

/// Seconds to restore: a dump at `rate` bytes per second, then the log since it at `replay`.
pub fn restore_time(dump: f64, rate: f64, log: f64, replay: f64) -> Result<f64, Error> {
    let read = amount("dump", dump)? / positive("restore rate", rate)?;
    Ok(read + amount("log", log)? / positive("replay rate", replay)?)
}

/// Seconds of work that may be lost: the interval between archived pieces of the log, and the time to ship one.
pub fn loss(interval: f64, bytes: f64, bandwidth: f64) -> Result<f64, Error> {
    Ok(amount("archive interval (s)", interval)?
        + amount("piece", bytes)? / positive("bandwidth", bandwidth)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const POLICY: Policy = Policy {
        wal: 40.0,
        wal_ratio: 0.4,
        wal_days: 30.0,
        database: 200.0,
        growth: 1.0,
        dump_ratio: 0.25,
        dump_days: 90,
        redis: 6.0,
        rdb_ratio: 0.5,
        rdb_days: 7.0,
    };

    #[test]
    fn dumps_sum_day_by_day_and_stop_where_the_database_began() {
        for (growth, days) in [(1.0, 90), (-1.0, 90), (0.0, 10), (7.0, 90), (400.0, 90), (1.0, 0)] {
            let got = stored(&Policy { growth, dump_days: days, ..POLICY }).unwrap().dumps;
            let want: f64 = (0..days).map(|d| 0.25 * (200.0 - growth * f64::from(d)).max(0.0)).sum();
            assert!((got - want).abs() < 1e-9, "{growth} {days}: {got} {want}");
        }
        assert_eq!(stored(&POLICY).unwrap().in_flight, 53.0);
    }

    #[test]
    fn a_restore_reads_and_replays() {
        assert_eq!(restore_time(50e9, 100e6, 16e9, 20e6).unwrap(), 1300.0);
        assert_eq!(loss(60.0, 16e6, 8e6).unwrap(), 62.0);
        assert!(restore_time(1.0, 0.0, 1.0, 1.0).is_err());
    }
}

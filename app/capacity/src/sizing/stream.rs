//! Stream processing such as PERCEPTION: tasks bound to partitions, lag after an outage, and state on disk.

use super::{amount, ceil, count, positive, share};
use crate::Error;

/// What the tasks are asked to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stream {
    /// Records per second.
    pub rate: f64,
    /// Processor seconds of a record.
    pub cpu: f64,
    /// Partitions of the topic that is read; no more tasks than that have work.
    pub partitions: u32,
}

/// The fewest tasks of one core that are busy at most a share `utilisation`. `Infeasible` where more are needed than
/// there are partitions: the limit is what those allow.
pub fn tasks(stream: &Stream, utilisation: f64) -> Result<f64, Error> {
    let busy = amount("rate", stream.rate)? * amount("cpu (s)", stream.cpu)?;
    let (needed, most) =
        (ceil(busy / share("utilisation", utilisation)?).max(1.0), count("partitions", stream.partitions)?);
    if needed > most {
        return Err(Error::infeasible("tasks", needed, most));
    }
    Ok(needed)
}

/// Seconds until `tasks` have caught up with what came in while they stood still for `outage` seconds: backlog /
/// (capacity - rate). `Unstable` where they never do.
pub fn catch_up(stream: &Stream, tasks: f64, outage: f64) -> Result<f64, Error> {
    let rate = amount("rate", stream.rate)?;
    let most = count("partitions", stream.partitions)?;
    let capacity = positive("tasks", tasks)?.min(most) / positive("cpu (s)", stream.cpu)?;
    if rate >= capacity {
        return Err(Error::unstable(rate / capacity));
    }
    Ok(rate * amount("outage (s)", outage)? / (capacity - rate))
}

/// Bytes of state on disk: keys x bytes x (1 + amplification) x copies of each, with changelog or checkpoint.
pub fn state(keys: f64, bytes: f64, amplification: f64, copies: u32) -> Result<f64, Error> {
    let live = amount("keys", keys)? * amount("bytes per key", bytes)?;
    Ok(live * (1.0 + amount("amplification", amplification)?) * count("copies", copies)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const STREAM: Stream = Stream { rate: 10_000.0, cpu: 0.0004, partitions: 12 };

    #[test]
    fn partitions_bound_the_tasks_and_spare_capacity_bounds_the_wait() {
        assert_eq!(tasks(&STREAM, 0.5).unwrap(), 8.0);
        assert!(matches!(tasks(&STREAM, 0.3), Err(Error::Infeasible { limit: 12.0, .. })));
        // Eight tasks do 20,000 a second, so that a minute's backlog takes another minute.
        assert!((catch_up(&STREAM, 8.0, 60.0).unwrap() - 60.0).abs() < 1e-9);
        assert!(matches!(catch_up(&STREAM, 4.0, 60.0), Err(Error::Unstable { .. })));
        assert_eq!(state(1e6, 200.0, 0.5, 2).unwrap(), 6e8);
    }
}

//! Services of others that limit how often they are called, by a token bucket: what queues up in a burst, how long
//! it takes to go, and what is lost where the queue has an end. Retries are in `network`.

use super::{amount, positive};
use crate::Error;

/// A token bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// Calls per second that it allows.
    pub rate: f64,
    /// Calls that it allows at once after a pause.
    pub burst: f64,
}

/// A burst of calls, and how it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// Calls that wait at its end.
    pub queued: f64,
    /// Calls that found the queue full.
    pub lost: f64,
    /// Seconds until the queue is empty again.
    pub drain: f64,
}

/// A burst of `peak` calls per second for `seconds`, then `usual` calls per second; the queue holds `room` calls.
/// `Unstable` where the usual rate alone is too much.
pub fn burst(bucket: &Bucket, peak: f64, seconds: f64, usual: f64, room: f64) -> Result<Burst, Error> {
    let rate = positive("allowed rate", bucket.rate)?;
    let usual = amount("usual rate", usual)?;
    if usual >= rate {
        return Err(Error::unstable(usual / rate));
    }
    let over =
        (amount("peak rate", peak)? - rate) * amount("seconds", seconds)? - amount("burst", bucket.burst)?;
    let queued = over.max(0.0).min(amount("queue room", room)?);
    Ok(Burst { queued, lost: over.max(0.0) - queued, drain: queued / (rate - usual) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_burst_waits_drains_and_overflows() {
        let bucket = Bucket { rate: 10.0, burst: 100.0 };
        let got = burst(&bucket, 30.0, 60.0, 5.0, 2000.0).unwrap();
        assert_eq!(got, Burst { queued: 1100.0, lost: 0.0, drain: 220.0 });
        assert_eq!(burst(&bucket, 30.0, 60.0, 5.0, 1000.0).unwrap().lost, 100.0);
        assert_eq!(burst(&bucket, 8.0, 60.0, 5.0, 10.0).unwrap().queued, 0.0);
        assert!(matches!(burst(&bucket, 30.0, 60.0, 10.0, 10.0), Err(Error::Unstable { .. })));
    }
}

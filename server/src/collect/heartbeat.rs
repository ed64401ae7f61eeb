//! Heartbeats: samples that jobs send in, each under the token that its check states.

use super::clock::Clock;
use super::schedule::LOCATION;
use model::estate::Estate;
use model::sample::{Outcome, Phases, Sample};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc::WeakSender;

/// Longest detail that a job may send, in characters.
const DETAIL: usize = 400;

/// What a job says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Whether it did its work.
    pub well: bool,
    /// How long that took, in microseconds; 0 if it does not say.
    pub took: u32,
    /// What was wrong, in its words.
    pub detail: String,
}

/// Why a beat was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No check has this token.
    Unknown,
    /// Too much is waiting to be judged, or Pharos is stopping; it may be sent again.
    Busy,
}

/// Takes heartbeats.
pub struct Heartbeats {
    checks: HashMap<String, Arc<str>>,
    clock: Clock,
    /// Weak, so that it does not keep the judge waiting when everything else has stopped.
    samples: WeakSender<Sample>,
}

impl Heartbeats {
    /// Takes heartbeats for the checks of `estate` that are pushed.
    pub fn new(estate: &Estate, clock: Clock, samples: WeakSender<Sample>) -> Heartbeats {
        let pushed = estate.checks().filter(|check| check.is_pushed());
        let checks = pushed.map(|check| (check.target.clone(), check.id.as_str().into())).collect();
        Heartbeats { checks, clock, samples }
    }

    /// Takes a beat of the job with this token.
    pub fn beat(&self, token: &str, beat: Beat) -> Result<(), Refused> {
        let check = self.checks.get(token).ok_or(Refused::Unknown)?;
        let sample = Sample {
            check: check.clone(),
            location: LOCATION.into(),
            at: self.clock.now(),
            outcome: if beat.well { Outcome::Pass } else { Outcome::Fail },
            latency: beat.took,
            phases: Phases::default(),
            detail: beat.detail.chars().filter(|c| !c.is_control()).take(DETAIL).collect(),
        };
        let samples = self.samples.upgrade().ok_or(Refused::Busy)?;
        samples.try_send(sample).map_err(|_| Refused::Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::estate::{Check, Component, HEARTBEAT, System};
    use model::time::At;
    use tokio::sync::mpsc;

    fn estate() -> Estate {
        let component = Component {
            id: "shop/backup".into(),
            name: "Backup".into(),
            group: "all".into(),
            summary: String::new(),
            ports: vec![],
            replicas: None,
            depends_on: vec![],
            docs: None,
            checks: vec![Check::new("shop/backup/nightly", HEARTBEAT, "0123456789abcdef")],
            metrics: vec![],
        };
        let (id, name, summary) = ("shop".into(), "Shop".into(), String::new());
        Estate {
            systems: vec![System {
                id,
                name,
                summary,
                docs: None,
                groups: vec![],
                components: vec![component],
            }],
        }
    }

    #[test]
    fn a_beat_becomes_a_sample_of_the_check_with_its_token() {
        let (sender, mut samples) = mpsc::channel(1);
        let beats = Heartbeats::new(&estate(), Clock::fixed(At(5)), sender.downgrade());
        let beat = |well| Beat { well, took: 7, detail: "disk\n full".into() };
        assert_eq!(beats.beat("0123456789abcdeg", beat(true)), Err(Refused::Unknown));
        assert_eq!(beats.beat("0123456789abcdef", beat(false)), Ok(()));
        assert_eq!(beats.beat("0123456789abcdef", beat(true)), Err(Refused::Busy));
        let sample = samples.try_recv().unwrap();
        assert_eq!(
            (&*sample.check, sample.at, sample.outcome),
            ("shop/backup/nightly", At(5), Outcome::Fail)
        );
        assert_eq!((sample.latency, sample.detail.as_str()), (7, "disk full"));
        drop(sender);
        assert_eq!(beats.beat("0123456789abcdef", beat(true)), Err(Refused::Busy));
    }
}

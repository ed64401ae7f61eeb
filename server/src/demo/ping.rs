//! What faults do to pings. The kernel answers them whatever is ordered, and no program without rights can keep it from
//! that or slow it down; so real pings are sent to the loopback interface, and a fault is put in the place of their
//! answers, on the way from the schedule to the judge.

use super::LIVE_INTERVAL;
use super::behaviour::{Behaviour, behaviour};
use super::faults::Faults;
use super::listener::{gone, is_answered_by_the_kernel, late};
use model::estate::{Check, Estate};
use model::sample::Sample;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc;

/// How many samples may wait for the judge.
const QUEUE: usize = 1_000;

/// Everything that comes from `samples`, but pings of `estate` as `faults` have them.
pub fn disturbed(
    estate: &Estate,
    faults: &Arc<Faults>,
    mut samples: mpsc::Receiver<Sample>,
) -> mpsc::Receiver<Sample> {
    let pings = pings(estate);
    if pings.is_empty() {
        return samples;
    }
    let (judge, taken) = mpsc::channel(QUEUE);
    let faults = faults.clone();
    tokio::spawn(async move {
        while let Some(sample) = samples.recv().await {
            let sample = match pings.get(&*sample.check) {
                Some((component, check)) => met(component, check, &faults, sample),
                None => sample,
            };
            if judge.send(sample).await.is_err() {
                return;
            }
        }
    });
    taken
}

/// Component and check of each ping, by the id of the check.
fn pings(estate: &Estate) -> BTreeMap<String, (String, Check)> {
    let checks =
        estate.components().flat_map(|component| component.checks.iter().map(|check| (&component.id, check)));
    let pings = checks.filter(|(_, check)| is_answered_by_the_kernel(check));
    pings.map(|(component, check)| (check.id.clone(), (component.clone(), check.clone()))).collect()
}

/// The sample of a ping as the fault of its component has it.
pub(super) fn met(component: &str, check: &Check, faults: &Faults, sample: Sample) -> Sample {
    let number = sample.at.0 / LIVE_INTERVAL;
    let (outcome, latency, detail) =
        match behaviour(faults.holds(component), sample.at, number.unsigned_abs()) {
            Behaviour::Well => return sample,
            Behaviour::Late => late(check, sample.latency),
            Behaviour::Broken | Behaviour::Absent => gone(check, sample.at, sample.latency),
        };
    Sample { outcome, latency, detail, ..sample }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::clock::Clock;
    use crate::config::demo::{Kind, Script};
    use model::estate::{Component, System};
    use model::sample::{LOCAL, Outcome, Phases};
    use model::time::{At, DAY};

    fn estate() -> Estate {
        let check = |kind: &str| Check {
            slow: Some(800),
            ..Check::new(format!("s/router/{kind}"), kind, "router:1")
        };
        let components = vec![Component::new("s/router", "Router", "all", vec![check("icmp"), check("tcp")])];
        Estate { systems: vec![System { components, ..System::new("s", "S") }] }
    }

    fn sample(check: &str) -> Sample {
        let (check, location) = (check.into(), LOCAL.into());
        let at = At(20_000 * DAY);
        Sample {
            check,
            location,
            at,
            outcome: Outcome::Pass,
            latency: 40,
            phases: Phases::default(),
            detail: String::new(),
        }
    }

    #[tokio::test]
    async fn faults_befall_pings_and_nothing_else() {
        let faults = Arc::new(Faults::new(Script::default(), Clock::fixed(At(20_000 * DAY))));
        let (sender, samples) = mpsc::channel(1);
        let mut judged = disturbed(&estate(), &faults, samples);
        for (fault, outcome, latency, detail) in [
            (None, Outcome::Pass, 40, ""),
            (Some(Kind::Fail), Outcome::Fail, 5_000_000, "no answer within 5 s"),
            (Some(Kind::Gone), Outcome::Fail, 5_000_000, "no answer within 5 s"),
            (Some(Kind::Slow), Outcome::Slow, 1_500_000, "answered in 1500 ms, slow from 800 ms"),
        ] {
            faults.clear(None);
            fault.into_iter().for_each(|fault| faults.order("s/router", fault, DAY));
            sender.send(sample("s/router/icmp")).await.unwrap();
            let told = judged.recv().await.unwrap();
            assert_eq!((told.outcome, told.latency, told.detail.as_str()), (outcome, latency, detail));
            sender.send(sample("s/router/tcp")).await.unwrap();
            assert_eq!(judged.recv().await, Some(sample("s/router/tcp")));
        }
        drop(sender);
        assert_eq!(judged.recv().await, None);
    }
}

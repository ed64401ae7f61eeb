//! A check, its listener and its real probe: what each way of being broken looks like.

use super::listen::LOOK;
use super::{broken, expiring, is_answered_by_the_kernel, start};
use crate::collect::clock::Clock;
use crate::config::demo::{Kind, Script};
use crate::demo::behaviour::EXPIRING;
use crate::demo::faults::Faults;
use crate::demo::ping;
use model::estate::{Check, Component};
use model::sample::{LOCAL, Outcome, Sample};
use model::time::{At, DAY};
use probe::{Answer, Prober, Question};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// The instant of all trials.
const NOW: At = At(20_000 * DAY);

/// A component with one check.
pub(in crate::demo) struct Trial {
    component: Component,
}

/// A failure with this detail.
pub(super) fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.into())
}

/// A slow answer with this detail.
pub(super) fn slow(detail: &str) -> (Outcome, String) {
    (Outcome::Slow, detail.into())
}

/// How often a listener is asked again that should be well.
const PATIENCE: usize = 50;

impl Trial {
    /// A component with one check, for which an answer is slow from 800 ms on.
    pub fn of(kind: &str, target: &str) -> Trial {
        let check = Check { slow: Some(800), ..Check::new("s/it/check", kind, target) };
        Trial { component: Component::new("s/it", "It", "all", vec![check]) }
    }

    /// One check of a real estate.
    pub fn check(component: &Component, check: &Check) -> Trial {
        Trial { component: Component { checks: vec![check.clone()], ..component.clone() } }
    }

    /// The same with something that it depends on.
    pub fn needs(mut self, ids: &[&str]) -> Trial {
        self.component.depends_on = ids.iter().map(|id| (*id).into()).collect();
        self
    }

    /// The same with an option.
    pub fn with(mut self, option: &str, value: &str) -> Trial {
        self.component.checks[0].options.set(option, value);
        self
    }

    /// The same with a condition.
    pub fn expects(mut self, condition: &str) -> Trial {
        self.component.checks[0].expect.push(condition.into());
        self
    }

    /// The same with a condition for not being slow.
    pub fn slow_unless(mut self, condition: &str) -> Trial {
        self.component.checks[0].slow_unless.push(condition.into());
        self
    }

    /// What the replay says of it when its certificate is about to expire.
    pub fn expiring(&self) -> Option<(Outcome, String)> {
        expiring(&self.component.checks[0], NOW + EXPIRING, NOW)
    }

    /// What the replay says of it while it is broken.
    pub fn broken(&self) -> (Outcome, String) {
        broken(&self.component, &self.component.checks[0])
    }

    /// Starts the listener; gives the check that asks it, and what breaks it.
    pub async fn start(&self) -> (Check, Arc<Faults>) {
        let faults = Arc::new(Faults::new(Script::default(), Clock::fixed(NOW)));
        let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let check = start(&self.component, &self.component.checks[0], faults.clone(), nowhere).await.unwrap();
        (check, faults)
    }

    /// The same while this fault holds.
    pub async fn start_during(&self, fault: Option<Kind>) -> (Check, Arc<Faults>) {
        let (check, faults) = self.start().await;
        if let Some(kind) = fault {
            faults.order(&self.component.id, kind, DAY);
            tokio::time::sleep(2 * LOOK).await;
        }
        (check, faults)
    }

    /// Sees that the real probe passes what is well, finds `wanted` in what is broken, waits for what is late, and does
    /// not reach what is gone until it is back; and that the replay says the same of what is broken or gone and of a
    /// certificate that is about to expire.
    pub async fn meets(&self, wanted: (Outcome, String)) {
        self.asked_by(&Prober::new(), wanted).await;
    }

    /// The same for a prober of somebody's own, which takes long to make.
    pub async fn asked_by(&self, prober: &Prober, wanted: (Outcome, String)) {
        let check = &self.component.checks[0];
        let (well, broken, gone, late, expiring) = tokio::join!(
            self.found(prober, None),
            self.found(prober, Some(Kind::Fail)),
            self.found(prober, Some(Kind::Gone)),
            self.found(prober, Some(Kind::Slow)),
            self.found(prober, Some(Kind::Expiring))
        );
        assert_eq!(well[0], (Outcome::Pass, String::new()), "{}", check.id);
        assert_eq!(broken, [wanted.clone(), well[0].clone()], "{}", check.id);
        assert_eq!(self.broken(), wanted, "{}", check.id);
        let (outcome, _, why) = super::gone(check, NOW, 0);
        assert_eq!(gone, [(outcome, why), well[0].clone()], "{}", check.id);
        let noticed = self.expiring().unwrap_or_else(|| well[0].clone());
        assert_eq!(expiring, [noticed, well[0].clone()], "{}", check.id);
        let [(outcome, detail), _] = late;
        let (noticed, ..) = super::late(check, 0);
        assert_eq!(outcome, noticed, "{}: {detail}", check.id);
        assert_eq!(detail.starts_with("answered in "), noticed == Outcome::Slow, "{}: {detail}", check.id);
    }

    /// What the probe finds while this fault holds, and when it is over.
    async fn found(&self, prober: &Prober, fault: Option<Kind>) -> [(Outcome, String); 2] {
        let (check, faults) = self.start_during(fault).await;
        let question = Question::of(&check).unwrap();
        let ask = async || {
            let Answer { outcome, latency, phases, detail } = prober.ask(&question, NOW).await;
            let (check_id, location) = (check.id.as_str().into(), LOCAL.into());
            let sample = Sample { check: check_id, location, at: NOW, outcome, latency, phases, detail };
            let is_ping = is_answered_by_the_kernel(&check);
            let told = if is_ping { ping::met(&self.component.id, &check, &faults, sample) } else { sample };
            (told.outcome, told.detail)
        };
        let during = ask().await;
        faults.clear(None);
        tokio::time::sleep(2 * LOOK).await;
        let mut after = ask().await;
        // A machine that is busy, or somebody who has the port at this moment, may put it off.
        for _ in 0..PATIENCE {
            if after.0 == Outcome::Pass {
                break;
            }
            tokio::time::sleep(LOOK).await;
            after = ask().await;
        }
        [during, after]
    }
}

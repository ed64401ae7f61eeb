//! The demo: a simulated estate on loopback, its faults, and 90 days of history through the real pipeline.
//!
//! Which faults there are is content (`demo.toml`); here is how a faulty component behaves.

pub mod behaviour;
pub mod faults;
pub mod incidents;
pub mod listener;
pub mod mailbox;
pub mod ping;
pub mod replay;
pub mod runs;
pub mod signal;

use faults::Faults;
use model::estate::{Check, Estate, Metric};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

/// Milliseconds from start to start while somebody watches, so that a fault is seen within seconds.
const LIVE_INTERVAL: i64 = 2_000;

/// The same for metrics, which nobody watches so closely.
const LIVE_READING: i64 = 10_000;

/// Milliseconds until a check of the live demo fails; more than a slow component takes.
const LIVE_TIMEOUT: i64 = 1_900;

/// Starts what stands for each check and each metric of `estate`, and gives the same estate with what asks them; what is
/// not asked reports to the Pharos that listens at `pharos`.
pub async fn simulate(estate: &Estate, faults: &Arc<Faults>, pharos: SocketAddr) -> io::Result<Estate> {
    let mut simulated = estate.clone();
    for system in &mut simulated.systems {
        for component in &mut system.components {
            for index in 0..component.checks.len() {
                let check = component.checks[index].clone();
                let live = Check {
                    interval: check.interval.min(LIVE_INTERVAL),
                    timeout: check.timeout.min(LIVE_TIMEOUT),
                    ..check
                };
                component.checks[index] = listener::start(component, &live, faults.clone(), pharos).await?;
            }
            for index in 0..component.metrics.len() {
                let metric =
                    listener::start_metric(component, &component.metrics[index], faults.clone()).await?;
                component.metrics[index] = Metric { interval: metric.interval.min(LIVE_READING), ..metric };
            }
        }
    }
    Ok(simulated)
}

#[cfg(test)]
mod tests {
    use super::faults::Faults;
    use super::listener::trial::Trial;
    use super::signal::{Quantity, Signal};
    use crate::collect::clock::Clock;
    use crate::config::demo::Script;
    use crate::config::environment::Environment;
    use crate::config::files::Files;
    use model::estate::{Check, Component};
    use model::time::{At, DAY};
    use probe::{Prober, Question};
    use std::net::{Ipv4Addr, SocketAddr};
    use std::sync::Arc;
    use tokio::task::JoinSet;

    /// An address at which no Pharos listens.
    const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

    /// Sees that these checks are met as their replay says.
    async fn are_met(trials: Vec<Trial>) {
        let (prober, mut met) = (Arc::new(Prober::new()), JoinSet::new());
        for trial in trials {
            let prober = prober.clone();
            met.spawn(async move { trial.asked_by(&prober, trial.broken()).await });
        }
        met.join_all().await;
    }

    #[tokio::test]
    async fn every_check_that_ships_is_met_as_its_replay_says() {
        let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
        let content = content.unwrap_or_else(|| panic!("{report:?}"));
        let components = content.estate.components();
        let trials = components.flat_map(|part| part.checks.iter().map(|check| Trial::check(part, check)));
        are_met(trials.collect()).await;
    }

    #[tokio::test]
    async fn every_kind_that_is_asked_is_met_as_its_replay_says() {
        let kinds = probe::KINDS.iter().map(|kind| Check::new(kind.name, kind.name, kind.example));
        let asked: Vec<_> = kinds.filter(|check| !check.is_pushed()).collect();
        assert_eq!(asked.len(), probe::KINDS.len() - 1, "heartbeats alone are not asked for");
        let checks = asked.into_iter().map(|check| Check { slow: Some(800), ..check });
        let part = |check: &Check| Component::new(format!("s/{}", check.id), "It", "all", vec![]);
        are_met(checks.map(|check| Trial::check(&part(&check), &check)).collect()).await;
    }

    #[tokio::test]
    async fn every_metric_that_ships_is_measured_as_its_replay_says() {
        let now = At(20_000 * DAY);
        let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
        let estate = content.unwrap_or_else(|| panic!("{report:?}")).estate;
        let faults = Arc::new(Faults::new(Script::default(), Clock::fixed(now)));
        let simulated = super::simulate(&estate, &faults, NOWHERE).await.unwrap();
        let (prober, mut count) = (Prober::new(), 0);
        for component in simulated.components() {
            for metric in &component.metrics {
                let quantity = Quantity::of(&metric.options);
                assert_ne!(quantity, Quantity::One, "{} is simulated by nothing", metric.id);
                let told = prober.measure(&Question::number(metric).unwrap(), now).await;
                assert_eq!(told, Ok(Signal::of(&component.id).value(quantity, now, false)), "{}", metric.id);
                count += 1;
            }
        }
        assert_eq!(count, estate.metrics().count());
        assert!(count > 10, "only {count} metrics ship");
    }
}

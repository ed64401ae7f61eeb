//! The demo: a simulated estate on loopback, its faults, and 90 days of history through the real pipeline.
//!
//! Which faults there are is content (`demo.toml`); here is how a faulty component behaves.

pub mod behaviour;
pub mod faults;
pub mod listener;
pub mod replay;
pub mod signal;

use faults::Faults;
use model::estate::{Check, Estate, Metric};
use std::io;
use std::sync::Arc;

/// Milliseconds from start to start while somebody watches, so that a fault is seen within seconds.
const LIVE_INTERVAL: i64 = 2_000;

/// The same for metrics, which nobody watches so closely.
const LIVE_READING: i64 = 10_000;

/// Milliseconds until a check of the live demo fails; more than a slow component takes.
const LIVE_TIMEOUT: i64 = 1_900;

/// Starts a listener for each check and each metric of `estate`, and gives the same estate with what asks them.
pub async fn simulate(estate: &Estate, faults: &Arc<Faults>) -> io::Result<Estate> {
    let mut simulated = estate.clone();
    for system in &mut simulated.systems {
        for component in &mut system.components {
            for index in 0..component.checks.len() {
                let check = listener::start(component, &component.checks[index], faults.clone()).await?;
                component.checks[index] = Check {
                    interval: check.interval.min(LIVE_INTERVAL),
                    timeout: check.timeout.min(LIVE_TIMEOUT),
                    ..check
                };
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
    use model::time::{At, DAY};
    use probe::{Prober, Question};
    use std::sync::Arc;
    use tokio::task::JoinSet;

    #[tokio::test]
    async fn every_check_that_ships_is_met_as_its_replay_says() {
        let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
        let content = content.unwrap_or_else(|| panic!("{report:?}"));
        let (prober, mut met) = (Arc::new(Prober::new()), JoinSet::new());
        for component in content.estate.components() {
            for check in &component.checks {
                let (trial, prober) = (Trial::check(component, check), prober.clone());
                met.spawn(async move { trial.asked_by(&prober, trial.broken()).await });
            }
        }
        met.join_all().await;
    }

    #[tokio::test]
    async fn every_metric_that_ships_is_measured_as_its_replay_says() {
        let now = At(20_000 * DAY);
        let (content, report) = crate::config::read(&Files::embedded(), &Environment::default());
        let estate = content.unwrap_or_else(|| panic!("{report:?}")).estate;
        let faults = Arc::new(Faults::new(Script::default(), Clock::fixed(now)));
        let simulated = super::simulate(&estate, &faults).await.unwrap();
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

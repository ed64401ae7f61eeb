//! The demo: a simulated estate on loopback, its faults, and 90 days of history through the real pipeline.
//!
//! Which faults there are is content (`demo.toml`); here is how a faulty component behaves.

pub mod behaviour;
pub mod faults;
pub mod listener;
pub mod replay;

use faults::Faults;
use model::estate::{Check, Estate};
use std::io;
use std::sync::Arc;

/// Milliseconds from start to start while somebody watches, so that a fault is seen within seconds.
const LIVE_INTERVAL: i64 = 2_000;

/// Milliseconds until a check of the live demo fails; more than a slow component takes.
const LIVE_TIMEOUT: i64 = 1_900;

/// Starts a listener for each check of `estate`, and gives the same estate with checks that ask them.
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
        }
    }
    Ok(simulated)
}

#[cfg(test)]
mod tests {
    use super::listener::trial::Trial;
    use crate::config::environment::Environment;
    use crate::config::files::Files;
    use probe::Prober;
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
}

//! The demo: a simulated estate on loopback, its faults, and 90 days of history through the real pipeline.
//!
//! Which faults there are is content (`demo.toml`); here is how a faulty component behaves.

pub mod behaviour;
pub mod faults;
pub mod listener;
pub mod replay;

use faults::Faults;
use model::estate::Estate;
use std::io;
use std::sync::Arc;

/// Milliseconds from start to start while somebody watches, so that a fault is seen within seconds.
const LIVE_INTERVAL: i64 = 2_000;

/// Milliseconds until a check of the live demo fails; more than a slow component takes.
const LIVE_TIMEOUT: i64 = 1_900;

/// Starts a listener for each check of `estate`, and gives the same estate with their addresses as targets.
pub async fn simulate(estate: &Estate, faults: &Arc<Faults>) -> io::Result<Estate> {
    let mut simulated = estate.clone();
    for system in &mut simulated.systems {
        for component in &mut system.components {
            for index in 0..component.checks.len() {
                let address = listener::start(component, index, faults.clone()).await?;
                let check = &mut component.checks[index];
                check.target = listener::target(&check.target, address);
                check.interval = check.interval.min(LIVE_INTERVAL);
                check.timeout = check.timeout.min(LIVE_TIMEOUT);
            }
        }
    }
    Ok(simulated)
}

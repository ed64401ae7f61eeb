//! Kubernetes: what a node keeps for itself, how an autoscaler counts, how many pods fit, and how few nodes
//! suffice.

mod autoscaler;
mod explain;
mod fit;
pub mod pack;
mod reserved;
mod zones;

pub use autoscaler::{Metric, desired, stabilised};
pub use fit::{FitOn, Limiting, fit};
pub use reserved::{EVICTION, Reservation, reserved_cpu, reserved_cpu_aks, reserved_memory};
pub use zones::{ZoneHeadroom, rollout_surge, zone_headroom};

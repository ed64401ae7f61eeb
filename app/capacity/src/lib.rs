//! Sizing mathematics of Pharos: queues, operational laws, plans, scenarios and what they need.
//! Pure `f64` functions without clock, randomness or I/O. Transcendental functions come from `libm`,
//! so the server and the browser give the same bits. Inside, figures are in seconds, bytes, cores and
//! requests per second; text with units is read and written at the edge (`units`).

pub mod availability;
pub mod error;
#[cfg(feature = "eval")]
pub mod eval;
pub mod evaluate;
#[cfg(feature = "panel")]
pub mod export;
pub mod forecast;
#[cfg(feature = "panel")]
pub mod import;
pub mod kubernetes;
pub mod law;
pub mod network;
mod order;
#[cfg(feature = "panel")]
pub mod panel;
pub mod plan;
pub mod queue;
pub mod scenario;
pub mod sizing;
pub mod slo;
#[cfg(feature = "panel")]
pub mod sources;
pub mod special;
pub mod trace;
pub mod uncertainty;
pub mod units;
pub mod usl;

pub use error::{Error, Problem};
pub use evaluate::{Outcome, evaluate};
pub use plan::Plan;
pub use scenario::Scenario;
pub use trace::Trace;

//! Sizing mathematics of Pharos: queues, operational laws, plans, scenarios and what they need.
//! Pure `f64` functions without clock, randomness or I/O. Transcendental functions come from `libm`,
//! so the server and the browser give the same bits. Inside, figures are in seconds, bytes, cores and
//! requests per second; text with units is read and written at the edge (`units`).

pub mod error;
pub mod evaluate;
pub mod law;
pub mod plan;
pub mod queue;
pub mod scenario;
pub mod units;

pub use error::{Error, Problem};
pub use evaluate::{Outcome, evaluate};
pub use plan::Plan;
pub use scenario::Scenario;

//! Uncertain figures: distributions that meet the intervals people state, points that fill their space
//! evenly, correlation, and what of a result's spread each input causes.

mod copula;
mod distribution;
mod entry;
mod interval;
mod product;
mod regret;
mod rng;
mod sensitivity;
mod simulate;
mod sobol;

pub use copula::Correlation;
pub use distribution::Distribution;
pub use entry::parse;
pub use interval::Interval;
pub use product::Product;
pub use regret::{Offer, Regret, least_regret};
pub use rng::Stream;
pub use sensitivity::{Indices, Swing, indices, rank_correlation, tornado};
pub use simulate::{Estimate, REPLICATES, Simulation, simulate};
pub use sobol::{MAX_DIMENSIONS, Sobol};

//! The status pages, drawn from [`model::public::Public`], and the island that keeps them right.

pub mod live;
pub mod now;

#[cfg(feature = "ssr")]
pub mod component;
#[cfg(feature = "ssr")]
pub mod day;
#[cfg(feature = "ssr")]
#[cfg(feature = "ssr")]
pub mod overview;
#[cfg(feature = "ssr")]
pub mod system;

#[cfg(feature = "ssr")]
mod bar;
#[cfg(feature = "ssr")]
mod days;
#[cfg(feature = "ssr")]
mod group;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod latency;
#[cfg(feature = "ssr")]
mod legend;
#[cfg(feature = "ssr")]
mod metrics;
#[cfg(feature = "ssr")]
mod planned;
#[cfg(feature = "ssr")]
pub(crate) mod slo;
#[cfg(feature = "ssr")]
pub(crate) mod sum;
#[cfg(feature = "ssr")]
mod trouble;

#[cfg(feature = "ssr")]
pub use find::{component, system};
#[cfg(feature = "ssr")]
mod find;

#[cfg(all(test, feature = "ssr"))]
pub(crate) mod sample;
#[cfg(all(test, feature = "ssr"))]
mod states;

//! The planner: a plan's form and what follows from it, drawn on the server and kept right in the browser.
//!
//! ```text
//! Plan + pairs of the query -- Sheet::of --> Sheet { scenario, problems, outcome } --> views
//! ```
//! The island computes with the same crate, so it needs no network; without it the form is a plain GET.

#[cfg(feature = "ssr")]
mod bring;
mod dial;
mod explain;
mod field;
#[cfg(feature = "ssr")]
mod goal;
#[cfg(feature = "ssr")]
mod golden;
mod items;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod measured;
#[cfg(feature = "ssr")]
mod more;
mod outlook;
mod planner;
mod sheet;
mod table;
mod verdict;

#[cfg(feature = "planner")]
mod browser;
#[cfg(feature = "ssr")]
mod page;

#[cfg(all(test, feature = "ssr"))]
mod tests;

#[cfg(feature = "ssr")]
pub use bring::{HOURS, SAMPLES, Source};
#[cfg(feature = "ssr")]
pub use golden::GoldenPage;
#[cfg(feature = "ssr")]
pub use list::PlansPage;
#[cfg(feature = "ssr")]
pub use measured::MeasuredPage;
#[cfg(feature = "ssr")]
pub use more::EXPORTS;
#[cfg(feature = "ssr")]
pub use page::{CapacityPage, body, head};
pub use planner::Planner;
pub use sheet::{Pairs, Sheet};

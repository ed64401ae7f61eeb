//! What people see: pages, drawn on the server alone, and islands, drawn there and kept right in the browser.
//!
//! ```text
//! Frame (the site) + Page (plain data) -- document --> HTML
//!                                          islands <-- /api/status.json, /api/events
//! ```
//! No I/O on the server side, no clock, no globals. The features `live` and `planner` compile one island
//! bundle each, `ssr` compiles everything.
#![recursion_limit = "256"]

pub mod route;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(any(feature = "ssr", feature = "live"))]
pub mod status;

#[cfg(feature = "ssr")]
pub mod docs;

#[cfg(any(feature = "ssr", feature = "planner"))]
pub mod capacity;

#[cfg(feature = "ssr")]
pub mod history;
#[cfg(feature = "ssr")]
pub mod incidents;

#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod members;
#[cfg(feature = "ssr")]
pub mod notices;
#[cfg(feature = "ssr")]
pub mod problem;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "ssr")]
pub mod runs;
#[cfg(feature = "ssr")]
pub mod subscribers;
#[cfg(feature = "ssr")]
pub mod templates;

#[cfg(feature = "ssr")]
pub use shell::document;

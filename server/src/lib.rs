//! Joins the stages: content, collector, store, snapshot, pages. Each is a module or a crate of its own, and data
//! goes one way through them.
//!
//! ```text
//! config -> collect { probe -> model::judge -> store } -> Snapshot (watch) -> web { cache <- render <- app }
//!                                    '- alerts -> incidents -> records -'
//!                                                            '-> notices -> channels
//!                                                 maintenance -' (what members declare, to collect)
//!                                      portal -> Edition (watch) -> web (the docs and what they follow)
//! ```

pub mod cli;
pub mod collect;
pub mod config;
pub mod demo;
pub mod export;
pub mod incidents;
pub mod maintenance;
pub mod members;
pub mod notices;
pub mod portal;
pub mod run;
pub mod subscribers;
pub mod telemetry;
pub mod web;

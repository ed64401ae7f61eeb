//! Every route once: where it is, which section it belongs to, who handles it.
//!
//! There is no other place where a route is added, so none is without an access rule.

use super::access::Section;
use super::state::Web;
use super::{api, assets, demo, events, health, heartbeat, page};
use app::route::{DEMO_CLEAR, DEMO_FAULTS, EVENTS, HEALTHZ, READYZ, STATUS_JSON};
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

/// A route.
pub struct Row {
    /// Its path, with parameters as axum writes them.
    pub path: &'static str,
    /// Whose access rule it has.
    pub section: Section,
    /// Who handles it.
    pub handler: fn() -> MethodRouter<Arc<Web>>,
}

const fn row(path: &'static str, section: Section, handler: fn() -> MethodRouter<Arc<Web>>) -> Row {
    Row { path, section, handler }
}

/// All routes.
pub const TABLE: &[Row] = &[
    row("/", Section::Status, || get(page::overview)),
    row("/status/{system}", Section::Status, || get(page::system)),
    row("/status/{system}/{component}", Section::Status, || get(page::component)),
    row(STATUS_JSON, Section::Status, || get(api::status)),
    row(EVENTS, Section::Status, || get(events::stream)),
    row("/docs", Section::Docs, || get(page::docs_start)),
    row("/docs/", Section::Docs, || get(page::docs_start)),
    row("/docs/{*path}", Section::Docs, || get(page::docs)),
    row("/capacity", Section::Capacity, || get(page::first_plan)),
    row("/capacity/{plan}", Section::Capacity, || get(page::plan)),
    row("/pkg/{*path}", Section::Assets, || get(assets::package)),
    row("/favicon.svg", Section::Assets, || get(assets::public)),
    row("/robots.txt", Section::Assets, || get(assets::public)),
    row("/dev/reload.js", Section::Assets, || get(assets::reload)),
    row(HEALTHZ, Section::Health, || get(health::alive)),
    row(READYZ, Section::Health, || get(health::ready)),
    row("/api/heartbeat/{token}", Section::Heartbeat, || post(heartbeat::beat)),
    row("/demo", Section::Demo, || get(demo::page)),
    row(DEMO_FAULTS, Section::Demo, || post(demo::order)),
    row(DEMO_CLEAR, Section::Demo, || post(demo::clear)),
];

//! What browsers and machines ask for: one table of routes, pages as cached bytes, events, health.
//!
//! ```text
//! request -> who asks -> access rule of its route -> handler -> cache (path, version, audience)
//!         -> bytes in the best encoding -> headers
//! ```

pub mod access;
pub mod alertmanager;
pub mod api;
pub mod assets;
pub mod body;
pub mod cache;
pub mod caller;
pub mod capacity;
pub mod components;
pub mod demo;
pub mod desk;
pub mod docs;
pub mod error;
pub mod events;
pub mod feeds;
pub mod front;
pub mod health;
pub mod heartbeat;
pub mod history;
pub mod hosts;
pub mod incidents;
pub mod json;
pub mod language;
pub mod latency;
pub mod maintenance;
pub mod members;
pub mod notices;
pub mod offline;
pub mod openapi;
pub mod origin;
pub mod page;
pub mod part;
pub mod policy;
pub mod problem;
pub mod render;
pub mod route;
pub mod runs;
pub mod state;
pub mod subscribers;
pub mod templates;

use access::{Rule, Section, check};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use error::HttpError;
use state::Web;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// The most that a request's body may hold, unless its route says otherwise.
const MOST_BODY: usize = 16 << 10;

/// The most that any request's body may hold.
const MOST_OF_ALL: usize = alertmanager::MOST;

/// The whole of the web side of the site, or of one of its pages, as a router.
pub fn router(web: Arc<Web>) -> Router {
    let demo = web.demo.is_some();
    let is_page = web.part.is_some();
    let is_there = |rule: Rule| (demo || rule.section != Section::Demo) && (!is_page || rule.is_on_pages());
    let rows = route::TABLE.iter().filter(|row| is_there(row.rule));
    let routed = rows.fold(Router::new(), |router, row| {
        let guarded = (row.handler)().route_layer(from_fn_with_state((web.clone(), row.rule), check));
        router.route(row.path, guarded)
    });
    // Nothing is there for anyone, and the page that says so is for whoever asks.
    let open = Rule { section: Section::Members, needs: None };
    let missing = page::missing.layer(from_fn_with_state((web.clone(), open), check));
    layered(routed.fallback(missing), web)
}

/// What every answer goes through, outermost last: a panic becomes an error, an error a page or in the API a problem, and
/// all get headers.
pub fn layered(router: Router<Arc<Web>>, web: Arc<Web>) -> Router {
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(RequestBodyLimitLayer::new(MOST_OF_ALL))
        .layer(from_fn(named_path))
        .layer(from_fn_with_state(web.clone(), page::failed))
        .layer(from_fn(problem::told))
        .layer(from_fn(language::keep))
        .layer(from_fn_with_state(web.clone(), policy::headers))
        .with_state(web)
}

/// Refuses requests that are not for a path, which no handler is made for.
async fn named_path(request: Request, next: Next) -> Response {
    match request.uri().path().starts_with('/') {
        true => next.run(request).await,
        false => HttpError::BadRequest("The request names no path.".into()).into_response(),
    }
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    HttpError::Internal("a handler panicked".into()).into_response()
}

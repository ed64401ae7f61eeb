//! For whoever keeps Pharos running: is it alive, can it serve.

use super::state::Web;
use axum::extract::State;
use http::StatusCode;
use std::sync::Arc;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: there is a snapshot to draw pages from, and the program has not been asked to stop.
pub async fn ready(State(web): State<Arc<Web>>) -> (StatusCode, &'static str) {
    if *web.stop.borrow() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    } else if web.public().version == 0 {
        (StatusCode::SERVICE_UNAVAILABLE, "starting\n")
    } else {
        (StatusCode::OK, "ready\n")
    }
}

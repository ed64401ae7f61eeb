//! `POST /api/heartbeat/{token}`: a job says that it did its work. Whoever knows the token may.

use super::error::HttpError;
use super::state::Web;
use crate::collect::heartbeat::{Beat, Refused};
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;

/// What a job may say of itself.
#[derive(Deserialize)]
pub struct Said {
    /// `ok`, which it is without a word, or `fail`.
    status: Option<String>,
    /// How long its work took, in milliseconds.
    took_ms: Option<u32>,
    /// What was wrong.
    detail: Option<String>,
}

/// Takes a heartbeat: 204, 404 for a token that no check has, 503 when it should be sent again.
pub async fn beat(
    State(web): State<Arc<Web>>,
    Path(token): Path<String>,
    Query(said): Query<Said>,
) -> Result<StatusCode, HttpError> {
    let well = match said.status.as_deref() {
        None | Some("ok") => true,
        Some("fail") => false,
        Some(_) => return Err(HttpError::BadRequest("`status` is ok or fail.".into())),
    };
    let took = said.took_ms.unwrap_or(0).saturating_mul(1_000);
    let beat = Beat { well, took, detail: said.detail.unwrap_or_default() };
    let taken = web.heartbeats.as_ref().map_or(Err(Refused::Unknown), |beats| beats.beat(&token, beat));
    match taken {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Refused::Unknown) => Err(HttpError::NotFound),
        Err(Refused::Busy) => Err(HttpError::Busy),
    }
}

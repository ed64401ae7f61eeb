//! `POST /api/alertmanager/{receiver}`: an Alertmanager tells of alerts (its webhook, version 4). Whoever has the token may.

use super::caller::bearer;
use super::error::HttpError;
use super::state::Web;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use model::incident::alertmanager::Delivery;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The most bytes of a delivery.
pub const MOST: usize = 1 << 20;

/// Takes a delivery: 204; 401 without the token; 400 for what is none, which is not sent again; 500 if it cannot be kept,
/// so that it is sent again.
pub async fn take(
    State(web): State<Arc<Web>>,
    Path(receiver): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, HttpError> {
    let digest = bearer(&headers).map(|token| <[u8; 32]>::from(Sha256::digest(token)));
    let senders = &web.content.settings.alertmanagers;
    // Hashes are compared, so that the time it takes tells nothing of the token.
    let sender = senders.iter().find(|it| it.receiver == receiver && Some(it.token) == digest);
    let (Some(sender), Some(incidents)) = (sender, &web.incidents) else { return Err(HttpError::NoToken) };
    let delivery: Delivery = serde_json::from_slice(&body)
        .map_err(|error| HttpError::BadRequest(format!("It is no delivery: {error}.")))?;
    delivery.check().map_err(HttpError::BadRequest)?;
    let taken = incidents.deliver(&sender.receiver, delivery, sender.unsaid).await;
    taken.map(|()| StatusCode::NO_CONTENT).map_err(|error| HttpError::Internal(error.to_string()))
}

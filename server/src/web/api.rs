//! Data for browsers: what an open page fetches when it hears of a new version.

use super::body::Answer;
use super::error::HttpError;
use super::page::Asked;
use super::policy::CachePolicy;
use super::state::Web;
use app::route::STATUS_JSON;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use std::sync::Arc;

/// `GET /api/status.json`: [`model::public::Live`].
pub async fn status(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, HttpError> {
    let public = web.public();
    let draw = || async {
        let json =
            serde_json::to_vec(&public.live()).map_err(|error| HttpError::Internal(error.to_string()))?;
        let (ok, policy) = (StatusCode::OK, CachePolicy::Revalidate);
        Ok::<_, HttpError>(Answer::new(ok, "application/json", policy, json.into()))
    };
    Ok(asked.respond_again(&*web.cache.get(STATUS_JSON, public.version, draw).await?))
}

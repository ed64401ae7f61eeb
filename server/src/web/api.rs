//! Data for browsers: what an open page fetches when it hears of a new version.

use super::body::Answer;
use super::caller::Audience;
use super::error::HttpError;
use super::language;
use super::page::{Asked, key_for};
use super::policy::CachePolicy;
use super::state::Web;
use app::route::STATUS_JSON;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::StatusCode;
use messages::headline;
use model::public::Live;
use std::sync::Arc;

/// `GET /api/status.json`: [`model::public::Live`], in English unless its address names another language, as that of an open
/// page does.
pub async fn status(
    State(web): State<Arc<Web>>,
    RawQuery(query): RawQuery,
    asked: Asked,
) -> Result<Response, HttpError> {
    let public = web.public();
    let lang = language::named(query.as_deref());
    let draw = || async {
        let locale = web.locales.get(lang.unwrap_or_default());
        let live = Live { headline: headline(&locale, public.components()), ..public.live() };
        let json = serde_json::to_vec(&live).map_err(|error| HttpError::Internal(error.to_string()))?;
        let (ok, policy) = (StatusCode::OK, CachePolicy::Revalidate);
        Ok::<_, HttpError>(Answer::new(ok, "application/json", policy, json.into()))
    };
    let key = key_for(STATUS_JSON, Audience::Visitor, lang);
    Ok(asked.respond_again(&*web.cache.get(&key, public.version, draw).await?))
}

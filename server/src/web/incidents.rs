//! `/api/v1/incidents`: incidents as JSON, with all that belongs to them, and what changes them. Instants are milliseconds
//! since 1970-01-01 00:00 UTC.
//!
//! An incident's `ETag` is its version. Who adds a step says with `If-Match` which version they saw, or `*` for any; a
//! request that is sent again under the same `Idempotency-Key` is done once.

use super::page::Asked;
use super::state::Web;
use crate::incidents::{By, Incidents};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::incident::{Declaration, Incident, Step};
use model::time::At;
use problem::Problem;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use store::records::incidents::{Changed, Denied, Which};
use view::View;

mod problem;
mod view;

/// The most bytes of a step: a postmortem with room for escapes.
pub const MOST: usize = 512 << 10;

/// How many incidents a list holds at most.
const MOST_LISTED: u32 = 100;

/// What is wanted of a list.
#[derive(Deserialize)]
pub struct Wanted {
    /// `open`, or all without it.
    state: Option<String>,
    /// Only those that began before this instant; the last one's `began`, for the next part of a list.
    before: Option<i64>,
}

/// A declaration, as it is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    incident: Declaration,
    happened: Option<At>,
}

/// A step, as it is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    step: Step,
    happened: Option<At>,
}

/// `GET /api/v1/incidents?state=open`: at most 100 of them, those that began last first.
pub async fn list(State(web): State<Arc<Web>>, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let before = At(wanted.before.unwrap_or(i64::MAX));
    let which = match wanted.state.as_deref() {
        None => Which::Began(At(i64::MIN), before),
        Some("open") => Which::Open,
        Some(other) => {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                format!("`state` is \"{other}\"; it can be open."),
            ));
        }
    };
    let all = incidents.list(which, MOST_LISTED).await?;
    let all: Vec<_> = all.iter().map(|incident| View::of(incident, incidents)).collect();
    Ok(axum::Json(serde_json::json!({ "incidents": all })).into_response())
}

/// `GET /api/v1/incidents/{id}`.
pub async fn one(State(web): State<Arc<Web>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    match incidents.one(id.clone()).await? {
        Some(incident) => Ok(answer(StatusCode::OK, &incident, incidents)),
        None => Err(Denied::Missing(id).into()),
    }
}

/// `GET /api/v1/incidents/{id}/messages/{template}`: a message to begin with, filled from the incident, as markdown.
pub async fn message(
    State(web): State<Arc<Web>>,
    Path((id, template)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let none = || Problem::new(StatusCode::NOT_FOUND, "A template is start, update or resolution.".into());
    let template = web.content.templates.named(&template).ok_or_else(none)?;
    let incident = incidents.one(id.clone()).await?.ok_or(Denied::Missing(id))?;
    let kind = [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")];
    Ok((kind, incidents.message(template, &incident)).into_response())
}

/// `POST /api/v1/incidents` of `{"incident": {...}}`: declares one.
pub async fn declare(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let Declared { incident, happened } = read(&asked.headers, &body)?;
    let by = By { happened, ..by(&asked)? };
    told(StatusCode::CREATED, incidents.declare(by, incident).await?, incidents)
}

/// `POST /api/v1/incidents/{id}/steps` of `{"step": {"do": ...}}`: adds a step; gives the incident, or for a merge the one
/// that goes on.
pub async fn step(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
    body: Bytes,
) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let Done { step, happened } = read(&asked.headers, &body)?;
    let by = By { happened, seen: seen(&asked.headers)?, ..by(&asked)? };
    told(StatusCode::OK, incidents.step(id, by, step).await?, incidents)
}

fn incidents(web: &Web) -> Result<&Incidents, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "This site keeps no incidents.".into());
    web.incidents.as_ref().ok_or_else(none)
}

/// Who asks, under the key of the request if it has one.
fn by(asked: &Asked) -> Result<By, Problem> {
    let nobody = || Problem::new(StatusCode::FORBIDDEN, "Only members may change incidents.".into());
    let actor = asked.who.caller.actor().ok_or_else(nobody)?;
    let request = key(&asked.headers)?.map(|key| format!("{actor} {key}"));
    Ok(By { request, ..By::new(actor) })
}

/// The `Idempotency-Key`, if there is one.
fn key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=100).contains(&key.len()));
    let wrong = || {
        Problem::new(StatusCode::BAD_REQUEST, "An Idempotency-Key has 1 to 100 characters of ASCII.".into())
    };
    key.map(Some).ok_or_else(wrong)
}

/// The version that was seen, by `If-Match` (RFC 9110, section 13.1.1); none for any.
fn seen(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        let words = "Say with If-Match which version you saw, as its ETag says it, or * for any.";
        return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, words.into()));
    };
    let text = value.to_str().unwrap_or_default();
    if text == "*" {
        return Ok(None);
    }
    let version = text.trim_matches('"').parse();
    let wrong =
        || Problem::new(StatusCode::BAD_REQUEST, "If-Match is no ETag of an incident, such as \"3\".".into());
    version.map(Some).map_err(|_| wrong())
}

/// What a body of JSON says. Another kind is refused: a form of another site can send none of this kind.
fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send application/json.".into()));
    }
    let said = |error: serde_json::Error| {
        Problem::new(StatusCode::BAD_REQUEST, format!("The body is wrong: {error}."))
    };
    serde_json::from_slice(body).map_err(said)
}

fn told(code: StatusCode, changed: Changed<Incident>, incidents: &Incidents) -> Result<Response, Problem> {
    Ok(answer(code, &changed?, incidents))
}

fn answer(code: StatusCode, incident: &Incident, incidents: &Incidents) -> Response {
    let mut response = (code, axum::Json(View::of(incident, incidents))).into_response();
    let headers = response.headers_mut();
    let tag = HeaderValue::from_str(&format!("\"{}\"", incident.version()));
    headers.extend(tag.ok().map(|tag| (header::ETAG, tag)));
    let location = HeaderValue::from_str(&format!("/api/v1/incidents/{}", incident.id));
    headers.extend(location.ok().filter(|_| code == StatusCode::CREATED).map(|it| (header::LOCATION, it)));
    response
}

//! What went wrong in the API, as `application/problem+json` (RFC 9457), whoever refused the request: a handler, or
//! something around it.

use super::error::HttpError;
use crate::members::MembersError;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use model::incident::Refusal;
use schemars::JsonSchema;
use serde::Serialize;
use store::records::incidents::Denied;

/// What every address of the API begins with.
pub const API: &str = "/api/v1/";

/// The kind of a problem's body.
pub const KIND: &str = "application/problem+json";

/// The most bytes of another's words that are taken over.
const MOST_WORDS: usize = 2_000;

/// What of the headers of a refusal says more than its status.
const KEPT: [HeaderName; 5] =
    [header::ALLOW, header::WWW_AUTHENTICATE, header::RETRY_AFTER, header::VARY, header::CACHE_CONTROL];

/// Why a request was not done (RFC 9457). Without a type of its own: its status says what kind of problem it is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Problem {
    #[serde(skip)]
    code: StatusCode,
    /// The status, in words.
    title: &'static str,
    /// The status.
    status: u16,
    /// What is wrong, and what to do.
    detail: String,
    /// The version that it has, if another was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
}

impl Problem {
    /// A problem with its words for whoever sent the request.
    pub fn new(code: StatusCode, detail: impl Into<String>) -> Problem {
        let title = code.canonical_reason().unwrap_or("Error");
        Problem { code, title, status: code.as_u16(), detail: detail.into(), version: None }
    }

    /// The same, with the version that there is in the place of the one that was seen.
    pub(super) fn at_version(self, version: Option<u32>) -> Problem {
        Problem { version, ..self }
    }

    /// Nothing at this address, in words.
    pub fn missing(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// A request that makes no sense, in words.
    pub fn bad(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Problem {
        let code = match &denied {
            Denied::Missing(_) => StatusCode::NOT_FOUND,
            Denied::Conflict(_) => StatusCode::PRECONDITION_FAILED,
            Denied::KeyTaken | Denied::Refused(Refusal::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Denied::Refused(Refusal::NotNow(_)) => StatusCode::CONFLICT,
        };
        let version = if let Denied::Conflict(version) = &denied { Some(*version) } else { None };
        Problem::new(code, denied.to_string()).at_version(version)
    }
}

impl From<HttpError> for Problem {
    fn from(error: HttpError) -> Problem {
        Problem::new(error.status_code(), error.told())
    }
}

impl From<MembersError> for Problem {
    fn from(error: MembersError) -> Problem {
        HttpError::from(error).into()
    }
}

impl From<store::Error> for Problem {
    /// The words are for the log.
    fn from(error: store::Error) -> Problem {
        HttpError::Internal(error.to_string()).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.code, axum::Json(&self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
        response
    }
}

/// Whether a path is one of the API, whether or not anything is there.
pub fn is_api(path: &str) -> bool {
    path.starts_with(API) || path == API.trim_end_matches('/')
}

/// Makes a problem of what was refused around a handler of the API: no such address or method, a body that is too long,
/// a caller who may not.
pub async fn told(request: Request, next: Next) -> Response {
    let is_api = is_api(request.uri().path());
    let response = next.run(request).await;
    let code = response.status();
    let is_refusal = code.is_client_error() || code.is_server_error();
    if !is_api || !is_refusal || kind(response.headers()) == KIND {
        return response;
    }
    let (parts, body) = response.into_parts();
    let words = match kind(&parts.headers).starts_with("text/plain") {
        true => to_bytes(body, MOST_WORDS).await.unwrap_or_default(),
        false => Default::default(),
    };
    let words = String::from_utf8_lossy(&words);
    let words = if words.trim().is_empty() { fallback(code) } else { words.trim() };
    let mut response = Problem::new(code, words).into_response();
    for name in KEPT {
        let values = parts.headers.get_all(&name).iter().cloned();
        response.headers_mut().extend(values.map(|value| (name.clone(), value)));
    }
    response
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

/// The words for a refusal that has none.
fn fallback(code: StatusCode) -> &'static str {
    match code {
        StatusCode::NOT_FOUND => "There is nothing at this address. /api/v1/openapi.json says what there is.",
        StatusCode::METHOD_NOT_ALLOWED => {
            "This address does not take this method. `Allow` says which it does."
        }
        StatusCode::PAYLOAD_TOO_LARGE => "The body is too long.",
        _ => "The request was refused.",
    }
}

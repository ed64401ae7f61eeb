//! What went wrong, as `application/problem+json` (RFC 9457).

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use model::incident::Refusal;
use serde::Serialize;
use store::records::incidents::Denied;

/// Why a request was not done.
#[derive(Debug, Serialize)]
pub struct Problem {
    #[serde(skip)]
    code: StatusCode,
    title: &'static str,
    status: u16,
    detail: String,
    /// The version that the incident has, if another was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
}

impl Problem {
    /// A problem with its words for whoever sent the request.
    pub(super) fn new(code: StatusCode, detail: String) -> Problem {
        let title = code.canonical_reason().unwrap_or("Error");
        Problem { code, title, status: code.as_u16(), detail, version: None }
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
        Problem { version, ..Problem::new(code, denied.to_string()) }
    }
}

impl From<store::Error> for Problem {
    /// The words are for the log.
    fn from(error: store::Error) -> Problem {
        tracing::error!(%error, "a request for incidents failed");
        let words = "The server failed. The fault has been logged.";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, words.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.code, axum::Json(&self)).into_response();
        let kind = header::HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

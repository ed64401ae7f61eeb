//! The one HTTP error. What went wrong inside is logged, not shown.

use crate::members::MembersError;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// Why a request was not answered as it asked.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The request makes no sense (400); the words are for whoever sent it.
    #[error("{0}")]
    BadRequest(String),
    /// It came from another site (403).
    #[error("This form may only be sent from this site's own pages.")]
    ForeignOrigin,
    /// It is for members and their programs, and shows neither session nor API token (401).
    #[error("This is for members. Send an API token, as `Authorization: Bearer ...`, or sign in.")]
    SignIn,
    /// Its API token is none, or has ended (401).
    #[error("This API token is none of this site, or has ended. Make another one on your account page.")]
    Unauthorized,
    /// Whoever sent it may not do that (403); the words are for them.
    #[error("{0}")]
    Forbidden(String),
    /// It does not show the token that this address asks for (401).
    #[error(
        "This needs the token of its sender, as `Authorization: Bearer ...`, and there is none or a wrong one."
    )]
    NoToken,
    /// It asks for a kind of answer that there is not (404), in words.
    #[error("There is nothing at this address.")]
    NotFound,
    /// It cannot be taken at the moment (503).
    #[error("Too much is waiting. Send it again in a few seconds.")]
    Busy,
    /// The server failed (500); the words are for the log.
    #[error("{0}")]
    Internal(String),
}

impl HttpError {
    /// Its status code.
    pub fn status_code(&self) -> StatusCode {
        match self {
            HttpError::BadRequest(_) => StatusCode::BAD_REQUEST,
            HttpError::SignIn | HttpError::Unauthorized | HttpError::NoToken => StatusCode::UNAUTHORIZED,
            HttpError::ForeignOrigin | HttpError::Forbidden(_) => StatusCode::FORBIDDEN,
            HttpError::NotFound => StatusCode::NOT_FOUND,
            HttpError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            HttpError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its words for whoever sent the request. What failed inside is logged in their place.
    pub fn told(&self) -> String {
        match self {
            HttpError::Internal(why) => {
                tracing::error!(why, "a request failed");
                "The server failed. The fault has been logged.".into()
            }
            other => other.to_string(),
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let code = self.status_code();
        // RFC 6750, section 3.
        let scheme = match &self {
            HttpError::Unauthorized => Some("Bearer error=\"invalid_token\""),
            HttpError::SignIn | HttpError::NoToken => Some("Bearer"),
            _ => None,
        };
        let words = format!("{}\n", self.told());
        let mut response =
            (code, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response();
        let scheme = scheme.map(|scheme| (header::WWW_AUTHENTICATE, HeaderValue::from_static(scheme)));
        response.headers_mut().extend(scheme);
        response
    }
}

impl From<MembersError> for HttpError {
    fn from(error: MembersError) -> HttpError {
        match error {
            MembersError::Busy => HttpError::Busy,
            other => HttpError::Internal(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_failed_inside_is_not_shown() {
        let response = HttpError::Internal("the disk at data/pharos.db is full".into()).into_response();
        assert_eq!(response.status(), 500);
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        assert!(!String::from_utf8_lossy(&body).contains("pharos.db"));
    }
}

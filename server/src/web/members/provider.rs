//! `/sign-in/{provider}`: the way to a provider of OpenID Connect, and back.

use super::sign_in::{local, show};
use super::{too_soon, with_cookie};
use crate::members::provider::{Back, LIFE, Unwelcome, Way};
use crate::web::caller::{attempt_cookie, set_attempt_cookie};
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::members::sign_in::SignInPage;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use std::sync::Arc;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    to: String,
}

/// `GET /sign-in/{provider}`: sends the browser to the provider.
pub async fn begin(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let to = local(wanted.to);
    match web.providers.begin(&id, to, asked.address, web.members.now()).await {
        Ok(Way { url, cookie }) => {
            let mut response = Redirect::to(&url).into_response();
            put(&mut response, header::SET_COOKIE, &set_attempt_cookie(&web, cookie.text(), LIFE));
            Ok(response)
        }
        Err(unwelcome) => refused(&web, &asked, &id, unwelcome).await,
    }
}

/// What a provider sends a browser back with.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    iss: String,
}

/// `GET /sign-in/{provider}/back`: begins a session, or says why it does not.
pub async fn back(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(sent): Query<Sent>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let Sent { state, code, iss } = sent;
    let back = Back { state, code, issuer: iss, cookie: attempt_cookie(&web, &asked.headers) };
    match web.providers.finish(&web.members, (&id, back), asked.address, asked.agent()).await {
        Ok((session, to)) => {
            let to = if to.is_empty() { Route::Account.path() } else { to };
            let mut response = with_cookie(&web, Redirect::to(&to).into_response(), Some(&session))?;
            put(&mut response, header::SET_COOKIE, &set_attempt_cookie(&web, "", 0));
            Ok(response)
        }
        Err(unwelcome) => refused(&web, &asked, &id, unwelcome).await,
    }
}

fn put(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().append(name, value);
    }
}

/// The page to sign in, with what went wrong; what a provider said is for the log alone.
async fn refused(
    web: &Arc<Web>,
    asked: &Asked,
    id: &str,
    unwelcome: Unwelcome,
) -> Result<Response, HttpError> {
    let (status, words) = match unwelcome {
        Unwelcome::Unknown => (StatusCode::NOT_FOUND, unwelcome.to_string()),
        Unwelcome::Wait(wait) => (StatusCode::TOO_MANY_REQUESTS, too_soon(wait)),
        Unwelcome::Ended => (StatusCode::BAD_REQUEST, unwelcome.to_string()),
        Unwelcome::Provider(error) => {
            tracing::warn!(provider = id, %error, "nobody was signed in");
            let words = "The provider did not say who you are. Try again; if it stays so, the log says why.";
            (StatusCode::BAD_GATEWAY, words.into())
        }
        Unwelcome::NoAccount | Unwelcome::Refused(_) => (StatusCode::FORBIDDEN, unwelcome.to_string()),
        Unwelcome::Members(error) => return Err(error.into()),
    };
    let page = SignInPage { problem: Some(words), ..SignInPage::default() };
    show(web, asked, page, status).await
}

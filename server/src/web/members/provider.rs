//! `/sign-in/{provider}`: the way to a provider of OpenID Connect, and back; for who is signed in also from their account,
//! to link what the provider says to it.

use super::sign_in::{local, show};
use super::{account, actor, member, to, too_soon, with_cookie};
use crate::members::provider::{Back, Finished, LIFE, Purpose, Unwelcome, Way};
use crate::web::caller::{attempt_cookie, set_attempt_cookie};
use crate::web::error::HttpError;
use crate::web::origin;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::members::sign_in::SignInPage;
use app::route::Route;
use axum::Form;
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
    away(&web, &asked, &id, Purpose::SignIn(local(wanted.to))).await
}

/// `GET /account/link/{provider}`: the same, to link it to the account. A link, for browsers hold back forms that lead to
/// another site; other sites cannot send anyone here.
pub async fn link(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let (name, _) = member(&asked)?;
    if origin::own(&asked.headers) == Some(false) {
        return Err(HttpError::ForeignOrigin);
    }
    away(&web, &asked, &id, Purpose::Link(name)).await
}

async fn away(web: &Arc<Web>, asked: &Asked, id: &str, purpose: Purpose) -> Result<Response, HttpError> {
    match web.providers.begin(id, purpose, asked.address, web.members.now()).await {
        Ok(Way { url, cookie }) => {
            let mut response = Redirect::to(&url).into_response();
            put(&mut response, header::SET_COOKIE, &set_attempt_cookie(web, cookie.text(), LIFE));
            Ok(response)
        }
        Err(unwelcome) => refused(web, asked, id, unwelcome).await,
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

/// `GET /sign-in/{provider}/back`: begins a session, or links the account; or says why it does not.
pub async fn back(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(sent): Query<Sent>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let Sent { state, code, iss } = sent;
    let back = Back { state, code, issuer: iss, cookie: attempt_cookie(&web, &asked.headers) };
    let (by, member) = ((asked.address, asked.agent()), member(&asked).ok().map(|(name, _)| name));
    match web.providers.finish(&web.members, (&id, back), by, member.as_deref()).await {
        Ok(finished) => {
            let mut response = match finished {
                Finished::Linked => to(&Route::Account),
                Finished::SignedIn(session, to) => {
                    let to = if to.is_empty() { Route::Account.path() } else { to };
                    with_cookie(&web, Redirect::to(&to).into_response(), Some(&session))?
                }
            };
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

/// Which identity is to be unlinked.
#[derive(Deserialize)]
pub struct Unlinked {
    issuer: String,
    subject: String,
}

/// `POST /account/unlink`: lets the member sign in so no more.
pub async fn unlink(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(sent): Form<Unlinked>,
) -> Result<Response, HttpError> {
    let ((name, _), by) = (member(&asked)?, actor(&asked)?);
    let unlinked = web
        .members
        .records(move |records, now| records.unlink_identity(&name, (&sent.issuer, &sent.subject), &by, now));
    match unlinked.await? {
        Ok(()) => Ok(to(&Route::Account)),
        Err(refused) => account::wrong(&web, &asked, refused.to_string()).await,
    }
}

/// The page to sign in, or the account of who is signed in, with what went wrong; what a provider said is for the log alone.
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
    if member(asked).is_ok() {
        return account::show(web, asked, None, Some(words), status).await;
    }
    let page = SignInPage { problem: Some(words), ..SignInPage::default() };
    show(web, asked, page, status).await
}

//! `/sign-in` and `/sign-out`.

use super::{to, too_soon, with_cookie};
use crate::members::SignIn;
use crate::web::error::HttpError;
use crate::web::page::{Asked, drawn};
use crate::web::state::Web;
use app::members::MembersPage;
use app::members::sign_in::SignInPage;
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use model::member::entry::{self, MOST_PASSWORD};
use serde::Deserialize;
use std::sync::Arc;

/// The longest address to go to after signing in, in bytes.
const MOST_ADDRESS: usize = 1_000;

/// What the address of the form may hold.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    to: String,
}

/// `GET /sign-in`.
pub async fn page(
    State(web): State<Arc<Web>>,
    Query(wanted): Query<Wanted>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let page = SignInPage { to: local(wanted.to), ..SignInPage::default() };
    show(&web, &asked, page, StatusCode::OK).await
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Sent {
    name: String,
    password: String,
    #[serde(default)]
    to: String,
}

/// `POST /sign-in`: begins a session, or says that it does not: 401, or 429 with `Retry-After`.
pub async fn submit(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(sent): Form<Sent>,
) -> Result<Response, HttpError> {
    let after = local(sent.to);
    let page = |problem: String| SignInPage {
        providers: Vec::new(),
        to: after.clone(),
        name: sent.name.chars().take(entry::MOST_NAME).collect(),
        problem: Some(problem),
    };
    // What cannot be a name or a password is not worth an attempt, and is no key to remember.
    let possible = entry::name(&sent.name).is_ok() && sent.password.len() <= MOST_PASSWORD;
    let signed_in = match possible {
        true => web.members.sign_in(sent.name.clone(), sent.password, asked.address, asked.agent()).await?,
        false => SignIn::Wrong,
    };
    match signed_in {
        SignIn::Done(cookie) => {
            let after = if after.is_empty() { Route::Account.path() } else { after };
            with_cookie(&web, Redirect::to(&after).into_response(), Some(&cookie))
        }
        SignIn::Wrong => {
            let words = "Name or password is wrong. Both tell small letters from large ones.";
            show(&web, &asked, page(words.into()), StatusCode::UNAUTHORIZED).await
        }
        SignIn::Wait(wait) => {
            let mut response =
                show(&web, &asked, page(too_soon(wait)), StatusCode::TOO_MANY_REQUESTS).await?;
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait.max(0).unsigned_abs().div_ceil(1_000)));
            Ok(response)
        }
    }
}

/// `POST /sign-out`: ends the session.
pub async fn out(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, HttpError> {
    if let Some(cookie) = asked.who.cookie {
        web.members.records(move |records, _| records.end_session(&cookie)).await?;
    }
    with_cookie(&web, to(&Route::Overview), None)
}

/// The form, with the ways to sign in without it.
pub(super) async fn show(
    web: &Arc<Web>,
    asked: &Asked,
    page: SignInPage,
    status: StatusCode,
) -> Result<Response, HttpError> {
    let providers = web.providers.names().map(|(id, name)| (id.to_owned(), name.to_owned())).collect();
    let page = SignInPage { providers, ..page };
    drawn(web, asked, &Route::SignIn(None), Page::Members(MembersPage::SignIn(page)), status).await
}

/// An address on this site, or nothing: what leads elsewhere is not followed.
pub(super) fn local(address: String) -> String {
    let mut letters = address.bytes();
    let own = letters.next() == Some(b'/') && !matches!(letters.next(), Some(b'/' | b'\\'));
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own && plain && address.len() <= MOST_ADDRESS { address } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_on_this_site_is_gone_to() {
        for own in ["/", "/docs/a?b=c#d"] {
            assert_eq!(local(own.into()), own);
        }
        let long = format!("/{}", "a".repeat(MOST_ADDRESS));
        for other in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "docs",
            "/a\r\nb",
            "/\t/x",
            &long,
        ] {
            assert_eq!(local(other.into()), "", "{other:?}");
        }
    }
}

//! What members do on the site: sign in and out, join, change their account, manage others, read the audit log.

pub mod account;
pub mod api;
pub mod audit;
pub mod join;
pub mod list;
pub mod provider;
pub mod sign_in;
pub mod token;

use super::caller::set_cookie;
use super::error::HttpError;
use super::page::Asked;
use super::state::Web;
use crate::members::secret::Secret;
use app::route::Route;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, header};
use model::member::caller::Caller;
use model::member::session::LONGEST;
use model::member::{Actor, Role};
use model::time::{SECOND, length};

/// The member who asks. The routes ask for a permission that only members have, so there is one.
pub(super) fn member(asked: &Asked) -> Result<(String, Role), HttpError> {
    match &asked.who.caller {
        Caller::Member { name, role } => Ok((name.clone(), *role)),
        _ => Err(HttpError::Forbidden("Sign in first.".into())),
    }
}

/// The member who asks, as whoever makes a change.
pub(super) fn actor(asked: &Asked) -> Result<Actor, HttpError> {
    Ok(Actor::Member(member(asked)?.0))
}

/// Leads to a page of this site, after a form has done its work.
pub(super) fn to(route: &Route) -> Response {
    Redirect::to(&route.path()).into_response()
}

/// Gives the browser this session; takes away what it has without one.
fn with_cookie(web: &Web, response: Response, session: Option<&Secret>) -> Result<Response, HttpError> {
    let value = match session {
        Some(secret) => set_cookie(web, secret.text(), LONGEST),
        None => set_cookie(web, "", 0),
    };
    let value = HeaderValue::try_from(value).map_err(|error| HttpError::Internal(error.to_string()))?;
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, value);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok((headers, response).into_response())
}

/// What is told of an attempt that came too soon, `wait` milliseconds before it might begin.
pub(super) fn too_soon(wait: i64) -> String {
    format!("Too many attempts. Try again in {}.", length(wait + SECOND - 1))
}

/// The words of a rule of `model::member::entry` that is not kept, or of two passwords that differ.
fn typed_wrong(rules: impl IntoIterator<Item = Result<(), &'static str>>) -> Option<String> {
    rules.into_iter().find_map(Result::err).map(String::from)
}

/// That the same password was typed twice.
fn same(password: &str, again: &str) -> Result<(), &'static str> {
    if password == again { Ok(()) } else { Err("The two passwords differ. Type the same one twice.") }
}

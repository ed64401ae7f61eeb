//! `/account`: the member's own name, password and sessions.

use super::{actor, member, same, to, too_soon, typed_wrong, with_cookie};
use crate::members::SignIn;
use crate::web::error::HttpError;
use crate::web::page::{Asked, drawn};
use crate::web::state::Web;
use app::members::MembersPage;
use app::members::account::AccountPage;
use app::members::identity::{IdentityRow, Ways};
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use model::member::entry;
use serde::Deserialize;
use std::sync::Arc;
use store::records::Linked;

type Handled = Result<Response, HttpError>;

/// `GET /account`.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    show(&web, &asked, None, None, StatusCode::OK).await
}

/// How the member is named and written to.
#[derive(Deserialize)]
pub struct Profile {
    display: String,
    email: String,
}

/// `POST /account/profile`.
pub async fn profile(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<Profile>) -> Handled {
    let ((name, _), by) = (member(&asked)?, actor(&asked)?);
    let (display, email) = (sent.display.trim().to_owned(), sent.email.trim().to_owned());
    if let Some(problem) = typed_wrong([entry::display(&display), entry::email(&email)]) {
        return wrong(&web, &asked, problem).await;
    }
    let changed =
        web.members.records(move |records, now| records.set_profile(&name, &display, &email, &by, now));
    match changed.await? {
        Ok(()) => Ok(to(&Route::Account)),
        Err(refused) => wrong(&web, &asked, refused.to_string()).await,
    }
}

/// The password before and the one after, twice.
#[derive(Deserialize)]
pub struct Password {
    before: String,
    password: String,
    again: String,
}

/// `POST /account/password`: ends all sessions, and begins one for this browser.
pub async fn password(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<Password>) -> Handled {
    let (name, _) = member(&asked)?;
    let rules = [entry::password(&sent.password, &name), same(&sent.password, &sent.again)];
    if let Some(problem) = typed_wrong(rules) {
        return wrong(&web, &asked, problem).await;
    }
    let changed =
        web.members.change_password(name, sent.before, sent.password, asked.address, asked.agent()).await?;
    match changed {
        SignIn::Done(cookie) => with_cookie(&web, to(&Route::Account), Some(&cookie)),
        SignIn::Wrong => wrong(&web, &asked, "The password that you have is another one.".into()).await,
        SignIn::Wait(wait) => {
            show(&web, &asked, None, Some(too_soon(wait)), StatusCode::TOO_MANY_REQUESTS).await
        }
    }
}

/// `POST /account/sessions/end`: signs the member out everywhere, here too.
pub async fn end(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let ((name, _), by) = (member(&asked)?, actor(&asked)?);
    web.members.records(move |records, now| records.end_sessions(&name, &by, now)).await?;
    with_cookie(&web, to(&Route::SignIn(None)), None)
}

/// The page again, with what was wrong.
pub(super) async fn wrong(web: &Arc<Web>, asked: &Asked, problem: String) -> Handled {
    show(web, asked, None, Some(problem), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The page, with the token that was just made or with what was wrong.
pub(super) async fn show(
    web: &Arc<Web>,
    asked: &Asked,
    made: Option<(String, String)>,
    problem: Option<String>,
    status: StatusCode,
) -> Handled {
    let (name, _) = member(asked)?;
    let page = web.members.records(move |records, now| {
        let Some(member) = records.member(&name)? else { return Ok(None) };
        let (sessions, tokens) = (records.sessions(&name, now)?, records.tokens(&name)?);
        let ways = Ways::default();
        let page = AccountPage { member, sessions, tokens, ways, alone: false, made, problem, now };
        Ok(Some((page, records.identities(&name)?)))
    });
    let (page, identities) = page.await?.ok_or(HttpError::NotFound)?;
    let page = AccountPage { ways: ways(web, identities), alone: web.part.is_some(), ..page };
    drawn(web, asked, &Route::Account, Page::Members(MembersPage::Account(page)), status).await
}

/// By which providers the member signs in, and by which they could.
fn ways(web: &Web, identities: Vec<Linked>) -> Ways {
    let row = |Linked { issuer, subject, made }| {
        let name = web.providers.name_of(&issuer).unwrap_or(&issuer).to_owned();
        IdentityRow { name, issuer, subject, made }
    };
    let providers = web.providers.names().map(|(id, name)| (id.to_owned(), name.to_owned()));
    Ways { linked: identities.into_iter().map(row).collect(), providers: providers.collect() }
}

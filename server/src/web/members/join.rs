//! `/join/{secret}`: one-time links.

use super::{same, to, typed_wrong, with_cookie};
use crate::members::Typed;
use crate::members::secret::Secret;
use crate::web::error::HttpError;
use crate::web::page::{Asked, drawn, not_found};
use crate::web::state::Web;
use app::members::MembersPage;
use app::members::join::JoinPage;
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use model::member::entry;
use serde::Deserialize;
use std::sync::Arc;
use store::records::Invited;

/// `GET /join/{secret}`: the form; of a link that enters, the way in. 404 for a link that has ended.
pub async fn page(
    State(web): State<Arc<Web>>,
    Path(secret): Path<String>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let Some(secret) = Secret::read(&secret) else { return not_found(&web, &asked).await };
    match invited(&web, &secret).await? {
        Some((Invited::Enters(_), _)) => enter(&web, &asked, &secret).await,
        Some((_, page)) => show(&web, &asked, page, StatusCode::OK).await,
        None => not_found(&web, &asked).await,
    }
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Sent {
    name: String,
    display: String,
    password: String,
    again: String,
}

/// `POST /join/{secret}`: sets name and password, ends the link, and signs in.
pub async fn submit(
    State(web): State<Arc<Web>>,
    Path(secret): Path<String>,
    asked: Asked,
    Form(sent): Form<Sent>,
) -> Result<Response, HttpError> {
    let Some(secret) = Secret::read(&secret) else { return not_found(&web, &asked).await };
    let Some((_, page)) = invited(&web, &secret).await? else { return not_found(&web, &asked).await };
    let name = if page.first { sent.name } else { page.name.clone() };
    let display = sent.display.trim().to_owned();
    let rules = [
        entry::name(&name),
        entry::display(&display),
        entry::password(&sent.password, &name),
        same(&sent.password, &sent.again),
    ];
    let page = JoinPage { name: name.clone(), display: display.clone(), ..page };
    if let Some(problem) = typed_wrong(rules) {
        let page = JoinPage { problem: Some(problem), ..page };
        return show(&web, &asked, page, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let typed = Typed { name, display, password: sent.password };
    match web.members.join(secret.digest(), typed, asked.agent()).await? {
        Ok(cookie) => with_cookie(&web, to(&Route::Account), Some(&cookie)),
        Err(refused) => {
            let page = JoinPage { problem: Some(refused.to_string()), ..page };
            show(&web, &asked, page, StatusCode::CONFLICT).await
        }
    }
}

async fn enter(web: &Arc<Web>, asked: &Asked, secret: &Secret) -> Result<Response, HttpError> {
    match web.members.enter(secret.digest(), asked.agent()).await? {
        Ok(cookie) => with_cookie(web, to(&Route::Overview), Some(&cookie)),
        Err(_ended) => not_found(web, asked).await,
    }
}

/// Whom a link is for, and its form.
async fn invited(web: &Web, secret: &Secret) -> Result<Option<(Invited, JoinPage)>, HttpError> {
    let digest = secret.digest();
    let found = web
        .members
        .records(move |records, now| {
            let Some(invited) = records.link(&digest, now)? else { return Ok(None) };
            let member = match &invited {
                Invited::FirstAdmin => None,
                Invited::Member(name) | Invited::Enters(name) => records.member(name)?,
            };
            Ok(Some((invited, member)))
        })
        .await?;
    Ok(found.map(|(invited, member)| {
        let first = member.is_none();
        let (name, display) = member.map(|member| (member.name, member.display)).unwrap_or_default();
        (invited, JoinPage { secret: secret.text().into(), first, name, display, problem: None })
    }))
}

async fn show(
    web: &Arc<Web>,
    asked: &Asked,
    page: JoinPage,
    status: StatusCode,
) -> Result<Response, HttpError> {
    let route = Route::Join(page.secret.clone());
    drawn(web, asked, &route, Page::Members(MembersPage::Join(page)), status).await
}

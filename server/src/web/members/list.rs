//! `/members`, for admins: who may sign in, and as what.

use super::{actor, member, to, typed_wrong};
use crate::members::Link;
use crate::web::error::HttpError;
use crate::web::page::{Asked, drawn};
use crate::web::state::Web;
use app::members::MembersPage;
use app::members::list::{ListPage, MemberLink};
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use model::member::{Role, entry};
use serde::Deserialize;
use std::sync::Arc;
use store::records::Refused;

type Handled = Result<Response, HttpError>;

/// `GET /members`.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    show(&web, &asked, None, None, StatusCode::OK).await
}

/// A member and a role.
#[derive(Deserialize)]
pub struct WithRole {
    name: String,
    role: Role,
}

/// `POST /members/invite`: adds a member and shows the link to send, this once.
pub async fn invite(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<WithRole>) -> Handled {
    if let Some(problem) = typed_wrong([entry::name(&sent.name)]) {
        return wrong(&web, &asked, problem).await;
    }
    let made = web.members.invite(sent.name.clone(), sent.role, actor(&asked)?, None).await?;
    linked(&web, &asked, sent.name, made).await
}

/// A member.
#[derive(Deserialize)]
pub struct Named {
    name: String,
}

/// `POST /members/reset`: shows a link to another password, this once.
pub async fn reset(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<Named>) -> Handled {
    let made = web.members.reset(sent.name.clone(), actor(&asked)?, None).await?;
    linked(&web, &asked, sent.name, made).await
}

/// `POST /members/role`: gives a member another role.
pub async fn role(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<WithRole>) -> Handled {
    let by = actor(&asked)?;
    let changed = web.members.records(move |records, now| records.set_role(&sent.name, sent.role, &by, now));
    done(&web, &asked, changed.await?).await
}

/// A member, and whether they may sign in.
#[derive(Deserialize)]
pub struct Disabled {
    name: String,
    disabled: bool,
}

/// `POST /members/disable`: keeps a member from signing in, or lets them again.
pub async fn disable(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<Disabled>) -> Handled {
    let by = actor(&asked)?;
    let changed =
        web.members.records(move |records, now| records.set_disabled(&sent.name, sent.disabled, &by, now));
    done(&web, &asked, changed.await?).await
}

async fn linked(web: &Arc<Web>, asked: &Asked, name: String, made: Result<Link, Refused>) -> Handled {
    match made {
        Ok(Link { path, expires }) => {
            let url = format!("{}{path}", web.content.settings.site.url);
            show(web, asked, Some(MemberLink { name, url, expires }), None, StatusCode::OK).await
        }
        Err(refused) => wrong(web, asked, refused.to_string()).await,
    }
}

async fn done(web: &Arc<Web>, asked: &Asked, changed: Result<(), Refused>) -> Handled {
    match changed {
        Ok(()) => Ok(to(&Route::Members)),
        Err(refused) => wrong(web, asked, refused.to_string()).await,
    }
}

async fn wrong(web: &Arc<Web>, asked: &Asked, problem: String) -> Handled {
    show(web, asked, None, Some(problem), StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn show(
    web: &Arc<Web>,
    asked: &Asked,
    link: Option<MemberLink>,
    problem: Option<String>,
    status: StatusCode,
) -> Handled {
    let (_, role) = member(asked)?;
    let members = web.members.records(|records, _| records.members()).await?;
    let page = MembersPage::List(ListPage { role, members, link, problem });
    drawn(web, asked, &Route::Members, Page::Members(page), status).await
}

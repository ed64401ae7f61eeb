//! `/audit`: the audit log, a page at a time.

use crate::web::error::HttpError;
use crate::web::page::{Asked, drawn};
use crate::web::state::Web;
use app::members::MembersPage;
use app::members::audit::AuditPage;
use app::page::Page;
use app::route::Route;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use model::member::Role;
use model::member::caller::Caller;
use serde::Deserialize;
use std::sync::Arc;

/// Rows of a page.
const ROWS: usize = 100;

/// Where the page begins.
#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

/// `GET /audit`.
pub async fn page(
    State(web): State<Arc<Web>>,
    Query(from): Query<From>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let role = match asked.who.caller {
        Caller::Member { role, .. } | Caller::Token { role, .. } => role,
        Caller::Visitor => Role::Viewer,
    };
    let rows = web.members.records(move |records, _| records.audit(from.before, ROWS)).await?;
    let page = AuditPage { role, rows, older: from.before.is_some() };
    drawn(&web, &asked, &Route::Audit(None), Page::Members(MembersPage::Audit(page)), StatusCode::OK).await
}

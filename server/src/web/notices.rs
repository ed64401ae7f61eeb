//! `/notices`: what was told to whom, a page at a time.

pub mod api;

use super::error::HttpError;
use super::page::{Asked, drawn};
use super::state::Web;
use app::notices::{Attempt, Fate, NoticeRow, NoticesPage};
use app::page::Page;
use app::route::Route;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use model::member::Role;
use model::member::caller::Caller;
use serde::Deserialize;
use std::sync::Arc;
use store::records::notices::{self, Listed};

/// Notices of a page.
const ROWS: u32 = 50;

/// Where the page begins.
#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

/// `GET /notices`.
pub async fn page(
    State(web): State<Arc<Web>>,
    Query(from): Query<From>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let role = match asked.who.caller {
        Caller::Member { role, .. } | Caller::Token { role, .. } => role,
        Caller::Visitor => Role::Viewer,
    };
    let asked_for = web
        .members
        .records(move |records, _| Ok((records.notices(None, from.before, ROWS)?, records.notice_counts()?)));
    let (listed, (waiting, failed)) = asked_for.await?;
    let rows = listed.into_iter().map(row).collect();
    let page = NoticesPage { role, rows, older: from.before.is_some(), waiting, failed };
    drawn(&web, &asked, &Route::Notices(None), Page::Notices(page), StatusCode::OK).await
}

fn row(notice: Listed) -> NoticeRow {
    let fate = match (notice.state, notice.within) {
        (notices::State::Waiting, _) => Fate::Waiting(notice.due),
        (notices::State::Sent, _) => Fate::Sent,
        (notices::State::Folded, Some(within)) => Fate::Folded(within),
        // What it was told with is forgotten, and was sent long ago.
        (notices::State::Folded, None) => Fate::Sent,
        (notices::State::Failed, _) => Fate::Failed,
        (notices::State::Dropped, _) => Fate::Dropped,
    };
    let attempts = notice.attempts.into_iter();
    NoticeRow {
        id: notice.id,
        to: notice.to,
        made: notice.made,
        what: notice.message.event.what.label(),
        title: notice.message.title,
        fate,
        attempts: attempts.map(|it| Attempt { at: it.at, took: it.took, detail: it.detail }).collect(),
    }
}

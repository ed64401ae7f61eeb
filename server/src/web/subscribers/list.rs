//! `/subscribers`, for admins: how many there are, and a button that forgets one.

use super::{Handled, show};
use crate::web::members::{actor, member, to};
use crate::web::page::Asked;
use crate::web::state::Web;
use app::route::Route;
use app::subscribers::SubscribersPage;
use app::subscribers::list::ListPage;
use axum::Form;
use axum::extract::{Query, State};
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;

/// How many are shown at once.
const SHOWN: u32 = 100;

/// Which are wanted.
#[derive(Deserialize)]
pub struct Wanted {
    before: Option<i64>,
}

/// `GET /subscribers`.
pub async fn page(State(web): State<Arc<Web>>, Query(wanted): Query<Wanted>, asked: Asked) -> Handled {
    let (_, role) = member(&asked)?;
    let found = web.members.records(move |records, _| {
        Ok((records.count_subscribers()?, records.subscribers(wanted.before, SHOWN)?))
    });
    let (counts, subscribers) = found.await?;
    let counts = counts.into_iter().map(|it| (it.kind, [it.told, it.unconfirmed, it.disabled])).collect();
    let is_full = subscribers.len() >= SHOWN as usize;
    let more = subscribers.last().filter(|_| is_full).map(|last| last.id);
    let page = SubscribersPage::List(ListPage { role, counts, subscribers, more });
    show(&web, &asked, &Route::Subscribers(wanted.before), page, StatusCode::OK).await
}

/// A subscriber.
#[derive(Deserialize)]
pub struct Numbered {
    id: i64,
}

/// `POST /subscribers/remove`: forgets a subscriber.
pub async fn remove(State(web): State<Arc<Web>>, asked: Asked, Form(sent): Form<Numbered>) -> Handled {
    let by = actor(&asked)?;
    let removed = web.members.records(move |records, now| records.remove_subscriber(sent.id, &by, now));
    removed.await?;
    Ok(to(&Route::Subscribers(None)))
}

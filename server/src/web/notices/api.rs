//! `/api/v1/notices`: what was told to whom, and each attempt to do so. Receivers are channels by name and subscribers by
//! number, never addresses.

use crate::web::json::Number;
use crate::web::openapi::operation::{Operation, Parameter, of};
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::extract::{self, Path, Query};
use axum::response::{IntoResponse, Response};
use model::notice::Message;
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::records::notices;

/// How many notices are given at once.
const ROWS: u32 = 100;

/// What of notices the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/api/v1/notices",
        "listNotices",
        "At most 100 notices, newest first.",
        of::<Listed>,
    )
    .query(&[
        Parameter { name: "state", about: "Those in this state; all without it.", schema: of::<State> },
        Parameter {
            name: "before",
            about: "Notices before the one with this number: that of the last one, for what comes after it.",
            schema: of::<Number>,
        },
    ])
    .naming(&["/notices/0/id"]),
    Operation::new("GET", "/api/v1/notices/{id}", "showNotice", "A notice.", of::<View>),
    Operation::new(
        "GET",
        "/api/v1/notices/{id}/attempts",
        "listAttempts",
        "Each attempt to deliver a notice, oldest first.",
        of::<Attempts>,
    ),
];

/// What has become of a notice.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "NoticeState")]
enum State {
    /// It is to be delivered.
    Waiting,
    /// It is delivered.
    Sent,
    /// It was given up.
    Failed,
    /// It was told with another one.
    Folded,
    /// Nobody wants it any more; its last attempt says why.
    Dropped,
}

impl From<State> for notices::State {
    fn from(state: State) -> notices::State {
        match state {
            State::Waiting => notices::State::Waiting,
            State::Sent => notices::State::Sent,
            State::Failed => notices::State::Failed,
            State::Folded => notices::State::Folded,
            State::Dropped => notices::State::Dropped,
        }
    }
}

impl From<notices::State> for State {
    fn from(state: notices::State) -> State {
        match state {
            notices::State::Waiting => State::Waiting,
            notices::State::Sent => State::Sent,
            notices::State::Failed => State::Failed,
            notices::State::Folded => State::Folded,
            notices::State::Dropped => State::Dropped,
        }
    }
}

/// Which notices are wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    state: Option<State>,
    before: Option<Number>,
}

/// Notices.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Notices")]
struct Listed {
    notices: Vec<View>,
}

/// One message to one receiver.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Notice")]
struct View {
    id: i64,
    /// What names it, also to the receiver, however often it is sent.
    key: String,
    /// The receiver: `channel:pager`, `subscriber:7`.
    to: String,
    made: At,
    /// When it is tried next, or was last.
    due: At,
    state: State,
    /// The number of the notice that it was told with, if it is folded.
    within: Option<i64>,
    /// What happened: `declared`, `resolved`.
    what: &'static str,
    /// What it happened to: `incident/2026-11-21-kafka-is-down`.
    about: String,
    title: String,
    /// How many attempts there were to deliver it.
    attempts: usize,
}

impl From<notices::Listed> for View {
    fn from(notice: notices::Listed) -> View {
        let notices::Listed { id, key, to, made, due, state, within, message, attempts } = notice;
        let Message { event, title, .. } = message;
        let (what, about, attempts, state) = (event.what.slug(), event.about, attempts.len(), state.into());
        View { id, key, to, made, due, state, within, what, about, title, attempts }
    }
}

/// Attempts to deliver a notice.
#[derive(Serialize, JsonSchema)]
struct Attempts {
    attempts: Vec<AttemptView>,
}

/// An attempt to deliver a notice.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Attempt")]
struct AttemptView {
    /// When it began.
    at: At,
    /// How many milliseconds it took.
    took: i64,
    /// `sent`, `again`, `failed`, or `dropped` where nobody wants it any more.
    outcome: String,
    /// What the receiver answered, or what went wrong, in words.
    detail: String,
}

/// `GET /api/v1/notices?state=...&before=...`.
pub async fn list(
    extract::State(web): extract::State<Arc<Web>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let before = wanted.before.map(Number::get).transpose()?;
    let state = wanted.state.map(notices::State::from);
    let found = web.members.records(move |records, _| records.notices(state, before, ROWS)).await?;
    Ok(axum::Json(Listed { notices: found.into_iter().map(View::from).collect() }).into_response())
}

/// `GET /api/v1/notices/{id}`.
pub async fn one(
    extract::State(web): extract::State<Arc<Web>>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    Ok(axum::Json(View::from(find(&web, &id).await?)).into_response())
}

/// `GET /api/v1/notices/{id}/attempts`.
pub async fn attempts(
    extract::State(web): extract::State<Arc<Web>>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let attempts = find(&web, &id).await?.attempts.into_iter().map(|it| {
        let notices::Attempt { at, took, outcome, detail } = it;
        AttemptView { at, took, outcome, detail }
    });
    Ok(axum::Json(Attempts { attempts: attempts.collect() }).into_response())
}

async fn find(web: &Web, id: &str) -> Result<notices::Listed, Problem> {
    let none = || Problem::missing("There is no notice of that number.");
    let id: i64 = id.parse().map_err(|_| none())?;
    web.members.records(move |records, _| records.notice(id)).await?.ok_or_else(none)
}

//! `/api/v1/maintenance`: the windows of planned work with the freezes, and one-off work that members declare and cancel.
//! Instants are milliseconds since 1970-01-01 00:00 UTC.

use super::json;
use super::openapi::operation::{Operation, Parameter, of};
use super::page::Asked;
use super::problem::Problem;
use super::state::Web;
use crate::maintenance::{Works, planned};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use model::incident::Refusal;
use model::maintenance::{Intent, Window};
use model::public::PLANNED_DAYS;
use model::time::{At, DAY};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;
use store::records::maintenance::{Changed, Denied};
use view::{Calendar, DeclaredView, FreezeView, WindowView};

mod view;

/// The most bytes of what is declared: as many ids of components as there may be.
pub const MOST: usize = 64 << 10;

/// The most days between the ends of a question.
const MOST_DAYS: i64 = 400;

/// The last millisecond of 2099, up to which the calendar goes.
const LAST: i64 = 4_102_444_799_999;

/// What of planned work the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/api/v1/maintenance",
        "listMaintenance",
        "The windows of planned work, recurring or not, and the freezes, between two instants at most 400 days apart.",
        of::<Calendar>,
    )
    .query(&[
        Parameter { name: "from", about: "From when on; now without it.", schema: of::<Instant> },
        Parameter { name: "to", about: "Until when; 30 days later without it.", schema: of::<Instant> },
    ])
    .refuses(&[422]),
    Operation::new(
        "POST",
        "/api/v1/maintenance",
        "declareMaintenance",
        "Declares one-off work: its components show maintenance from its beginning to its end, and visitors are told of it.",
        of::<DeclaredView>,
    )
    .takes(of::<Intent>)
    .keyed()
    .makes()
    .tagged()
    .naming(&["/id"]),
    Operation::new(
        "GET",
        "/api/v1/maintenance/{id}",
        "showMaintenance",
        "Work that a member declared.",
        of::<DeclaredView>,
    )
    .tagged(),
    Operation::new(
        "DELETE",
        "/api/v1/maintenance/{id}",
        "cancelMaintenance",
        "Cancels work that a member declared: it is not held, or ends if it has begun. It stays to be read.",
        of::<DeclaredView>,
    )
    .seen()
    .tagged(),
];

/// An instant from 1970 to 2099, in milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[schemars(inline, transparent)]
pub struct Instant(#[schemars(range(min = 0, max = LAST))] i64);

impl Instant {
    fn at(self) -> Result<At, Problem> {
        let wrong = || Problem::bad("An instant goes from 0 to 4102444799999, the end of 2099.");
        (0..=LAST).contains(&self.0).then_some(At(self.0)).ok_or_else(wrong)
    }
}

/// Between which instants.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    from: Option<Instant>,
    to: Option<Instant>,
}

/// `GET /api/v1/maintenance?from=...&to=...`.
pub async fn list(State(web): State<Arc<Web>>, Query(between): Query<Between>) -> Result<Response, Problem> {
    let works = works(&web)?;
    let (from, to) = (between.from.map(Instant::at).transpose()?, between.to.map(Instant::at).transpose()?);
    let from = from.unwrap_or_else(|| works.now());
    let asked = Window { from, to: to.unwrap_or(from + PLANNED_DAYS * DAY) };
    if asked.to <= asked.from || asked.to.since(asked.from) > MOST_DAYS * DAY {
        let words = format!("`to` comes after `from`, and at most {MOST_DAYS} days later.");
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words));
    }
    let estate = works.estate();
    let (windows, is_all) = planned(&estate, asked);
    if !is_all {
        let words = "There are too many windows between these instants. Ask for less time at once.";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words));
    }
    let freezes = estate.systems.iter().flat_map(|system| {
        system.freezes.iter().filter(|freeze| freeze.window.meets(asked)).map(|freeze| FreezeView {
            system: &system.id,
            title: &freeze.title,
            from: freeze.window.from,
            to: freeze.window.to,
        })
    });
    let windows = windows.into_iter().map(WindowView::of).collect();
    Ok(axum::Json(Calendar { windows, freezes: freezes.collect() }).into_response())
}

/// `POST /api/v1/maintenance`.
pub async fn declare(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let works = works(&web)?;
    let intent: Intent = json::read(&asked.headers, &body)?;
    let by = json::actor(&asked)?;
    let request = json::request(&asked.headers, &by)?;
    told(StatusCode::CREATED, works.declare(intent, request, by).await?)
}

/// `GET /api/v1/maintenance/{id}`.
pub async fn one(State(web): State<Arc<Web>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = works(&web)?.one(id.clone()).await?;
    told(StatusCode::OK, found.ok_or(Denied::Missing(id)))
}

/// `DELETE /api/v1/maintenance/{id}`.
pub async fn cancel(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (works, by) = (works(&web)?, json::actor(&asked)?);
    let seen = json::seen_version(&asked.headers)?;
    told(StatusCode::OK, works.cancel(id, seen, by).await?)
}

fn works(web: &Web) -> Result<&Works, Problem> {
    web.works.as_ref().ok_or_else(|| Problem::missing("This site keeps no records of planned work."))
}

fn told(code: StatusCode, changed: Changed) -> Result<Response, Problem> {
    let work = changed?;
    let mut response = (code, axum::Json(DeclaredView::of(&work))).into_response();
    let headers = response.headers_mut();
    json::tag(headers, &work.version);
    if code == StatusCode::CREATED {
        json::location(headers, &format!("/api/v1/maintenance/{}", work.id));
    }
    Ok(response)
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Problem {
        let code = match &denied {
            Denied::Missing(_) => StatusCode::NOT_FOUND,
            Denied::Conflict(_) => StatusCode::PRECONDITION_FAILED,
            Denied::KeyTaken | Denied::Refused(Refusal::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Denied::Refused(Refusal::NotNow(_)) => StatusCode::CONFLICT,
        };
        let version = if let Denied::Conflict(version) = &denied { Some(*version) } else { None };
        Problem::new(code, denied.to_string()).at_version(version)
    }
}

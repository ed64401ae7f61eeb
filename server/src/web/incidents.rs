//! `/api/v1/incidents`: incidents as JSON, with all that belongs to them, and what changes them. Instants are milliseconds
//! since 1970-01-01 00:00 UTC.
//!
//! An incident's `ETag` is its version. Who adds a step says with `If-Match` which version they saw, or `*` for any; a
//! request that is sent again under the same `Idempotency-Key` is done once.

use super::json;
use super::openapi::operation::{Operation, Parameter, of};
use super::page::Asked;
use super::problem::Problem;
use super::state::Web;
use super::templates;
use crate::config::templates::NAMES;
use crate::incidents::{By, Incidents};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use model::incident::{Declaration, Incident, Step};
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::records::incidents::{Changed, Denied, Which};
use view::View;

mod view;

/// The most bytes of a step: a postmortem with room for escapes.
pub const MOST: usize = 512 << 10;

/// How many incidents a list holds at most.
const MOST_LISTED: u32 = 100;

/// What of incidents the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/api/v1/incidents",
        "listIncidents",
        "At most 100 incidents, those that began last first.",
        of::<Listed>,
    )
    .query(&[
        Parameter { name: "state", about: "Those that are not over; all without it.", schema: of::<Wish> },
        Parameter {
            name: "before",
            about: "Those that began before this instant: `began` of the last one, for what comes after it.",
            schema: of::<At>,
        },
    ])
    .naming(&["/incidents/0/id"]),
    Operation::new(
        "POST",
        "/api/v1/incidents",
        "declareIncident",
        "Declares an incident. It is a draft, which visitors do not see, unless `publish` is true.",
        of::<View>,
    )
    .takes(of::<Declared>)
    .keyed()
    .makes()
    .tagged()
    .naming(&["/id"]),
    Operation::new(
        "GET",
        "/api/v1/incidents/{id}",
        "showIncident",
        "An incident with all that was done in it.",
        of::<View>,
    )
    .tagged(),
    Operation::new(
        "POST",
        "/api/v1/incidents/{id}/steps",
        "addStep",
        "Adds a step to an incident, and gives the incident; after a merge the one that goes on.",
        of::<View>,
    )
    .takes(of::<Done>)
    .seen()
    .keyed()
    .tagged(),
    Operation::new(
        "GET",
        "/api/v1/incidents/{id}/messages/{template}",
        "fillMessage",
        "A message to begin with, as markdown: the template start, update or resolution, filled from the incident.",
        of::<String>,
    )
    .kind("text/markdown")
    .among("template", &NAMES),
];

/// Which incidents a list is of.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Wish {
    /// Those that are not over.
    Open,
}

/// Incidents, those that began last first.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Incidents")]
struct Listed<'a> {
    incidents: Vec<View<'a>>,
}

/// What is wanted of a list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// All without it.
    state: Option<Wish>,
    /// Only those that began before this instant; the last one's `began`, for the next part of a list.
    before: Option<i64>,
}

/// A declaration.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DeclareIncident")]
struct Declared {
    /// What the incident begins with.
    incident: Declaration,
    /// When it began; at once without it.
    happened: Option<At>,
}

/// A step.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AddStep")]
struct Done {
    /// What is done.
    step: Step,
    /// When that was so which it tells of; at once without it.
    happened: Option<At>,
}

/// `GET /api/v1/incidents?state=open`: at most 100 of them, those that began last first.
pub async fn list(State(web): State<Arc<Web>>, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let before = At(wanted.before.unwrap_or(i64::MAX));
    let which = match wanted.state {
        None => Which::Began(At(i64::MIN), before),
        Some(Wish::Open) => Which::Open,
    };
    let all = incidents.list(which, MOST_LISTED).await?;
    let listed = Listed { incidents: all.iter().map(|incident| View::of(incident, incidents)).collect() };
    Ok(axum::Json(listed).into_response())
}

/// `GET /api/v1/incidents/{id}`.
pub async fn one(State(web): State<Arc<Web>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    match incidents.one(id.clone()).await? {
        Some(incident) => Ok(answer(StatusCode::OK, &incident, incidents)),
        None => Err(Denied::Missing(id).into()),
    }
}

/// `GET /api/v1/incidents/{id}/messages/{template}`: a message to begin with, filled from the incident, as markdown.
pub async fn message(
    State(web): State<Arc<Web>>,
    Path((id, template)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let none = || Problem::missing("A template is start, update or resolution.");
    let template = templates::text(&web, &template).await?.ok_or_else(none)?;
    let incident = incidents.one(id.clone()).await?.ok_or(Denied::Missing(id))?;
    let kind = [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")];
    Ok((kind, incidents.message(&template, &incident)).into_response())
}

/// `POST /api/v1/incidents` of `{"incident": {...}}`: declares one.
pub async fn declare(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let Declared { incident, happened } = json::read(&asked.headers, &body)?;
    let by = By { happened, ..by(&asked)? };
    told(&web, StatusCode::CREATED, incidents.declare(by, incident).await?).await
}

/// `POST /api/v1/incidents/{id}/steps` of `{"step": {"do": ...}}`: adds a step; gives the incident, or for a merge the one
/// that goes on.
pub async fn step(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
    body: Bytes,
) -> Result<Response, Problem> {
    let incidents = incidents(&web)?;
    let Done { step, happened } = json::read(&asked.headers, &body)?;
    let by = By { happened, seen: json::seen_version(&asked.headers)?, ..by(&asked)? };
    told(&web, StatusCode::OK, incidents.step(id, by, step).await?).await
}

fn incidents(web: &Web) -> Result<&Incidents, Problem> {
    let none = || Problem::missing("This site keeps no incidents.");
    web.incidents.as_ref().ok_or_else(none)
}

/// Who asks, under the key of the request if it has one.
fn by(asked: &Asked) -> Result<By, Problem> {
    let actor = json::actor(asked)?;
    let request = json::request(&asked.headers, &actor)?;
    Ok(By { request, ..By::new(actor) })
}

async fn told(web: &Web, code: StatusCode, changed: Changed<Incident>) -> Result<Response, Problem> {
    let incident = changed?;
    web.shown().await;
    Ok(answer(code, &incident, incidents(web)?))
}

fn answer(code: StatusCode, incident: &Incident, incidents: &Incidents) -> Response {
    let mut response = (code, axum::Json(View::of(incident, incidents))).into_response();
    let headers = response.headers_mut();
    json::tag(headers, &incident.version());
    if code == StatusCode::CREATED {
        json::location(headers, &format!("/api/v1/incidents/{}", incident.id));
    }
    response
}

//! `/api/v1/runs`: runs as JSON, and what is done in them. An act is sent with a key of its own, so that one that was kept
//! while there was no connection counts once however often it comes, and from when it was done.

use super::view::View;
use super::{begin, do_act, find, on_page};
use crate::web::json;
use crate::web::openapi::operation::{Operation, Parameter, of};
use crate::web::page::Asked;
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use model::incident::Refusal;
use model::run::{Act, Run};
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::records::runs::{Denied, Which};

/// How many runs a list holds at most.
const MOST_LISTED: u32 = 50;
/// Bytes of the longest path of a page, and of the longest id.
const MOST_NAME: usize = 1_000;

/// What of runs the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/api/v1/runs", "listRuns", "At most 50 runs, those that began last first.", of::<Listed>)
        .query(&[
            Parameter { name: "page", about: "Those of this page, by its path under `/docs/`.", schema: of::<String> },
            Parameter { name: "incident", about: "Those of this incident.", schema: of::<String> },
            Parameter {
                name: "before",
                about: "Those that began before this instant: `began` of the last one, for what comes after it. Of the \
                        three, the first that is given counts.",
                schema: of::<At>,
            },
        ])
        .naming(&["/runs/0/id"]),
    Operation::new(
        "POST",
        "/api/v1/runs",
        "startRun",
        "Starts a run of a page of the docs: its ordered lists and task lists become a checklist.",
        of::<View>,
    )
    .takes(of::<Start>)
    .keyed()
    .makes()
    .tagged()
    .refuses(&[404])
    .naming(&["/id"]),
    Operation::new("GET", "/api/v1/runs/{id}", "showRun", "A run with all that was done in it.", of::<View>).tagged(),
    Operation::new(
        "POST",
        "/api/v1/runs/{id}/acts",
        "actInRun",
        "Does something in a run, and gives the run. Of two who do the same, the first counts, and both are kept.",
        of::<View>,
    )
    .takes(of::<Done>)
    .keyed()
    .tagged(),
];

/// Runs, those that began last first.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Runs")]
struct Listed {
    runs: Vec<View>,
}

/// What is wanted of a list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    page: Option<String>,
    incident: Option<String>,
    before: Option<i64>,
}

/// A run to start.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "StartRun")]
struct Start {
    /// Path of the page under `/docs/`.
    page: String,
    /// The incident that it belongs to, by id; it stands alone without.
    incident: Option<String>,
}

/// An act.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ActInRun")]
struct Done {
    /// What is done.
    act: Act,
    /// When it was done; at once without it. One outside of the run is taken for the nearest instant in it.
    happened: Option<At>,
}

/// `GET /api/v1/runs`.
pub async fn list(State(web): State<Arc<Web>>, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let which = match (wanted.page, wanted.incident) {
        (Some(page), _) => Which::Page(page),
        (None, Some(incident)) => Which::Incident(incident),
        (None, None) => Which::Before(At(wanted.before.unwrap_or(i64::MAX))),
    };
    let runs = web.members.records(move |records, _| records.runs(&which, MOST_LISTED)).await?;
    let runs = runs.into_iter().map(|run| View::of(on_page(&web, run).0)).collect();
    Ok(axum::Json(Listed { runs }).into_response())
}

/// `POST /api/v1/runs` of `{"page": ...}`.
pub async fn start(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let Start { page, incident } = json::read(&asked.headers, &body)?;
    if page.len() > MOST_NAME || incident.as_ref().is_some_and(|id| id.len() > MOST_NAME) {
        return Err(Problem::bad("A path and an id have at most 1000 bytes."));
    }
    let by = json::actor(&asked)?;
    let request = json::request(&asked.headers, &by)?;
    let none = || Problem::missing("There is no page with steps at this path.");
    let run = begin(&web, page, incident, by, request).await?.ok_or_else(none)??;
    Ok(answer(&web, StatusCode::CREATED, run))
}

/// `GET /api/v1/runs/{id}`.
pub async fn one(State(web): State<Arc<Web>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let run = find(&web, id.clone()).await?.ok_or(Denied::Missing(id))?;
    Ok(answer(&web, StatusCode::OK, run))
}

/// `POST /api/v1/runs/{id}/acts` of `{"act": {"do": "tick", "step": ...}, "happened": ...}`.
pub async fn act(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
    body: Bytes,
) -> Result<Response, Problem> {
    let Done { act, happened } = json::read(&asked.headers, &body)?;
    let by = json::actor(&asked)?;
    let request = json::request(&asked.headers, &by)?;
    let run = do_act(&web, id, (by, happened, request), act).await??;
    Ok(answer(&web, StatusCode::OK, run))
}

fn answer(web: &Web, code: StatusCode, run: Run) -> Response {
    let view = View::of(on_page(web, run).0);
    let (tag, path) = (view.version(), view.path());
    let mut response = (code, axum::Json(view)).into_response();
    json::tag(response.headers_mut(), &tag);
    if code == StatusCode::CREATED {
        json::location(response.headers_mut(), &path);
    }
    response
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Problem {
        let code = match &denied {
            Denied::Missing(_) => StatusCode::NOT_FOUND,
            Denied::NoIncident(_) | Denied::KeyTaken | Denied::Refused(Refusal::Invalid(_)) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Denied::Refused(Refusal::NotNow(_)) => StatusCode::CONFLICT,
        };
        Problem::new(code, denied.to_string())
    }
}

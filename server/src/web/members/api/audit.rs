//! `/api/v1/audit`: the audit log, newest first.

use crate::web::json::Number;
use crate::web::openapi::operation::{Operation, Parameter, of};
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use model::audit::Entry;
use model::member::Actor;
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many rows are given at once.
const ROWS: usize = 100;

/// What of the audit log the API does.
pub const OPERATIONS: &[Operation] = &[Operation::new(
    "GET",
    "/api/v1/audit",
    "listAudit",
    "At most 100 rows of the audit log, newest first.",
    of::<Listed>,
)
.query(&[Parameter {
    name: "before",
    about: "Rows before the one with this number: that of the last one, for what comes after it.",
    schema: of::<Number>,
}])];

/// Where the answer begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    before: Option<Number>,
}

/// Rows of the audit log.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Audit")]
struct Listed {
    rows: Vec<Row>,
}

/// A change.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AuditRow")]
struct Row {
    /// Its place in the log, from 1 without holes.
    number: i64,
    at: At,
    by: Actor,
    /// What was done: `member.role`.
    action: String,
    /// To what: a member's name, an incident's id.
    subject: String,
    /// What it is, or was, in a few words.
    detail: String,
}

/// `GET /api/v1/audit?before=...`.
pub async fn list(State(web): State<Arc<Web>>, Query(from): Query<From>) -> Result<Response, Problem> {
    let before = from.before.map(Number::get).transpose()?;
    let rows = web.members.records(move |records, _| records.audit(before, ROWS)).await?;
    let rows = rows.into_iter().map(|Entry { number, at, actor, action, subject, detail }| Row {
        number,
        at,
        by: actor,
        action,
        subject,
        detail,
    });
    Ok(axum::Json(Listed { rows: rows.collect() }).into_response())
}

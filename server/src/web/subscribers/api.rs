//! `/api/v1/subscribers`: who is told, as the page has it, and who is to be asked. Addresses are veiled, for nobody who
//! manages subscribers has to write to them.

mod wish;

use super::form;
use super::{is_known, subscribers as offered};
use crate::subscribers::Subscribers;
use crate::web::error::HttpError;
use crate::web::json::{self, Number};
use crate::web::openapi::operation::{Operation, Parameter, of};
use crate::web::page::Asked;
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use messages::Lang;
use model::subscriber::{MOST_URL, Subscriber, WayKind};
use model::time::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wish::Wished;

/// How many subscribers are given at once.
const ROWS: u32 = 100;

/// What of subscribers the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/api/v1/subscribers",
        "listSubscribers",
        "At most 100 subscribers, those who asked last first.",
        of::<Listed>,
    )
    .query(&[Parameter {
        name: "before",
        about: "Subscribers before the one with this number: that of the last one, for what comes after it.",
        schema: of::<Number>,
    }])
    .naming(&["/subscribers/0/id"]),
    Operation::new(
        "POST",
        "/api/v1/subscribers",
        "proposeSubscriber",
        "Asks an e-mail address or a webhook whether it wants to be told. Nothing else is sent there before its owner \
         confirms. The answer is the same whether or not the address is known, and one address is asked seldom, so that \
         a request that is sent again does no harm.",
        of::<()>,
    )
    .takes(of::<Proposed>)
    .silent()
    .status(202),
    Operation::new("GET", "/api/v1/subscribers/{id}", "showSubscriber", "A subscriber.", of::<View>),
    Operation::new(
        "DELETE",
        "/api/v1/subscribers/{id}",
        "removeSubscriber",
        "Forgets a subscriber, and what waits for them.",
        of::<()>,
    )
    .silent(),
];

/// Somebody who is to be asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProposeSubscriber")]
struct Proposed {
    /// An e-mail address, or the https address of a webhook.
    #[schemars(length(min = 3, max = MOST_URL), regex(pattern = r"^\s*(https://\S+|\S+@\S+)\s*$"))]
    address: String,
    /// What they are told of.
    #[serde(default)]
    wish: Wished,
}

/// Subscribers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Subscribers")]
struct Listed {
    subscribers: Vec<View>,
}

/// Somebody who is told, or who is to confirm it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Subscriber")]
struct View {
    id: i64,
    /// `email`, `webhook` or `push`.
    way: &'static str,
    /// Where, without what would be needed to write there: `a...@example.org`.
    address: String,
    made: At,
    /// When they confirmed it; nothing is sent before.
    confirmed: Option<At>,
    /// Why nothing is sent any more, if so.
    disabled: Option<String>,
    wish: Wished,
}

impl From<Subscriber> for View {
    fn from(subscriber: Subscriber) -> View {
        let (way, address) = (subscriber.way.kind().name(), subscriber.way.veiled());
        let wish = Wished::of(&subscriber);
        let Subscriber { id, made, confirmed, disabled, .. } = subscriber;
        View { id, way, address, made, confirmed, disabled, wish }
    }
}

/// Where the answer begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    before: Option<Number>,
}

/// `GET /api/v1/subscribers?before=...`.
pub async fn list(State(web): State<Arc<Web>>, Query(from): Query<Wanted>) -> Result<Response, Problem> {
    let before = from.before.map(Number::get).transpose()?;
    let found = web.members.records(move |records, _| records.subscribers(before, ROWS)).await?;
    Ok(axum::Json(Listed { subscribers: found.into_iter().map(View::from).collect() }).into_response())
}

/// `POST /api/v1/subscribers`.
pub async fn propose(State(web): State<Arc<Web>>, asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let subscribers = told(&web)?;
    let Proposed { address, wish } = json::read(&asked.headers, &body)?;
    let english = web.locales.get(Lang::En);
    let wrong = |words: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words);
    let ways: Vec<_> = subscribers.settings.ways().into_iter().filter(|it| *it != WayKind::Push).collect();
    if ways.is_empty() {
        return Err(wrong("This site sends neither e-mail nor webhooks to subscribers.".into()));
    }
    let way = form::way(&address, &ways).map_err(|message| wrong(english.text(message)))?;
    if let Some(unknown) = wish.components.iter().find(|id| !is_known(&web, id)) {
        return Err(wrong(format!("There is no component or system {unknown:?}.")));
    }
    if let Some(list) = wish.repeats() {
        return Err(wrong(format!("`{list}` names something twice. Name it once.")));
    }
    let wish = form::checked(&wish.form()).map_err(|message| wrong(english.text(message)))?;
    subscribers.propose(way, wish).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `GET /api/v1/subscribers/{id}`.
pub async fn one(State(web): State<Arc<Web>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = number(&id)?;
    let found = web.members.records(move |records, _| records.subscriber(id)).await?;
    let (subscriber, _) = found.ok_or_else(none)?;
    Ok(axum::Json(View::from(subscriber)).into_response())
}

/// `DELETE /api/v1/subscribers/{id}`.
pub async fn remove(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (id, by) = (number(&id)?, json::actor(&asked)?);
    match web.members.records(move |records, now| records.remove_subscriber(id, &by, now)).await? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(none()),
    }
}

fn told(web: &Web) -> Result<&Subscribers, Problem> {
    offered(web).map_err(|_: HttpError| Problem::missing("This site tells no subscribers."))
}

fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| none())
}

fn none() -> Problem {
    Problem::missing("There is no subscriber of that number.")
}

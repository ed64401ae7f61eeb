//! `/api/v1/components`: what each component shows, for whoever may see the status pages.

use super::body::Answer;
use super::error::HttpError;
use super::openapi::operation::{Operation, of};
use super::page::Asked;
use super::policy::CachePolicy;
use super::problem::Problem;
use super::state::Web;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use model::public::{Cause, Public, PublicComponent, Trouble, headline};
use model::status::Status;
use model::time::At;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// What of components the API does.
pub const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/api/v1/components",
        "listComponents",
        "What every component shows, by system.",
        of::<Listed>,
    )
    .held(),
    Operation::new(
        "GET",
        "/api/v1/components/{system}/{component}",
        "showComponent",
        "What a component shows, and its trouble of the last 90 days.",
        of::<One>,
    )
    .held(),
];

/// What every component shows.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Components")]
struct Listed<'a> {
    /// When that was so.
    at: At,
    /// How things are, in one sentence.
    headline: String,
    /// The status of everything together.
    status: Status,
    components: Vec<View<'a>>,
}

/// What a component shows.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Component")]
struct View<'a> {
    /// `butterfly/kafka`.
    id: &'a str,
    system: &'a str,
    group: &'a str,
    name: &'a str,
    status: Status,
    /// Since when.
    since: At,
    /// When it was last looked at.
    checked: Option<At>,
    /// How long its latest good answer took, in microseconds.
    latency: Option<u32>,
    /// The id of the component that it needs and that explains its trouble; empty if that one is not shown here.
    affected_by: Option<&'a str>,
    /// Its uptime of the last 90 days, from 0 to 1; none if nobody looked.
    uptime: Option<f64>,
}

/// What a component shows and what it touches.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ComponentWithTrouble")]
struct One<'a> {
    component: View<'a>,
    /// The ids of the components that it needs.
    needs: Vec<&'a str>,
    /// The ids of the components that need it.
    needed_by: Vec<&'a str>,
    /// Trouble and planned work, newest first.
    troubles: Vec<TroubleView>,
}

/// A stretch of time that was not operational.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Trouble")]
struct TroubleView {
    status: Status,
    from: At,
    /// None while it lasts.
    to: Option<At>,
}

fn views(public: &Public) -> impl Iterator<Item = (View<'_>, &PublicComponent)> {
    public.systems.iter().flat_map(move |system| {
        let groups = system.groups.iter();
        groups.flat_map(move |group| {
            group.components.iter().map(move |it| {
                let view = View {
                    id: &it.id,
                    system: &system.id,
                    group: &group.id,
                    name: &it.name,
                    status: it.status,
                    since: it.since,
                    checked: it.checked,
                    latency: it.latency,
                    affected_by: public.cause(it).map(id),
                    uptime: it.counting(it.clocks()).uptime(),
                };
                (view, it)
            })
        })
    })
}

fn id(cause: Cause<'_>) -> &str {
    match cause {
        Cause::Component(id, _) => id,
        Cause::Hidden => "",
    }
}

/// `GET /api/v1/components`.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, Problem> {
    let public = web.public();
    let listed = Listed {
        at: public.at,
        headline: headline(public.components()),
        status: public.status(),
        components: views(&public).map(|(view, _)| view).collect(),
    };
    answer(&asked, &listed)
}

/// `GET /api/v1/components/{system}/{component}`.
pub async fn one(
    State(web): State<Arc<Web>>,
    Path((system, component)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (public, id) = (web.public(), format!("{system}/{component}"));
    let found = views(&public).find(|(view, _)| view.id == id);
    let missing = || Problem::missing(format!("There is no component {id}."));
    let (component, it) = found.ok_or_else(missing)?;
    let troubles = it.troubles.iter().map(|Trouble { status, from, to }| TroubleView {
        status: *status,
        from: *from,
        to: *to,
    });
    let one = One {
        component,
        needs: ids(&it.neighbours.needs),
        needed_by: ids(&it.neighbours.needed_by),
        troubles: troubles.collect(),
    };
    answer(&asked, &one)
}

fn ids(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(id, _)| id.as_str()).collect()
}

fn answer(asked: &Asked, value: &impl Serialize) -> Result<Response, Problem> {
    let json = serde_json::to_vec(value).map_err(|error| HttpError::Internal(error.to_string()))?;
    let answer = Answer::new(StatusCode::OK, "application/json", CachePolicy::Revalidate, json.into());
    Ok(asked.respond(&answer))
}

//! `/desk`: what members handle incidents with, as pages and plain forms. Each form does one step; what cannot be done
//! comes back with the reason and with all that was typed.

pub mod plan;
mod runbook;
mod sent;

use super::error::HttpError;
use super::page::{Asked, drawn, not_found};
use super::state::Web;
use super::{runs, templates};
use crate::incidents::{By, Incidents};
use app::desk::DeskPage;
use app::desk::declare::Declare;
use app::desk::incident::OneIncident;
use app::desk::overview::{Overview, Row};
use app::desk::typed::Typed;
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use model::incident::{Due, Entry, Incident, urgency};
use model::member::Permission;
use sent::{Sent, Wish};
use serde::Deserialize;
use std::sync::Arc;
use store::records::incidents::Denied;

/// The most bytes of a form: a postmortem, in which each byte may be written as three.
pub const MOST: usize = 1 << 20;

type Handled = Result<Response, HttpError>;

/// What of an incident's page is wanted.
#[derive(Deserialize)]
pub struct Begun {
    /// The message to begin an update with.
    template: Option<String>,
    /// The page of the docs to show beside it.
    runbook: Option<String>,
}

/// `GET /desk`.
pub async fn overview(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let incidents = incidents(&web)?;
    let (kept, now) = (incidents.kept(), incidents.now());
    let row = |incident: &Incident| Row {
        incident: incident.clone(),
        due: incidents.due(incident),
        policy: incidents.estate().policy(incident),
    };
    let mut rows: Vec<Row> = kept.all.iter().filter(|it| it.merged.is_none()).map(row).collect();
    rows.retain(|row| row.incident.is_open() || !row.due.is_empty());
    rows.sort_by_key(|row| urgency(&row.incident, &row.due, now));
    let may_respond = may_respond(&asked);
    let (plans, frozen) = (plan::plans(&web, now).await?, plan::frozen(&web.planned(), now));
    let overview = Overview { now, may_respond, rows, plans, frozen, public: web.public() };
    let page = DeskPage::Overview(Box::new(overview));
    drawn(&web, &asked, &Route::Desk(String::new()), Page::Desk(page), StatusCode::OK).await
}

/// `GET /desk/{incident}`.
pub async fn one(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(begun): Query<Begun>,
    asked: Asked,
) -> Handled {
    let Some(incident) = find(&web, &id).await? else { return not_found(&web, &asked).await };
    let template = match &begun.template {
        Some(name) => templates::text(&web, name).await?,
        None => None,
    };
    let incidents = incidents(&web)?;
    let message = template.map(|template| incidents.message(&template, &incident));
    let view = View { message, runbook: begun.runbook, ..View::of(incident) };
    show(&web, &asked, view, StatusCode::OK).await
}

/// `POST /desk/{incident}`: does the step that the form names, or shows a preview.
pub async fn step(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Handled {
    let Some(incident) = find(&web, &id).await? else { return not_found(&web, &asked).await };
    let sent = Sent(Typed(pairs));
    let step = match sent.wish(&incident) {
        Ok(Wish::Preview) => {
            let view = View { typed: sent.0, ..View::of(incident) };
            return show(&web, &asked, view, StatusCode::OK).await;
        }
        Ok(Wish::Do(step)) => *step,
        Err(words) => return refused(&web, &asked, incident, sent, words).await,
    };
    let by = By { happened: sent.happened(), seen: sent.seen(&step), ..by(&asked)? };
    match incidents(&web)?.step(id, by, step).await.map_err(internal)? {
        Ok(done) => {
            web.shown().await;
            Ok(to(&done.id))
        }
        Err(Denied::Missing(_)) => not_found(&web, &asked).await,
        Err(Denied::Conflict(_)) => conflict(&web, &asked, &incident.id, sent).await,
        Err(denied) => refused(&web, &asked, incident, sent, denied.to_string()).await,
    }
}

/// `GET /desk/declare`.
pub async fn declaration(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    show_declaration(&web, &asked, Typed::default(), None).await
}

/// `POST /desk/declare`.
pub async fn declare(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Handled {
    let sent = Sent(Typed(pairs));
    let declared = match sent.declaration() {
        Ok(declaration) => {
            let by = By { happened: sent.happened(), ..by(&asked)? };
            let declared = incidents(&web)?.declare(by, declaration).await.map_err(internal)?;
            declared.map_err(|denied| denied.to_string())
        }
        Err(words) => Err(words),
    };
    match declared {
        Ok(incident) => {
            web.shown().await;
            Ok(to(&incident.id))
        }
        Err(words) => show_declaration(&web, &asked, sent.0, Some(words)).await,
    }
}

async fn show_declaration(web: &Arc<Web>, asked: &Asked, typed: Typed, problem: Option<String>) -> Handled {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let components = web.content.estate.components().map(|it| (it.id.clone(), it.name.clone())).collect();
    let page = DeskPage::Declare(Box::new(Declare { components, typed, problem }));
    drawn(web, asked, &Route::DeskDeclare, Page::Desk(page), status).await
}

/// An incident's page, and what differs from how it is found.
struct View {
    incident: Incident,
    message: Option<String>,
    runbook: Option<String>,
    typed: Typed,
    problem: Option<String>,
    added: Vec<Entry>,
}

impl View {
    fn of(incident: Incident) -> View {
        let (typed, added) = (Typed::default(), Vec::new());
        View { incident, message: None, runbook: None, typed, problem: None, added }
    }
}

/// The page again with what was typed and why it was not done.
async fn refused(web: &Arc<Web>, asked: &Asked, incident: Incident, sent: Sent, words: String) -> Handled {
    let view = View { typed: sent.0, problem: Some(words), ..View::of(incident) };
    show(web, asked, view, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The page as it is by now, with what others added since the version that was seen, and with what was typed.
async fn conflict(web: &Arc<Web>, asked: &Asked, id: &str, sent: Sent) -> Handled {
    let Some(incident) = find(web, id).await? else { return not_found(web, asked).await };
    let seen = sent.version();
    let mut added: Vec<Entry> =
        incident.entries.iter().filter(|entry| entry.number > seen).cloned().collect();
    added.sort_by_key(|entry| entry.number);
    let words = "Nothing was done: someone else changed the incident while you wrote.".to_string();
    let view = View { typed: sent.0, problem: Some(words), added, ..View::of(incident) };
    show(web, asked, view, StatusCode::CONFLICT).await
}

async fn show(web: &Arc<Web>, asked: &Asked, view: View, status: StatusCode) -> Handled {
    let incidents = incidents(web)?;
    let View { incident, message, runbook, typed, problem, added } = view;
    let due: Vec<Due> = incidents.due(&incident);
    let others = incidents
        .kept()
        .all
        .iter()
        .filter(|it| it.is_open() && it.id != incident.id)
        .cloned()
        .collect::<Vec<_>>();
    let (chosen, runbooks) = runbook::beside(web, &incident, runbook.as_deref());
    let pages = runbook.into_iter().chain(runbook::paths(web, &web.docs().library, &incident));
    let pages = if may_respond(asked) { pages.collect() } else { Vec::new() };
    let runs = runs::beside::runs(web, &incident, &pages).await?;
    let route = Route::Desk(incident.id.clone());
    let page = OneIncident {
        now: incidents.now(),
        may_respond: may_respond(asked),
        policy: incidents.estate().policy(&incident),
        estate: incidents.estate(),
        members: members(web).await?,
        others: others.into_iter().map(|it| (it.id, it.title)).collect(),
        runbook: chosen,
        runbooks,
        runs,
        incident,
        due,
        message,
        typed,
        problem,
        added,
    };
    drawn(web, asked, &route, Page::Desk(DeskPage::Incident(Box::new(page))), status).await
}

/// Who may be given an incident: whoever may sign in and respond.
async fn members(web: &Web) -> Result<Vec<String>, HttpError> {
    let all = web.members.records(|records, _| records.members()).await?;
    let least = Permission::Respond.least();
    Ok(all.into_iter().filter(|it| !it.disabled && it.role >= least).map(|it| it.name).collect())
}

fn incidents(web: &Web) -> Result<&Incidents, HttpError> {
    web.incidents.as_ref().ok_or(HttpError::NotFound)
}

async fn find(web: &Web, id: &str) -> Result<Option<Incident>, HttpError> {
    incidents(web)?.one(id.into()).await.map_err(internal)
}

fn internal(error: store::Error) -> HttpError {
    HttpError::Internal(error.to_string())
}

fn may_respond(asked: &Asked) -> bool {
    asked.who.caller.may(Permission::Respond)
}

fn by(asked: &Asked) -> Result<By, HttpError> {
    let nobody = || HttpError::Forbidden("Only members may change incidents.".into());
    asked.who.caller.actor().map(By::new).ok_or_else(nobody)
}

fn to(id: &str) -> Response {
    Redirect::to(&Route::Desk(id.into()).path()).into_response()
}

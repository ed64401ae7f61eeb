//! `/docs/runs`: pages of the docs as checklists that responders work through together. Plain forms; nothing is executed.

pub mod api;
pub mod article;
pub mod beside;
mod view;

use super::error::HttpError;
use super::page::{Asked, drawn, not_found};
use super::state::Web;
use app::page::Page;
use app::route::Route;
use app::runs::RunsPage;
use app::runs::list::RunList;
use app::runs::one::{OneRun, Refused};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use docs::PageStep;
use http::StatusCode;
use model::member::{Actor, Permission};
use model::run::{Act, Run, Started, Step, about, outline};
use model::time::At;
use serde::Deserialize;
use std::sync::Arc;
use store::records::incidents::Maker;
use store::records::runs::{Changed, Denied, Which};

type Handled = Result<Response, HttpError>;

/// How many runs the list holds at most.
const MOST_LISTED: u32 = 100;

/// What the form that starts a run sends.
#[derive(Deserialize)]
pub struct Wish {
    page: String,
    #[serde(default)]
    incident: String,
}

/// What the forms of a run send.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    step: String,
    #[serde(default)]
    text: String,
    #[serde(rename = "do")]
    act: String,
}

/// `GET /docs/runs`.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let runs = web.members.records(|records, _| {
        let mut runs = records.runs(&Which::Open, MOST_LISTED)?;
        let latest = records.runs(&Which::Before(At(i64::MAX)), MOST_LISTED)?;
        runs.extend(latest.into_iter().filter(|run| run.ended.is_some()));
        Ok(runs)
    });
    let page = RunsPage::List(RunList { runs: runs.await? });
    drawn(&web, &asked, &Route::Runs, Page::Runs(page), StatusCode::OK).await
}

/// `POST /docs/runs`: starts a run of a page.
pub async fn start(State(web): State<Arc<Web>>, asked: Asked, Form(wish): Form<Wish>) -> Handled {
    let by = actor(&asked)?;
    let incident = Some(wish.incident).filter(|id| !id.is_empty());
    match begin(&web, wish.page, incident, by, None).await? {
        Some(Ok(run)) => Ok(to(&run.id)),
        Some(Err(denied)) => Err(HttpError::BadRequest(denied.to_string())),
        None => not_found(&web, &asked).await,
    }
}

/// `GET /docs/runs/{id}`.
pub async fn one(State(web): State<Arc<Web>>, Path(id): Path<String>, asked: Asked) -> Handled {
    match find(&web, id).await? {
        Some(run) => show(&web, &asked, run, None, StatusCode::OK).await,
        None => not_found(&web, &asked).await,
    }
}

/// `POST /docs/runs/{id}`: does what the form says.
pub async fn act(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
    Form(sent): Form<Sent>,
) -> Handled {
    let by = actor(&asked)?;
    let wrong = || HttpError::BadRequest("A run knows no such act. Go back and load the page again.".into());
    let act = sent.act().ok_or_else(wrong)?;
    match do_act(&web, id.clone(), (by, None, None), act).await? {
        Ok(run) => Ok(to(&run.id)),
        Err(Denied::Refused(why)) => {
            let Some(run) = find(&web, id).await? else { return not_found(&web, &asked).await };
            let refused = Refused { problem: why.to_string(), step: sent.step, text: sent.text };
            show(&web, &asked, run, Some(refused), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(_) => not_found(&web, &asked).await,
    }
}

impl Sent {
    fn act(&self) -> Option<Act> {
        let (step, text) = (self.step.clone(), self.text.trim().to_owned());
        match self.act.as_str() {
            "tick" => Some(Act::Tick { step }),
            "take-back" => Some(Act::TakeBack { step }),
            "skip" => Some(Act::Skip { step, reason: text }),
            "fail" => Some(Act::Fail { step, reason: text }),
            "note" => Some(Act::Note { step: Some(step).filter(|step| !step.is_empty()), text }),
            "finish" => Some(Act::Finish { text }),
            "abandon" => Some(Act::Abandon { reason: text }),
            _ => None,
        }
    }
}

/// Starts a run of a page that has steps; nothing if there is none.
async fn begin(
    web: &Web,
    path: String,
    incident: Option<String>,
    by: Actor,
    request: Option<String>,
) -> Result<Option<Changed>, HttpError> {
    let edition = web.docs();
    let Some(page) = edition.library.page(&path) else { return Ok(None) };
    let steps = outlined(&docs::steps(page));
    if steps.is_empty() {
        return Ok(None);
    }
    let (title, about) = (page.title.clone(), about(&web.content.estate, &page.components, &page.alerts));
    let started = move |began| Started { page: path, title, incident, began, by, about, steps };
    let work = move |records: &mut store::Records, now| records.start_run(started(now), request.as_deref());
    Ok(Some(changed(web, web.members.records(work).await?)))
}

/// Does an act in a run, by somebody, who did it at an instant, under the name of the request.
async fn do_act(
    web: &Web,
    id: String,
    (by, happened, request): (Actor, Option<At>, Option<String>),
    act: Act,
) -> Result<Changed, HttpError> {
    let library = web.docs().library.clone();
    let work = move |records: &mut store::Records, now| {
        let maker = Maker { happened, request: request.as_deref(), ..Maker::new(now, by) };
        records.act_in_run(&id, |run| Some(outlined(&steps_of(&library, run)?)), &maker, act)
    };
    Ok(changed(web, web.members.records(work).await?))
}

/// Lets open pages know of a change.
fn changed(web: &Web, changed: Changed) -> Changed {
    if changed.is_ok() {
        web.runs.send_modify(|changes| *changes += 1);
    }
    changed
}

async fn find(web: &Web, id: String) -> Result<Option<Run>, HttpError> {
    Ok(web.members.records(move |records, _| records.run(&id)).await?)
}

fn steps_of(library: &docs::Library, run: &Run) -> Option<Vec<PageStep>> {
    library.page(&run.started.page).map(docs::steps)
}

fn outlined(steps: &[PageStep]) -> Vec<Step> {
    outline(steps.iter().map(|step| (step.words.clone(), step.section.clone(), step.depth)))
}

/// A run over the steps that its page has at this moment, each with its text.
fn on_page(web: &Web, run: Run) -> (Run, Vec<(Step, Option<PageStep>)>) {
    let Some(texts) = steps_of(&web.docs().library, &run) else {
        let steps = run.started.steps.iter().map(|step| (step.clone(), None)).collect();
        return (run, steps);
    };
    let run = run.on(&outlined(&texts));
    let mut texts = texts.into_iter();
    let with_text = |step: &Step| (step.clone(), if step.gone { None } else { texts.next() });
    let steps = run.started.steps.iter().map(with_text).collect();
    (run, steps)
}

async fn show(
    web: &Arc<Web>,
    asked: &Asked,
    run: Run,
    refused: Option<Refused>,
    code: StatusCode,
) -> Handled {
    let (run, steps) = on_page(web, run);
    let who = asked.who.caller.actor().map(|actor| actor.to_string()).unwrap_or_default();
    let (route, may_respond) = (Route::Run(run.id.clone()), may_respond(asked));
    let page = OneRun { may_respond, who, run, steps, refused };
    drawn(web, asked, &route, Page::Runs(RunsPage::One(Box::new(page))), code).await
}

fn may_respond(asked: &Asked) -> bool {
    asked.who.caller.may(Permission::Respond)
}

fn actor(asked: &Asked) -> Result<Actor, HttpError> {
    let nobody = || HttpError::Forbidden("Only members work through a run.".into());
    asked.who.caller.actor().ok_or_else(nobody)
}

fn to(id: &str) -> Response {
    Redirect::to(&Route::Run(id.into()).path()).into_response()
}

//! The demo's own page: what is broken on purpose, and forms that break and mend.

use super::error::HttpError;
use super::page::{Asked, drawn};
use super::state::Web;
use crate::config::demo::Kind;
use crate::demo::faults::Faults;
use app::demo::mailbox::{DemoMail, MailboxPage};
use app::demo::{DemoFault, DemoPage};
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use model::time::MINUTE;
use serde::Deserialize;
use std::sync::Arc;

/// The longest fault that can be ordered, in minutes.
const MOST_MINUTES: i64 = 60;

/// `GET /demo`.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, HttpError> {
    let Some(faults) = &web.demo else { return Err(HttpError::NotFound) };
    let page = Page::Demo(demo_page(&web, faults));
    drawn(&web, &asked, &Route::Demo, page, StatusCode::OK).await
}

/// `GET /demo/mailbox`: what was sent by e-mail.
pub async fn mailbox(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, HttpError> {
    let Some(mailbox) = &web.mailbox else { return Err(HttpError::NotFound) };
    let taken = mailbox.taken().into_iter();
    let mails = taken.map(|it| DemoMail { at: it.at, to: it.to, subject: it.subject, text: it.text });
    let page = Page::Mailbox(MailboxPage { mails: mails.collect() });
    drawn(&web, &asked, &Route::DemoMailbox, page, StatusCode::OK).await
}

fn demo_page(web: &Web, faults: &Faults) -> DemoPage {
    let estate = &web.content.estate;
    let name = |id: &str| estate.component(id).map(|component| component.name.clone()).unwrap_or_default();
    let components = estate.systems.iter().flat_map(|system| {
        system.components.iter().map(|part| (part.id.clone(), part.name.clone(), system.name.clone()))
    });
    let running = faults.running().into_iter().map(|fault| DemoFault {
        name: name(&fault.component),
        component: fault.component,
        kind: fault.kind.word().into(),
        until: fault.until,
    });
    DemoPage {
        components: components.collect(),
        faults: running.collect(),
        kinds: Kind::ALL.map(|kind| (kind.word().into(), meaning(kind).into())).into(),
    }
}

fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Fail => "answers that it is broken",
        Kind::Slow => "answers after 1.5 seconds",
        Kind::Half => "fails every second request or so, as behind a half-broken replica",
        Kind::Flap => "is broken for three minutes, then well for three",
        Kind::Gone => "refuses connections, or is silent where there are none",
        Kind::Expiring => "shows a certificate with five days left, where a check looks at it",
    }
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Order {
    component: String,
    kind: String,
    minutes: i64,
}

/// `POST /demo/faults`: breaks a component.
pub async fn order(State(web): State<Arc<Web>>, Form(order): Form<Order>) -> Result<Response, HttpError> {
    let Some(faults) = &web.demo else { return Err(HttpError::NotFound) };
    let Some(component) = web.content.estate.component(&order.component) else {
        return Err(HttpError::BadRequest("There is no such component. Go back and choose one.".into()));
    };
    let Some(kind) = Kind::from_word(&order.kind) else {
        return Err(HttpError::BadRequest("There is no such fault. Go back and choose one.".into()));
    };
    if !(1..=MOST_MINUTES).contains(&order.minutes) {
        return Err(HttpError::BadRequest(format!("A fault lasts from 1 to {MOST_MINUTES} minutes.")));
    }
    if !kind.befalls(component) {
        let why = "No check of the component looks at a certificate. Go back and choose another fault.";
        return Err(HttpError::BadRequest(why.into()));
    }
    faults.order(&component.id, kind, order.minutes * MINUTE);
    Ok(Redirect::to(&Route::Demo.path()).into_response())
}

/// Which fault is to end; without a component, all that were ordered.
#[derive(Debug, Deserialize)]
pub struct Clear {
    component: Option<String>,
}

/// `POST /demo/faults/clear`: mends what was ordered.
pub async fn clear(State(web): State<Arc<Web>>, Form(clear): Form<Clear>) -> Result<Response, HttpError> {
    let Some(faults) = &web.demo else { return Err(HttpError::NotFound) };
    faults.clear(clear.component.as_deref());
    Ok(Redirect::to(&Route::Demo.path()).into_response())
}

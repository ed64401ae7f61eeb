//! `/subscribe/push`: what `public/push.js` sends of a browser that is to show messages, and `public/sw.js` when the
//! browser's push service has given it another address.

use super::form::{self, Sent};
use super::subscribe::{refused, too_often};
use super::{Handled, is_known, of_page, secret, subscribers};
use crate::subscribers::browser::Entered;
use crate::subscribers::{TooOften, push};
use crate::web::error::HttpError;
use crate::web::members::to;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::route::Route;
use axum::Form;
use axum::extract::State;
use axum::response::IntoResponse;
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;

/// `POST /subscribe/push`: sends this browser what it has to send back; one that is told already is led to what it chose.
pub async fn submit(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Handled {
    let subscribers = subscribers(&web)?;
    if subscribers.push.is_none() {
        return Err(HttpError::NotFound);
    }
    let Sent { address, typed, wish } = form::read(&pairs, asked.lang, |id| is_known(&web, id));
    let one = |name| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let way = push::way(one("endpoint"), one("key"), one("secret")).map_err(|_| "wrong-push");
    let (way, wish) = match way.and_then(|way| Ok((way, wish?))) {
        Ok(wished) => wished,
        Err(problem) => return refused(&web, &asked, typed, address, problem).await,
    };
    match subscribers.enter(way, of_page(&web, wish), asked.address).await? {
        Ok(Entered::Asked) => Ok(to(&Route::SubscribeSent)),
        Ok(Entered::Known(manage)) => Ok(secret(to(&Route::Subscription(manage.text().to_owned())))),
        Ok(Entered::Full) => refused(&web, &asked, typed, address, "wrong-full").await,
        Err(TooOften(wait)) => too_often(&web, &asked, typed, address, wait).await,
    }
}

/// What a browser was given, and what it was given before.
#[derive(Deserialize)]
pub struct Moved {
    #[serde(default)]
    endpoint: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    old_endpoint: String,
    #[serde(default)]
    old_key: String,
    #[serde(default)]
    old_secret: String,
}

/// `POST /subscribe/push/move`: tells a browser at its other address, from when a message has arrived there; it shows its
/// former keys, which nobody else has.
pub async fn relocate(State(web): State<Arc<Web>>, Form(sent): Form<Moved>) -> Handled {
    let subscribers = subscribers(&web)?;
    let was = push::way(&sent.old_endpoint, &sent.old_key, &sent.old_secret);
    let is = push::way(&sent.endpoint, &sent.key, &sent.secret);
    let (Ok(was), Ok(is)) = (was, is) else { return Err(HttpError::NotFound) };
    match subscribers.relocate(was, is).await? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(HttpError::NotFound),
    }
}

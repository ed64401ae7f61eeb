//! `/subscribe`: asking to be told.

use super::form::{self, Sent, Wrong};
use super::{Handled, is_known, of_page, parts, show, subscribers};
use crate::subscribers::TooOften;
use crate::web::members::to;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::route::Route;
use app::subscribers::SubscribersPage;
use app::subscribers::subscribe::SubscribePage;
use app::subscribers::wish::WishForm;
use app::ui::when::length;
use axum::Form;
use axum::extract::{Query, State};
use http::{HeaderValue, StatusCode, header};
use model::subscriber::Wish;
use model::time::SECOND;
use serde::Deserialize;
use std::sync::Arc;

/// What the address of the form may hold.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    component: String,
}

/// `GET /subscribe`: the form, with a component or a system chosen.
pub async fn page(State(web): State<Arc<Web>>, Query(wanted): Query<Wanted>, asked: Asked) -> Handled {
    let mut wish = Wish::default();
    wish.choice.components.extend(Some(wanted.component).filter(|id| is_known(&web, id)));
    let wish = WishForm { lang: asked.lang, ..WishForm::of(&wish) };
    let page = form(&web, wish, String::new(), None);
    show(&web, &asked, &Route::Subscribe(None), page, StatusCode::OK).await
}

/// `POST /subscribe`: keeps it and sends a link to confirm. The answer is the same whether the address is known or not.
pub async fn submit(
    State(web): State<Arc<Web>>,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Handled {
    let subscribers = subscribers(&web)?;
    let Sent { address, typed, wish } = form::read(&pairs, asked.lang, |id| is_known(&web, id));
    let wished = form::way(&address, &subscribers.settings.ways()).and_then(|way| Ok((way, wish?)));
    let (way, wish) = match wished {
        Ok(wished) => wished,
        Err(problem) => return refused(&web, &asked, typed, address, problem).await,
    };
    match subscribers.ask(way, of_page(&web, wish), asked.address).await? {
        Ok(()) => Ok(to(&Route::SubscribeSent)),
        Err(TooOften(wait)) => too_often(&web, &asked, typed, address, wait).await,
    }
}

/// The form with what was typed and what is wrong with it.
pub(super) async fn refused(
    web: &Arc<Web>,
    asked: &Asked,
    typed: WishForm,
    address: String,
    problem: Wrong,
) -> Handled {
    let page = form(web, typed, address, Some(web.locales.get(asked.lang).text(problem)));
    show(web, asked, &Route::Subscribe(None), page, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The form for somebody who asks too often: they may ask again after `wait` milliseconds.
pub(super) async fn too_often(
    web: &Arc<Web>,
    asked: &Asked,
    typed: WishForm,
    address: String,
    wait: i64,
) -> Handled {
    let locale = web.locales.get(asked.lang);
    // Who waits as long as they are told to is not told to wait again.
    let wait = wait.saturating_add(SECOND - 1);
    let problem = locale.fill("wrong-too-often", &[("length", &length(&locale, wait))]);
    let page = form(web, typed, address, Some(problem));
    let mut response = show(web, asked, &Route::Subscribe(None), page, StatusCode::TOO_MANY_REQUESTS).await?;
    let seconds = wait.max(0).unsigned_abs() / 1_000;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// `GET /subscribe/sent`: what is said to whoever has asked.
pub async fn sent(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let page = SubscribersPage::Sent(subscribers(&web)?.settings.unconfirmed);
    show(&web, &asked, &Route::SubscribeSent, page, StatusCode::OK).await
}

fn form(web: &Web, wish: WishForm, address: String, problem: Option<String>) -> SubscribersPage {
    let ways = web.subscribers.as_ref().map(|it| it.settings.ways()).unwrap_or_default();
    let address = address.chars().take(model::subscriber::MOST_URL).collect();
    let listed = problem.is_none() && wish.components.is_empty() && !ways.is_empty();
    let push = web.subscribers.as_ref().and_then(|it| Some(it.push.as_ref()?.public()));
    let page = SubscribePage { ways, push, parts: parts(web), wish, address, problem, listed };
    SubscribersPage::Subscribe(Box::new(page))
}

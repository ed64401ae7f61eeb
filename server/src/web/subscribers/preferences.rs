//! `/subscriptions/{token}`: what a subscriber chose. The token is the secret of whoever was sent it.

use super::form::{self, Sent};
use super::{Handled, ended, is_known, is_of_page, of_page, parts, show_secret, subscribers};
use crate::members::secret::Secret;
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::route::Route;
use app::subscribers::SubscribersPage;
use app::subscribers::preferences::PreferencesPage;
use app::subscribers::wish::WishForm;
use axum::Form;
use axum::extract::{Path, State};
use http::StatusCode;
use model::subscriber::Subscriber;
use std::sync::Arc;

/// `GET /subscriptions/{token}`, also of the address that ends a subscription: to look at it ends nothing.
pub async fn page(State(web): State<Arc<Web>>, Path(token): Path<String>, asked: Asked) -> Handled {
    let Some(subscriber) = found(&web, &token).await? else { return ended(&web, &asked).await };
    let wish = WishForm::of(&subscriber.wish);
    let page = preferences(&web, &token, subscriber, wish);
    show_preferences(&web, &asked, page, StatusCode::OK).await
}

/// `POST /subscriptions/{token}`: changes what is wished.
pub async fn change(
    State(web): State<Arc<Web>>,
    Path(token): Path<String>,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Handled {
    let Some(subscriber) = found(&web, &token).await? else { return ended(&web, &asked).await };
    let Sent { typed, wish, .. } = form::read(&pairs, asked.lang, |id| is_known(&web, id));
    let mut page = preferences(&web, &token, subscriber, typed);
    let wish = match wish {
        Ok(wish) => of_page(&web, wish),
        Err(problem) => {
            page.problem = Some(web.locales.get(asked.lang).text(problem));
            return show_preferences(&web, &asked, page, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    page.wish = WishForm::of(&wish);
    if let Some(digest) = Secret::read(&token).map(|secret| secret.digest()) {
        let changed =
            subscribers(&web)?.records(move |records, now| records.change_subscription(&digest, &wish, now));
        changed.await?;
    }
    (page.done, page.subscriber.disabled) = (Some("subscription-saved"), None);
    show_preferences(&web, &asked, page, StatusCode::OK).await
}

/// `POST /subscriptions/{token}/unsubscribe`: ends it, also for a mail program that asks in one click, without cookies and
/// from any origin; such a one is not redirected (RFC 8058, section 3.1). Once more is no error.
pub async fn unsubscribe(State(web): State<Arc<Web>>, Path(token): Path<String>, asked: Asked) -> Handled {
    if let Some(digest) = Secret::read(&token).map(|secret| secret.digest()) {
        let done = subscribers(&web)?.records(move |records, now| records.unsubscribe(&digest, now));
        done.await?;
    }
    let route = Route::Unsubscribe(token);
    show_secret(&web, &asked, &route, SubscribersPage::Unsubscribed, StatusCode::OK).await
}

/// The page of a subscriber whose link holds this secret.
pub(super) fn preferences(
    web: &Web,
    secret: &str,
    subscriber: Subscriber,
    wish: WishForm,
) -> PreferencesPage {
    let (secret, parts) = (secret.to_owned(), parts(web));
    PreferencesPage { secret, subscriber, parts, wish, signing: None, done: None, problem: None }
}

async fn found(web: &Web, token: &str) -> Result<Option<Subscriber>, HttpError> {
    let subscribers = subscribers(web)?;
    let Some(secret) = Secret::read(token) else { return Ok(None) };
    let found = subscribers.records(move |records, _| records.subscription(&secret.digest())).await?;
    Ok(found.filter(|it| is_of_page(web, &it.wish)))
}

async fn show_preferences(
    web: &Arc<Web>,
    asked: &Asked,
    page: PreferencesPage,
    status: StatusCode,
) -> Handled {
    let route = Route::Subscription(page.secret.clone());
    show_secret(web, asked, &route, SubscribersPage::Preferences(Box::new(page)), status).await
}

//! `/subscribe/confirm/{token}`: the link that confirms. Looking at it confirms nothing, for programs that look for
//! harmful links follow each one.

use super::preferences::preferences;
use super::{Handled, ended, is_of_page, show_secret, subscribers};
use crate::members::secret::Secret;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::route::Route;
use app::subscribers::wish::WishForm;
use app::subscribers::{ConfirmPage, SubscribersPage};
use axum::extract::{Path, State};
use http::StatusCode;
use model::subscriber::{Way, WayKind};
use std::sync::Arc;

/// `GET /subscribe/confirm/{token}`: the button. 404 for a link that has ended.
pub async fn page(State(web): State<Arc<Web>>, Path(token): Path<String>, asked: Asked) -> Handled {
    let subscribers = subscribers(&web)?;
    let Some(secret) = Secret::read(&token) else { return ended(&web, &asked).await };
    let digest = secret.digest();
    let found = subscribers.records(move |records, now| records.unconfirmed(&digest, now)).await?;
    let Some(found) = found.filter(|it| is_of_page(&web, &it.wish)) else { return ended(&web, &asked).await };
    let address = match &found.way {
        Way::Push { .. } => found.way.veiled(),
        way => way.address().to_owned(),
    };
    let page = ConfirmPage { secret: token.clone(), way: found.way.kind(), address };
    show_secret(&web, &asked, &Route::Confirm(token), SubscribersPage::Confirm(page), StatusCode::OK).await
}

/// `POST /subscribe/confirm/{token}`: confirms, and shows what was chosen; to a webhook's owner, once, also the secret by
/// which its signatures are checked.
pub async fn submit(State(web): State<Arc<Web>>, Path(token): Path<String>, asked: Asked) -> Handled {
    let subscribers = subscribers(&web)?;
    let Some(secret) = Secret::read(&token) else { return ended(&web, &asked).await };
    let Some((subscriber, salt)) = subscribers.confirm(secret.digest()).await? else {
        return ended(&web, &asked).await;
    };
    let signing = (subscriber.way.kind() == WayKind::Webhook).then(|| subscribers.links().signing(&salt));
    let secret = subscribers.links().manage(&salt).text().to_owned();
    let (wish, done) = (WishForm::of(&subscriber.wish), Some("subscription-confirmed"));
    let mut page = preferences(&web, &secret, subscriber, wish);
    (page.signing, page.done) = (signing, done);
    let route = Route::Subscription(secret);
    show_secret(&web, &asked, &route, SubscribersPage::Preferences(Box::new(page)), StatusCode::OK).await
}

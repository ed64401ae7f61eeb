//! How visitors ask to be told, what their links lead to, and who manages subscribers.

pub mod api;
pub mod confirm;
pub mod form;
pub mod list;
pub mod preferences;
pub mod push;
pub mod subscribe;

use super::error::HttpError;
use super::page::{Asked, drawn, not_found};
use super::state::Web;
use crate::subscribers::Subscribers;
use app::page::Page;
use app::route::Route;
use app::subscribers::SubscribersPage;
use app::subscribers::wish::Part;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use model::subscriber::Wish;
use std::sync::Arc;

type Handled = Result<Response, HttpError>;

/// The subscribers of the site; an error where nobody is told.
fn subscribers(web: &Web) -> Result<&Subscribers, HttpError> {
    web.subscribers.as_deref().ok_or(HttpError::NotFound)
}

/// The systems and components that can be chosen.
fn parts(web: &Web) -> Vec<Part> {
    let systems = web.content.estate.systems.iter();
    systems
        .map(|system| Part {
            id: system.id.clone(),
            name: system.name.clone(),
            components: system.components.iter().map(|it| (it.id.clone(), it.name.clone())).collect(),
        })
        .collect()
}

/// Whether there is a component or a system with this id.
fn is_known(web: &Web, id: &str) -> bool {
    let estate = &web.content.estate;
    estate.systems.iter().any(|system| system.id == id) || estate.component(id).is_some()
}

/// A wish as it is on a status page of several: of nothing but what the page shows, and of all of that where nothing is
/// chosen.
fn of_page(web: &Web, mut wish: Wish) -> Wish {
    let Some(part) = &web.part else { return wish };
    let chosen = std::mem::take(&mut wish.choice.components);
    let named = chosen.into_iter().flat_map(|id| match web.content.estate.system(&id) {
        Some(system) if !part.everything.contains(&id) => {
            system.components.iter().map(|component| component.id.clone()).collect()
        }
        _ => vec![id],
    });
    wish.choice.components = named.collect();
    if wish.choice.components.is_empty() {
        wish.choice.components.clone_from(&part.everything);
    }
    wish.page.clone_from(&part.page);
    wish
}

/// Whether a subscription was made on this status page: what a link of another leads to is not there.
fn is_of_page(web: &Web, wish: &Wish) -> bool {
    wish.page == web.part.as_ref().map_or("", |part| part.page.as_str())
}

/// A page about being told.
async fn show(
    web: &Arc<Web>,
    asked: &Asked,
    route: &Route,
    page: SubscribersPage,
    status: StatusCode,
) -> Handled {
    drawn(web, asked, route, Page::Subscribers(page), status).await
}

/// A page whose address is a secret: it is told to no other site, kept nowhere, and listed nowhere.
async fn show_secret(
    web: &Arc<Web>,
    asked: &Asked,
    route: &Route,
    page: SubscribersPage,
    status: StatusCode,
) -> Handled {
    Ok(secret(show(web, asked, route, page, status).await?))
}

/// The page for a link that has ended, or never was.
async fn ended(web: &Arc<Web>, asked: &Asked) -> Handled {
    Ok(secret(not_found(web, asked).await?))
}

fn secret(mut response: Response) -> Response {
    let headers: HeaderMap = HeaderMap::from_iter([
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    ]);
    response.headers_mut().extend(headers);
    response
}

//! Handlers of pages: look up what the path names, then the cache.

use super::body::Answer;
use super::error::HttpError;
use super::render;
use super::state::Web;
use app::capacity::CapacityPage;
use app::page::Page;
use app::problem::Problem;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, Method, StatusCode};
use std::sync::Arc;

/// The most that a planner's query may hold, in pairs.
const MOST_PAIRS: usize = 400;

type Handled = Result<Response, HttpError>;

/// What of a request decides the form of the answer.
pub struct Asked {
    method: Method,
    headers: HeaderMap,
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Asked, Self::Rejection> {
        Ok(Asked { method: parts.method.clone(), headers: std::mem::take(&mut parts.headers) })
    }
}

impl Asked {
    /// What of `request` decides the form of the answer.
    pub fn of(request: &axum::extract::Request) -> Asked {
        Asked { method: request.method().clone(), headers: request.headers().clone() }
    }

    /// Sends `answer` in the form that was asked for.
    pub fn respond(&self, answer: &Answer) -> Response {
        answer.respond(&self.method, &self.headers)
    }
}

/// `GET /`.
pub async fn overview(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    live(&web, &asked, Route::Overview, Page::Overview(web.public())).await
}

/// `GET /status/{system}`.
pub async fn system(State(web): State<Arc<Web>>, Path(id): Path<String>, asked: Asked) -> Handled {
    let public = web.public();
    match public.systems.iter().any(|system| system.id == id) {
        true => live(&web, &asked, Route::System(id.clone()), Page::System(public, id)).await,
        false => not_found(&web, &asked).await,
    }
}

/// `GET /status/{system}/{component}`.
pub async fn component(
    State(web): State<Arc<Web>>,
    Path((system, component)): Path<(String, String)>,
    asked: Asked,
) -> Handled {
    let (public, id) = (web.public(), format!("{system}/{component}"));
    let known = public.components().any(|component| component.id == id);
    match known {
        true => live(&web, &asked, Route::Component(id.clone()), Page::Component(public, id)).await,
        false => not_found(&web, &asked).await,
    }
}

/// `GET /docs` and `GET /docs/`.
pub async fn docs_start(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    docs_page(&web, &asked, "").await
}

/// `GET /docs/{path}`.
pub async fn docs(State(web): State<Arc<Web>>, Path(path): Path<String>, asked: Asked) -> Handled {
    docs_page(&web, &asked, path.trim_end_matches('/')).await
}

async fn docs_page(web: &Arc<Web>, asked: &Asked, path: &str) -> Handled {
    if web.library.page(path).is_none() {
        return not_found(web, asked).await;
    }
    fixed(web, asked, &Route::Docs(path.into()), || Page::Docs(web.library.clone(), path.into())).await
}

/// `GET /capacity`: the first plan.
pub async fn first_plan(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    match web.content.plans.first() {
        Some(plan) => Ok(Redirect::to(&Route::Capacity(Some(plan.id.clone())).path()).into_response()),
        None => {
            let page = CapacityPage { plans: Vec::new(), plan: None, pairs: Vec::new() };
            fixed(&web, &asked, &Route::Capacity(None), || Page::Capacity(Arc::new(page))).await
        }
    }
}

/// `GET /capacity/{plan}`: the plan's base scenario from the cache, any other drawn for the request.
pub async fn plan(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    let Some(plan) = web.content.plans.iter().find(|plan| plan.id == id) else {
        return not_found(&web, &asked).await;
    };
    if pairs.len() > MOST_PAIRS {
        return Err(HttpError::BadRequest(format!("A scenario has at most {MOST_PAIRS} inputs.")));
    }
    let route = Route::Capacity(Some(id));
    let page = |pairs| {
        let plans = web.content.plans.iter().map(|plan| (plan.id.clone(), plan.name.clone())).collect();
        Page::Capacity(Arc::new(CapacityPage { plans, plan: Some(plan.clone()), pairs }))
    };
    if pairs.is_empty() {
        return fixed(&web, &asked, &route, || page(pairs)).await;
    }
    let _slot = web.drawing.acquire().await.map_err(|error| HttpError::Internal(error.to_string()))?;
    Ok(asked.respond(&render::draw(web.frame(&route.path()), page(pairs), StatusCode::OK).await?))
}

/// Whatever no route is for.
pub async fn missing(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    not_found(&web, &asked).await
}

/// What a visitor gets instead of a page that is for members.
pub async fn members(web: &Arc<Web>, asked: &Asked) -> Handled {
    problem(web, asked, Problem::members()).await
}

/// Puts a page in the place of a failure's plain words, for a client that reads pages; the words if even that fails.
pub async fn failed(State(web): State<Arc<Web>>, request: axum::extract::Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let response = next.run(request).await;
    let accepts = asked.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
    let reads_pages = accepts.is_some_and(|accepts| accepts.contains("text/html"));
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR || !reads_pages {
        return response;
    }
    problem(&web, &asked, Problem::failed()).await.unwrap_or(response)
}

/// The page for a request that has none.
pub async fn not_found(web: &Arc<Web>, asked: &Asked) -> Handled {
    problem(web, asked, Problem::missing(None)).await
}

async fn problem(web: &Arc<Web>, asked: &Asked, problem: Problem) -> Handled {
    let status = StatusCode::from_u16(problem.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let key = format!("problem {status}");
    let draw = || render::draw(web.frame("/"), Page::Problem(problem), status);
    Ok(asked.respond(&*web.cache.get(&key, 0, draw).await?))
}

/// A page that is drawn anew with each snapshot.
async fn live(web: &Arc<Web>, asked: &Asked, route: Route, page: Page) -> Handled {
    let version = match &page {
        Page::Overview(public) | Page::System(public, _) | Page::Component(public, _) => public.version,
        _ => 0,
    };
    let path = route.path();
    let draw = || render::draw(web.frame(&path), page, StatusCode::OK);
    Ok(asked.respond(&*web.cache.get(&path, version, draw).await?))
}

/// A page that stays the same as long as the content does; `page` makes it if nobody has drawn it yet.
async fn fixed(web: &Arc<Web>, asked: &Asked, route: &Route, page: impl FnOnce() -> Page) -> Handled {
    let path = route.path();
    let draw = || render::draw(web.frame(&path), page(), StatusCode::OK);
    Ok(asked.respond(&*web.cache.get(&path, 0, draw).await?))
}

//! Handlers of pages: look up what the path names, then the cache.

use super::body::Answer;
use super::caller::{Audience, Who, address};
use super::error::HttpError;
use super::state::Web;
use super::{feeds, language, latency, policy, render};
use app::page::Page;
use app::problem::Problem;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::middleware::Next;
use axum::response::Response;
use front::Reusable;
use http::{HeaderMap, Method, StatusCode};
use messages::Lang;
use model::member::Permission;
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// What a handler of a page gives.
pub type Handled = Result<Response, HttpError>;

/// What of a request decides the form of the answer, and who sent it.
pub struct Asked {
    method: Method,
    /// Its headers.
    pub headers: HeaderMap,
    /// In which language its sender reads.
    pub lang: Lang,
    /// The language that its address names, if it names one.
    pub named: Option<Lang>,
    /// Who sent it.
    pub who: Who,
    /// From where.
    pub address: IpAddr,
}

impl axum::extract::FromRequestParts<Arc<Web>> for Asked {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(
        parts: &mut http::request::Parts,
        web: &Arc<Web>,
    ) -> Result<Asked, Self::Rejection> {
        let who = parts.extensions.remove::<Who>().unwrap_or(Who::VISITOR);
        let address = address(&parts.extensions, &parts.headers, &web.content.settings.proxies);
        let query = parts.uri.query();
        let (lang, named) = (language::asked(query, &parts.headers), language::named(query));
        // A body is read by its headers, so they stay where there is one.
        let headers = match parts.method.is_safe() {
            true => std::mem::take(&mut parts.headers),
            false => parts.headers.clone(),
        };
        Ok(Asked { method: parts.method.clone(), headers, lang, named, who, address })
    }
}

impl Asked {
    /// What of `request` decides the form of the answer.
    pub fn of(request: &axum::extract::Request) -> Asked {
        let who = request.extensions().get().cloned().unwrap_or(Who::VISITOR);
        let (method, headers) = (request.method().clone(), request.headers().clone());
        let query = request.uri().query();
        let (lang, named) = (language::asked(query, &headers), language::named(query));
        Asked { method, headers, lang, named, who, address: Ipv4Addr::UNSPECIFIED.into() }
    }

    /// What the browser calls itself.
    pub fn agent(&self) -> String {
        let agent = self.headers.get(http::header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        agent.unwrap_or_default().into()
    }

    /// Whether the client takes a page for an answer.
    pub fn accepts_pages(&self) -> bool {
        let accepts = self.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
        accepts.is_some_and(|accepts| accepts.contains("text/html"))
    }

    /// Whether the client would rather have text than a page: it names kinds and no page among them, or takes anything and is
    /// `curl`.
    pub fn wants_text(&self) -> bool {
        wants_text(&self.headers)
    }

    /// Whether somebody wants to read a page, and changes nothing.
    pub fn reads_pages(&self) -> bool {
        self.method.is_safe() && self.accepts_pages()
    }

    /// The language of the page at `route`, if that is there in every one.
    pub fn lang_of(&self, route: &Route) -> Option<Lang> {
        route.is_translated().then_some(self.lang)
    }

    /// Sends `answer` in the form that was asked for.
    pub fn respond(&self, answer: &Answer) -> Response {
        answer.respond(&self.method, &self.headers)
    }

    /// The same of an answer that follows from what the front knows, so that it may send it again.
    pub fn respond_again(&self, answer: &Answer) -> Response {
        let mut response = self.respond(answer);
        if response.status() == StatusCode::OK {
            response.extensions_mut().insert(Reusable(answer.body(&self.headers)));
        }
        response
    }
}

/// Whether a client with these headers would rather have text than a page; see [`Asked::wants_text`].
pub fn wants_text(headers: &HeaderMap) -> bool {
    let text = |name: http::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let accepts = text(http::header::ACCEPT).unwrap_or("*/*");
    let anything = accepts.contains("*/*") || accepts.contains("text/*");
    let is_curl = || text(http::header::USER_AGENT).is_some_and(|agent| agent.starts_with("curl/"));
    !accepts.contains("text/html") && (!anything || is_curl())
}

/// `GET /`: the page, or a few lines of text for a client that reads no pages.
pub async fn overview(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let mut response = match asked.wants_text() {
        true => feeds::first_page(&web, &asked).await?,
        false => live(&web, &asked, Route::Overview, Page::Overview(web.public())).await?,
    };
    policy::also_by(response.headers_mut(), "accept, user-agent");
    Ok(response)
}

/// `GET /status/{system}`.
pub async fn system(State(web): State<Arc<Web>>, Path(id): Path<String>, asked: Asked) -> Handled {
    let public = web.public();
    match public.systems.iter().any(|system| system.id == id) {
        true => live(&web, &asked, Route::System(id.clone()), Page::System(public, id)).await,
        false => not_found(&web, &asked).await,
    }
}

/// `GET /status/{system}/{component}`, whose query may ask for latencies over another time than that of the bar.
pub async fn component(
    State(web): State<Arc<Web>>,
    Path((system, component)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    let (public, id) = (web.public(), format!("{system}/{component}"));
    let known = public.components().any(|component| component.id == id);
    match (known, latency::asked_for(&pairs)) {
        (true, None) => live(&web, &asked, Route::Component(id.clone()), Page::Component(public, id)).await,
        (true, Some(range)) => latency::page(&web, &asked, public, &id, range).await,
        (false, _) => not_found(&web, &asked).await,
    }
}

/// `GET /incidents`.
pub async fn incidents(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    live(&web, &asked, Route::Incidents, Page::Incidents(web.public())).await
}

/// `GET /incidents/{id}`.
pub async fn incident(State(web): State<Arc<Web>>, Path(id): Path<String>, asked: Asked) -> Handled {
    let public = web.public();
    match public.incidents.iter().any(|incident| incident.id == id) {
        true => live(&web, &asked, Route::Incident(id.clone()), Page::Incident(public, id)).await,
        false => not_found(&web, &asked).await,
    }
}

/// Whatever no route is for.
pub async fn missing(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    not_found(&web, &asked).await
}

/// What a visitor gets who would have to sign in, or a member who lacks a permission.
pub async fn refused(web: &Arc<Web>, asked: &Asked, lacks: Option<Permission>) -> Handled {
    match lacks {
        None => problem(web, asked, Audience::Visitor, Problem::members()).await,
        Some(permission) => problem(web, asked, Audience::Member, Problem::role(permission.least())).await,
    }
}

/// A page that is drawn for this request alone.
pub async fn drawn(web: &Arc<Web>, asked: &Asked, route: &Route, page: Page, status: StatusCode) -> Handled {
    let _slot = web.drawing.acquire().await.map_err(|error| HttpError::Internal(error.to_string()))?;
    let frame = web.frame(&route.path(), asked.who.audience(), asked.lang_of(route));
    Ok(asked.respond(&render::draw(frame, page, status).await?))
}

/// Puts a page in the place of a failure's plain words, for a client that reads pages; the words if even that fails.
pub async fn failed(State(web): State<Arc<Web>>, request: axum::extract::Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let response = next.run(request).await;
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR || !asked.accepts_pages() {
        return response;
    }
    problem(&web, &asked, asked.who.audience(), Problem::failed()).await.unwrap_or(response)
}

/// The page for a request that has none.
pub async fn not_found(web: &Arc<Web>, asked: &Asked) -> Handled {
    problem(web, asked, asked.who.audience(), Problem::missing(None)).await
}

async fn problem(web: &Arc<Web>, asked: &Asked, audience: Audience, problem: Problem) -> Handled {
    let status = StatusCode::from_u16(problem.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (key, for_whom) = (problem.key(), (audience, Some(asked.lang)));
    cached(web, asked, (&key, "/"), 0, for_whom, move || Page::Problem(problem), status).await
}

/// A page that is drawn anew with each snapshot.
async fn live(web: &Arc<Web>, asked: &Asked, route: Route, page: Page) -> Handled {
    let drawn_from = match &page {
        Page::Overview(public)
        | Page::System(public, _)
        | Page::Component(public, _)
        | Page::Incidents(public)
        | Page::Incident(public, _) => public.version,
        _ => 0,
    };
    // Pages of the status name runbooks. Both versions grow, so their sum is another one whenever either does.
    let version = drawn_from.saturating_add(web.docs().number);
    let (path, audience, lang) = (route.path(), asked.who.audience(), asked.lang_of(&route));
    let draw = || render::draw(web.frame(&path, audience, lang), page, StatusCode::OK);
    Ok(asked.respond_again(&*web.cache.get(&key_for(&path, audience, lang), version, draw).await?))
}

/// A page that stays the same as long as the content does; `page` makes it if nobody has drawn it yet.
pub async fn fixed(web: &Arc<Web>, asked: &Asked, route: &Route, page: impl FnOnce() -> Page) -> Handled {
    fixed_at(web, asked, route, 0, page).await
}

/// The same as long as `version` does.
pub async fn fixed_at(
    web: &Arc<Web>,
    asked: &Asked,
    route: &Route,
    version: u64,
    page: impl FnOnce() -> Page,
) -> Handled {
    Ok(asked.respond(&*once(web, asked, route, version, page).await?))
}

/// A page of `version` as bytes; `page` makes it if nobody has drawn it yet.
pub async fn once(
    web: &Arc<Web>,
    asked: &Asked,
    route: &Route,
    version: u64,
    page: impl FnOnce() -> Page,
) -> Result<Arc<Answer>, HttpError> {
    let (path, audience, lang) = (route.path(), asked.who.audience(), asked.lang_of(route));
    let draw = || render::draw(web.frame(&path, audience, lang), page(), StatusCode::OK);
    web.cache.get(&key_for(&path, audience, lang), version, draw).await
}

/// A page of `version` that `page` looks up what it needs for, unless it has been drawn already.
pub async fn kept<F: Future<Output = Result<Page, HttpError>>>(
    web: &Arc<Web>,
    asked: &Asked,
    route: &Route,
    version: u64,
    page: impl FnOnce() -> F,
) -> Handled {
    let (path, audience, lang) = (route.path(), asked.who.audience(), asked.lang_of(route));
    let draw =
        || async { render::draw(web.frame(&path, audience, lang), page().await?, StatusCode::OK).await };
    Ok(asked.respond(&*web.cache.get(&key_for(&path, audience, lang), version, draw).await?))
}

/// The key of what differs by audience.
pub fn for_audience(key: &str, audience: Audience) -> Cow<'_, str> {
    match audience {
        Audience::Visitor => Cow::Borrowed(key),
        Audience::Member => Cow::Owned(format!("member {key}")),
    }
}

/// The key of what differs by audience and by language.
pub fn key_for(key: &str, audience: Audience, lang: Option<Lang>) -> Cow<'_, str> {
    match lang.filter(|lang| *lang != Lang::default()) {
        None => for_audience(key, audience),
        Some(lang) => Cow::Owned(format!("{} {}", lang.tag(), for_audience(key, audience))),
    }
}

/// The page under a key, at a path, for an audience in a language: from the cache, or drawn by `page`.
async fn cached(
    web: &Arc<Web>,
    asked: &Asked,
    (key, path): (&str, &str),
    version: u64,
    (audience, lang): (Audience, Option<Lang>),
    page: impl FnOnce() -> Page,
    status: StatusCode,
) -> Handled {
    let draw = || render::draw(web.frame(path, audience, lang), page(), status);
    Ok(asked.respond(&*web.cache.get(&key_for(key, audience, lang), version, draw).await?))
}

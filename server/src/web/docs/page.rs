//! `/docs/{path}`: a page, drawn once for each edition of the docs, and its places for what follows the estate filled once
//! for each snapshot that somebody looks at it in.

use super::{Handled, file, listed, markdown};
use crate::config::settings::Visibility;
use crate::portal::edition::Edition;
use crate::web::body::Answer;
use crate::web::caller::Audience;
use crate::web::error::HttpError;
use crate::web::page::{Asked, for_audience, not_found, once};
use crate::web::policy::{self, CachePolicy};
use crate::web::runs;
use crate::web::state::Web;
use app::docs::fill;
use app::docs::list::DocsList;
use app::docs::live::{self, Now};
use app::page::Page;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use docs::{Library, Page as DocsPage};
use http::StatusCode;
use messages::{Lang, Locale};
use model::snapshot::Snapshot;
use std::sync::Arc;

/// The most values of variables that are looked at.
const MOST_VALUES: usize = 60;

/// What is asked of a page.
pub(super) type Pairs = Query<Vec<(String, String)>>;

/// `GET /docs` and `GET /docs/`.
pub async fn start(State(web): State<Arc<Web>>, Query(pairs): Pairs, asked: Asked) -> Handled {
    at(&web, &asked, "", &pairs).await
}

/// `GET /docs/{path}`; with `var.pod=web-2` the value of a variable stands wherever its name does, with `part=live` its places
/// that follow the estate alone.
pub async fn one(
    State(web): State<Arc<Web>>,
    Path(path): Path<String>,
    Query(pairs): Pairs,
    asked: Asked,
) -> Handled {
    at(&web, &asked, path.trim_end_matches('/'), &pairs).await
}

/// What is at a path below `/docs`.
pub(super) async fn at(web: &Arc<Web>, asked: &Asked, path: &str, pairs: &[(String, String)]) -> Handled {
    let edition = web.docs();
    if let Some(page) = markdown::named(&edition.library, path) {
        return markdown::text(web, asked, &edition, page).await;
    }
    let Some(page) = edition.library.page(path) else {
        if let Some(bytes) = edition.library.file(path) {
            return file::sent(web, asked, edition.number, (path, bytes)).await;
        }
        return elsewhere(web, asked, &edition.library, path).await;
    };
    let mut response = match markdown::is_wanted(asked) {
        true => markdown::text(web, asked, &edition, page).await?,
        false => shown(web, asked, &edition, page, pairs).await?,
    };
    policy::also_by(response.headers_mut(), "accept");
    Ok(response)
}

/// Where a page was before: to the page that it is now, or, if its sections are on several, a page that names them.
async fn elsewhere(web: &Arc<Web>, asked: &Asked, library: &Arc<Library>, path: &str) -> Handled {
    let mut moved = library.moved(path).map(|(_, page)| page);
    let only = library.redirect(path).or_else(|| {
        let first = moved.next()?;
        moved.all(|other| other.path == first.path).then_some(first)
    });
    match only {
        // The browser takes the fragment along.
        Some(page) => Ok(Redirect::temporary(&Route::Docs(docs::uri(&page.path)).path()).into_response()),
        None if library.moved(path).next().is_some() => {
            let list = DocsList::Moved(library.clone(), path.to_owned());
            listed(web, asked, &Route::Docs(path.to_owned()), list, StatusCode::OK).await
        }
        None => not_found(web, asked).await,
    }
}

async fn shown(
    web: &Arc<Web>,
    asked: &Asked,
    edition: &Edition,
    page: &DocsPage,
    pairs: &[(String, String)],
) -> Handled {
    let path = page.path.as_str();
    let route = Route::Docs(path.into());
    let follows = live::is_live(page) && sees_status(web, asked);
    if follows && pairs.iter().any(|(name, value)| name == "part" && value == "live") {
        return Ok(asked.respond(&*part(web, asked, (&route, edition.number), page).await?));
    }
    // Asked before the page is drawn: what changes meanwhile is then drawn again, and not taken for what was drawn.
    let form = form(web, asked, edition);
    let drawn = drawn(web, asked, (&route, form.1), edition, path).await?;
    let values = values(pairs);
    if !values.is_empty() && page.asked().next().is_some() {
        let _slot = web.drawing.acquire().await.map_err(|error| HttpError::Internal(error.to_string()))?;
        let mut html = fill::with(drawn.text().unwrap_or_default(), page, &values);
        if follows {
            html = live::filled(
                &html,
                page,
                now(asked, &web.snapshots.borrow().clone(), &web.locales.get(Lang::En)),
            );
        }
        return Ok(asked.respond(&drawn.with_text(html)));
    }
    match follows {
        true => Ok(asked.respond(&*filled(web, asked, form, page, &drawn).await?)),
        false => Ok(asked.respond(&drawn)),
    }
}

/// The page with its places empty; for members with what its runs say of it.
async fn drawn(
    web: &Arc<Web>,
    asked: &Asked,
    (route, version): (&Route, u64),
    edition: &Edition,
    path: &str,
) -> Result<Arc<Answer>, HttpError> {
    let library = &edition.library;
    match asked.who.audience() {
        Audience::Member => runs::article::page(web, asked, (library, version), path).await,
        Audience::Visitor => {
            once(web, asked, route, version, || Page::Docs(library.clone(), path.into())).await
        }
    }
}

/// Which form of the page whoever asks reads, and the version of all that is drawn into it.
fn form(web: &Web, asked: &Asked, edition: &Edition) -> (&'static str, u64) {
    match asked.who.audience() {
        // All of these versions grow, so their sum is another one whenever one does.
        Audience::Member => {
            (runs::article::reader(asked), runs::article::version(web).saturating_add(edition.number))
        }
        Audience::Visitor => ("visitor", edition.number),
    }
}

/// The values of variables that a query gives: `var.pod=web-2`.
fn values(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let named = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("var.")?, value)));
    named.take(MOST_VALUES).map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

/// The page with its places filled.
async fn filled(
    web: &Web,
    asked: &Asked,
    (reader, version): (&str, u64),
    page: &DocsPage,
    drawn: &Answer,
) -> Result<Arc<Answer>, HttpError> {
    let snapshot = web.snapshots.borrow().clone();
    let key = format!("live {reader} {}", Route::Docs(page.path.clone()).path());
    // Both versions grow, so their sum is another one whenever either does.
    let version = snapshot.public.version.saturating_add(version);
    let fill = || async {
        let html = live::filled(
            drawn.text().unwrap_or_default(),
            page,
            now(asked, &snapshot, &web.locales.get(Lang::En)),
        );
        Ok(drawn.with_text(html))
    };
    web.cache.get(&key, version, fill).await
}

/// The places alone.
async fn part(
    web: &Web,
    asked: &Asked,
    (route, number): (&Route, u64),
    page: &DocsPage,
) -> Result<Arc<Answer>, HttpError> {
    let (key, snapshot) = (format!("part {}", route.path()), web.snapshots.borrow().clone());
    let draw = || async {
        let html = live::part(page, now(asked, &snapshot, &web.locales.get(Lang::En)));
        Ok(Answer::new(StatusCode::OK, "text/html; charset=utf-8", CachePolicy::Revalidate, html.into()))
    };
    let version = snapshot.public.version.saturating_add(number);
    web.cache.get(&for_audience(&key, asked.who.audience()), version, draw).await
}

/// What whoever asks may know.
fn now<'a>(asked: &Asked, snapshot: &'a Snapshot, locale: &'a Locale) -> Now<'a> {
    let evidence = (asked.who.audience() == Audience::Member).then_some(snapshot.evidence.as_slice());
    Now { public: &snapshot.public, locale, evidence }
}

/// Whether whoever asks may see statuses, which can be internal where the docs are not.
fn sees_status(web: &Web, asked: &Asked) -> bool {
    web.content.settings.access.status == Visibility::Public || asked.who.audience() == Audience::Member
}

//! What programs read of the status page: each format of the crate `feeds` as bytes, drawn once a change.

use super::body::Answer;
use super::caller::Audience;
use super::error::HttpError;
use super::page::{self, Asked, key_for};
use super::policy::{CachePolicy, FRAMED};
use super::state::Web;
use crate::config::settings::Visibility;
use ::feeds::badge::{Badge, Kind};
use ::feeds::{Source, atom, icalendar, json_feed, preview, rss, sitemap, statuspage, text, widget};
use app::route::{CALENDAR, FEED_JSON, HISTORY_ATOM, HISTORY_RSS, PREVIEW, spoken};
use axum::extract::{Path, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, StatusCode, Uri, header};
use messages::{Lang, Locale};
use model::public::{Public, PublicComponent};
use model::status::Status;
use model::time::MINUTE;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// What the paths of the Statuspage API begin with.
const STATUSPAGE: &str = "/api/v2/";
const JSON: &str = "application/json; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const ICALENDAR: &str = "text/calendar; charset=utf-8";

type Handled = Result<Response, HttpError>;

/// `GET /api/v2/*.json`: the document that the path names.
pub async fn statuspage(State(web): State<Arc<Web>>, uri: Uri, asked: Asked) -> Handled {
    let name = uri.path().strip_prefix(STATUSPAGE).unwrap_or_default();
    let found = statuspage::DOCUMENTS.iter().find(|(its, _)| *its == name);
    let Some((_, draw)) = found else { return Err(HttpError::NotFound) };
    drawn(&web, &asked, uri.path(), JSON, *draw).await
}

/// `GET /history.atom`.
pub async fn atom(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    drawn(&web, &asked, HISTORY_ATOM, "application/atom+xml; charset=utf-8", atom::history).await
}

/// `GET /history.rss`.
pub async fn rss(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    drawn(&web, &asked, HISTORY_RSS, "application/rss+xml; charset=utf-8", rss::history).await
}

/// `GET /feed.json`.
pub async fn json(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    drawn(&web, &asked, FEED_JSON, "application/feed+json; charset=utf-8", json_feed::history).await
}

/// `GET /status.txt`.
pub async fn text(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    drawn(&web, &asked, "/status.txt", TEXT, text::status).await
}

/// `GET /` for a client that reads no pages: what `/status.txt` says.
pub async fn first_page(web: &Arc<Web>, asked: &Asked) -> Handled {
    drawn(web, asked, "/status.txt", TEXT, text::status).await
}

/// `GET /calendar.ics`.
pub async fn calendar(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    drawn(&web, &asked, CALENDAR, ICALENDAR, |source| icalendar::calendar(source, None)).await
}

/// `GET /status/{system}/calendar.ics`.
pub async fn system_calendar(State(web): State<Arc<Web>>, Path(id): Path<String>, asked: Asked) -> Handled {
    calendar_of(&web, &asked, &id).await
}

/// `GET /status/{system}/{component}/calendar.ics`.
pub async fn component_calendar(
    State(web): State<Arc<Web>>,
    Path((system, component)): Path<(String, String)>,
    asked: Asked,
) -> Handled {
    calendar_of(&web, &asked, &format!("{system}/{component}")).await
}

async fn calendar_of(web: &Arc<Web>, asked: &Asked, id: &str) -> Handled {
    let public = web.public();
    let Some(named) = Named::find(&public, id) else { return page::not_found(web, asked).await };
    let key = format!("/status/{id}/calendar.ics");
    drawn(web, asked, &key, ICALENDAR, |source| icalendar::calendar(source, Some((id, named.name)))).await
}

/// `GET /badge/{system}/{file}`.
pub async fn system_badge(
    State(web): State<Arc<Web>>,
    Path((system, file)): Path<(String, String)>,
    asked: Asked,
) -> Handled {
    badge(&web, &asked, &system, &file).await
}

/// `GET /badge/{system}/{component}/{file}`.
pub async fn component_badge(
    State(web): State<Arc<Web>>,
    Path((system, component, file)): Path<(String, String, String)>,
    asked: Asked,
) -> Handled {
    badge(&web, &asked, &format!("{system}/{component}"), &file).await
}

/// The badge of what has this id; `file` is its kind and its format: `status.svg`, `uptime.json`.
async fn badge(web: &Arc<Web>, asked: &Asked, id: &str, file: &str) -> Handled {
    let public = web.public();
    let asked_for = file.split_once('.').and_then(|(kind, format)| Some((Kind::named(kind)?, format)));
    let (Some((kind, format @ ("svg" | "json"))), Some(named)) = (asked_for, Named::find(&public, id)) else {
        return page::not_found(web, asked).await;
    };
    let badge =
        |source: &Source<'_>| Badge::of(kind, (named.name, named.status), &named.components, source.locale);
    let key = format!("/badge/{id}/{file}");
    match format {
        "svg" => drawn(web, asked, &key, "image/svg+xml", |source| badge(source).svg()).await,
        _ => drawn(web, asked, &key, JSON, |source| badge(source).json()).await,
    }
}

/// `GET /preview.png`: the picture beside links to the site.
pub async fn preview(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    picture(&web, &asked, PREVIEW, None).await
}

/// `GET /preview/{file}`: the picture beside links to a system, `{system}.png`.
pub async fn system_preview(State(web): State<Arc<Web>>, Path(file): Path<String>, asked: Asked) -> Handled {
    let id = file.strip_suffix(".png").unwrap_or_default();
    match web.public().systems.iter().position(|system| system.id == id) {
        Some(place) => picture(&web, &asked, &format!("/preview/{file}"), Some(place)).await,
        None => page::not_found(&web, &asked).await,
    }
}

/// The picture of everything, or of the system at a place, from the cache at `key` if it is of this minute: those who show it
/// keep theirs for much longer. Drawing takes a tenth of a second, in which nobody else waits.
async fn picture(web: &Arc<Web>, asked: &Asked, key: &str, place: Option<usize>) -> Handled {
    let (public, site) = (web.public(), web.content.settings.site.clone());
    let version = (public.at.0 / MINUTE).unsigned_abs();
    let make = || async move {
        let drawn = tokio::task::spawn_blocking(move || {
            let (name, url) = (site.name.as_str(), site.url.as_str());
            let source = Source { name, url, public: &public, plans: &[], locale: &Locale::default() };
            match place.and_then(|place| public.systems.get(place)) {
                Some(system) => preview::system(&source, system),
                None => preview::site(&source),
            }
        });
        let bytes = drawn.await.map_err(|error| HttpError::Internal(error.to_string()))?;
        Ok::<_, HttpError>(answer("image/png", bytes))
    };
    Ok(asked.respond(&*web.cache.get(key, version, make).await?))
}

/// `GET /sitemap.xml`, with the docs where they are public.
pub async fn sitemap(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let public = web.content.settings.access.docs == Visibility::Public;
    let edition = web.docs();
    let docs = || edition.library.pages.iter().filter(|_| public).map(|page| page.path.as_str());
    let behind = Lang::ALL.map(|lang| (lang.tag(), spoken("", lang)));
    let languages: Vec<_> = behind.iter().map(|(tag, behind)| (*tag, behind.as_str())).collect();
    let kind = "application/xml; charset=utf-8";
    drawn(&web, &asked, "/sitemap.xml", kind, |source| sitemap::sitemap(source, &languages, docs())).await
}

/// `GET /robots.txt`.
pub async fn robots(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    drawn(&web, &asked, "/robots.txt", TEXT, sitemap::robots).await
}

/// `GET /widget`: a page that other sites may have in a frame, and that may do nothing but look as its own style says.
pub async fn widget(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let mut response = drawn(&web, &asked, "/widget", "text/html; charset=utf-8", widget::page).await?;
    let hash = STANDARD.encode(Sha256::digest(widget::STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; {FRAMED}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let policy = HeaderValue::try_from(policy).map_err(|error| HttpError::Internal(error.to_string()))?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `GET /widget.js`: puts the widget where it is called.
pub async fn widget_script(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let kind = "text/javascript; charset=utf-8";
    drawn(&web, &asked, "/widget.js", kind, |_| widget::SCRIPT.into()).await
}

/// A system or a component.
struct Named<'a> {
    name: &'a str,
    status: Status,
    components: Vec<&'a PublicComponent>,
}

impl<'a> Named<'a> {
    fn find(public: &'a Public, id: &str) -> Option<Named<'a>> {
        let system = public.systems.iter().find(|system| system.id == id).map(|it| {
            let components = it.components().collect();
            Named { name: &it.name, status: it.status, components }
        });
        let component = || {
            let it = public.components().find(|component| component.id == id)?;
            Some(Named { name: &it.name, status: it.status, components: vec![it] })
        };
        system.or_else(component)
    }
}

/// What `draw` makes of the newest snapshot and plans, from the cache at `key` if nothing has changed since it was made. Any
/// site's page may read it: what is for members alone asks for more than a browser adds by itself.
///
/// In English unless the address names another language: programs ask in no language of their own.
async fn drawn(
    web: &Arc<Web>,
    asked: &Asked,
    key: &str,
    kind: &'static str,
    draw: impl FnOnce(&Source<'_>) -> String,
) -> Handled {
    let (public, plans) = (web.public(), web.plans());
    let (site, locale) = (&web.content.settings.site, web.locales.get(asked.named.unwrap_or_default()));
    let (name, url) = (site.name.as_str(), site.url.as_str());
    let source = Source { name, url, public: &public, plans: &plans.all, locale: &locale };
    let key = key_for(key, Audience::Visitor, asked.named);
    let make = || async { Ok::<_, HttpError>(answer(kind, draw(&source).into_bytes())) };
    // Both versions only grow, so their sum grows whenever one of them does.
    let version = public.version + plans.version;
    Ok(asked.respond_again(&*web.cache.get(&key, version, make).await?))
}

/// An answer that any site's page may read.
fn answer(kind: &'static str, bytes: Vec<u8>) -> Answer {
    let answer = Answer::new(StatusCode::OK, kind, CachePolicy::Brief, bytes.into());
    answer.with(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))
}

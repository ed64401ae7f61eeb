//! What browsers keep for when the server does not answer: `/offline.json` lists it for whoever asks, each with a mark that
//! changes with what is there, so that `public/copies.js` fetches what has changed and nothing else.

use super::body::Answer;
use super::caller::Audience;
use super::docs::{search, tree};
use super::error::HttpError;
use super::language;
use super::page::{self, Asked, Handled, key_for};
use super::policy::CachePolicy;
use super::state::Web;
use crate::portal::edition::Edition;
use app::page::Page;
use app::problem::Problem;
use app::route::Route;
use axum::extract::State;
use http::StatusCode;
use messages::Lang;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Where the list is.
pub const LIST: &str = "/offline.json";
/// Where the page is that stands in the place of one without a copy.
pub const NONE: &str = "/offline";

/// The most pages that a browser is told to keep.
const MOST_PAGES: usize = 10_000;
/// What every page loads, and what pages of the status do.
const SITE: [&str; 10] = [
    "app.css",
    "favicon.svg",
    "offline.js",
    "trusted.js",
    "times.js",
    "boot-live.js",
    "live.js",
    "live-snippet-0.js",
    "live-snippet-1.js",
    "live.wasm",
];
/// What pages of the docs load besides.
const DOCS: [&str; 13] = [
    "docs.css",
    "search.js",
    "search-offline.js",
    "boot-finder.js",
    "finder.js",
    "finder.wasm",
    "contents.js",
    "copy.js",
    "fill.js",
    "follow.js",
    "runs.js",
    "tree.js",
    "fetched.js",
];

/// An address and the mark of what is there.
type Marked = (String, String);

/// What this reader's browser is to keep.
#[derive(Serialize)]
struct List {
    /// Tells the lists of two audiences apart where all else is the same.
    reader: &'static str,
    site: Vec<Marked>,
    docs: Vec<Marked>,
}

/// `GET /offline.json`: what whoever asks may see.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let (audience, lang) = (asked.who.audience(), asked.lang);
    let reader = match audience {
        Audience::Visitor => "visitor",
        Audience::Member => "member",
    };
    let docs = web.docs();
    let draw = || async {
        let json = serde_json::to_vec(&listed(&web, &docs, audience, (lang, reader)));
        let json = json.map_err(|error| HttpError::Internal(error.to_string()))?;
        let answer = Answer::new(StatusCode::OK, "application/json", CachePolicy::Revalidate, json.into());
        let answer = answer.varying(language::VARY);
        answer.prepare();
        Ok::<_, HttpError>(answer)
    };
    let key = key_for(LIST, audience, Some(lang));
    Ok(asked.respond(&*web.cache.get(&key, docs.number, draw).await?))
}

/// `GET /offline`: the page in the place of one without a copy.
pub async fn none(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    page::kept(&web, &asked, &Route::Offline, 0, || async { Ok(Page::Problem(Problem::offline())) }).await
}

fn listed(web: &Web, docs: &Edition, audience: Audience, (lang, reader): (Lang, &'static str)) -> List {
    let frame = web.frame("", audience, None);
    // Another program may write this in another way: then browsers ask for all pages again, and are told what is the same.
    let edition = format!("{} {frame:?} {:?}", env!("CARGO_PKG_VERSION"), docs.library.nav);
    let assets = |names: &[&str]| names.iter().filter_map(|name| web.site.marked(name)).collect::<Vec<_>>();
    let mut site = assets(&SITE);
    site.push((NONE.into(), mark(&[&edition, lang.tag()])));
    let docs = match frame.site.docs {
        true => [assets(&DOCS), found(docs, &edition), all(docs, audience, &edition), pages(docs, &edition)]
            .concat(),
        false => Vec::new(),
    };
    List { reader, site, docs }
}

/// What searching takes.
fn found(docs: &Edition, edition: &str) -> Vec<Marked> {
    let page = (Route::DocsSearch(None).path(), mark(&[edition]));
    vec![page, (search::INDEX.into(), mark_of(&docs.search.index.encode()))]
}

/// The tree of all pages, and the page that lists them.
fn all(docs: &Edition, audience: Audience, edition: &str) -> Vec<Marked> {
    let its = docs.trees.seen(audience == Audience::Member);
    vec![(tree::address(its), its.mark.clone()), (Route::DocsTree.path(), mark(&[edition]))]
}

/// The start of the docs, all their pages, and what these show.
fn pages(docs: &Edition, edition: &str) -> Vec<Marked> {
    let start = docs.library.page("").is_none().then(|| (docs::url(""), mark(&[edition])));
    let pages = docs.library.pages.iter().map(|page| {
        let summary = page.summary.as_deref().unwrap_or_default();
        let components = page.components.join(" ");
        let around = format!("{:?} {:?}", page.refused, docs.library.changes.get(&page.source));
        (docs::url(&page.path), mark(&[edition, &page.title, summary, &components, &around, &page.html]))
    });
    let files = docs
        .library
        .files
        .iter()
        .filter_map(|(path, file)| Some((docs::url(path), mark_of(file.content.as_ref().ok()?))));
    start.into_iter().chain(pages).chain(files).take(MOST_PAGES).collect()
}

/// A mark of several texts.
fn mark(texts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(text.len().to_le_bytes());
        digest.update(text.as_bytes());
    }
    written(&digest.finalize())
}

fn mark_of(bytes: &[u8]) -> String {
    written(&Sha256::digest(bytes))
}

/// 60 bits are enough: marks of one address alone are compared.
fn written(digest: &[u8]) -> String {
    let bytes = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{:015x}", bytes >> 4)
}

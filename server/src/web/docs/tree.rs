//! `/docs/tree`: all pages, as a page of its own, and as what `public/tree.js` puts beside every other: sent once, since its name
//! holds the hash of its content.

use super::{Handled, page};
use crate::portal::tree::Tree;
use crate::web::body::Answer;
use crate::web::caller::Audience;
use crate::web::error::HttpError;
use crate::web::page::{Asked, fixed_at};
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use app::docs::list::DocsList;
use app::page::Page;
use app::route::Route;
use axum::extract::{Path, State};
use http::StatusCode;
use std::sync::Arc;

/// The address of a tree.
pub fn address(tree: &Tree) -> String {
    format!("{}/{}", Route::DocsTree.path(), tree.mark)
}

/// `GET /docs/tree`: the page.
pub async fn list(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let edition = web.docs();
    let is_member = asked.who.audience() == Audience::Member;
    let page = || Page::DocsList(Arc::new(DocsList::Tree(edition.library.clone(), is_member)));
    fixed_at(&web, &asked, &Route::DocsTree, edition.number, page).await
}

/// `GET /docs/tree/{mark}`: the tree of this name, as whoever asks may see it; else the page of the docs with this path.
pub async fn one(
    State(web): State<Arc<Web>>,
    Path(mark): Path<String>,
    pairs: page::Pairs,
    asked: Asked,
) -> Handled {
    let edition = web.docs();
    let tree = edition.trees.seen(asked.who.audience() == Audience::Member);
    if tree.mark != mark {
        return page::at(&web, &asked, &format!("tree/{mark}"), &pairs.0).await;
    }
    let draw = || async {
        let html = tree.html.clone().into();
        let answer = Answer::new(StatusCode::OK, "text/html; charset=utf-8", CachePolicy::Immutable, html);
        let smallest = tokio::task::spawn_blocking(move || answer.smallest());
        smallest.await.map_err(|error| HttpError::Internal(error.to_string()))
    };
    Ok(asked.respond(&*web.cache.get(&address(tree), 0, draw).await?))
}

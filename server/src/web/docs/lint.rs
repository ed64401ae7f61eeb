//! `/docs/lint`: what is wrong with pages. For members: it quotes what pages say of the estate.

use super::{Handled, listed};
use crate::config::facts::facts;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::docs::list::DocsList;
use app::docs::list::lint::LintPage;
use app::route::Route;
use axum::extract::State;
use http::StatusCode;
use std::sync::Arc;

/// `GET /docs/lint`.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let library = web.docs().library.clone();
    let problems = docs::lint(&library, Some(&facts(&web.content.estate)));
    let page = LintPage { problems, pages: library.pages.len() };
    listed(&web, &asked, &Route::DocsLint, DocsList::Lint(page), StatusCode::OK).await
}

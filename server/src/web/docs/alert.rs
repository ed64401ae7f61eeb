//! `/r/{alert}`: from an alert to its runbook, for the `runbook_url` of alert rules.

use super::{Handled, listed, missing};
use crate::web::error::HttpError;
use crate::web::page::Asked;
use crate::web::state::Web;
use app::docs::list::DocsList;
use app::docs::list::alert::AlertPage;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use docs::alert;
use http::StatusCode;
use model::incident::label;
use std::sync::Arc;

/// Letters of the longest name.
const LONGEST: usize = 200;
/// How many near pages are shown.
const NEAREST: usize = 5;

/// `GET /r/{alert}?label=value`: to the runbook, with the labels as values for its variables; else what comes nearest.
pub async fn follow(
    State(web): State<Arc<Web>>,
    Path(name): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    if name.chars().count() > LONGEST {
        return Err(HttpError::BadRequest(format!("The name of an alert has at most {LONGEST} characters.")));
    }
    let labels: Vec<_> =
        pairs.into_iter().filter(|(name, value)| label::fits(name, value)).take(label::MOST).collect();
    let edition = web.docs();
    if let Some(page) = alert::runbook(&edition.library, &name) {
        let to = match labels.is_empty() {
            true => Route::Docs(page.path.clone()),
            false => Route::DocsFilled(page.path.clone(), labels),
        };
        return Ok(Redirect::to(&to.path()).into_response());
    }
    let nearest = edition.search.find(&name, NEAREST);
    let owner = nearest.iter().find_map(|found| edition.library.page(&found.path)?.owner.clone());
    let (asked_for, template) = (missing::count(&web, &name).await?, alert::template(&name, &labels));
    let page = AlertPage { alert: name.clone(), labels, nearest, owner, asked: asked_for, template };
    listed(&web, &asked, &Route::Alert(name), DocsList::Alert(page), StatusCode::NOT_FOUND).await
}

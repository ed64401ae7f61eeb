//! `GET /capacity/golden` and `/capacity/golden.json`: the golden cases, evaluated here and for whoever evaluates them.

use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, kept};
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use app::capacity::GoldenPage;
use app::page::Page;
use app::route::Route;
use axum::extract::State;
use bytes::Bytes;
use capacity::eval::golden;
use http::StatusCode;
use std::sync::Arc;

/// The page: evaluated when it is first asked for, beside the threads that answer.
pub async fn page(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let page = || async {
        let cases = tokio::task::spawn_blocking(golden::all).await;
        let cases = cases.map_err(|error| HttpError::Internal(error.to_string()))?;
        Ok(Page::Golden(GoldenPage { cases: Arc::new(cases) }))
    };
    kept(&web, &asked, &Route::Golden, 0, page).await
}

/// The cases as they stand.
pub async fn cases(asked: Asked) -> Handled {
    let json = Bytes::from_static(golden::CASES.as_bytes());
    Ok(asked.respond(&Answer::new(StatusCode::OK, "application/json", CachePolicy::Revalidate, json)))
}

//! What the docs portal answers: pages, files beside them, search, alert links, coverage, problems.

pub mod alert;
pub mod coverage;
pub mod file;
pub mod lint;
pub mod markdown;
pub mod missing;
pub mod page;
pub mod pages;
pub mod search;
pub mod tree;

use super::error::HttpError;
use super::page::{Asked, drawn};
use super::state::Web;
use app::docs::list::DocsList;
use app::page::Page;
use app::route::Route;
use axum::response::Response;
use http::StatusCode;
use std::sync::Arc;

type Handled = Result<Response, HttpError>;

/// A page that lists others, drawn for this request.
async fn listed(web: &Arc<Web>, asked: &Asked, route: &Route, list: DocsList, status: StatusCode) -> Handled {
    drawn(web, asked, route, Page::DocsList(Arc::new(list)), status).await
}

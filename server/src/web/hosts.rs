//! Several status pages of one process: the host that a request names chooses whose router answers it. A host of no page is
//! the site's.

use super::state::Web;
use crate::config::page::host;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

/// The routers of a site and of its pages.
struct Hosts {
    site: Router,
    pages: BTreeMap<String, Router>,
}

/// The router of the site and of all its pages.
pub fn router(web: Arc<Web>) -> Router {
    let site = super::router(web.clone());
    let pages: BTreeMap<_, _> = web
        .content
        .settings
        .pages
        .iter()
        .flat_map(|page| {
            let router = super::router(Arc::new(web.of_page(page)));
            page.hosts.iter().map(move |host| (host.clone(), router.clone()))
        })
        .collect();
    match pages.is_empty() {
        true => site,
        false => Router::new().fallback(choose).with_state(Arc::new(Hosts { site, pages })),
    }
}

/// Lets the page of the request's host answer. A request that names its whole address names its host there (RFC 9112,
/// section 3.2.2).
async fn choose(State(hosts): State<Arc<Hosts>>, request: Request) -> Response {
    let in_header = || request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let named = request.uri().authority().map(|authority| authority.as_str()).or_else(in_header);
    let page = named.and_then(|named| hosts.pages.get(&host(named)));
    match page.unwrap_or(&hosts.site).clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => never.into_response(),
    }
}

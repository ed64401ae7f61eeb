//! Several status pages of one process: the host that a request names chooses whose router answers it. A host of no page is
//! the site's.

use super::state::Web;
use crate::config::page::host;
use crate::config::settings::Settings;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

/// The pages of a site by their hosts.
#[derive(Debug, Default)]
pub struct Pages(BTreeMap<String, usize>);

impl Pages {
    /// Those of these settings, in their order.
    pub fn of(settings: &Settings) -> Pages {
        let pages = settings.pages.iter().enumerate();
        Pages(
            pages
                .flat_map(|(index, page)| page.hosts.iter().map(move |host| (host.clone(), index)))
                .collect(),
        )
    }

    /// The index of the page whose host is the one that these headers name; nothing for the site's.
    pub fn named(&self, headers: &HeaderMap) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        self.at(headers.get(header::HOST)?.to_str().ok()?)
    }

    fn at(&self, named: &str) -> Option<usize> {
        self.0.get(&host(named)).copied()
    }
}

/// The routers of a site and of its pages.
struct Hosts {
    site: Router,
    pages: Pages,
    routers: Vec<Router>,
}

/// The router of the site and of all its pages.
pub fn router(web: Arc<Web>) -> Router {
    let settings = &web.content.settings;
    let routers: Vec<_> =
        settings.pages.iter().map(|page| super::router(Arc::new(web.of_page(page)))).collect();
    let (pages, site) = (Pages::of(settings), super::router(web.clone()));
    match routers.is_empty() {
        true => site,
        false => Router::new().fallback(choose).with_state(Arc::new(Hosts { site, pages, routers })),
    }
}

/// Lets the page of the request's host answer. A request that names its whole address names its host there (RFC 9112,
/// section 3.2.2).
async fn choose(State(hosts): State<Arc<Hosts>>, request: Request) -> Response {
    let index = match request.uri().authority() {
        Some(authority) => hosts.pages.at(authority.as_str()),
        None => hosts.pages.named(request.headers()),
    };
    let page = index.and_then(|index| hosts.routers.get(index));
    match page.unwrap_or(&hosts.site).clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => never.into_response(),
    }
}

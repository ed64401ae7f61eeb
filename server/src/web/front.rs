//! What the front may send again, and to whom: the live pages, feeds and data of the status pages, to visitors.

use super::body::Encoding;
use super::hosts::Pages;
use super::page::wants_text;
use super::state::Web;
use front::Site;
use http::{HeaderMap, header};
use std::sync::Arc;

/// The site and its pages, as the front knows them.
pub struct Visited {
    web: Arc<Web>,
    pages: Pages,
}

impl Visited {
    /// The site of `web`.
    pub fn new(web: Arc<Web>) -> Visited {
        let pages = Pages::of(&web.content.settings);
        Visited { web, pages }
    }
}

impl Site for Visited {
    fn epoch(&self) -> u64 {
        let plans = self.web.works.as_ref().map_or(0, |works| works.plans().version);
        // Both only grow, so their sum grows whenever one of them does.
        self.web.snapshots.borrow().public.version.saturating_add(plans)
    }

    fn class(&self, headers: &HeaderMap) -> Option<u32> {
        let own = [header::COOKIE, header::AUTHORIZATION].iter().any(|name| headers.contains_key(name));
        if own {
            return None;
        }
        let page = self.pages.named(headers).map_or(0, |index| index + 1);
        let page = u32::try_from(page).ok()?;
        Some(page << 3 | u32::from(wants_text(headers)) << 2 | Encoding::accepted(headers) as u32)
    }
}

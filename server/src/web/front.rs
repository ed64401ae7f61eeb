//! What the front may send again, and to whom: the live pages, feeds and data of the status pages, to visitors.

use super::body::Encoding;
use super::caller::has_session;
use super::hosts::Pages;
use super::language;
use super::page::wants_text;
use super::state::Web;
use front::Site;
use http::{HeaderMap, header};
use model::time::SECOND;
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
        let (public, docs) = (self.web.snapshots.borrow().public.version, self.web.docs().number);
        // All of them only grow, so their sum grows whenever one of them does.
        public.saturating_add(plans).saturating_add(docs)
    }

    fn class(&self, headers: &HeaderMap) -> Option<u32> {
        if has_session(&self.web, headers) || headers.contains_key(header::AUTHORIZATION) {
            return None;
        }
        let page = u32::try_from(self.pages.named(headers).map_or(0, |index| index + 1)).ok()?;
        let (lang, text) = (language::asked(None, headers) as u32, u32::from(wants_text(headers)));
        Some(page << 8 | lang << 4 | text << 3 | Encoding::accepted(headers) as u32)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.web.members.now().0 / SECOND).unwrap_or_default()
    }
}

//! Who may see what: each route belongs to a section, each section has a rule.

use super::error::HttpError;
use super::page::{self, Asked};
use super::state::Web;
use crate::config::settings::{Access, Visibility};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// A part of the site that has one access rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The status page, its feeds and its API.
    Status,
    /// The docs portal.
    Docs,
    /// The capacity planner.
    Capacity,
    /// Style, scripts, icons: the same for everyone.
    Assets,
    /// Is it alive, is it ready: for whoever keeps it running; says nothing of the estate.
    Health,
    /// What jobs send in, each under a token that only it knows.
    Heartbeat,
    /// The simulated estate; there only while the demo runs.
    Demo,
}

impl Section {
    /// Who may see it under these settings.
    pub fn visibility(self, access: &Access) -> Visibility {
        match self {
            Section::Status => access.status,
            Section::Docs => access.docs,
            Section::Capacity => access.capacity,
            Section::Assets | Section::Health | Section::Heartbeat | Section::Demo => Visibility::Public,
        }
    }
}

/// Lets a request through if its section is public; visitors are refused otherwise.
pub async fn check(
    State((web, section)): State<(Arc<Web>, Section)>,
    request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    match section.visibility(&web.content.settings.access) {
        Visibility::Public => Ok(next.run(request).await),
        Visibility::Internal => {
            let asked = Asked::of(&request);
            drop(request);
            page::members(&web, &asked).await
        }
    }
}

//! Who may see and do what: each route belongs to a section, whose visibility is a setting, and may ask for a permission.

use super::caller::{Who, identify};
use super::error::HttpError;
use super::page::{self, Asked};
use super::state::Web;
use super::{origin, policy, problem};
use crate::config::settings::{Access, Visibility};
use app::route::Route;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use model::member::Permission;
use model::member::caller::Caller;
use std::sync::Arc;

/// A part of the site that has one visibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The status page, its feeds and its API.
    Status,
    /// The docs portal.
    Docs,
    /// The capacity planner.
    Capacity,
    /// Signing in, accounts, members, the audit log: open, as far as a route asks for no permission.
    Members,
    /// Style, scripts, icons: the same for everyone.
    Assets,
    /// Is it alive, is it ready: for whoever keeps it running; says nothing of the estate.
    Health,
    /// What jobs send in, each under a token that only it knows.
    Heartbeat,
    /// What Alertmanagers send in, each under its token.
    Alertmanager,
    /// What a subscriber's link leads to, under a token that only they know.
    Subscription,
    /// Incidents with all that belongs to them, and what changes them: for members; open to the visitors of a demo.
    Incidents,
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
            Section::Incidents => Visibility::Internal,
            Section::Members
            | Section::Assets
            | Section::Health
            | Section::Heartbeat
            | Section::Alertmanager
            | Section::Subscription
            | Section::Demo => Visibility::Public,
        }
    }

    /// Whether its pages differ between visitors and members.
    fn has_pages(self) -> bool {
        !matches!(self, Section::Assets | Section::Health) && !self.has_own_secrets()
    }

    /// Whether its senders show secrets that are for it alone, which no browser adds by itself.
    pub fn has_own_secrets(self) -> bool {
        matches!(self, Section::Heartbeat | Section::Alertmanager | Section::Subscription)
    }
}

/// The access rule of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its section: what is internal asks for [`Permission::Read`].
    pub section: Section,
    /// What the route asks for besides.
    pub needs: Option<Permission>,
}

impl Rule {
    /// Whether a route is on each status page of several; what is about the whole site is on the site alone.
    pub fn is_on_pages(self) -> bool {
        use Section::{Assets, Health, Members, Status, Subscription};
        let open = matches!(self.needs, None | Some(Permission::Account));
        open && matches!(self.section, Status | Members | Assets | Health | Subscription)
    }

    /// The permission that a caller lacks for such a route; nothing if the caller may use it.
    fn lacks(self, access: &Access, caller: &Caller) -> Option<Permission> {
        let internal = self.section.visibility(access) == Visibility::Internal;
        let needs = self.needs.or(internal.then_some(Permission::Read));
        needs.filter(|needed| !caller.may(*needed))
    }
}

/// Finds out who asks, and lets the request through if they may; what members get is for them alone.
pub async fn check(
    State((web, rule)): State<(Arc<Web>, Rule)>,
    mut request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    let who = match rule.section.has_own_secrets() {
        true => Who::VISITOR,
        false => identify(&web, request.headers()).await?,
    };
    origin::check(&request, &who.caller, rule.section)?;
    let lacks = rule.lacks(&web.content.settings.access, &who.caller);
    let signed_in = who.caller != Caller::Visitor;
    let mut response = match lacks {
        Some(permission) => {
            let (asked, to) = (Asked::of(&request), request.uri().to_string());
            drop(request);
            refused(&web, &asked, to, &who.caller, permission).await?
        }
        None => {
            if signed_in {
                request.extensions_mut().insert(who);
            }
            next.run(request).await
        }
    };
    if rule.section.has_pages() {
        policy::for_audience(response.headers_mut(), signed_in, web.has_members());
    }
    Ok(response)
}

/// What somebody gets who lacks a permission: a visitor with a browser the page to sign in, others, and everybody who
/// asks the API, the reason.
async fn refused(
    web: &Arc<Web>,
    asked: &Asked,
    to: String,
    caller: &Caller,
    permission: Permission,
) -> Result<Response, HttpError> {
    let is_api = problem::is_api(&to);
    match caller {
        Caller::Token { .. } => Err(HttpError::Forbidden(format!(
            "This API token lacks the scope {}, or whoever made it lacks the role {}.",
            permission.name(),
            permission.least().name()
        ))),
        Caller::Visitor if is_api => Err(HttpError::SignIn),
        Caller::Member { .. } if is_api => Err(HttpError::Forbidden(format!(
            "This asks for the permission {}, which begins with the role {}.",
            permission.name(),
            permission.least().name()
        ))),
        Caller::Visitor if asked.reads_pages() => {
            Ok(Redirect::to(&Route::SignIn(Some(to)).path()).into_response())
        }
        Caller::Visitor => page::refused(web, asked, None).await,
        Caller::Member { .. } => page::refused(web, asked, Some(permission)).await,
    }
}

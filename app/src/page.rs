//! What a page is made of: plain data, one variant a kind of page.

use crate::capacity::CapacityPage;
use crate::demo::DemoPage;
use crate::desk::DeskPage;
use crate::members::MembersPage;
use crate::notices::NoticesPage;
use crate::problem::Problem;
use crate::subscribers::SubscribersPage;
use crate::ui::drawn::Drawn;
use crate::{capacity, demo, docs, incidents, status};
use model::public::Public;
use std::sync::Arc;

use crate::frame::Frame;

/// A page, ready to be drawn.
#[derive(Clone)]
pub enum Page {
    /// The status of everything.
    Overview(Arc<Public>),
    /// The status of the system with this id.
    System(Arc<Public>, String),
    /// The status of the component with this id.
    Component(Arc<Public>, String),
    /// All incidents that visitors were told of.
    Incidents(Arc<Public>),
    /// The incident with this id.
    Incident(Arc<Public>, String),
    /// What members handle incidents with.
    Desk(DeskPage),
    /// The docs page with this path; the start of the docs if it is empty.
    Docs(Arc<::docs::Library>, String),
    /// The planner.
    Capacity(Arc<CapacityPage>),
    /// Signing in, an account, members, the audit log.
    Members(MembersPage),
    /// What was told to whom.
    Notices(NoticesPage),
    /// Asking to be told, and what subscribers chose.
    Subscribers(SubscribersPage),
    /// The simulated estate.
    Demo(DemoPage),
    /// Something that went wrong.
    Problem(Problem),
}

/// What the document's head and the navigation say about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its title without the site's name; empty on the first page.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// The part of the site that it belongs to.
    pub section: Option<Section>,
    /// The island bundle that it needs.
    pub bundle: Option<Bundle>,
    /// True if search engines may list it.
    pub listed: bool,
}

/// A part of the site, as the navigation has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Status pages.
    Status,
    /// The desk.
    Desk,
    /// Documentation.
    Docs,
    /// The planner.
    Capacity,
    /// What is the member's own, and what members manage.
    Account,
}

/// A wasm bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// Keeps statuses right.
    Live,
    /// Computes plans.
    Planner,
}

impl Page {
    /// What the head says about it.
    pub fn head(&self, frame: &Frame) -> Head {
        match self {
            Page::Overview(public) => status::overview::head(frame, public),
            Page::System(public, id) => status::system::head(public, id),
            Page::Component(public, id) => status::component::head(public, id),
            Page::Incidents(_) => incidents::list::head(),
            Page::Incident(public, id) => incidents::one::head(public, id),
            Page::Desk(page) => page.head(),
            Page::Docs(library, path) => docs::head(library, path),
            Page::Capacity(page) => capacity::head(page),
            Page::Members(page) => page.head(),
            Page::Notices(page) => page.head(),
            Page::Subscribers(page) => page.head(),
            Page::Demo(page) => demo::head(page),
            Page::Problem(problem) => problem.head(),
        }
    }

    /// What stands in `<main>`.
    pub fn body(&self, frame: &Frame) -> Drawn {
        match self {
            Page::Overview(public) => status::overview::body(public),
            Page::System(public, id) => status::system::body(frame, public, id),
            Page::Component(public, id) => status::component::body(frame, public, id),
            Page::Incidents(public) => incidents::list::body(public),
            Page::Incident(public, id) => incidents::one::body(public, id),
            Page::Desk(page) => page.body(),
            Page::Docs(library, path) => docs::body(frame, library, path),
            Page::Capacity(page) => capacity::body(frame, page),
            Page::Members(page) => page.body(),
            Page::Notices(page) => page.body(),
            Page::Subscribers(page) => page.body(),
            Page::Demo(page) => demo::body(page),
            Page::Problem(problem) => problem.body(),
        }
    }
}

//! What a page is made of: plain data, one variant a kind of page.

use crate::capacity::{CapacityPage, GoldenPage, MeasuredPage, PlansPage};
use crate::demo::DemoPage;
use crate::demo::mailbox::MailboxPage;
use crate::desk::DeskPage;
use crate::docs::list::DocsList;
use crate::history::HistoryPage;
use crate::members::MembersPage;
use crate::notices::NoticesPage;
use crate::problem::Problem;
use crate::report::ReportPage;
use crate::runs::RunsPage;
use crate::runs::article::Runbook;
use crate::status::day::DayPage;
use crate::subscribers::SubscribersPage;
use crate::templates::TemplatesPage;
use crate::ui::drawn::Drawn;
use crate::{capacity, demo, docs, incidents, status};
use model::latency::Latencies;
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
    /// The status of the component with this id, with these latencies in the place of those of its bar.
    Latency(Arc<Public>, String, Latencies),
    /// A day of a component.
    Day(DayPage),
    /// A month in retrospect.
    History(HistoryPage),
    /// The uptime of a month.
    Report(ReportPage),
    /// All incidents that visitors were told of.
    Incidents(Arc<Public>),
    /// The incident with this id.
    Incident(Arc<Public>, String),
    /// What members handle incidents with.
    Desk(DeskPage),
    /// The docs page with this path; the start of the docs if it is empty.
    Docs(Arc<::docs::Library>, String),
    /// The same for members, with what its runs say of it.
    Runbook(Arc<::docs::Library>, Box<Runbook>),
    /// Runs of pages.
    Runs(RunsPage),
    /// What lists pages of the docs.
    DocsList(Arc<DocsList>),
    /// All capacity plans.
    Plans(PlansPage),
    /// The planner.
    Capacity(Arc<CapacityPage>),
    /// What a measurement says of a plan.
    Measured(MeasuredPage),
    /// The golden cases of its mathematics.
    Golden(GoldenPage),
    /// Signing in, an account, members, the audit log.
    Members(MembersPage),
    /// What was told to whom.
    Notices(NoticesPage),
    /// Asking to be told, and what subscribers chose.
    Subscribers(SubscribersPage),
    /// The messages of incidents.
    Templates(TemplatesPage),
    /// The simulated estate.
    Demo(DemoPage),
    /// What the demo sends by e-mail.
    Mailbox(MailboxPage),
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
    /// The origins that its scripts may ask besides this site.
    pub fn connects(&self) -> Vec<&str> {
        match self {
            Page::Capacity(page) => {
                page.sources.iter().filter_map(|source| source.origin.as_deref()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the head says about it.
    pub fn head(&self, frame: &Frame) -> Head {
        let locale = &frame.locale;
        match self {
            Page::Overview(public) => status::overview::head(frame, public),
            Page::System(public, id) => status::system::head(locale, public, id),
            Page::Component(public, id) | Page::Latency(public, id, _) => {
                status::component::head(locale, public, id)
            }
            Page::Day(page) => page.head(locale),
            Page::History(page) => page.head(locale),
            Page::Report(page) => page.head(locale),
            Page::Incidents(_) => incidents::list::head(locale),
            Page::Incident(public, id) => incidents::one::head(locale, public, id),
            Page::Desk(page) => page.head(),
            Page::Docs(library, path) => docs::head(locale, library, path),
            Page::Runbook(library, runbook) => docs::head(locale, library, &runbook.path),
            Page::Runs(page) => page.head(),
            Page::DocsList(page) => page.head(),
            Page::Plans(page) => page.head(),
            Page::Capacity(page) => capacity::head(page),
            Page::Measured(page) => page.head(),
            Page::Golden(page) => page.head(),
            Page::Members(page) => page.head(),
            Page::Notices(page) => page.head(),
            Page::Subscribers(page) => page.head(locale),
            Page::Templates(page) => page.head(),
            Page::Demo(page) => demo::head(page),
            Page::Mailbox(page) => page.head(),
            Page::Problem(problem) => problem.head(locale),
        }
    }

    /// What stands in `<main>`.
    pub fn body(&self, frame: &Frame) -> Drawn {
        let locale = &frame.locale;
        match self {
            Page::Overview(public) => status::overview::body(locale, public),
            Page::System(public, id) => status::system::body(frame, public, id),
            Page::Component(public, id) => status::component::body(frame, public, id, None),
            Page::Latency(public, id, over) => status::component::body(frame, public, id, Some(over)),
            Page::Day(page) => page.body(locale),
            Page::History(page) => page.body(locale),
            Page::Report(page) => page.body(locale),
            Page::Incidents(public) => incidents::list::body(locale, public),
            Page::Incident(public, id) => incidents::one::body(frame, public, id),
            Page::Desk(page) => page.body(locale),
            Page::Docs(library, path) => docs::body(frame, library, path, None),
            Page::Runbook(library, runbook) => docs::body(frame, library, &runbook.path, Some(runbook)),
            Page::Runs(page) => page.body(locale),
            Page::DocsList(page) => page.body(),
            Page::Plans(page) => page.body(),
            Page::Capacity(page) => capacity::body(frame, page),
            Page::Measured(page) => page.body(),
            Page::Golden(page) => page.body(frame),
            Page::Members(page) => page.body(),
            Page::Notices(page) => page.body(),
            Page::Subscribers(page) => page.body(locale),
            Page::Templates(page) => page.body(),
            Page::Demo(page) => demo::body(page),
            Page::Mailbox(page) => page.body(),
            Page::Problem(problem) => problem.body(locale),
        }
    }
}

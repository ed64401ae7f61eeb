//! What handlers share: the content, the newest snapshot, the page cache, the assets.

use super::assets::Site;
use super::cache::Cache;
use super::caller::Audience;
use super::policy;
use crate::collect::heartbeat::Heartbeats;
use crate::config::Content;
use crate::config::settings::{Access, Visibility};
use crate::demo::faults::Faults;
use crate::incidents::Incidents;
use crate::maintenance::Works;
use crate::members::Members;
use crate::members::provider::Providers;
use crate::members::secret::Random;
use crate::subscribers::Subscribers;
use app::frame::{Account, Assets, Frame, WorkRoles};
use http::HeaderMap;
use model::estate::{Estate, System};
use model::public::Public;
use model::snapshot::Snapshot;
use openid::Client;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// How many pages that depend on a query may be drawn at once.
const DRAWN_AT_ONCE: usize = 2;

/// What handlers share.
pub struct Web {
    /// The content, validated.
    pub content: Arc<Content>,
    /// The docs, in the form in which pages take them.
    pub library: Arc<docs::Library>,
    /// The newest snapshot.
    pub snapshots: watch::Receiver<Arc<Snapshot>>,
    /// The newest snapshot's public side as JSON, and pages.
    pub cache: Cache,
    /// Style, scripts, icons.
    pub site: Site,
    /// The names of all components by id.
    names: Arc<BTreeMap<String, String>>,
    /// Who does what in planned work.
    roles: Arc<Vec<WorkRoles>>,
    /// Headers that every answer has.
    pub headers: HeaderMap,
    /// Who may sign in.
    pub members: Arc<Members>,
    /// The providers by which they may sign in.
    pub providers: Providers,
    /// Takes heartbeats; not there in a site that collects nothing.
    pub heartbeats: Option<Heartbeats>,
    /// Incidents; not there in a site that keeps no records.
    pub incidents: Option<Incidents>,
    /// Who is told; not there in a site that tells nobody.
    pub subscribers: Option<Arc<Subscribers>>,
    /// Planned work; not there in a site that keeps no records.
    pub works: Option<Works>,
    /// The faults of the demo; there only while it runs.
    pub demo: Option<Arc<Faults>>,
    /// True when the program is asked to stop.
    pub stop: watch::Receiver<bool>,
    /// Slots for pages that are drawn per request.
    pub drawing: Semaphore,
    /// True for `pharos serve --dev`: pages reload when the program was rebuilt.
    pub dev: bool,
}

impl Web {
    /// The estate with all planned work, of the content and of members.
    pub fn planned(&self) -> Arc<Estate> {
        self.works.as_ref().map_or_else(|| Arc::new(self.content.estate.clone()), Works::estate)
    }

    /// The shared state over `content`, with `snapshots` coming in.
    pub fn new(
        content: Arc<Content>,
        library: Arc<docs::Library>,
        snapshots: watch::Receiver<Arc<Snapshot>>,
        site: Site,
        members: Arc<Members>,
        stop: watch::Receiver<bool>,
    ) -> Web {
        let headers = policy::common(&content.settings.site.url);
        let (cache, drawing) = (Cache::default(), Semaphore::new(DRAWN_AT_ONCE));
        let names = content.estate.components().map(|part| (part.id.clone(), part.name.clone()));
        let names = Arc::new(names.collect());
        let roles = Arc::new(content.estate.systems.iter().flat_map(roles).collect());
        let settings = &content.settings;
        let providers = Providers::new(
            settings.providers.clone(),
            settings.site.url.clone(),
            Client::native(),
            Random::system(),
        );
        Web {
            names,
            roles,
            content,
            library,
            snapshots,
            cache,
            site,
            headers,
            members,
            providers,
            heartbeats: None,
            incidents: None,
            subscribers: None,
            works: None,
            demo: None,
            stop,
            drawing,
            dev: false,
        }
    }

    /// The public side of the newest snapshot.
    pub fn public(&self) -> Arc<Public> {
        self.snapshots.borrow().public.clone()
    }

    /// Whether the site has https, as visitors reach it.
    pub fn is_secure(&self) -> bool {
        self.content.settings.site.url.starts_with("https://")
    }

    /// Whether members see more than visitors do.
    pub fn has_members(&self) -> bool {
        let Access { status, docs, capacity } = self.content.settings.access;
        self.demo.is_some() || [status, docs, capacity].contains(&Visibility::Internal)
    }

    /// All that a page at `path` needs besides its content, for this audience.
    pub fn frame(&self, path: &str, audience: Audience) -> Frame {
        let (settings, access) = (&self.content.settings, &self.content.settings.access);
        let may_read = |section| section == Visibility::Public || audience == Audience::Member;
        Frame {
            site: app::frame::Site {
                name: settings.site.name.clone(),
                url: settings.site.url.clone(),
                summary: settings.site.summary.clone(),
                demo: self.demo.is_some(),
                docs: may_read(access.docs),
                capacity: may_read(access.capacity),
                subscribe: self.subscribers.as_ref().is_some_and(|it| !it.settings.ways().is_empty())
                    && may_read(access.status),
                account: match audience {
                    Audience::Member => Account::SignedIn,
                    Audience::Visitor if self.has_members() => Account::SignedOut,
                    Audience::Visitor => Account::None,
                },
            },
            assets: Assets {
                css: self.site.url("app.css"),
                live: self.site.url("boot-live.js"),
                planner: self.site.url("boot-planner.js"),
                dev: self.dev.then(|| "/dev/reload.js".into()),
            },
            path: path.into(),
            names: self.names.clone(),
            roles: match audience {
                Audience::Member => self.roles.clone(),
                Audience::Visitor => Arc::default(),
            },
        }
    }
}

/// Who does what in the planned work on a system.
fn roles(system: &System) -> impl Iterator<Item = WorkRoles> + '_ {
    system.maintenance.iter().map(|work| WorkRoles {
        system: system.id.clone(),
        title: work.title.clone(),
        roles: work.roles.clone(),
    })
}

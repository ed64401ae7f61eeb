//! What handlers share: the content, the newest snapshot, the page cache, the assets.

use super::assets::{BRAND_CSS, GOLDEN, KERNELS, Site, logo_name};
use super::cache::Cache;
use super::caller::Audience;
use super::capacity::live::Asker;
use super::docs::missing::MissingRunbooks;
use super::docs::tree;
use super::part::Part;
use super::policy;
use crate::collect::heartbeat::Heartbeats;
use crate::config::Content;
use crate::config::brand;
use crate::config::page::StatusPage;
use crate::config::settings::{Access, Visibility};
use crate::demo::faults::Faults;
use crate::demo::mailbox::Mailbox;
use crate::incidents::Incidents;
use crate::maintenance::Works;
use crate::members::Members;
use crate::members::provider::Providers;
use crate::members::secret::Random;
use crate::portal::News;
use crate::portal::edition::Edition;
use crate::subscribers::Subscribers;
use app::frame::{Account, Assets, Frame, LOGO_HEIGHT, Logo, WorkRoles};
use http::HeaderMap;
use messages::{Lang, Locales};
use model::estate::{Estate, System};
use model::public::{Public, PublicPlans};
use model::snapshot::Snapshot;
use openid::Client;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// How long an answer waits for the pages that show what it did.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many pages that depend on a query may be drawn at once.
const DRAWN_AT_ONCE: usize = 2;

/// What handlers share.
pub struct Web {
    /// The content, validated.
    pub content: Arc<Content>,
    /// The docs as they are.
    editions: watch::Receiver<Arc<Edition>>,
    /// Where the docs are told what they have to show; not there in a site whose docs stay as they are.
    pub news: Option<Sender<News>>,
    /// Alerts that no page answers.
    pub missing: MissingRunbooks,
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
    /// The languages of the public pages.
    pub locales: Locales,
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
    /// Grows with each tick on a checklist of planned work.
    pub ticked: watch::Sender<u64>,
    /// Grows with each change of a run.
    pub runs: watch::Sender<u64>,
    /// The part of the site that is shown, if it is a page of several.
    pub part: Option<Part>,
    /// Planned work; not there in a site that keeps no records.
    pub works: Option<Works>,
    /// What asks a Prometheus for members.
    pub asker: Asker,
    /// The faults of the demo; there only while it runs.
    pub demo: Option<Arc<Faults>>,
    /// What the demo sends by e-mail; there only while it runs.
    pub mailbox: Option<Arc<Mailbox>>,
    /// True when the program is asked to stop.
    pub stop: watch::Receiver<bool>,
    /// Slots for pages that are drawn per request.
    pub drawing: Semaphore,
    /// True if pages are drawn for a copy that stays as it is.
    pub still: bool,
    /// True for `pharos serve --dev`: pages reload when the program was rebuilt.
    pub dev: bool,
}

impl Web {
    /// The estate with all planned work, of the content and of members.
    pub fn planned(&self) -> Arc<Estate> {
        self.works.as_ref().map_or_else(|| Arc::new(self.content.estate.clone()), Works::estate)
    }

    /// The docs as they are at this moment: a handler asks once, so that all of its answer is of one edition.
    pub fn docs(&self) -> Arc<Edition> {
        self.editions.borrow().clone()
    }

    /// Planned work as visitors may keep it.
    pub fn plans(&self) -> Arc<PublicPlans> {
        let whole = self.works.as_ref().map(Works::plans).unwrap_or_default();
        self.part.as_ref().map_or(whole.clone(), |part| part.plans(whole))
    }

    /// Waits until the status pages show what was last said in incidents, so that who said it finds it there at once; for at
    /// most a second, and not at all in a site that collects nothing, which no newer snapshot comes to.
    pub async fn shown(&self) {
        let (Some(incidents), Some(_)) = (&self.incidents, &self.heartbeats) else { return };
        let (said, mut snapshots) = (incidents.shown(), self.snapshots.clone());
        let shows = |newest: &Arc<Snapshot>| Arc::ptr_eq(&newest.public.incidents, &said.borrow());
        // A page that is late for once is better than an answer that never comes.
        let _ = tokio::time::timeout(PATIENCE, snapshots.wait_for(shows)).await;
    }

    /// The shared state over `content`, with `snapshots` coming in.
    pub fn new(
        content: Arc<Content>,
        editions: watch::Receiver<Arc<Edition>>,
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
        let site = site.with_brand(&settings.brand);
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
            editions,
            news: None,
            missing: MissingRunbooks::default(),
            snapshots,
            cache,
            site,
            locales: Locales::embedded(),
            headers,
            members,
            providers,
            heartbeats: None,
            incidents: None,
            subscribers: None,
            ticked: watch::Sender::default(),
            runs: watch::Sender::default(),
            part: None,
            works: None,
            asker: Asker::default(),
            demo: None,
            mailbox: None,
            stop,
            drawing,
            still: false,
            dev: false,
        }
    }

    /// The public side of the newest snapshot.
    pub fn public(&self) -> Arc<Public> {
        let whole = self.snapshots.borrow().public.clone();
        self.part.as_ref().map_or(whole.clone(), |part| part.public(whole))
    }

    /// What handlers of a status page share: the page's part of the content and of each snapshot, under its own name and
    /// brand, and what all pages have in common.
    pub fn of_page(&self, page: &StatusPage) -> Web {
        let shown = page.shown(&self.content.estate);
        let content = Arc::new(self.content.of_page(page));
        let (snapshots, stop) = (self.snapshots.clone(), self.stop.clone());
        let (site, members) = (self.site.clone(), self.members.clone());
        Web {
            part: Some(Part::new(page.id.clone(), shown, page.everything(&self.content.estate))),
            incidents: self.incidents.clone(),
            subscribers: self.subscribers.clone(),
            works: self.works.clone(),
            still: self.still,
            dev: self.dev,
            ..Web::new(content, Edition::only(docs::Library::default()), snapshots, site, members, stop)
        }
    }

    /// Whether the site has https, as visitors reach it.
    pub fn is_secure(&self) -> bool {
        self.content.settings.site.url.starts_with("https://")
    }

    /// Whether members see more than visitors do.
    pub fn has_members(&self) -> bool {
        let Access { status, docs, capacity } = self.content.settings.access;
        if self.part.is_some() {
            return status == Visibility::Internal;
        }
        self.demo.is_some() || [status, docs, capacity].contains(&Visibility::Internal)
    }

    /// All that a page at `path` needs besides its content, for this audience; `lang` is the language of a page that is there
    /// in every one, none of a page that speaks English alone.
    pub fn frame(&self, path: &str, audience: Audience, lang: Option<Lang>) -> Frame {
        let (settings, access) = (&self.content.settings, &self.content.settings.access);
        let may_read = |section| section == Visibility::Public || audience == Audience::Member;
        let is_site = self.part.is_none() && !self.still;
        Frame {
            site: app::frame::Site {
                name: settings.site.name.clone(),
                url: settings.site.url.clone(),
                summary: settings.site.summary.clone(),
                demo: self.demo.is_some(),
                docs: is_site && may_read(access.docs),
                capacity: is_site && may_read(access.capacity),
                desk: is_site && audience == Audience::Member,
                subscribe: self.subscribers.as_ref().is_some_and(|it| !it.settings.ways().is_empty())
                    && may_read(access.status),
                edit: settings.site.edit_url.clone(),
                account: match audience {
                    Audience::Member => Account::SignedIn,
                    Audience::Visitor if self.has_members() && !self.still => Account::SignedOut,
                    Audience::Visitor => Account::None,
                },
                links: settings.brand.links.iter().map(|it| (it.name.clone(), it.url.clone())).collect(),
            },
            assets: Assets {
                css: self.site.url("app.css"),
                docs_css: self.site.url("docs.css"),
                brand: settings.brand.style().map(|_| self.site.url(BRAND_CSS)),
                logo: settings.brand.logo.as_ref().map(|logo| self.logo(logo)),
                live: (!self.still).then(|| self.site.url("boot-live.js")),
                planner: self.site.url("boot-planner.js"),
                tree: (is_site && may_read(access.docs))
                    .then(|| tree::address(self.docs().trees.seen(audience == Audience::Member))),
                golden: self.site.url(GOLDEN),
                kernels: KERNELS.map(|name| self.site.url(name)),
                dev: self.dev.then(|| "/dev/reload.js".into()),
            },
            path: path.into(),
            locale: self.locales.get(lang.unwrap_or_default()),
            // A copy has the pages of one language.
            translated: lang.is_some(),
            names: self.names.clone(),
            runbooks: match is_site && may_read(access.docs) {
                true => self.docs().runbooks.clone(),
                false => Arc::default(),
            },
            roles: match audience {
                Audience::Member => self.roles.clone(),
                Audience::Visitor => Arc::default(),
            },
        }
    }
}

impl Web {
    fn logo(&self, logo: &brand::Logo) -> Logo {
        let kind = match logo.format {
            brand::Format::Svg => "image/svg+xml",
            brand::Format::Png => "image/png",
        };
        Logo {
            src: self.site.url(logo_name(logo)),
            width: (f64::from(LOGO_HEIGHT) * logo.ratio).round() as u32,
            icon: logo.is_square().then_some(kind),
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

//! Starts the stages, joins them, and stops them in order: web, schedule, pipeline, store.

use super::RunError;
use crate::collect::canary::Canary;
use crate::collect::clock::Clock;
use crate::collect::collector::{Collector, stored};
use crate::collect::heartbeat::Heartbeats;
use crate::collect::pipeline;
use crate::collect::schedule::{self, Limits};
use crate::config::{Content, ladder};
use crate::demo::faults::Faults;
use crate::demo::mailbox::Mailbox;
use crate::demo::ping;
use crate::incidents::{Incidents, alerts};
use crate::maintenance::Works;
use crate::members::Members;
use crate::members::password::Cost;
use crate::members::secret::Random;
use crate::notices::{Channels, Worker, teller};
use crate::portal::Portal;
use crate::subscribers::Subscribers;
use crate::subscribers::link::Links;
use crate::subscribers::push::Push;
use crate::subscribers::send::{Seen, Sender};
use crate::web::assets::Site;
use crate::web::front::Visited;
use crate::web::hosts;
use crate::web::state::Web;
use crate::web::templates;
use front::Front;
use model::estate::Estate;
use probe::Question;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use store::{Records, Store};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, watch};

/// How many connections may wait to be taken, if the system lets so many: of a crowd that comes at once, who does not find room is
/// heard a second later.
const BACKLOG: u32 = 4_096;

/// How many samples may wait for the judge, and how many readings to be kept.
const QUEUE: usize = 10_000;

/// How many ports above the wanted one are tried.
const NEAR: u16 = 20;

/// Everything that runs.
pub(super) struct Plan {
    /// The content, validated.
    pub content: Content,
    /// The folder that the docs were read from, if they were.
    pub docs: Option<PathBuf>,
    /// The estate to watch: the content's, or its simulation.
    pub estate: Arc<Estate>,
    /// Its history.
    pub store: Store,
    /// Where pages are served.
    pub listener: TcpListener,
    /// Style, scripts, icons.
    pub site: Site,
    /// What people make, in the same file.
    pub records: Records,
    /// The clock.
    pub clock: Clock,
    /// The faults of the demo.
    pub demo: Option<Arc<Faults>>,
    /// The mailbox of the demo.
    pub mailbox: Option<Arc<Mailbox>>,
    /// True if pages reload when the program was rebuilt.
    pub dev: bool,
}

/// Runs until the program is asked to stop; what was seen until then is stored.
pub(super) async fn run(plan: Plan) -> Result<(), RunError> {
    let (stop, stopping) = watch::channel(false);
    let now = plan.clock.now();
    let teller = teller::teller(&plan.content, plan.estate.clone());
    let mut records = plan.records.telling(teller);
    let messages = ladder::messages(&templates::current(&plan.content.templates, &mut records)?);
    let links = Links::of(&mut records, &Random::system())?;
    let push = plan.content.settings.subscribers.push.then(|| Push::of(&mut records)).transpose()?;
    let records = Arc::new(Mutex::new(records));
    let works = Works::new(records.clone(), plan.estate.clone(), plan.clock.clone())?;
    let planned = works.planned();
    let mut collector = Collector::new(works.estate(), stored(&plan.store, &plan.estate, now)?, now);
    let incidents = Incidents::new(records.clone(), plan.estate.clone(), plan.clock.clone())?;
    let shown = incidents.shown();
    collector.note_incidents(shown.borrow().clone());
    let (snapshots, newest) = watch::channel(Arc::new(collector.snapshot(now)));
    let (samples, taken) = mpsc::channel(QUEUE);
    let taken = match &plan.demo {
        Some(faults) => ping::disturbed(&plan.estate, faults, taken),
        None => taken,
    };
    let (readings, read) = mpsc::channel(QUEUE);
    let settings = &plan.content.settings;
    let canary = Canary::new(settings.canaries.iter().filter_map(|check| Question::of(check).ok()).collect());
    let heartbeats = Heartbeats::new(&plan.estate, plan.clock.clone(), samples.downgrade());
    let clock = plan.clock.clone();
    let limits = Limits { whole: settings.concurrency, per_host: settings.per_host };
    let schedule =
        schedule::run(plan.estate, limits, canary, clock.clone(), (samples, readings), stopping.clone());
    let schedule = tokio::spawn(schedule);
    let members = Arc::new(Members::new(records.clone(), Cost::OWASP, Random::system(), plan.clock.clone()));
    let offered = settings.subscribers.clone();
    let subscribers = Subscribers::new(offered, links, members.clone(), plan.clock.clone());
    let subscribers = Arc::new(subscribers.pushing(push));
    tokio::spawn(subscribers.clone().forget(stopping.clone()));
    let channels = Channels::of(&plan.content, notices::Client::native());
    let seen = Seen { newest: newest.clone(), plans: works.planned_for_visitors() };
    let worker = Worker {
        records,
        channels: Arc::new(channels.and_subscribers(Sender::of(&plan.content, subscribers.clone(), seen))),
        estate: works.planned(),
        telling: settings.telling.clone(),
        clock: plan.clock.clone(),
        random: Random::system(),
    };
    let handle = tokio::runtime::Handle::current();
    let pipeline =
        pipeline::run(collector, plan.store, plan.clock, (taken, read), (shown, planned), snapshots);
    let pipeline = tokio::task::spawn_blocking(move || handle.block_on(pipeline));
    tokio::spawn(alerts::run(incidents.clone(), newest.clone()));
    tokio::spawn(incidents.clone().run(stopping.clone()));
    tokio::spawn(worker.run(incidents.clone(), stopping.clone()));

    let mut content = plan.content;
    let portal = portal(&mut content, plan.docs, messages);
    let (editions, news) = (portal.editions(), portal.news());
    let until = stopping.clone();
    tokio::task::spawn_blocking(move || portal.run(&until));
    let mut web = Web::new(Arc::new(content), editions, newest, plan.site, members, stopping.clone());
    web.news = Some(news);
    web.mailbox = plan.mailbox;
    (web.demo, web.dev, web.heartbeats) = (plan.demo, plan.dev, Some(heartbeats));
    (web.incidents, web.works, web.subscribers) = (Some(incidents), Some(works), Some(subscribers));
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("stopping: requests in flight finish, samples are stored");
        stop.send_replace(true);
    });
    let mut stopped = stopping.clone();
    let graceful = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let web = Arc::new(web);
    let front = Front::new(hosts::router(web.clone()), Visited::new(web), std::env::temp_dir());
    front.serve(plan.listener, graceful).await;
    // Nothing more can come when the schedule is over, and then the pipeline ends by itself.
    let _ = schedule.await;
    drop(pipeline.await);
    Ok(())
}

/// The docs, with the messages of the estate as they hold; they follow `folder`, if they were read from one.
fn portal(content: &mut Content, folder: Option<PathBuf>, messages: Vec<docs::File>) -> Portal {
    let (mut builder, library) = (std::mem::take(&mut content.builder), std::mem::take(&mut content.library));
    let library = if builder.change(messages, &[]) { builder.library() } else { library };
    Portal::new(builder, library, folder)
}

/// Waits for Ctrl-C or a polite signal.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Listens at `address`.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, RunError> {
    let listen = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // As `TcpListener::bind` does: a restart does not wait for what the system still remembers of connections.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    listen().map_err(|why: io::Error| RunError::Listen { address: address.to_string(), why })
}

/// Listens at `address` or, with a word about it, at the next free port.
pub(super) async fn bind_near(address: SocketAddr) -> Result<TcpListener, RunError> {
    for port in address.port()..=address.port().saturating_add(NEAR) {
        if let Ok(listener) = bind((address.ip(), port).into()).await {
            if port != address.port() {
                super::say(&format!("Port {} is taken; listening on {port} instead.", address.port()));
            }
            return Ok(listener);
        }
    }
    bind(address).await
}

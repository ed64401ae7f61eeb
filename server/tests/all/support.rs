//! What the tests share: a small site in memory, and a vocabulary to ask it.

use axum::Router;
use axum::body::{Body, BodyDataStream, to_bytes};
use http::request::Builder;
use http::{HeaderMap, Request, Response};
use model::member::Role;
use model::time::At;
use pharos::collect::clock::Clock;
use pharos::collect::collector::{Collector, Stored};
use pharos::config::environment::Environment;
use pharos::config::files::Files;
use pharos::config::{self, Content};
use pharos::demo::faults::Faults;
use pharos::incidents::Incidents;
use pharos::maintenance::Works;
use pharos::members::Members;
use pharos::members::password::Cost;
use pharos::members::secret::{Random, Secret};
use pharos::portal::News;
use pharos::portal::edition::Edition;
use pharos::subscribers::Subscribers;
use pharos::subscribers::link::Links;
use pharos::subscribers::push::Push;
use pharos::web::assets::Site;
use pharos::web::state::Web;
use pharos::web::{hosts, layered};
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use store::Records;
use tokio::sync::watch;
use tower::ServiceExt;

/// The instant at which tests happen.
pub const NOW: At = At(1_700_000_000_000);

/// The small site's content folder.
pub fn fixture() -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/content")).unwrap()
}

/// The meaning of `files`, which must be right.
pub fn content(files: &Files) -> Content {
    let (content, report) = config::read(files, &Environment::default());
    assert_eq!(report.errors, []);
    content.unwrap()
}

/// A site that was just started.
pub struct TestSite {
    router: Router,
    web: Arc<Web>,
    /// What people make.
    pub records: Arc<Mutex<Records>>,
    /// Sends snapshots.
    pub snapshots: watch::Sender<Arc<model::snapshot::Snapshot>>,
    /// Sends editions of the docs.
    pub editions: watch::Sender<Arc<Edition>>,
    /// What the docs are told.
    pub told: Mutex<Receiver<News>>,
    /// Knows the estate.
    pub collector: Collector,
    /// Its incidents.
    pub incidents: Incidents,
    /// Its planned work.
    pub works: Works,
    /// Asks the site to stop.
    pub stop: watch::Sender<bool>,
    /// What a browser sends of the session in which JSON is asked for and sent.
    pub session: Option<String>,
}

impl TestSite {
    /// The site of `files`; with the demo's routes if `demo`.
    pub fn new(files: &Files, demo: bool) -> TestSite {
        let mut content = content(files);
        let mut collector = Collector::new(Arc::new(content.estate.clone()), Stored::default(), NOW);
        let (snapshots, newest) = watch::channel(Arc::new(collector.snapshot(NOW)));
        let (stop, stopping) = watch::channel(false);
        let docs = std::mem::take(&mut content.library);
        let (editions, newest_docs) = watch::channel(Arc::new(Edition::of(docs)));
        let (news, told) = std::sync::mpsc::channel();
        let script = content.demo.clone();
        let records = Arc::new(Mutex::new(Records::memory().unwrap()));
        let members = Members::new(records.clone(), Cost::LEAST, Random::system(), Clock::fixed(NOW));
        let members = Arc::new(members);
        let mut web = Web::new(Arc::new(content), newest_docs, newest, Site::default(), members, stopping);
        web.news = Some(news);
        web.demo = demo.then(|| Arc::new(Faults::new(script, Clock::fixed(NOW))));
        let estate = Arc::new(web.content.estate.clone());
        let incidents = Incidents::new(records.clone(), estate, Clock::fixed(NOW)).unwrap();
        web.incidents = Some(incidents.clone());
        let links = Links::of(&mut records.lock().unwrap(), &Random::system()).unwrap();
        let offered = web.content.settings.subscribers.clone();
        let push = offered.push.then(|| Push::of(&mut records.lock().unwrap()).unwrap());
        let subscribers = Subscribers::new(offered, links, web.members.clone(), Clock::fixed(NOW));
        web.subscribers = Some(Arc::new(subscribers.pushing(push)));
        let works =
            Works::new(records.clone(), web.content.estate.clone().into(), Clock::fixed(NOW)).unwrap();
        web.works = Some(works.clone());
        let web = Arc::new(web);
        TestSite {
            router: hosts::router(web.clone()),
            web,
            records,
            snapshots,
            editions,
            told: Mutex::new(told),
            collector,
            incidents,
            works,
            stop,
            session: None,
        }
    }

    /// The same site with a handler that panics at `path`.
    pub fn failing_at(self, path: &str) -> TestSite {
        let boom = axum::routing::get(|| async { std::panic::panic_any("secret") as () });
        TestSite { router: layered(Router::new().route(path, boom), self.web.clone()), ..self }
    }

    /// Its subscribers.
    pub fn subscribers(&self) -> Arc<Subscribers> {
        self.web.subscribers.clone().unwrap()
    }

    /// Lets pages show incidents as they are.
    pub fn show_incidents(&mut self) {
        self.collector.note_incidents(self.incidents.shown().borrow().clone());
        self.snapshots.send_replace(Arc::new(self.collector.snapshot(NOW)));
    }

    /// Serves the site on a port of its own until the test ends.
    pub async fn serve(&self) -> u16 {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(axum::serve(listener, self.router.clone()).into_future());
        port
    }

    /// The same site, asked for JSON in the session of a member.
    pub fn signed_in(self, role: Role) -> TestSite {
        let secret = self.member("ada", role);
        let secret = secret.text();
        TestSite { session: Some(format!("__Host-pharos={secret}; pharos={secret}")), ..self }
    }

    /// Sends JSON.
    pub async fn post_json(&self, path: &str, json: &str, headers: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header("content-type", "application/json");
        let request = self.in_session(request.header("sec-fetch-site", "same-origin"), headers);
        self.send(request.body(Body::from(json.to_string())).unwrap()).await
    }

    /// Asks for JSON.
    pub async fn get_json(&self, path: &str) -> Answer {
        self.send(self.in_session(Request::get(path), &[]).body(Body::empty()).unwrap()).await
    }

    fn in_session(&self, mut request: Builder, headers: &[(&str, &str)]) -> Builder {
        let session = self.session.as_deref().map(|cookie| ("cookie", cookie));
        for (name, value) in headers.iter().copied().chain(session) {
            request = request.header(name, value);
        }
        request
    }

    /// Asks for `path` with these request headers.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// The body of `path` as it comes.
    pub async fn open(&self, path: &str, headers: &[(&str, &str)]) -> BodyDataStream {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap().into_body().into_data_stream()
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form.to_string())).unwrap()).await
    }

    /// The status of the answer to any request, whose body may go on for ever.
    pub async fn status(&self, request: Request<Body>) -> u16 {
        self.router.clone().oneshot(request).await.unwrap().status().as_u16()
    }

    /// Adds a member without a password, and gives the cookie of a session.
    pub fn member(&self, name: &str, role: Role) -> Secret {
        let (link, cookie) =
            (Secret::draw(&Random::system()).unwrap(), Secret::draw(&Random::system()).unwrap());
        let mut records = self.records.lock().unwrap();
        records.entry_link(name, role, (&link.digest(), NOW + 1), NOW).unwrap();
        records.enter(&link.digest(), &cookie.digest(), "", NOW).unwrap().unwrap();
        cookie
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.unwrap()).await
    }
}

/// What came back.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub text: String,
}

impl Answer {
    async fn of(response: Response<Body>) -> Answer {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 << 20).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    /// A header's value, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

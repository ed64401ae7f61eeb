//! Notices from a change to its receiver, over real connections to receivers that misbehave, through starts and kills.

mod killed;
mod mail;
mod receiver;

use crate::support::{NOW, TestSite, fixture};
use model::estate::Estate;
use model::incident::{Declaration, Impact, Incident, Severity, Step};
use model::member::{Actor, Role};
use model::notice::of_change;
use model::status::Status;
use model::time::At;
use notices::Client;
use pharos::collect::clock::Clock;
use pharos::config::environment::Environment;
use pharos::config::{self, Content};
use pharos::incidents::{By, Incidents};
use pharos::members::secret::Random;
use pharos::notices::{Channels, Worker, teller};
use receiver::{Fault, Receiver};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::Records;
use store::records::notices::{Ending, Listed, NewNotice, State};
use tokio::sync::watch;

/// How much faster than the machine's the clock of these tests goes, so that nobody waits for pauses.
const FASTER: i64 = 200;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Settings with one webhook to this address, and with more about notices.
fn settings(url: &str, more: &str) -> String {
    format!(
        "[site]\nname = \"Shop\"\nurl = \"http://status.example\"\n\n{more}\n[[channel]]\nname = \"hook\"\n\
         kind = \"webhook\"\nurl = \"{url}\"\nsecret = \"{SECRET}\"\nevents = [\"incident\", \"update\"]\n"
    )
}

fn content(settings: &str) -> Content {
    let files = fixture().with("pharos.toml", settings);
    let (content, report) = config::read(&files, &Environment::default());
    content.unwrap_or_else(|| panic!("{report:?}"))
}

fn clock() -> Clock {
    let begun = Instant::now();
    let uptime = move || i64::try_from(begun.elapsed().as_millis()).unwrap() * FASTER;
    Clock::of(At(0), move || At(1_795_266_000_000 + uptime()), uptime)
}

/// Incidents, and a worker that delivers what is told of them.
struct Site {
    content: Content,
    records: Arc<Mutex<Records>>,
    incidents: Incidents,
    clock: Clock,
    stop: watch::Sender<bool>,
}

impl Site {
    fn new(settings: &str) -> Site {
        let (content, clock) = (content(settings), clock());
        let estate = Arc::new(content.estate.clone());
        let records = Records::memory().unwrap().telling(teller::teller(&content, estate.clone()));
        let records = Arc::new(Mutex::new(records));
        let incidents = Incidents::new(records.clone(), estate, clock.clone()).unwrap();
        Site { content, records, incidents, clock, stop: watch::Sender::new(false) }
    }

    /// Delivers until the site is stopped.
    fn deliver(&self, client: Client) {
        let worker = Worker {
            records: self.records.clone(),
            channels: Arc::new(Channels::of(&self.content, client.within(Duration::from_millis(400)))),
            estate: watch::channel(Arc::new(self.content.estate.clone())).1,
            telling: self.content.settings.telling.clone(),
            clock: self.clock.clone(),
            random: Random::system(),
        };
        tokio::spawn(worker.run(self.incidents.clone(), self.stop.subscribe()));
    }

    async fn declare(&self, title: &str) -> Incident {
        self.incidents
            .declare(By::new(Actor::Member("ada".into())), declaration(title))
            .await
            .unwrap()
            .unwrap()
    }

    async fn step(&self, id: &str, step: Step) {
        let by = By::new(Actor::Member("ada".into()));
        self.incidents.step(id.into(), by, step).await.unwrap().unwrap();
    }

    fn listed(&self, state: State) -> Vec<Listed> {
        self.records.lock().unwrap().notices(Some(state), None, 1_000).unwrap()
    }

    /// Waits until nothing waits.
    async fn settled(&self) {
        until("all is delivered", || self.listed(State::Waiting).is_empty()).await;
    }
}

fn declaration(title: &str) -> Declaration {
    Declaration {
        title: title.into(),
        severity: Severity::P2,
        impacts: vec![Impact { component: "shop/db".into(), status: Status::MajorOutage }],
        publish: true,
        text: "We look at it.".into(),
        evidence: vec![],
    }
}

fn resolve() -> Step {
    Step::Resolve { text: "It is over.".into() }
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "after {} s it is not so that {what}", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The type of each body that is about an incident.
fn types(receiver: &Receiver, incident: &str) -> Vec<String> {
    let about = format!("\"about\":\"incident/{incident}\"");
    let bodies = receiver.distinct().into_iter().filter(|(_, body)| body.contains(&about));
    bodies.map(|(_, body)| body.split('"').nth(3).unwrap().to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_receiver_does_it_gets_each_message_in_order_and_none_is_lost() {
    let busy = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\n";
    let broken = "HTTP/1.1 500 Internal Server Error\r\n";
    let faults = [
        Fault::Refuses(busy),
        Fault::Cuts,
        Fault::Refuses(broken),
        Fault::Hangs,
        Fault::Refuses("HTTP/1.1 503 Service Unavailable\r\nretry-after: Fri, 01 Jan 2100 00:00:00 GMT\r\n"),
        Fault::Cuts,
        Fault::Hangs,
        Fault::Refuses("no answer of HTTP\r\n"),
    ];
    let receiver = Receiver::start(faults.into_iter().cycle().take(24));
    let site = Site::new(&settings(&format!("http://127.0.0.1:{}/in?a=b", receiver.port), ""));
    site.deliver(Client::native());
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(site.declare(&format!("Number {number}")).await.id);
    }
    for id in &ids {
        site.step(id, resolve()).await;
    }
    site.settled().await;
    assert_eq!(receiver.faults_left(), 0, "the receiver was not bad enough");
    for id in &ids {
        assert_eq!(types(&receiver, id), ["incident.declared", "incident.resolved"], "{id}");
    }
    let sent = site.listed(State::Sent);
    let distinct = receiver.distinct();
    assert!(
        distinct.iter().all(|(id, _)| sent.iter().any(|it| it.key == *id)) && distinct.len() == sent.len()
    );
    let tried: usize = sent.iter().map(|it| it.attempts.len()).sum();
    assert_eq!(tried, 24 + sent.len(), "each attempt is kept");
    assert!(receiver.taken().len() > distinct.len(), "no message came twice, so that nothing was tried");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_for_good_is_given_up_and_holds_nothing_back() {
    let receiver = Receiver::start([Fault::Refuses("HTTP/1.1 400 Bad Request\r\n")]);
    let site = Site::new(&settings(&format!("http://127.0.0.1:{}/", receiver.port), ""));
    let declared = site.declare("Down").await;
    site.step(&declared.id, resolve()).await;
    site.deliver(Client::native());
    site.settled().await;
    let failed = site.listed(State::Failed);
    assert_eq!((failed.len(), failed[0].attempts.len()), (1, 1));
    assert_eq!(failed[0].attempts[0].detail, "answered 400 Bad Request");
    assert_eq!(types(&receiver, &declared.id), ["incident.resolved"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_for_a_channel_that_is_there_no_more_is_dropped_and_has_not_failed() {
    let mut site = Site::new(&settings("http://127.0.0.1:1/", ""));
    site.declare("Down").await;
    // It is started again, without the channel.
    site.content = content("[site]\nname = \"Shop\"\nurl = \"http://status.example\"\n");
    site.deliver(Client::native());
    site.settled().await;
    let dropped = site.listed(State::Dropped);
    let why: Vec<_> = dropped.iter().flat_map(|it| &it.attempts).map(|it| it.detail.as_str()).collect();
    assert_eq!(why, ["there is no such channel any more"]);
    assert_eq!(site.listed(State::Failed), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_whose_certificate_nobody_vouches_for_gets_nothing_until_somebody_does() {
    let receiver = Receiver::start([]);
    let port = mail::behind_tls(receiver.port).await;
    let site = Site::new(&settings(&format!("https://127.0.0.1:{port}/"), ""));
    let declared = site.declare("Down").await;
    site.deliver(Client::native());
    until("it was tried", || site.listed(State::Waiting).iter().any(|it| it.attempts.len() > 1)).await;
    assert_eq!(receiver.taken(), []);
    let attempts = site.listed(State::Waiting).remove(0).attempts;
    assert!(attempts[0].detail.contains("certificate"), "{attempts:?}");
    // It is started again, and trusts the receiver.
    site.stop.send_replace(true);
    tokio::time::sleep(Duration::from_millis(600)).await;
    site.stop.send_replace(false);
    site.deliver(Client::trusting(mail::roots()));
    site.settled().await;
    assert_eq!(types(&receiver, &declared.id), ["incident.declared"]);
    assert_eq!(receiver.taken().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_storm_of_alerts_one_notice_is_told_and_of_each_its_end() {
    let receiver = Receiver::start([]);
    let url = format!("http://127.0.0.1:{}/", receiver.port);
    let site = Site::new(&settings(&url, "[notices]\ngather = \"5m\"\n"));
    site.deliver(Client::native());
    for number in 0..30 {
        let declare = Step::Declare(declaration(&format!("Number {number}")));
        let actor = Actor::Component("shop/db".into());
        site.incidents.follow(format!("alert {number}"), actor, move |_| vec![declare]).await.unwrap();
    }
    assert_eq!(receiver.taken(), [], "it is waited for others");
    site.settled().await;
    let taken = receiver.taken();
    assert_eq!(taken.len(), 1);
    assert!((1..30).all(|number| taken[0].1.contains(&format!("Number {number}\""))), "{taken:?}");
    let second = site.incidents.kept().all.iter().find(|it| it.title == "Number 7").unwrap().id.clone();
    site.step(&second, resolve()).await;
    site.settled().await;
    assert_eq!(types(&receiver, &second), ["incident.resolved"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_leaves_the_house_only_when_it_is_published() {
    let receiver = Receiver::start([]);
    let site = Site::new(&settings(&format!("http://127.0.0.1:{}/", receiver.port), ""));
    site.deliver(Client::native());
    let by = By::new(Actor::Console);
    let draft = Declaration { publish: false, text: "hush".into(), ..declaration("Secret") };
    let draft = site.incidents.declare(by.clone(), draft).await.unwrap().unwrap();
    for step in [Step::Note { text: "hush".into() }, Step::Acknowledge, Step::Escalate { level: 1 }] {
        let _ = site.incidents.step(draft.id.clone(), by.clone(), step).await.unwrap();
    }
    assert_eq!(site.records.lock().unwrap().notices(None, None, 9).unwrap(), []);
    site.step(&draft.id, Step::Publish).await;
    site.settled().await;
    assert_eq!(types(&receiver, &draft.id), ["incident.declared"]);
}

#[tokio::test]
async fn members_see_each_attempt_and_what_was_given_up() {
    let site = TestSite::new(&fixture(), false);
    let cookie = format!("__Host-pharos={}", site.member("vi", Role::Viewer).text());
    let signed_in = [("cookie", cookie.as_str())];
    let empty = site.get("/notices", &signed_in).await;
    assert!(empty.status == 200 && empty.text.contains("Nothing has been told yet"), "{}", empty.text);
    let incident =
        Incident::declare("x".into(), NOW, None, Actor::Console, declaration("Disk <full>")).unwrap();
    let message = of_change(&incident, &Estate::default()).unwrap();
    let (key, to) = ("incident/x/1/channel:ops".to_string(), "channel:ops".to_string());
    let notice = NewNotice { key, to, made: NOW, due: NOW, gather: None, message };
    {
        let mut records = site.records.lock().unwrap();
        records.put_notices(&[notice]).unwrap();
        let id = records.due_notices(NOW, 1, &BTreeSet::new()).unwrap().remove(0).id;
        records.attempt(id, (NOW, 12), (Ending::Again(NOW), "answered 500")).unwrap();
        records.attempt(id, (NOW, 34), (Ending::Failed, "answered 410 Gone")).unwrap();
    }
    let page = site.get("/notices", &signed_in).await.text;
    for part in ["1 were given up", "channel:ops", "Disk &lt;full&gt;", "(12 ms): ", "answered 410 Gone"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

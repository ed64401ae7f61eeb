//! Subscribers of a running Pharos: their links, how often somebody may ask, and what they are sent to confirm. What is
//! stored is in `store::records`, when somebody is told in `model::subscriber`.

pub mod browser;
pub mod fan;
pub mod link;
pub mod push;
pub mod send;

use crate::collect::clock::Clock;
use crate::config::subscribers::Settings;
use crate::members::{Members, MembersError, network};
use link::Links;
use model::member::limit::{Limit, Rule};
use model::notice::{Event, Message, What};
use model::subscriber::{Subscriber, Way, Wish};
use model::time::{At, DAY, HOUR, MINUTE};
use push::Push;
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Records;
use store::records::Digest;
use store::records::notices::NewNotice;
use store::records::subscribers::{Asked, NewSubscriber};
use tokio::sync::watch;

/// How often a message to confirm is sent to one address, whoever asks for it.
const ADDRESS: Rule = Rule { free: 3, first: 10 * MINUTE, longest: DAY, forget: 2 * DAY, most: 16_384 };

/// How often somebody may ask, behind whose address may be many people.
const CLIENT: Rule = Rule { free: 10, first: MINUTE, longest: HOUR, forget: 4 * HOUR, most: 16_384 };

/// How often those are forgotten who have not confirmed in time.
const LOOK: Duration = Duration::from_secs(600);

/// Whoever asks too often: milliseconds until they may ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooOften(pub i64);

/// The subscribers of one Pharos.
pub struct Subscribers {
    /// What is offered.
    pub settings: Settings,
    /// What makes push messages, if they are offered.
    pub push: Option<Push>,
    links: Links,
    members: Arc<Members>,
    clock: Clock,
    addresses: Mutex<Limit<Digest>>,
    clients: Mutex<Limit<IpAddr>>,
}

impl Subscribers {
    /// The subscribers in the records of `members`, whose links are made by `links`.
    pub fn new(settings: Settings, links: Links, members: Arc<Members>, clock: Clock) -> Subscribers {
        let (addresses, clients) = (Mutex::new(Limit::new(ADDRESS)), Mutex::new(Limit::new(CLIENT)));
        Subscribers { settings, push: None, links, members, clock, addresses, clients }
    }

    /// The same, to whose browsers messages are pushed.
    pub fn pushing(self, push: Option<Push>) -> Subscribers {
        Subscribers { push, ..self }
    }

    /// Keeps that somebody at `client` asks to be told, and has them sent a link, or the link that they have. Says nothing
    /// of whether they were known, and nothing is sent where that was asked for too often.
    pub async fn ask(
        &self,
        way: Way,
        wish: Wish,
        client: IpAddr,
    ) -> Result<Result<(), TooOften>, MembersError> {
        let now = self.clock.now();
        if let Err(wait) = counted(&self.clients, network(client), now) {
            return Ok(Err(TooOften(wait)));
        }
        self.propose(way, wish).await.map(Ok)
    }

    /// The same for somebody whom a member names, who may name many.
    pub async fn propose(&self, way: Way, wish: Wish) -> Result<(), MembersError> {
        let now = self.clock.now();
        if counted(&self.addresses, Sha256::digest(way.address()).into(), now).is_err() {
            return Ok(());
        }
        let new = self.made(way, wish, now)?;
        let asked = self
            .members
            .records(move |records, now| records.subscribe(&new, now, |asked| invitation(asked, now)));
        if asked.await? == Asked::Full {
            tracing::warn!("somebody who wants to subscribe is one too many");
        }
        Ok(())
    }

    fn made(&self, way: Way, wish: Wish, now: At) -> Result<NewSubscriber, MembersError> {
        let salt = self.members.bytes()?;
        let (confirm, manage) = (self.links.confirm(&salt, &way).digest(), self.links.manage(&salt).digest());
        Ok(NewSubscriber { way, wish, salt, confirm, manage, expires: now + self.settings.unconfirmed })
    }

    /// Does `work` on the records, at this moment, where it may block.
    pub async fn records<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Records, At) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, MembersError> {
        self.members.records(work).await
    }

    /// Confirms by the link with this SHA-256; gives who that is, and the salt of their links. Nobody if it has ended.
    pub async fn confirm(&self, confirm: Digest) -> Result<Option<(Subscriber, [u8; 16])>, MembersError> {
        let confirmed = self.records(move |records, now| match records.confirm(&confirm, now)? {
            Some(confirmed) => records.subscriber(confirmed.id),
            None => Ok(None),
        });
        confirmed.await
    }

    /// Forgets again and again who has not confirmed in time, until `stop`.
    pub async fn forget(self: Arc<Subscribers>, mut stop: watch::Receiver<bool>) {
        loop {
            if let Err(error) = self.records(|records, now| records.forget_unconfirmed(now)).await {
                tracing::error!(%error, "who has not confirmed cannot be forgotten");
            }
            tokio::select! {
                _ = tokio::time::sleep(LOOK) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// What makes links.
    pub fn links(&self) -> &Links {
        &self.links
    }
}

/// Counts an attempt under `key`; or gives the milliseconds to wait before the next.
fn counted<K: std::hash::Hash + Eq + Clone>(limit: &Mutex<Limit<K>>, key: K, now: At) -> Result<(), i64> {
    let mut limit = limit.lock().unwrap_or_else(PoisonError::into_inner);
    match limit.wait(&key, now) {
        0 => {
            limit.count(key, now);
            Ok(())
        }
        wait => Err(wait),
    }
}

/// What is sent to whoever asks: where to confirm, or that they are told already. The link itself is put in when it is
/// sent, so that it is stored nowhere.
fn invitation(asked: &Asked, now: At) -> Option<NewNotice> {
    match asked {
        Asked::ToConfirm(to) => Some(question(to, ("Confirm your subscription", "confirm"), now)),
        Asked::Known(to) => Some(question(to, ("You are subscribed already", "known"), now)),
        Asked::Full => None,
    }
}

/// A notice to one subscriber alone.
fn question(to: &Subscriber, (title, word): (&str, &str), now: At) -> NewNotice {
    let event = Event {
        what: What::Confirm,
        about: to.receiver(),
        at: now,
        severity: None,
        components: Vec::new(),
        public: true,
    };
    let (said, path, others) = (Vec::new(), String::new(), Vec::new());
    let message = Message { event, title: title.into(), state: None, said, path, others };
    let key = format!("{word}/{}/{}", to.id, now.0);
    NewNotice { key, to: to.receiver(), made: now, due: now, gather: None, message }
}

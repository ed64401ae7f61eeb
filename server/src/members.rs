//! Members: passwords, secrets, sessions, and how often a password may be tried. What is stored is in `store::records`,
//! the rules are in `model::member`; here they meet randomness, the clock and threads.

pub mod password;
pub mod provider;
pub mod secret;
mod sign_in;

pub use sign_in::{SignIn, network};

use crate::collect::clock::Clock;
use model::member::caller::Caller;
use model::member::limit::SignIns;
use model::member::session::{FIRST_LINK, INVITATION};
use model::member::{Actor, Role};
use model::time::At;
use password::{Cost, Passwords};
use secret::{Random, Secret};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use store::Records;
use store::records::request::{By, Once};
use store::records::{Digest, Joining, Refused};

/// Why nothing could be said of a member.
#[derive(Debug, thiserror::Error)]
pub enum MembersError {
    /// The records cannot be read or written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
    /// Too many passwords wait to be hashed.
    #[error("too many passwords wait to be checked")]
    Busy,
    /// A password hash cannot be made or read.
    #[error("a password cannot be hashed: {0}")]
    Password(String),
    /// The key pair for push messages cannot be made or read.
    #[error(transparent)]
    Push(#[from] notices::vapid::VapidError),
    /// A thread ended before its work was done.
    #[error("a task was lost: {0}")]
    Lost(#[from] tokio::task::JoinError),
}

/// What a person is told of a secret link: where it leads, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its path on this site: `/join/...`.
    pub path: String,
    /// When it ends.
    pub expires: At,
}

/// The members of one Pharos.
pub struct Members {
    records: Arc<Mutex<Records>>,
    passwords: Passwords,
    random: Random,
    clock: Clock,
    tried: Mutex<SignIns<IpAddr>>,
}

impl Members {
    /// The members in `records`.
    pub fn new(records: Arc<Mutex<Records>>, cost: Cost, random: Random, clock: Clock) -> Members {
        Members { records, passwords: Passwords::new(cost), random, clock, tried: Mutex::default() }
    }

    /// Does `work` on the records, at this moment, where it may block.
    pub async fn records<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Records, At) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, MembersError> {
        let (records, now) = (self.records.clone(), self.clock.now());
        let done = tokio::task::spawn_blocking(move || {
            work(&mut records.lock().unwrap_or_else(PoisonError::into_inner), now)
        });
        Ok(done.await??)
    }

    /// The current instant.
    pub fn now(&self) -> At {
        self.clock.now()
    }

    /// Who has the session of the cookie with this SHA-256; a visitor if it has ended.
    pub async fn session(&self, cookie: Digest) -> Result<Caller, MembersError> {
        let signed_in = self.records(move |records, now| records.session(&cookie, now)).await?;
        Ok(signed_in.map_or(Caller::Visitor, |found| Caller::Member { name: found.name, role: found.role }))
    }

    /// Who asks with the API token with this SHA-256; nobody if it has ended.
    pub async fn token(&self, token: Digest) -> Result<Option<Caller>, MembersError> {
        self.records(move |records, now| records.token(&token, now)).await
    }

    /// Bytes that nobody has yet.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], MembersError> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A secret that nobody has yet.
    pub fn secret(&self) -> Result<Secret, MembersError> {
        Secret::draw(&self.random)
    }

    /// Invites somebody; gives the link to send.
    pub async fn invite(
        &self,
        name: String,
        role: Role,
        by: Actor,
        once: Option<Once>,
    ) -> Result<Result<Link, Refused>, MembersError> {
        let link = self.secret()?;
        let work = move |records: &mut Records, now| {
            let by = By { actor: &by, once: once.as_ref() };
            invite(records, &name, role, &link, by, now)
        };
        self.records(work).await
    }

    /// Makes a link to another password; gives the link to send.
    pub async fn reset(
        &self,
        name: String,
        by: Actor,
        once: Option<Once>,
    ) -> Result<Result<Link, Refused>, MembersError> {
        let link = self.secret()?;
        let work = move |records: &mut Records, now| {
            let by = By { actor: &by, once: once.as_ref() };
            reset(records, &name, &link, by, now)
        };
        self.records(work).await
    }

    /// Follows a link with what was typed; gives the cookie of the session that begins.
    pub async fn join(
        &self,
        link: Digest,
        typed: Typed,
        agent: String,
    ) -> Result<Result<Secret, Refused>, MembersError> {
        let (cookie, password) = (self.secret()?, self.hash(typed.password).await?);
        self.records(move |records, now| {
            let joining = Joining { name: &typed.name, display: &typed.display, password: &password };
            let joined = records.join(&link, joining, now)?;
            if joined.is_ok() {
                records.begin_session(&typed.name, &password, &cookie.digest(), &agent, now)?;
            }
            Ok(joined.map(|()| cookie))
        })
        .await
    }

    /// Follows a link that signs in without a password; gives the cookie of the session that begins.
    pub async fn enter(&self, link: Digest, agent: String) -> Result<Result<Secret, Refused>, MembersError> {
        let cookie = self.secret()?;
        self.records(move |records, now| {
            let entered = records.enter(&link, &cookie.digest(), &agent, now)?;
            Ok(entered.map(|_name| cookie))
        })
        .await
    }

    async fn hash(&self, password: String) -> Result<String, MembersError> {
        self.passwords.hash(password, self.bytes::<{ password::SALT }>()?).await
    }
}

/// What somebody typed who follows a link.
#[derive(Clone)]
pub struct Typed {
    /// Sign-in name.
    pub name: String,
    /// Name for display.
    pub display: String,
    /// Password.
    pub password: String,
}

/// Invites somebody by this secret.
pub fn invite<'a>(
    records: &mut Records,
    name: &str,
    role: Role,
    secret: &Secret,
    by: impl Into<By<'a>>,
    now: At,
) -> Result<Result<Link, Refused>, store::Error> {
    let link = link(secret, now + INVITATION);
    let invited = records.invite(name, role, (&secret.digest(), link.expires), by, now)?;
    Ok(invited.map(|()| link))
}

/// Makes this secret a link to another password.
pub fn reset<'a>(
    records: &mut Records,
    name: &str,
    secret: &Secret,
    by: impl Into<By<'a>>,
    now: At,
) -> Result<Result<Link, Refused>, store::Error> {
    let link = link(secret, now + INVITATION);
    Ok(records.reset(name, (&secret.digest(), link.expires), by, now)?.map(|()| link))
}

/// Makes this secret the link to the first admin; nothing if there are members.
pub fn first(records: &mut Records, secret: &Secret, now: At) -> Result<Option<Link>, store::Error> {
    let link = link(secret, now + FIRST_LINK);
    Ok(records.first_link(&secret.digest(), link.expires)?.then_some(link))
}

/// Makes this secret a link that signs in the admin `name` without a password.
pub fn entry(records: &mut Records, name: &str, secret: &Secret, now: At) -> Result<Link, store::Error> {
    let link = link(secret, now + FIRST_LINK);
    records.entry_link(name, Role::Admin, (&secret.digest(), link.expires), now)?;
    Ok(link)
}

fn link(secret: &Secret, expires: At) -> Link {
    Link { path: app::route::Route::Join(secret.text().into()).path(), expires }
}

//! Signing in by a provider of OpenID Connect: the attempts that browsers have begun, and what becomes of each.
//!
//! An attempt is of one browser, which holds a cookie for it, and ends with its first answer or after ten minutes. They are
//! kept in memory: whoever is on the way while Pharos restarts begins again.

use super::secret::{Random, Secret};
use super::sign_in::network;
use super::{Members, MembersError};
use crate::config::sign_in::SignInProvider;
use model::member::limit::{ADDRESS, Limit};
use model::time::{At, MINUTE};
use openid::{Attempt, Claims, Client, Expected, OpenIdError, Provider, Registration, check};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::records::{Digest, Identity, Refused};

/// How long an attempt may take, in milliseconds.
pub const LIFE: i64 = 10 * MINUTE;

/// The most attempts that are remembered.
const MOST: usize = 2_000;

/// An attempt whose browser is on its way.
struct Begun {
    provider: usize,
    described: Provider,
    attempt: Attempt,
    /// SHA-256 of the cookie of the browser that began it.
    cookie: Digest,
    /// Where to go afterwards.
    to: String,
    at: At,
}

/// Where a browser is sent, with the cookie of its attempt.
#[derive(Debug)]
pub struct Way {
    /// The address at the provider.
    pub url: String,
    /// The cookie.
    pub cookie: Secret,
}

/// What a browser comes back with.
#[derive(Clone, Debug, Default)]
pub struct Back {
    /// Which attempt.
    pub state: String,
    /// What the ID token is given for.
    pub code: String,
    /// Who answers (RFC 9207); empty if that is not said.
    pub issuer: String,
    /// The cookie of the attempt, if the browser has one.
    pub cookie: Option<Secret>,
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum Unwelcome {
    /// There is no such provider.
    #[error("There is no such way to sign in.")]
    Unknown,
    /// Too many attempts; milliseconds until the next.
    #[error("Too many attempts.")]
    Wait(i64),
    /// The attempt is over, or of another browser.
    #[error("This attempt to sign in has ended, or was begun in another browser. Begin again.")]
    Ended,
    /// The provider says no, or says what is not to be believed. The words are for the log.
    #[error("{0}")]
    Provider(#[from] OpenIdError),
    /// The provider knows the person, and this site has no place for them.
    #[error("You have no account here, by the rules of this site. Ask whoever manages members.")]
    NoAccount,
    /// The person may not sign in.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Pharos itself failed.
    #[error(transparent)]
    Members(#[from] MembersError),
}

/// The providers by which people sign in.
pub struct Providers {
    all: Vec<SignInProvider>,
    /// The address of this site.
    site: String,
    client: Client,
    random: Random,
    begun: Mutex<HashMap<Digest, Begun>>,
    tried: Mutex<Limit<IpAddr>>,
}

impl Providers {
    /// These providers, for the site at that address.
    pub fn new(all: Vec<SignInProvider>, site: String, client: Client, random: Random) -> Providers {
        let tried = Mutex::new(Limit::new(ADDRESS));
        Providers { all, site, client, random, begun: Mutex::default(), tried }
    }

    /// The id and name of each.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|provider| (provider.id.as_str(), provider.name.as_str()))
    }

    /// Begins an attempt from `address`, which leads `to` somewhere on this site.
    pub async fn begin(&self, id: &str, to: String, address: IpAddr, now: At) -> Result<Way, Unwelcome> {
        let found = self.all.iter().enumerate().find(|(_, provider)| provider.id == id);
        let (index, provider) = found.ok_or(Unwelcome::Unknown)?;
        self.count(address, now)?;
        let described = self.client.discover(&provider.issuer).await?;
        let draw = || Secret::draw(&self.random);
        let (state, nonce, verifier, cookie) = (draw()?, draw()?, draw()?, draw()?);
        let attempt = Attempt {
            state: state.text().into(),
            nonce: nonce.text().into(),
            verifier: verifier.text().into(),
        };
        let url = attempt.url(&described, &self.registration(provider)).into();
        let begun = Begun { provider: index, described, attempt, cookie: cookie.digest(), to, at: now };
        self.remember(state.digest(), begun, now);
        Ok(Way { url, cookie })
    }

    /// Ends an attempt with what the browser came back with; gives the cookie of the session that begins, and where to go.
    pub async fn finish(
        &self,
        members: &Members,
        (id, back): (&str, Back),
        address: IpAddr,
        agent: String,
    ) -> Result<(Secret, String), Unwelcome> {
        let now = members.now();
        self.count(address, now)?;
        let begun = self.taken(&back, now).ok_or(Unwelcome::Ended)?;
        let provider = self.all.get(begun.provider).filter(|it| it.id == id).ok_or(Unwelcome::Ended)?;
        if !back.issuer.is_empty() && back.issuer != begun.described.issuer {
            return Err(OpenIdError::Provider("another provider answers".into()).into());
        }
        let claims = self.claims(provider, &begun, &back.code, now).await?;
        let session = enter(members, provider, &claims, agent).await?;
        self.tried().forgive(&network(address));
        Ok((session, begun.to))
    }

    async fn claims(
        &self,
        provider: &SignInProvider,
        begun: &Begun,
        code: &str,
        now: At,
    ) -> Result<Claims, OpenIdError> {
        let (described, attempt) = (&begun.described, &begun.attempt);
        let registration = self.registration(provider);
        let token = self.client.redeem(described, &registration, code, &attempt.verifier).await?;
        // Asked for anew each time: sign-ins are rare, and keys that were changed or withdrawn are known at once.
        let keys = self.client.keys(described).await?;
        let expected =
            Expected { issuer: &described.issuer, client: &provider.client, nonce: &attempt.nonce };
        check(&token, &keys, expected, now)
    }

    fn registration(&self, provider: &SignInProvider) -> Registration {
        let SignInProvider { id, client, secret, scopes, .. } = provider;
        Registration {
            client: client.clone(),
            secret: secret.clone(),
            redirect: format!("{}{}", self.site, app::route::Route::SignInBack(id.clone()).path()),
            scopes: scopes.clone(),
        }
    }

    fn count(&self, address: IpAddr, now: At) -> Result<(), Unwelcome> {
        let (mut tried, address) = (self.tried(), network(address));
        match tried.wait(&address, now) {
            0 => {
                tried.count(address, now);
                Ok(())
            }
            wait => Err(Unwelcome::Wait(wait)),
        }
    }

    fn remember(&self, state: Digest, begun: Begun, now: At) {
        let mut all = self.begun();
        all.retain(|_, it| now.since(it.at) < LIFE);
        if all.len() >= MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, it)| it.at).map(|(state, _)| *state)
        {
            all.remove(&oldest);
        }
        all.insert(state, begun);
    }

    /// The attempt, which is over with this, if the browser that began it comes back in time.
    fn taken(&self, back: &Back, now: At) -> Option<Begun> {
        let (state, cookie) = (Secret::read(&back.state)?.digest(), back.cookie.as_ref()?.digest());
        let mut all = self.begun();
        // Another browser does not end it.
        let is_its = all.get(&state).is_some_and(|begun| begun.cookie == cookie);
        let begun = if is_its { all.remove(&state) } else { None };
        begun.filter(|begun| now.since(begun.at) < LIFE)
    }

    fn begun(&self) -> MutexGuard<'_, HashMap<Digest, Begun>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tried(&self) -> MutexGuard<'_, Limit<IpAddr>> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins a session of whoever has these claims, if they may be let in.
async fn enter(
    members: &Members,
    provider: &SignInProvider,
    claims: &Claims,
    agent: String,
) -> Result<Secret, Unwelcome> {
    let verified = claims.all.get("email_verified").and_then(serde_json::Value::as_bool) == Some(true);
    let email = claims.text("email").filter(|_| verified);
    let role = provider.role(&claims.texts(&provider.claim)).filter(|_| provider.admits(email));
    let role = role.ok_or(Unwelcome::NoAccount)?;
    let local = email.and_then(|email| email.split_once('@')).map(|(name, _)| name);
    let name = claims.text("preferred_username").or(local).unwrap_or_default().to_owned();
    let display = claims.text("name").unwrap_or_default().to_owned();
    let (issuer, subject) = (provider.issuer.clone(), claims.subject.clone());
    let (email, cookie) = (email.unwrap_or_default().to_owned(), members.secret()?);
    let digest = cookie.digest();
    let entered = members.records(move |records, now| {
        let identity = Identity {
            issuer: &issuer,
            subject: &subject,
            name: &name,
            display: &display,
            email: &email,
            role,
        };
        records.enter_as(identity, &digest, &agent, now)
    });
    entered.await??;
    Ok(cookie)
}

//! Signing in by a provider of OpenID Connect, and linking what it says of somebody to a member. An attempt is of one
//! browser, which holds a cookie for it, and ends with its first answer or after ten minutes.

mod begun;
mod vouched;

pub use begun::{LIFE, Purpose};

use super::secret::{Random, Secret};
use super::sign_in::network;
use super::{Members, MembersError};
use crate::config::sign_in::SignInProvider;
use begun::{Attempts, Begun};
use model::member::limit::{ADDRESS, Limit};
use model::time::At;
use openid::{Attempt, Claims, Client, Expected, OpenIdError, Registration, check};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::records::Refused;

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

/// What becomes of an attempt.
#[derive(Debug)]
pub enum Finished {
    /// A session begins with this cookie, and goes on at this address of this site.
    SignedIn(Secret, String),
    /// The member may sign in so from then on.
    Linked,
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
    begun: Attempts,
    tried: Mutex<Limit<IpAddr>>,
}

impl Providers {
    /// These providers, for the site at that address.
    pub fn new(all: Vec<SignInProvider>, site: String, client: Client, random: Random) -> Providers {
        let tried = Mutex::new(Limit::new(ADDRESS));
        Providers { all, site, client, random, begun: Attempts::default(), tried }
    }

    /// The id and name of each.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|provider| (provider.id.as_str(), provider.name.as_str()))
    }

    /// What people read of the provider that calls itself so.
    pub fn name_of(&self, issuer: &str) -> Option<&str> {
        self.all.iter().find(|provider| provider.issuer == issuer).map(|provider| provider.name.as_str())
    }

    /// Begins an attempt from `address`.
    pub async fn begin(
        &self,
        id: &str,
        purpose: Purpose,
        address: IpAddr,
        now: At,
    ) -> Result<Way, Unwelcome> {
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
        let begun = Begun { provider: index, described, attempt, cookie: cookie.digest(), purpose, at: now };
        self.begun.remember(state.digest(), begun, now);
        Ok(Way { url, cookie })
    }

    /// Ends an attempt with what a browser came back with, in which `member` is signed in, if anyone is.
    pub async fn finish(
        &self,
        members: &Members,
        (id, back): (&str, Back),
        (address, agent): (IpAddr, String),
        member: Option<&str>,
    ) -> Result<Finished, Unwelcome> {
        let now = members.now();
        self.count(address, now)?;
        let begun = self.begun.taken(&back, now).ok_or(Unwelcome::Ended)?;
        let provider = self.all.get(begun.provider).filter(|it| it.id == id).ok_or(Unwelcome::Ended)?;
        if !back.issuer.is_empty() && back.issuer != begun.described.issuer {
            return Err(OpenIdError::Provider("another provider answers".into()).into());
        }
        let claims = self.claims(provider, &begun, &back.code, now).await?;
        let finished = match begun.purpose {
            Purpose::SignIn(to) => {
                Finished::SignedIn(vouched::enter(members, provider, &claims, agent).await?, to)
            }
            Purpose::Link(name) if member == Some(name.as_str()) => {
                vouched::link(members, provider, &claims, name).await?;
                Finished::Linked
            }
            Purpose::Link(_) => return Err(Unwelcome::Ended),
        };
        self.tried().forgive(&network(address));
        Ok(finished)
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

    fn tried(&self) -> MutexGuard<'_, Limit<IpAddr>> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

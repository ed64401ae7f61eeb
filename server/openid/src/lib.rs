//! OpenID Connect as the side that lets people in: the authorization code flow with PKCE. Knows no store and no web.
//!
//! ```text
//! Client::discover --> Provider --Attempt::url--> the browser goes there, and comes back with a code
//!                         |                                                                  |
//!                         +--Client::redeem(code, verifier)--> ID token --token::check(keys, nonce)--> Claims
//! ```
//!
//! Sources: OpenID Connect Core 1.0 and Discovery 1.0, RFC 6749 (OAuth 2.0), RFC 7636 (PKCE), RFC 7515 to 7518 (JOSE).
//! No clock is read and no random number is drawn here: `now` and secrets are parameters.

mod attempt;
mod fetch;
mod keys;
mod provider;
mod token;

pub use attempt::{Attempt, Registration};
pub use fetch::Client;
pub use keys::Keys;
pub use provider::Provider;
pub use token::{Claims, Expected, check};

/// Why nobody is let in. The words are for the log: they may hold what a provider said, and never a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenIdError {
    /// The provider cannot be reached, or does not answer in time.
    #[error("{0} cannot be asked: {1}")]
    Unreachable(String, String),
    /// What the provider says cannot be what it should say.
    #[error("{0}")]
    Provider(String),
    /// The ID token is refused.
    #[error("the ID token is refused: {0}")]
    Token(&'static str),
}

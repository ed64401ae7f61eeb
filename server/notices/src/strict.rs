//! Where strangers may have us send something: to public addresses on https, and nowhere else.
//!
//! A name is resolved once, and what is dialled is the address that was looked at, not the name again; so a name whose
//! answers change leads nowhere else. Redirects are not followed.

mod public;

pub use public::is_public;

use crate::post::Answer;
use crate::{Client, Outcome, Post};
use model::time::At;
use url::{Host, Url};

/// What only networks of their own know: names of this machine (RFC 6761), of the link (RFC 6762), of private networks
/// (RFC 8375; ICANN's `.internal`) and of overlays (RFC 7686), and what resolves by other means than public DNS.
const PRIVATE: [&str; 13] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "onion",
    "alt",
    "test",
];

/// Why something is not sent there, in words for whoever named the address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no URL with https.
    #[error("it is not an address on https")]
    NotHttps,
    /// It holds a user name or a password.
    #[error("it holds a user name or a password")]
    Credentials,
    /// The host is known in some network of its own alone.
    #[error("its host is not a public name")]
    PrivateName,
    /// The host is an address that is not a public one.
    #[error("its host is not a public address")]
    PrivateAddress,
}

/// Sends to whatever address a stranger has named, if it is a public one.
#[derive(Clone)]
pub struct Strict(Client);

impl Strict {
    /// Trusts what this machine trusts.
    pub fn native() -> Strict {
        Strict(Client::native().only(is_public))
    }

    /// Sends by this client, which itself says what addresses it connects to.
    pub fn over(client: Client) -> Strict {
        Strict(client)
    }

    /// Sends once, at `now`; what is said of it does not repeat the URL.
    pub async fn send(&self, post: &Post, now: At) -> Outcome {
        self.ask(post, now).await.map_or_else(|outcome| outcome, |answer| answer.outcome())
    }

    /// Sends once, at `now`, and gives the answer; without one, what became of it.
    pub async fn ask(&self, post: &Post, now: At) -> Result<Answer, Outcome> {
        check(&post.url).map_err(|refused| Outcome::Refused(refused.to_string()))?;
        self.0.ask(post, now).await
    }
}

/// What can be said against a URL before its name is resolved.
///
/// The parser of the WHATWG, which also browsers have, makes an IPv4 address of all ways to write one: decimal, octal,
/// hexadecimal, short, or in letters of full width.
pub fn check(url: &Url) -> Result<(), Refused> {
    if url.scheme() != "https" {
        return Err(Refused::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    match url.host() {
        None => Err(Refused::NotHttps),
        Some(Host::Ipv4(ip)) if !is_public(ip.into()) => Err(Refused::PrivateAddress),
        Some(Host::Ipv6(ip)) if !is_public(ip.into()) => Err(Refused::PrivateAddress),
        Some(Host::Domain(name)) if is_private_name(name) => Err(Refused::PrivateName),
        Some(_) => Ok(()),
    }
}

/// Whether a name, in small letters, is known in some network of its own alone. A name without a dot would be looked for
/// in the domains of this machine.
fn is_private_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let ends = |end: &str| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !name.contains('.') || PRIVATE.iter().any(|end| ends(end))
}

#[cfg(test)]
mod tests;

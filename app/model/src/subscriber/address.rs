//! In which way a subscriber is told, and where.

use crate::member::entry;
use serde::{Deserialize, Serialize};

/// Bytes of the longest URL of a webhook or of a push service.
pub const MOST_URL: usize = 1_000;

/// Letters of a browser's key for push messages, 65 bytes as base64url, and of its secret, 16 bytes.
const PUSH_KEY: usize = 87;
const PUSH_SECRET: usize = 22;

/// In which way a subscriber is told, and where.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "way")]
pub enum Way {
    /// By e-mail.
    Email {
        /// The address.
        address: String,
    },
    /// By a POST to an endpoint of theirs.
    Webhook {
        /// The endpoint, on https.
        url: String,
    },
    /// By the push service of their browser (RFC 8030, RFC 8291).
    Push {
        /// Where the push service takes messages for this browser, on https.
        endpoint: String,
        /// The browser's public key, base64url.
        key: String,
        /// The browser's authentication secret, base64url.
        secret: String,
    },
}

/// The kinds of ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WayKind {
    /// By e-mail.
    Email,
    /// By a webhook.
    Webhook,
    /// By a browser's push service.
    Push,
}

impl WayKind {
    /// All of them.
    pub const ALL: [WayKind; 3] = [WayKind::Email, WayKind::Webhook, WayKind::Push];

    /// Its name in forms and in the database: `email`.
    pub fn name(self) -> &'static str {
        match self {
            WayKind::Email => "email",
            WayKind::Webhook => "webhook",
            WayKind::Push => "push",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<WayKind> {
        WayKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Way {
    /// An e-mail address, as somebody typed it, or what is wrong with it. Of the same mailbox in two writings, both are
    /// one: what stands behind the `@` is in small letters.
    pub fn email(typed: &str) -> Result<Way, entry::Wrong> {
        let typed = typed.trim();
        entry::email(typed)?;
        let Some((to, at)) = typed.split_once('@') else { return Err("Write the e-mail address.") };
        Ok(Way::Email { address: format!("{to}@{}", at.to_ascii_lowercase()) })
    }

    /// A webhook's endpoint, as somebody typed it, or what is wrong with it. Whether it may be dialled is seen when it is.
    pub fn webhook(typed: &str) -> Result<Way, entry::Wrong> {
        let url = typed.trim();
        https(url).then(|| Way::Webhook { url: url.into() }).ok_or(
            "A webhook is an address such as https://example.org/pharos, with at most 1000 letters and no blanks.",
        )
    }

    /// What a browser was given by its push service, or what is wrong with it.
    pub fn push(endpoint: &str, key: &str, secret: &str) -> Result<Way, entry::Wrong> {
        let coded = |text: &str, letters: usize| {
            text.len() == letters
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        match https(endpoint) && coded(key, PUSH_KEY) && coded(secret, PUSH_SECRET) {
            true => Ok(Way::Push { endpoint: endpoint.into(), key: key.into(), secret: secret.into() }),
            false => Err("That is not what a browser's push service gives."),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> WayKind {
        match self {
            Way::Email { .. } => WayKind::Email,
            Way::Webhook { .. } => WayKind::Webhook,
            Way::Push { .. } => WayKind::Push,
        }
    }

    /// Where: what no two subscribers of a kind share.
    pub fn address(&self) -> &str {
        match self {
            Way::Email { address } => address,
            Way::Webhook { url } => url,
            Way::Push { endpoint, .. } => endpoint,
        }
    }

    /// Where, for those who manage subscribers: enough to know whose it is, not enough to write to it or post there.
    /// `a...@example.org`, `https://example.org/...`.
    pub fn veiled(&self) -> String {
        match self {
            Way::Email { address } => {
                let (to, at) = address.split_once('@').unwrap_or((address, ""));
                let first: String = to.chars().take(1).collect();
                format!("{first}...@{at}")
            }
            Way::Webhook { url } | Way::Push { endpoint: url, .. } => format!("https://{}/...", host(url)),
        }
    }
}

/// The address is personal, and a push endpoint is a secret: neither belongs in a log.
impl std::fmt::Debug for Way {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Way({})", self.kind().name())
    }
}

fn https(url: &str) -> bool {
    url.starts_with("https://")
        && !host(url).is_empty()
        && url.len() <= MOST_URL
        && url.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Host and port of a URL, without what may stand before an `@`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_address_is_one_however_its_host_is_written() {
        assert_eq!(Way::email(" Ada@Example.ORG ").unwrap().address(), "Ada@example.org");
        for wrong in ["", " ", "ada", "a@b@c", "a@b\r\nBcc: x@y"] {
            assert!(Way::email(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_webhook_is_on_https() {
        assert!(Way::webhook("https://example.org/hook?x=1").is_ok());
        let long = format!("https://example.org/{}", "x".repeat(MOST_URL));
        for wrong in ["", "http://example.org/", "https://", "https:///x", "https://a b/", "ftp://x/", &long]
        {
            assert!(Way::webhook(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_a_push_service_gives_has_a_form() {
        let (key, secret) = ("B".repeat(87), "s".repeat(22));
        assert!(Way::push("https://push.example/x", &key, &secret).is_ok());
        assert!(Way::push("http://push.example/x", &key, &secret).is_err());
        assert!(Way::push("https://push.example/x", &key[1..], &secret).is_err());
        assert!(Way::push("https://push.example/x", &key, &"=".repeat(22)).is_err());
    }

    #[test]
    fn nobody_is_told_more_of_an_address_than_they_need() {
        assert_eq!(Way::email("ada@example.org").unwrap().veiled(), "a...@example.org");
        let hook = Way::webhook("https://user:pass@example.org:8443/T0K3N?secret=1").unwrap();
        assert_eq!(hook.veiled(), "https://example.org:8443/...");
        assert!(!format!("{hook:?}").contains("example"));
    }
}

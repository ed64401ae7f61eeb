//! Who asks: by the cookie of a session, by an API token, or nobody in particular; and from where.

use super::error::HttpError;
use super::state::Web;
use crate::members::secret::Secret;
use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap, header};
use model::member::Permission;
use model::member::caller::Caller;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use store::records::Digest;

/// The name of the cookie on a site with https; browsers take it only with `Secure` and `Path=/` (RFC 6265bis, 4.1.3.2).
const SECURE_COOKIE: &str = "__Host-pharos";
/// The name of the cookie on a site without.
const COOKIE: &str = "pharos";

/// For whom a page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anyone.
    Visitor,
    /// Whoever may read what is internal.
    Member,
}

/// Whoever sends a request, and by which session.
#[derive(Clone, Debug)]
pub struct Who {
    /// Who it is.
    pub caller: Caller,
    /// SHA-256 of the session's cookie.
    pub cookie: Option<Digest>,
}

impl Who {
    /// Somebody who has not signed in.
    pub const VISITOR: Who = Who { caller: Caller::Visitor, cookie: None };

    /// For whom pages are drawn for this caller.
    pub fn audience(&self) -> Audience {
        if self.caller.may(Permission::Read) { Audience::Member } else { Audience::Visitor }
    }
}

/// Who sends these headers. Costs nothing for whoever sends neither cookie nor token. A cookie that has ended makes a
/// visitor; an API token that has, an error.
pub async fn identify(web: &Web, headers: &HeaderMap) -> Result<Who, HttpError> {
    if let Some(token) = bearer(headers) {
        let Some(token) = Secret::read_token(token) else { return Err(HttpError::Unauthorized) };
        let caller = web.members.token(token.digest()).await?.ok_or(HttpError::Unauthorized)?;
        return Ok(Who { caller, cookie: None });
    }
    let Some(cookie) = cookie(web, headers) else { return Ok(Who::VISITOR) };
    let digest = cookie.digest();
    let caller = web.members.session(digest).await?;
    Ok(Who { caller, cookie: Some(digest) })
}

/// The token of `Authorization: Bearer` (RFC 6750, section 2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Whether these headers may come from somebody who has signed in.
pub(super) fn has_session(web: &Web, headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut names = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.split('=').next());
    names.any(|name| name.trim() == cookie_name(web))
}

fn cookie(web: &Web, headers: &HeaderMap) -> Option<Secret> {
    named(headers, cookie_name(web))
}

/// The cookie of an attempt to sign in by a provider.
pub fn attempt_cookie(web: &Web, headers: &HeaderMap) -> Option<Secret> {
    named(headers, &attempt_name(web))
}

/// The value of `Set-Cookie` that gives a browser this cookie of an attempt; that takes it away for 0.
pub fn set_attempt_cookie(web: &Web, secret: &str, life: i64) -> String {
    set(web, &attempt_name(web), secret, life)
}

fn attempt_name(web: &Web) -> String {
    format!("{}-attempt", cookie_name(web))
}

fn named(headers: &HeaderMap, name: &str) -> Option<Secret> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| Secret::read(value))
}

/// The name of the cookie of a session on this site.
pub fn cookie_name(web: &Web) -> &'static str {
    if web.is_secure() { SECURE_COOKIE } else { COOKIE }
}

/// The value of `Set-Cookie` that gives a browser this session for so many milliseconds; that takes it away for 0.
pub fn set_cookie(web: &Web, secret: &str, life: i64) -> String {
    set(web, cookie_name(web), secret, life)
}

fn set(web: &Web, name: &str, secret: &str, life: i64) -> String {
    let seconds = life / 1_000;
    let secure = if web.is_secure() { "; Secure" } else { "" };
    format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// Where a request comes from. What a proxy says of that is believed if the proxy is one of `proxies`.
pub fn address(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
    let mut address = peer.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let said: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    for before in said.into_iter().rev() {
        match before.parse::<IpAddr>() {
            Ok(before) if proxies.contains(&address) => address = before.to_canonical(),
            _ => break,
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn only_a_known_proxy_says_where_a_request_comes_from() {
        let from = |peer: &str, said: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
            let headers = HeaderMap::from_iter([(
                "x-forwarded-for".parse().unwrap(),
                HeaderValue::from_str(said).unwrap(),
            )]);
            let proxies = ["127.0.0.1", "10.0.0.1"].map(|proxy| proxy.parse().unwrap());
            address(&extensions, &headers, &proxies).to_string()
        };
        assert_eq!(from("192.0.2.1", "198.51.100.7"), "192.0.2.1");
        assert_eq!(from("127.0.0.1", "203.0.113.9, 198.51.100.7"), "198.51.100.7");
        assert_eq!(from("127.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.1"), "198.51.100.7");
        assert_eq!(from("::ffff:127.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(from("127.0.0.1", "nonsense"), "127.0.0.1");
        assert_eq!(from("127.0.0.1", ""), "127.0.0.1");
    }
}

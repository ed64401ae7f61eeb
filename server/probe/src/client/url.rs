//! Which URLs can be asked, and which of them share a connection.

use url::{Host, Url};

use crate::address::Address;
use crate::fault::Fault;

/// Reads an absolute `http` or `https` URL without credentials; the error says what to write instead, and never
/// repeats the URL, which might hold them.
pub(crate) fn parse(target: &str) -> Result<Url, String> {
    read(target, "http", "https")
}

/// The same for `ws` and `wss` (RFC 6455, section 3).
pub(crate) fn parse_websocket(target: &str) -> Result<Url, String> {
    read(target, "ws", "wss")
}

fn read(target: &str, plain: &str, encrypted: &str) -> Result<Url, String> {
    let example = format!("write {plain}://host:port/path or {encrypted}://host/path");
    // The parser below repairs these silently, as browsers do; in a configuration they are mistakes.
    if target.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(format!("the URL has a space, a control character or a backslash; {example}"));
    }
    let scheme = target.split_once("://").map_or("", |(scheme, _)| scheme);
    if ![plain, encrypted].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(format!("the URL does not begin with {plain}:// or {encrypted}://; {example}"));
    }
    let url = Url::parse(target).map_err(|error| format!("the URL cannot be read ({error}); {example}"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("credentials do not belong in a URL; {example}, without the part before @"));
    }
    if url.port() == Some(0) {
        return Err(format!("the port is not a number from 1 to 65535; {example}"));
    }
    Ok(url)
}

/// Reads a URL under which a service has its pages: as [`parse`] does, without a query or a fragment.
pub(crate) fn base(target: &str) -> Result<Url, String> {
    let url = parse(target)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the URL has a part from ? or # on; write http://host:port or https://host".to_owned());
    }
    Ok(url)
}

/// The page at `path`, which begins with a slash, of the service under `base`.
pub(crate) fn under(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

/// Whose a URL is: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Origin {
    /// Whether it is `https` or `wss`.
    pub tls: bool,
    /// Where to connect.
    pub address: Address,
}

impl Origin {
    /// The origin of a URL that [`parse`] or [`parse_websocket`] accepts.
    pub fn of(url: &Url) -> Result<Origin, Fault> {
        let host = url.host().map(|host: Host<&str>| host.to_owned());
        let (Some(host), Some(port)) = (host, url.port_or_known_default()) else {
            return Err(Fault::blind("the URL has no host or no port"));
        };
        Ok(Origin { tls: ["https", "wss"].contains(&url.scheme()), address: Address { host, port } })
    }

    /// The value of the `Host` header: without the port if it is the scheme's own (RFC 9110, section 7.2).
    pub fn authority(&self) -> String {
        match (self.tls, self.address.port) {
            (false, 80) | (true, 443) => self.address.host.to_string(),
            _ => self.address.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn origin(target: &str) -> Origin {
        Origin::of(&parse(target).unwrap()).unwrap()
    }

    #[test]
    fn the_port_of_the_scheme_is_left_out() {
        assert_eq!(origin("http://a.example/x?y").authority(), "a.example");
        assert_eq!(origin("https://a.example:443").authority(), "a.example");
        assert_eq!(origin("https://a.example:80/").authority(), "a.example:80");
        assert_eq!(origin("HTTP://[::1]:8080").authority(), "[::1]:8080");
    }

    #[test]
    fn http_and_https_never_share() {
        assert_ne!(origin("http://a.example:443/"), origin("https://a.example/"));
        assert_eq!(origin("http://A.example:80/a"), origin("http://a.example/b"));
    }

    #[test]
    fn web_sockets_have_schemes_of_their_own() {
        let wss = Origin::of(&parse_websocket("wss://a.example/live").unwrap()).unwrap();
        assert!(wss.tls && wss.address.port == 443);
        let error = parse_websocket("http://user:hunter2@a.example/").unwrap_err();
        assert!(error.contains("write ws://host:port/path or wss://host/path"), "{error}");
        assert!(parse_websocket("ws://user:hunter2@a.example/").unwrap_err().contains("credentials"));
        assert!(parse("ws://a.example/").is_err());
    }

    #[test]
    fn pages_stand_under_a_base() {
        let page = |target| under(&base(target).unwrap(), "/-/ready").to_string();
        assert_eq!(page("http://a.example:9090"), "http://a.example:9090/-/ready");
        assert_eq!(page("https://a.example/prometheus/"), "https://a.example/prometheus/-/ready");
        assert!(base("http://a.example/?x").unwrap_err().contains("write http://host:port"));
        assert!(base("http://a.example/#x").is_err());
    }

    #[test]
    fn errors_name_the_fault_and_the_remedy() {
        for (target, words) in [
            ("", "does not begin with http://"),
            ("capsule:8080/health", "does not begin with http://"),
            ("http:/capsule", "does not begin with http://"),
            ("ftp://capsule/", "does not begin with http://"),
            ("http://", "cannot be read"),
            ("http://capsule:99999/", "cannot be read"),
            ("http://capsule:0/", "not a number from 1 to 65535"),
            ("http://caps ule/", "has a space"),
            ("http:\\\\capsule", "backslash"),
            (" http://capsule/", "has a space"),
        ] {
            let error = parse(target).unwrap_err();
            assert!(
                error.contains(words) && error.contains("write http://host:port/path"),
                "{target}: {error}"
            );
        }
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for target in ["http://root:hunter2@db/", "https://hunter2@db/", "http://:hunter2@db/"] {
            let error = parse(target).unwrap_err();
            assert!(error.contains("credentials") && !error.contains("hunter2"), "{error}");
        }
    }
}

//! Options of kinds over HTTP: their words, and what their values mean.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::Method;
use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::http::uri::Authority;

use crate::kind::{KindOption, any_text, truth};

/// The method.
pub(crate) const METHOD: KindOption = KindOption {
    name: "method",
    about: "The method: GET (default), HEAD, POST, PUT, PATCH, DELETE or OPTIONS.",
    validate: |value| method(value).map(drop),
};

/// Headers.
pub(crate) const HEADERS: KindOption = KindOption {
    name: "headers",
    about: "Headers to send, one per line, such as \"X-Tenant: a\"; Host names another virtual host.",
    validate: |value| headers(value).map(drop),
};

/// The body.
pub(crate) const BODY: KindOption =
    KindOption { name: "body", about: "The body to send; none by default.", validate: any_text };

/// Whether redirects are followed.
pub(crate) const REDIRECTS: KindOption = KindOption {
    name: "redirects",
    about: "Whether redirects are followed: true (default) or false.",
    validate: truth,
};

/// A bearer token.
pub(crate) const BEARER: KindOption = KindOption {
    name: "bearer",
    about: "A token to sign in with (Authorization: Bearer).",
    validate: |value| bearer(value).map(drop),
};

/// A user and a password.
pub(crate) const BASIC: KindOption = KindOption {
    name: "basic",
    about: "A user and a password to sign in with, written user:password (Authorization: Basic).",
    validate: |value| basic(value).map(drop),
};

/// HTTP/2.
pub(crate) const HTTP2: KindOption = KindOption {
    name: "http2",
    about: "Whether to speak HTTP/2 and nothing else: true or false (default).",
    validate: truth,
};

/// What the client itself writes, or what would change how a message ends (RFC 9110, section 7.6.1).
const RESERVED: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A method by its name.
pub(super) fn method(value: &str) -> Result<Method, String> {
    use Method as M;
    let known = [M::GET, M::HEAD, M::POST, M::PUT, M::PATCH, M::DELETE, M::OPTIONS];
    let found = known.into_iter().find(|method| method.as_str() == value);
    found.ok_or_else(|| "write GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS".to_owned())
}

/// Headers from lines `Name: value`; the error names the line by its number.
pub(super) fn headers(lines: &str) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let (name, value) = header(line.trim()).map_err(|why| format!("line {number}: {why}"))?;
        if name == HOST && headers.contains_key(HOST) {
            return Err(format!("line {number}: Host is there twice"));
        }
        headers.append(name, value);
    }
    Ok(headers)
}

fn header(line: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = line.split_once(':').ok_or("write Name: value")?;
    let name = HeaderName::try_from(name).map_err(|_| "the name has a character that names cannot have")?;
    if RESERVED.contains(&name.as_str()) {
        return Err(format!("{name} cannot be set"));
    }
    let value = secret(value.trim()).ok_or("the value has a control character")?;
    if name == HOST && !is_authority(value.as_bytes()) {
        return Err("Host is not a name with or without a port".to_owned());
    }
    Ok((name, value))
}

fn is_authority(value: &[u8]) -> bool {
    !value.contains(&b'@') && Authority::try_from(value).is_ok()
}

/// A value that HTTP/2 keeps out of its tables; none if it has a control character.
pub(crate) fn secret(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The value of `Authorization` for a token (RFC 6750, section 2.1).
pub(super) fn bearer(token: &str) -> Result<HeaderValue, String> {
    let is_good = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    let value = is_good.then(|| secret(&format!("Bearer {token}"))).flatten();
    value.ok_or_else(|| "write a token without spaces".to_owned())
}

/// The value of `Authorization` for a user and a password (RFC 7617, section 2).
pub(super) fn basic(pair: &str) -> Result<HeaderValue, String> {
    let is_good = pair.contains(':') && !pair.contains(char::is_control);
    let value = is_good.then(|| secret(&format!("Basic {}", BASE64_STANDARD.encode(pair)))).flatten();
    value.ok_or_else(|| "write user:password, without control characters".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn headers_are_read_line_by_line() {
        let read = headers("X-A: 1\n\n  x-a:2 \r\nHost: inner.example:8080\n").unwrap();
        assert_eq!(read.get_all("x-a").iter().collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(read[HOST], "inner.example:8080");
    }

    #[test]
    fn a_wrong_header_is_named_by_its_line_alone() {
        for (lines, words) in [
            ("hunter2", "line 1: write Name: value"),
            ("X-A: 1\nX Key: hunter2", "line 2: the name has a character"),
            (": hunter2", "line 1: the name has a character"),
            ("X-Key: hunter2\u{7}", "line 1: the value has a control character"),
            ("Content-Length: 3", "line 1: content-length cannot be set"),
            ("Transfer-Encoding: chunked", "line 1: transfer-encoding cannot be set"),
            ("Host: a\nHost: b", "line 2: Host is there twice"),
            ("Host: user:hunter2@a", "line 1: Host is not a name"),
            ("Host: a/b", "line 1: Host is not a name"),
        ] {
            let error = headers(lines).unwrap_err();
            assert!(error.starts_with(words) && !error.contains("hunter2"), "{lines:?}: {error}");
        }
    }

    #[test]
    fn credentials_become_headers() {
        assert_eq!(bearer("abc.def==").unwrap(), "Bearer abc.def==");
        // The example of RFC 7617, section 2.
        assert_eq!(basic("Aladdin:open sesame").unwrap(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        for error in [bearer("hunter2 x"), bearer(""), basic("hunter2"), basic("hunter2:\n")] {
            assert!(!error.unwrap_err().contains("hunter2"));
        }
    }

    #[test]
    fn methods_are_written_in_capitals() {
        assert_eq!(method("PATCH").unwrap(), Method::PATCH);
        assert!(method("get").is_err() && method("CONNECT").is_err() && method("").is_err());
    }
}

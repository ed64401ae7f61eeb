//! What is sent to a URL besides the URL itself, and what of it may follow a redirect.

use ::url::{Position, Url};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_LOCATION,
    CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use hyper::{Method, Request, StatusCode, Uri};

use super::Origin;
use super::option::{self, BASIC, BEARER, BODY, HEADERS, HTTP2, METHOD};
use crate::fault::Fault;
use crate::question::Question;
use crate::tls::Tls;

const AGENT: HeaderValue = HeaderValue::from_static(concat!("pharos/", env!("CARGO_PKG_VERSION")));

/// A request that is ready to be sent.
pub(super) type Sent = Request<Full<Bytes>>;

/// What to send, and how.
#[derive(Clone)]
pub(crate) struct Ask {
    method: Method,
    accept: &'static str,
    /// What the check wants to be sent, credentials included; `Host` too.
    headers: HeaderMap,
    body: Bytes,
    /// Whether to speak HTTP/2.
    pub(super) http2: bool,
    /// How to agree on TLS.
    pub(super) tls: Tls,
}

impl Ask {
    /// A GET without more.
    pub fn get(accept: &'static str, tls: Tls) -> Ask {
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        Ask { method: Method::GET, accept, headers, body, http2: false, tls }
    }

    /// What the options in [`super::option`] say, as far as the kind has them.
    pub fn of(question: &Question, accept: &'static str, tls: Tls) -> Result<Ask, Fault> {
        let mut ask = Ask::get(accept, tls);
        if let Some(method) = question.option(METHOD.name) {
            ask.method = option::method(method).map_err(Fault::blind)?;
        }
        if let Some(lines) = question.option(HEADERS.name) {
            ask.headers = option::headers(lines).map_err(Fault::blind)?;
        }
        if let Some(body) = question.option(BODY.name) {
            ask.body = Bytes::copy_from_slice(body.as_bytes());
        }
        let credentials = [
            question.option(BEARER.name).map(option::bearer),
            question.option(BASIC.name).map(option::basic),
        ];
        for value in credentials.into_iter().flatten() {
            ask.authorize(value.map_err(Fault::blind)?)?;
        }
        ask.http2 = question.is_set(HTTP2.name);
        Ok(ask)
    }

    fn authorize(&mut self, value: HeaderValue) -> Result<(), Fault> {
        match self.headers.insert(AUTHORIZATION, value) {
            None => Ok(()),
            Some(_) => Err(Fault::blind("bearer, basic and an Authorization header exclude each other")),
        }
    }

    /// The same with one more header, which is sent to this origin alone.
    pub fn with(mut self, name: &'static str, value: HeaderValue) -> Ask {
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// Whether it does no harm to send it twice (RFC 9110, section 9.2.2).
    pub(super) fn is_idempotent(&self) -> bool {
        self.method.is_idempotent()
    }

    /// What to send to where an answer with this status leads: the method as browsers change it
    /// (RFC 9110, section 15.4). If that is another origin, TLS is agreed on as `elsewhere` says, and nothing is
    /// sent that might be a credential.
    pub fn redirected(mut self, status: StatusCode, elsewhere: Option<Tls>) -> Result<Ask, Fault> {
        let becomes_get = match status {
            StatusCode::SEE_OTHER => self.method != Method::HEAD,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => self.method == Method::POST,
            _ => false,
        };
        if becomes_get {
            (self.method, self.body) = (Method::GET, Bytes::new());
            for name in [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION] {
                self.headers.remove(name);
            }
        }
        if let Some(tls) = elsewhere {
            if !self.body.is_empty() {
                return Err(Fault::fail(format!("status {status} would carry the body to another origin")));
            }
            self.headers.clear();
            self.tls = tls;
        }
        Ok(self)
    }

    /// The request for `url`, whose origin is given.
    pub(super) fn request(&self, url: &Url, origin: &Origin) -> Result<Sent, Fault> {
        let path = &url[Position::BeforePath..Position::AfterQuery];
        let mut headers = self.headers.clone();
        let host = headers.remove(HOST).map_or_else(|| HeaderValue::try_from(origin.authority()), Ok);
        let host = host.map_err(|_| unaskable("its host cannot stand in a header"))?;
        let uri = if self.http2 {
            // Where HTTP/1 has a `Host` header, HTTP/2 has an authority (RFC 9113, section 8.3.1).
            Uri::builder().scheme(url.scheme()).authority(host.as_bytes()).path_and_query(path).build()
        } else {
            headers.insert(HOST, host);
            Uri::try_from(path).map_err(Into::into)
        };
        headers.entry(USER_AGENT).or_insert(AGENT);
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static(self.accept));
        // Some servers refuse these methods without a length, also if it is 0 (RFC 9110, section 8.6).
        if self.body.is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(&self.method) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut request = Request::new(Full::new(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri.map_err(|error: hyper::http::Error| unaskable(&error.to_string()))?;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

fn unaskable(why: &str) -> Fault {
    Fault::blind(format!("the URL cannot be asked for: {why}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::loopback;

    fn asked(method: Method) -> Ask {
        let mut ask = Ask::get("*/*", Tls::trusting(loopback::roots()));
        (ask.method, ask.body) = (method, Bytes::from_static(b"{}"));
        ask.headers = option::headers("Content-Type: a/b\nX-A: 1").unwrap();
        ask
    }

    #[test]
    fn redirects_change_the_method_as_in_browsers() {
        for (method, status, then) in [
            (Method::POST, 301, Method::GET),
            (Method::POST, 302, Method::GET),
            (Method::POST, 303, Method::GET),
            (Method::PUT, 303, Method::GET),
            (Method::HEAD, 303, Method::HEAD),
            (Method::PUT, 301, Method::PUT),
            (Method::POST, 307, Method::POST),
            (Method::POST, 308, Method::POST),
        ] {
            let changes = method != then;
            let next = asked(method).redirected(StatusCode::from_u16(status).unwrap(), None).unwrap();
            assert_eq!(next.method, then, "{status}");
            let left = [next.body.is_empty(), !next.headers.contains_key(CONTENT_TYPE)];
            assert_eq!(left, [changes; 2], "{status}");
            assert!(next.headers.contains_key("x-a"));
        }
    }

    #[test]
    fn methods_that_want_a_body_say_that_there_is_none() {
        let url = crate::client::parse("http://a.example/").unwrap();
        let length = |method: Method| {
            let ask = Ask { body: Bytes::new(), ..asked(method) };
            ask.request(&url, &Origin::of(&url).unwrap()).unwrap().headers().get(CONTENT_LENGTH).cloned()
        };
        assert_eq!(length(Method::POST).unwrap(), "0");
        assert_eq!(length(Method::GET), None);
    }
}

//! One HTTP POST, in bounded time, with an answer of bounded size. Redirections are not followed.

use crate::dial::{Allowed, Dialer};
use crate::outcome::Outcome;
use chrono::DateTime;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, USER_AGENT};
use hyper::rt::{Read, Write};
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use model::time::{At, SECOND};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::rustls::RootCertStore;
use url::Position;
pub use url::Url;

const AGENT: HeaderValue = HeaderValue::from_static(concat!("pharos/", env!("CARGO_PKG_VERSION")));

/// How long everything may take, from the name's lookup to the end of the answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Bytes of an answer that are read.
const MOST_BODY: usize = 4 << 10;

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Where to: `http` or `https`.
    pub url: Url,
    /// Headers besides those of the connection.
    pub headers: Vec<(HeaderName, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The beginning of the body.
    pub body: String,
    /// Milliseconds that the receiver asked to be left alone for.
    pub after: Option<i64>,
}

impl Answer {
    /// What it means (see [`Outcome::of_status`]).
    pub fn outcome(&self) -> Outcome {
        Outcome::of_status(self.status, &self.body, self.after)
    }
}

/// Sends over HTTP/1.1, each time on a connection of its own: messages are rare.
#[derive(Clone)]
pub struct Client {
    dialer: Dialer,
    patience: Duration,
}

impl Client {
    /// Trusts what this machine trusts, and connects to any address: for receivers that the operator names.
    pub fn native() -> Client {
        let mut roots = RootCertStore::empty();
        // One unreadable certificate in the store must not take the others away.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Client::trusting(roots)
    }

    /// Trusts these roots alone, and connects to any address.
    pub fn trusting(roots: RootCertStore) -> Client {
        Client::to(roots, |_| true)
    }

    /// Trusts these roots, and connects only to addresses that are `allowed`: those that are found are asked about, and
    /// one of them is connected to without another lookup.
    pub fn to(roots: RootCertStore, allowed: Allowed) -> Client {
        Client { dialer: Dialer::new(roots, allowed), patience: PATIENCE }
    }

    /// The same, that connects only to addresses that are `allowed`.
    pub fn only(self, allowed: Allowed) -> Client {
        Client { dialer: self.dialer.only(allowed), ..self }
    }

    /// The same, that asks `names` for the addresses of a name and a port, not this machine.
    pub fn naming(self, names: impl Fn(&str, u16) -> Vec<SocketAddr> + Send + Sync + 'static) -> Client {
        Client { dialer: self.dialer.naming(names), ..self }
    }

    /// The same, with less or more time for each message.
    pub fn within(self, patience: Duration) -> Client {
        Client { patience, ..self }
    }

    /// Sends once, at `now`; what is said of it does not repeat the URL, which may hold a secret.
    pub async fn send(&self, post: &Post, now: At) -> Outcome {
        self.ask(post, now).await.map_or_else(|outcome| outcome, |answer| answer.outcome())
    }

    /// Sends once, at `now`, and gives the answer; without one, what became of it.
    pub async fn ask(&self, post: &Post, now: At) -> Result<Answer, Outcome> {
        match timeout(self.patience, self.try_send(post, now)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(why)) => Err(Outcome::later(why)),
            Err(_) => Err(Outcome::later(format!("no answer within {} s", self.patience.as_secs()))),
        }
    }

    async fn try_send(&self, post: &Post, now: At) -> Result<Answer, String> {
        let request = request(post)?;
        let host = post.url.host().ok_or("the URL has no host")?;
        let port = post.url.port_or_known_default().ok_or("the URL has no port")?;
        let stream = self.dialer.connect(&host, port).await?;
        match post.url.scheme() {
            "https" => over(TokioIo::new(self.dialer.secure(&host, stream).await?), request, now).await,
            _ => over(TokioIo::new(stream), request, now).await,
        }
    }
}

fn request(post: &Post) -> Result<Request<Full<Bytes>>, String> {
    let path = &post.url[Position::BeforePath..Position::AfterQuery];
    let authority = &post.url[Position::BeforeHost..Position::AfterPort];
    let mut headers = HeaderMap::new();
    for (name, value) in &post.headers {
        headers.append(name, HeaderValue::try_from(value).map_err(|_| format!("{name} cannot be sent"))?);
    }
    headers.insert(HOST, HeaderValue::try_from(authority).map_err(|_| "the host cannot be sent")?);
    headers.insert(USER_AGENT, AGENT);
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    let mut request = Request::new(Full::new(Bytes::from(post.body.clone())));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = Uri::try_from(path).map_err(|_| "the URL cannot be asked for")?;
    *request.headers_mut() = headers;
    Ok(request)
}

async fn over<T>(stream: T, request: Request<Full<Bytes>>, now: At) -> Result<Answer, String>
where
    T: Read + Write + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(stream).await.map_err(|error| broken(&error))?;
    // Its error also reaches whoever waits for the answer.
    let _driver = Driver(tokio::spawn(async move { drop(connection.await) }));
    match sender.send_request(request).await {
        Ok(response) => Ok(answer(response, now).await),
        Err(error) => Err(broken(&error)),
    }
}

/// Closes the socket with whoever waited for the answer.
struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn answer(response: Response<Incoming>, now: At) -> Answer {
    let (head, mut body) = response.into_parts();
    let after = head.headers.get(RETRY_AFTER).and_then(|value| retry_after(value.to_str().ok()?, now));
    let mut bytes = Vec::new();
    // The status has said all that counts: what breaks off or goes on for ever is left.
    while let Some(Ok(frame)) = body.frame().await {
        bytes.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
        if bytes.len() >= MOST_BODY {
            bytes.truncate(MOST_BODY);
            break;
        }
    }
    Answer { status: head.status, body: String::from_utf8_lossy(&bytes).into_owned(), after }
}

/// Milliseconds that `Retry-After` asks for (RFC 9110, section 10.2.3): seconds, or a date.
fn retry_after(value: &str, now: At) -> Option<i64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(i64::from(seconds) * SECOND);
    }
    let date = DateTime::parse_from_rfc2822(value).ok()?;
    Some(At(date.timestamp_millis()).since(now).max(0))
}

fn broken(error: &hyper::Error) -> String {
    if error.is_parse() {
        "the answer is not HTTP/1".into()
    } else if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        "connection closed early".into()
    } else {
        crate::outcome::tidy(&format!("HTTP failed: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_receiver_asks_for_is_seconds_or_a_date() {
        let now = At(1_445_412_470_000);
        assert_eq!(retry_after(" 120", now), Some(120_000));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT", now), Some(10_000));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:27:00 GMT", now), Some(0));
        assert_eq!(retry_after("soon", now), None);
    }
}

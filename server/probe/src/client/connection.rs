//! One connection, driven by a task that ends with it.

use http_body_util::Full;
use hyper::Response;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::{http1, http2};
use hyper::rt::{Read, Write};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use model::time::At;

use super::ask::Sent;
use super::pool::Route;
use crate::dial::dial;
use crate::fault::Fault;
use crate::stopwatch::Stopwatch;

/// The way in, by version.
enum Sender {
    One(http1::SendRequest<Full<Bytes>>),
    Two(http2::SendRequest<Full<Bytes>>),
}

/// A connection on which one request at a time can be sent.
pub(super) struct Connection {
    sender: Sender,
    driver: JoinHandle<()>,
    /// When it was opened.
    pub born: Instant,
    /// The address that it leads to.
    pub ip: Option<IpAddr>,
    /// Until when the certificate is good that was shown when it was opened.
    pub certificate: Option<At>,
}

/// The head of an answer, and the connection on which its body comes.
pub(super) struct Answered {
    pub connection: Connection,
    pub response: Response<Incoming>,
    /// From the request to the head of the answer.
    pub took: Duration,
}

impl Connection {
    /// Dials and, for `https`, agrees on TLS; notes the phases.
    pub async fn open(route: &Route, watch: &mut Stopwatch) -> Result<Connection, Fault> {
        let address = &route.origin.address;
        let stream = dial(address, watch).await?;
        let opened = match (&route.tls, route.http2) {
            (None, http2) => Connection::over(TokioIo::new(stream), http2).await,
            (Some(tls), false) => {
                let stream = tls.handshake(&address.host, stream, watch).await?;
                Connection::over(TokioIo::new(stream), false).await
            }
            (Some(tls), true) => {
                let stream = tls.offering("h2").handshake(&address.host, stream, watch).await?;
                if stream.get_ref().1.alpn_protocol() != Some(b"h2") {
                    return Err(Fault::fail("the other side does not offer HTTP/2"));
                }
                Connection::over(TokioIo::new(stream), true).await
            }
        };
        let mut opened = opened.map_err(|error| broken(&error))?;
        opened.ip = watch.ip;
        opened.certificate = watch.certificate.filter(|_| route.tls.is_some());
        Ok(opened)
    }

    async fn over<T>(stream: T, http2: bool) -> hyper::Result<Connection>
    where
        T: Read + Write + Send + Unpin + 'static,
    {
        // A driver's error also reaches whoever waits for an answer; without such a one nobody needs it.
        let (sender, driver) = if http2 {
            let (sender, connection) = http2::handshake(TokioExecutor::new(), stream).await?;
            (Sender::Two(sender), tokio::spawn(async move { drop(connection.await) }))
        } else {
            let (sender, connection) = http1::handshake(stream).await?;
            (Sender::One(sender), tokio::spawn(async move { drop(connection.await) }))
        };
        Ok(Connection { sender, driver, born: Instant::now(), ip: None, certificate: None })
    }

    /// Whether the other end has closed it.
    pub fn is_closed(&self) -> bool {
        match &self.sender {
            Sender::One(sender) => sender.is_closed(),
            Sender::Two(sender) => sender.is_closed(),
        }
    }

    /// Sends a request and waits for the head of its answer.
    pub async fn send(mut self, request: Sent) -> hyper::Result<Answered> {
        let (since, response) = self.sender.send(request).await?;
        Ok(Answered { connection: self, response, took: since.elapsed() })
    }
}

impl Sender {
    /// Sends a request when the connection is ready, which is when it counts from.
    async fn send(&mut self, request: Sent) -> hyper::Result<(Instant, Response<Incoming>)> {
        match self {
            Sender::One(sender) => {
                sender.ready().await?;
                Ok((Instant::now(), sender.send_request(request).await?))
            }
            Sender::Two(sender) => {
                sender.ready().await?;
                Ok((Instant::now(), sender.send_request(request).await?))
            }
        }
    }
}

impl Drop for Connection {
    /// Closes the socket at once, also in the middle of an answer that nobody waits for. The other tasks of HTTP/2
    /// end by themselves when this one is gone.
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// What broke, in words.
pub(super) fn broken(error: &hyper::Error) -> Fault {
    if let Some(cause) = error.source().and_then(|source| source.downcast_ref::<io::Error>()) {
        return Fault::from(cause);
    }
    if error.is_parse() {
        Fault::fail("the answer is not HTTP/1")
    } else if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        Fault::fail("connection closed early")
    } else {
        // HTTP/2 says more in the cause than in the error itself.
        let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        match cause.strip_prefix("connection error detected: ") {
            Some(reason) => Fault::fail(format!("the answer is not HTTP/2: {reason}")),
            None => Fault::fail(format!("HTTP failed: {cause}")),
        }
    }
}

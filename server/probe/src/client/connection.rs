//! One HTTP/1.1 connection, driven by a task that ends with it.

use http_body_util::Empty;
use hyper::Response;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::rt::{Read, Write};
use hyper_util::rt::TokioIo;
use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use model::time::At;

use super::{Get, Origin};
use crate::dial::dial;
use crate::fault::Fault;
use crate::stopwatch::Stopwatch;
use crate::tls::Tls;

/// A connection on which one request at a time can be sent.
pub(super) struct Connection {
    sender: SendRequest<Empty<Bytes>>,
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
    pub async fn open(origin: &Origin, tls: &Tls, watch: &mut Stopwatch) -> Result<Connection, Fault> {
        let stream = dial(&origin.address, watch).await?;
        let opened = if origin.tls {
            let stream = tls.handshake(&origin.address.host, stream, watch).await?;
            Connection::over(TokioIo::new(stream)).await
        } else {
            Connection::over(TokioIo::new(stream)).await
        };
        let mut opened = opened.map_err(|error| broken(&error))?;
        (opened.ip, opened.certificate) = (watch.ip, watch.certificate);
        Ok(opened)
    }

    async fn over<T: Read + Write + Send + Unpin + 'static>(stream: T) -> hyper::Result<Connection> {
        let (sender, connection) = handshake(stream).await?;
        // Its error also reaches whoever waits for an answer; without such a one nobody needs it.
        let driver = tokio::spawn(async move { drop(connection.await) });
        Ok(Connection { sender, driver, born: Instant::now(), ip: None, certificate: None })
    }

    /// Whether the other end has closed it.
    pub fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Sends a request and waits for the head of its answer.
    pub async fn send(mut self, get: Get) -> hyper::Result<Answered> {
        self.sender.ready().await?;
        let since = Instant::now();
        let response = self.sender.send_request(get).await?;
        Ok(Answered { connection: self, response, took: since.elapsed() })
    }
}

impl Drop for Connection {
    /// Closes the socket at once, also in the middle of an answer that nobody waits for.
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
        Fault::fail(format!("HTTP failed: {error}"))
    }
}

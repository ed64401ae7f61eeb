//! HTTP/1.1 GET over kept connections, with the phases of each step.
//!
//! A kept connection is given up after [`pool`]'s limits, so that changed addresses and certificates are seen.

mod connection;
mod pool;
mod url;

use ::url::{Position, Url};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT, HOST, HeaderMap, HeaderValue, USER_AGENT};
use hyper::{Request, StatusCode};
use std::pin::pin;
use tokio::time::timeout_at;

use self::connection::{Answered, Connection, broken};
use self::pool::Pool;
use crate::fault::Fault;
use crate::stopwatch::{self, Stopwatch};
use crate::tls::Tls;

pub(crate) use self::url::{Origin, parse, parse_websocket};

/// Bytes of a body that are read at most: 1 MiB.
const BODY: usize = 1 << 20;

const AGENT: &str = concat!("pharos/", env!("CARGO_PKG_VERSION"));

/// An answer, read to its end unless it is too long.
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// `None` if it is longer than 1 MiB.
    pub body: Option<Vec<u8>>,
}

/// Asks over HTTP; keeps connections between questions.
pub(crate) struct Client {
    tls: Tls,
    pool: Pool,
}

impl Client {
    /// A client without connections.
    pub fn new(tls: Tls) -> Client {
        Client { tls, pool: Pool::default() }
    }

    /// GETs `url` once, without following redirects.
    pub async fn get(&self, url: &Url, accept: &'static str, watch: &mut Stopwatch) -> Result<Reply, Fault> {
        let origin = Origin::of(url)?;
        let answered = self.ask(&origin, request(url, &origin, accept)?, watch).await?;
        stopwatch::add(&mut watch.phases.first_byte, answered.took);
        (watch.ip, watch.certificate) = (answered.connection.ip, answered.connection.certificate);
        let (head, body) = answered.response.into_parts();
        let body = read(body).await?;
        if body.is_some() {
            self.pool.put(origin, answered.connection);
        }
        Ok(Reply { status: head.status, headers: head.headers, body })
    }

    /// Asks over a kept connection if there is one, else over a new one.
    ///
    /// The other end of a kept connection may be gone, with or without a word. So if it breaks, or is silent for
    /// half of the time left, the same is asked over a new connection: the check is about the service.
    async fn ask(&self, origin: &Origin, get: Get, watch: &mut Stopwatch) -> Result<Answered, Fault> {
        let Some(kept) = self.pool.take(origin) else {
            return self.ask_anew(origin, get, watch).await;
        };
        let patience = watch.share(2);
        let mut asked = pin!(kept.send(get.clone()));
        match timeout_at(patience, asked.as_mut()).await {
            Ok(Ok(answered)) => Ok(answered),
            Ok(Err(_)) => self.ask_anew(origin, get, watch).await,
            Err(_) => tokio::select! {
                Ok(answered) = asked => Ok(answered),
                answered = self.ask_anew(origin, get, watch) => answered,
            },
        }
    }

    async fn ask_anew(&self, origin: &Origin, get: Get, watch: &mut Stopwatch) -> Result<Answered, Fault> {
        let connection = Connection::open(origin, &self.tls, watch).await?;
        connection.send(get).await.map_err(|error| broken(&error))
    }
}

type Get = Request<Empty<Bytes>>;

fn request(url: &Url, origin: &Origin, accept: &'static str) -> Result<Get, Fault> {
    Request::get(&url[Position::BeforePath..Position::AfterQuery])
        .header(HOST, origin.authority())
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, HeaderValue::from_static(accept))
        .body(Empty::new())
        .map_err(|error| Fault::blind(format!("the URL cannot be asked for: {error}")))
}

/// Reads a body to its end; `None` if it has more than [`BODY`] bytes, of which the rest stays unread.
async fn read(mut body: Incoming) -> Result<Option<Vec<u8>>, Fault> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| broken(&error).after("the answer broke off"))?;
        let data = frame.data_ref().map_or(&[][..], |data| data);
        if bytes.len() + data.len() > BODY {
            return Ok(None);
        }
        bytes.extend_from_slice(data);
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests;

//! HTTP/1.1, or HTTP/2 where a check wants it, over kept connections, with the phases of each step.
//!
//! [`Ask`] is what is sent, [`option`] how a check says so, [`Service`] a short way to several pages of one service.
//! A kept connection is given up after [`pool`]'s limits, so that changed addresses and certificates are seen.

mod ask;
mod connection;
pub(crate) mod option;
mod pool;
mod service;
mod url;

use ::url::Url;
use http_body_util::BodyExt;
use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use std::pin::pin;
use tokio::time::timeout_at;

use self::ask::Sent;
use self::connection::{Answered, Connection, broken};
use self::pool::{Pool, Route};
use crate::fault::Fault;
use crate::stopwatch::{self, Stopwatch};

pub(crate) use self::ask::Ask;
pub(crate) use self::service::{Meaning, Page, Service};
pub(crate) use self::url::{Origin, base, parse, parse_websocket, under};

/// Bytes of a body that are read at most: 1 MiB.
const BODY: usize = 1 << 20;

/// An answer, read to its end unless it is too long.
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// `None` if it is longer than 1 MiB.
    pub body: Option<Vec<u8>>,
}

/// Asks over HTTP; keeps connections between questions.
#[derive(Default)]
pub(crate) struct Client {
    pool: Pool,
}

impl Client {
    /// Asks for `url` once, without following redirects.
    pub async fn send(&self, url: &Url, ask: &Ask, watch: &mut Stopwatch) -> Result<Reply, Fault> {
        let origin = Origin::of(url)?;
        let request = ask.request(url, &origin)?;
        let route = Route::new(origin, ask);
        let kept = if ask.is_idempotent() { self.pool.take(&route) } else { None };
        let answered = match kept {
            Some(kept) => over(kept, &route, request, watch).await?,
            None => anew(&route, request, watch).await?,
        };
        stopwatch::add(&mut watch.phases.first_byte, answered.took);
        (watch.ip, watch.certificate) = (answered.connection.ip, answered.connection.certificate);
        let (head, body) = answered.response.into_parts();
        let body = read(body).await?;
        if body.is_some() {
            self.pool.put(route, answered.connection);
        }
        Ok(Reply { status: head.status, headers: head.headers, body })
    }
}

/// Asks over a kept connection, and if need be over a new one.
///
/// The other end of a kept connection may be gone, with or without a word. So if it breaks, or is silent for
/// half of the time left, the same is asked over a new connection: the check is about the service. Therefore only
/// what may be sent twice is sent over a kept connection.
async fn over(
    kept: Connection,
    route: &Route,
    request: Sent,
    watch: &mut Stopwatch,
) -> Result<Answered, Fault> {
    let patience = watch.share(2);
    let mut asked = pin!(kept.send(request.clone()));
    match timeout_at(patience, asked.as_mut()).await {
        Ok(Ok(answered)) => Ok(answered),
        Ok(Err(_)) => anew(route, request, watch).await,
        Err(_) => tokio::select! {
            Ok(answered) = asked => Ok(answered),
            answered = anew(route, request, watch) => answered,
        },
    }
}

async fn anew(route: &Route, request: Sent, watch: &mut Stopwatch) -> Result<Answered, Fault> {
    // Boxed, so that the many questions over kept connections have no room for it.
    let connection = Box::pin(Connection::open(route, watch)).await?;
    connection.send(request).await.map_err(|error| broken(&error))
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

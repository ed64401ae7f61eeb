//! The lane: answers the plain requests of a connection from what is kept, without anything between the socket and the bytes.
//!
//! What it understands of HTTP/1.1 (RFC 9112) is the head of a GET that has no body and asks nothing of the connection, whole
//! in one read. All else is left to hyper with the bytes that were read, so that no rule of the protocol stands here twice.

use super::Kept;
use super::serve::Connection;
use super::socket::Socket;
use axum::body::Body;
use axum::extract::Request;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use tokio::io::AsyncReadExt;
use tokio::time::{Instant, Sleep, sleep};

/// The longest that heads may be which come at once.
const ROOM: usize = 4_096;

/// The most headers of a request.
const HEADERS: usize = 32;

/// The last second of the year 9999, after which HTTP has no dates.
const LAST_SECOND: u64 = 253_402_300_799;

/// How a lane ends.
#[derive(Debug, PartialEq)]
pub enum End {
    /// The client is gone, or has asked nothing for long, or the server stops.
    Over,
    /// What the client sent, from the first request on that is not for the lane.
    Left(Bytes),
}

/// Answers what comes through `tcp`, the socket of `connection`, until there is a request that the lane leaves, none comes for
/// `patience`, or `stop` ends. Errors as the connection has them.
pub async fn run(
    tcp: &mut impl Socket,
    connection: &Connection,
    patience: Duration,
    stop: impl Future,
) -> io::Result<End> {
    let (mut stop, mut idle, mut last) = (pin!(stop), pin!(sleep(patience)), Instant::now());
    let mut heads = Vec::with_capacity(ROOM);
    let mut lane = Lane { tcp, connection, manner: None, date: Date::default() };
    loop {
        let read = tokio::select! {
            // When there is something to read, nothing else is looked at.
            biased;
            read = lane.tcp.read_buf(&mut heads) => read?,
            _ = &mut stop => return Ok(End::Over),
            () = rested(idle.as_mut(), last, patience) => return Ok(End::Over),
        };
        if read == 0 {
            return Ok(End::Over);
        }
        if let Some(left) = lane.reply(&heads).await? {
            return Ok(End::Left(Bytes::copy_from_slice(left)));
        }
        heads.clear();
        last = Instant::now();
    }
}

/// Ends when `patience` has gone by since `last`. The alarm is set anew when it rings and not for each request.
async fn rested(mut alarm: std::pin::Pin<&mut Sleep>, last: Instant, patience: Duration) {
    loop {
        alarm.as_mut().await;
        if last.elapsed() >= patience {
            return;
        }
        alarm.as_mut().reset(last + patience);
    }
}

/// A connection and what is known of it.
struct Lane<'a, S> {
    tcp: &'a mut S,
    connection: &'a Connection,
    manner: Option<Manner>,
    date: Date,
}

impl<S: Socket> Lane<'_, S> {
    /// Answers one request after the other; what it leaves, from the first that is not for the lane on.
    async fn reply<'a>(&mut self, mut asked: &'a [u8]) -> io::Result<Option<&'a [u8]>> {
        while !asked.is_empty() {
            let question = Question::of(asked, &mut self.manner, self.connection);
            let Some(question) = question else { return Ok(Some(asked)) };
            let Some(kept) = question.answer(self.connection).await else { return Ok(Some(asked)) };
            let sheet = kept.wire(question.manner.headers.get(header::IF_NONE_MATCH));
            let front = &self.connection.front.0;
            let second = front.site.now();
            let date = self.date.line(second);
            let held = sheet.file(&front.room, second, date);
            // A client that does not take all of it at once gets the rest from memory: who reads slowly keeps no file.
            let sent = held.map_or(Ok(0), |held| self.tcp.send_file(&held.file, held.length))?;
            self.tcp.send(sheet.parts(date), sent).await?;
            asked = asked.get(question.length..).unwrap_or_default();
        }
        Ok(None)
    }
}

/// A request for a page and no more.
struct Question<'a> {
    path: &'a str,
    manner: &'a Manner,
    /// How many bytes it has.
    length: usize,
}

impl<'a> Question<'a> {
    /// The one that `asked` begins with; nothing if it is not for the lane. `last` is how the client asked before.
    fn of(asked: &'a [u8], last: &'a mut Option<Manner>, connection: &Connection) -> Option<Question<'a>> {
        if last.as_ref().is_none_or(|manner| manner.path(asked).is_none()) {
            *last = Some(Manner::of(asked, connection)?);
        }
        let manner = last.as_ref()?;
        let (path, length) = manner.path(asked)?;
        Some(Question { path, manner, length })
    }

    /// The answer that is kept, or that takes the place of one from before a change.
    async fn answer(&self, connection: &Connection) -> Option<Arc<Kept>> {
        match connection.front.find(self.path, self.manner.class) {
            Ok(kept) => Some(kept),
            // What no answer was kept of may be asked of the router once only, by hyper.
            Err(epoch) if connection.front.0.answers.has(self.path) => {
                let place = (self.manner.class, epoch);
                Box::pin(connection.front.make(self.request(connection)?, place)).await.ok()
            }
            Err(_) => None,
        }
    }

    /// It, for the router, without a condition.
    fn request(&self, connection: &Connection) -> Option<Request> {
        let mut request = Request::builder().uri(self.path).body(Body::empty()).ok()?;
        *request.headers_mut() = self.manner.headers.clone();
        request.headers_mut().remove(header::IF_NONE_MATCH);
        connection.mark(&mut request);
        Some(request)
    }
}

/// How a client asks: all of a head but its first line. Most clients ask for one page after the other in the same manner, which
/// is then understood once.
struct Manner {
    bytes: Vec<u8>,
    headers: HeaderMap,
    class: u32,
}

impl Manner {
    /// How the request asks that `asked` begins with; nothing if it is not for the lane.
    fn of(asked: &[u8], connection: &Connection) -> Option<Manner> {
        let mut space = [httparse::EMPTY_HEADER; HEADERS];
        let mut request = httparse::Request::new(&mut space);
        let httparse::Status::Complete(length) = request.parse(asked).ok()? else { return None };
        let line = asked.iter().position(|&byte| byte == b'\n')? + 1;
        let headers = headers(request.headers)?;
        let class = connection.front.0.site.class(&headers)?;
        Some(Manner { bytes: asked.get(line..length)?.to_vec(), headers, class })
    }

    /// The path of a request for a page that asks in this manner, and the bytes of its head.
    fn path<'a>(&self, asked: &'a [u8]) -> Option<(&'a str, usize)> {
        let target = asked.strip_prefix(b"GET ")?;
        let (path, rest) = target.split_at(target.iter().position(|&byte| byte == b' ')?);
        let rest = rest.strip_prefix(b" HTTP/1.1\r\n")?.strip_prefix(&self.bytes[..])?;
        let path = std::str::from_utf8(path).ok()?;
        (path.starts_with('/') && !path.contains(['?', '#'])).then(|| (path, asked.len() - rest.len()))
    }
}

/// Headers as the router knows them; nothing if one of them makes the request more than a question.
fn headers(parsed: &[httparse::Header<'_>]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(parsed.len());
    for one in parsed {
        let name = HeaderName::from_bytes(one.name.as_bytes()).ok()?;
        let is_plain = match name {
            header::CONNECTION => one.value.eq_ignore_ascii_case(b"keep-alive"),
            header::CONTENT_LENGTH | header::TRANSFER_ENCODING | header::UPGRADE | header::EXPECT => false,
            _ => true,
        };
        if !is_plain {
            return None;
        }
        headers.append(name, HeaderValue::from_bytes(one.value).ok()?);
    }
    Some(headers)
}

/// The header `Date` and the line that ends a head, for the second that it is.
#[derive(Default)]
struct Date {
    second: u64,
    line: Vec<u8>,
}

impl Date {
    fn line(&mut self, second: u64) -> &[u8] {
        if self.line.is_empty() || self.second != second {
            self.second = second;
            let at = UNIX_EPOCH + Duration::from_secs(second.min(LAST_SECOND));
            self.line = format!("date: {}\r\n\r\n", httpdate::fmt_http_date(at)).into_bytes();
        }
        &self.line
    }
}

#[cfg(test)]
mod tests;

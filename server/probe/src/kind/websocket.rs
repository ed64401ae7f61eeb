//! WebSocket: the handshake succeeds, and the other side answers over it.
//!
//! With the option `send` that text is sent, and the body is the first message that comes. Without, a ping is sent,
//! which every endpoint must answer (RFC 6455, section 5.5.2). A handshake that ends in another status than 101
//! fails, unless a condition says something of the status.

use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue, ORIGIN};
use tokio::time::Instant;

use crate::client;
use crate::condition::Placeholder;
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::kind::{Kind, KindOption, any_text};
use crate::prober::Prober;
use crate::question::Question;
use crate::socket::{self, Message, Opened, Socket};
use crate::stopwatch::{self, Stopwatch};
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "websocket",
    about: "Passes when a WebSocket opens and answers a ping, or the text that is sent.",
    example: "wss://live.example/feed",
    validate: |target| client::parse_websocket(target).map(drop),
    options: &[
        KindOption {
            name: "header",
            about: "One more header of the handshake, such as `Authorization: Bearer ...`.",
            validate: |text| header(text).map(drop),
        },
        KindOption {
            name: "origin",
            about: "The `Origin` of the handshake, as a browser would send it; by default there is none.",
            validate: |text| origin(text).map(drop),
        },
        KindOption {
            name: "send",
            about: "A text to send; the first message that comes back is the body.",
            validate: any_text,
        },
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// What a ping carries and its pong must bring back.
const PING: &[u8] = b"pharos";

/// Other messages that may come before a pong: a feed need not pause for it.
const BEFORE: usize = 1_000;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let url = client::parse_websocket(&question.target).map_err(Fault::blind)?;
    let header = question.option("header").map(header);
    let origin = question.option("origin").map(origin);
    let headers = header.into_iter().chain(origin).collect::<Result<Vec<_>, _>>().map_err(Fault::blind)?;
    let mut socket = match Socket::open(prober, question, &url, headers, watch).await? {
        Opened::Socket(socket) => socket,
        Opened::Refused(status) => return Ok(found(status, Body::Empty, refusal(question, status))),
    };
    let since = Instant::now();
    let body = match question.option("send") {
        Some(text) => Body::Bytes(echo(&mut socket, text).await?),
        None => ping(&mut socket).await.map(|()| Body::Empty)?,
    };
    stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
    socket.close().await;
    Ok(found(StatusCode::SWITCHING_PROTOCOLS, body, Ok(())))
}

fn found(status: StatusCode, body: Body, rule: Result<(), Fault>) -> Found {
    Found { status: Some(status.as_u16()), body, rcode: None, rule }
}

fn refusal(question: &Question, status: StatusCode) -> Result<(), Fault> {
    if question.names(Placeholder::Status) { Ok(()) } else { Err(socket::refused(status)) }
}

/// Sends a text and gives the first message that is not a pong.
async fn echo(socket: &mut Socket, text: &str) -> Result<Vec<u8>, Fault> {
    socket.send(Message::text(text)).await?;
    for _ in 0..BEFORE {
        match socket.next().await? {
            Message::Pong(_) => {}
            message => return Ok(message.into_data().to_vec()),
        }
    }
    Err(Fault::fail("no message among 1000 pongs"))
}

async fn ping(socket: &mut Socket) -> Result<(), Fault> {
    socket.send(Message::Ping(PING.into())).await?;
    for _ in 0..BEFORE {
        if socket.next().await? == Message::Pong(PING.into()) {
            return Ok(());
        }
    }
    Err(Fault::fail("no pong among 1000 messages"))
}

/// Reads `Name: value`; the handshake's own headers cannot be replaced. The value is not repeated in the error.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text.split_once(':').ok_or("write Name: value")?;
    let name =
        HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| "the name of the header is none")?;
    let own = ["connection", "host", "sec-websocket-key", "sec-websocket-version", "upgrade"];
    if own.contains(&name.as_str()) {
        return Err(format!("{name} is part of the handshake; write another header"));
    }
    let value = HeaderValue::from_str(value.trim())
        .map_err(|_| "the value has characters that a header cannot have; write ASCII on one line")?;
    Ok((name, value))
}

fn origin(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let url = client::parse(text).map_err(|_| "write https://host without credentials")?;
    let value = HeaderValue::from_str(&url.origin().ascii_serialization());
    Ok((ORIGIN, value.map_err(|_| "write https://host")?))
}

#[cfg(test)]
mod tests;

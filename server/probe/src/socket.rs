//! A WebSocket (RFC 6455) over a connection of our own: the handshake, messages of a bounded length, and what goes
//! wrong in words.

use futures_util::{SinkExt, StreamExt};
use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Utf8Bytes, handshake};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use url::Url;

use crate::client::Origin;
use crate::fault::Fault;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::{self, Stopwatch};
use crate::wire::{self, Duplex};

pub(crate) use tokio_tungstenite::tungstenite::Message;

/// Longest message in bytes: 1 MiB.
pub(crate) const LONGEST: usize = 1 << 20;

/// How a handshake ends.
pub(crate) enum Opened {
    /// With a WebSocket.
    Socket(Socket),
    /// With another status than 101.
    Refused(StatusCode),
}

/// An open WebSocket.
pub(crate) struct Socket(Box<WebSocketStream<Box<dyn Duplex>>>);

impl Socket {
    /// Connects to `url`, as `question` chooses TLS, and shakes hands, with `headers` besides the necessary ones; notes the phases.
    pub async fn open(
        prober: &Prober,
        question: &Question,
        url: &Url,
        headers: Vec<(HeaderName, HeaderValue)>,
        watch: &mut Stopwatch,
    ) -> Result<Opened, Fault> {
        let request = request(url, headers)?;
        let origin = Origin::of(url)?;
        let stream = wire::connect(prober, question, &origin.address, origin.tls, watch).await?;
        let config = WebSocketConfig::default().max_message_size(Some(LONGEST)).max_frame_size(Some(LONGEST));
        let since = Instant::now();
        let agreed = client_async_with_config(request, stream, Some(config)).await;
        stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
        match agreed {
            Ok((socket, _)) => Ok(Opened::Socket(Socket(Box::new(socket)))),
            Err(Error::Http(response)) => Ok(Opened::Refused(response.status())),
            Err(error) => Err(broken(error)),
        }
    }

    /// Sends a message.
    pub async fn send(&mut self, message: Message) -> Result<(), Fault> {
        self.0.send(message).await.map_err(broken)
    }

    /// Waits for the next message, also a pong; the other side's pings are answered on the way. Its farewell is a
    /// failure.
    pub async fn next(&mut self) -> Result<Message, Fault> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Ping(_) | Message::Frame(_))) => {}
                Some(Ok(Message::Close(None))) => return Err(Fault::fail("closed by the server")),
                Some(Ok(Message::Close(Some(farewell)))) => {
                    let code = u16::from(farewell.code);
                    return Err(Fault::fail(format!("closed by the server with code {code}")));
                }
                Some(Ok(message)) => return Ok(message),
                Some(Err(error)) => return Err(broken(error)),
                None => return Err(Fault::fail("connection closed early")),
            }
        }
    }

    /// Says farewell and waits for nothing: the answer has come, and what breaks from here on is no fault.
    pub async fn close(mut self) {
        // Without a code, servers log a connection that broke.
        let farewell = CloseFrame { code: CloseCode::Normal, reason: Utf8Bytes::default() };
        drop(WebSocketStream::close(&mut self.0, Some(farewell)).await);
    }
}

/// That the other side speaks HTTP, but no WebSocket here.
pub(crate) fn refused(status: StatusCode) -> Fault {
    Fault::fail(format!("status {status}, wanted 101 for a WebSocket"))
}

fn request(url: &Url, headers: Vec<(HeaderName, HeaderValue)>) -> Result<handshake::client::Request, Fault> {
    let request = url.as_str().into_client_request();
    let mut request = request.map_err(|_| Fault::blind("the URL cannot be asked for"))?;
    request.headers_mut().extend(headers);
    Ok(request)
}

fn broken(error: Error) -> Fault {
    use ProtocolError as P;
    match error {
        Error::Io(error) => Fault::from(error),
        Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Protocol(P::HandshakeIncomplete | P::ResetWithoutClosingHandshake) => {
            Fault::fail("connection closed early")
        }
        Error::Protocol(P::HttparseError(_)) => Fault::fail("the answer is not HTTP/1"),
        Error::Protocol(error) => Fault::fail(format!("the answer is no WebSocket: {error}")),
        Error::Capacity(_) => Fault::fail("the message is longer than 1 MiB"),
        Error::Utf8(_) => Fault::fail("the message is not UTF-8"),
        error => Fault::fail(format!("WebSocket failed: {error}")),
    }
}

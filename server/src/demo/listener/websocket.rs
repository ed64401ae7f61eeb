//! A WebSocket (RFC 6455) that answers pings and gives back what it is sent, or whose handshake ends in a refusal.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Stream};
use futures_util::{SinkExt, StreamExt};
use http::StatusCode;
use model::sample::Outcome;
use std::io;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

const BROKEN: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "websocket",
    options: &["send"],
    answers: true,
    speak: Connections(|simulated, stream| {
        Box::pin(async move { speak(simulated, stream).await.map_err(io::Error::other) })
    }),
    broken: |_| (Outcome::Fail, format!("status {BROKEN}, wanted 101 for a WebSocket")),
};

async fn speak(simulated: &Simulated, stream: Stream) -> Result<(), Error> {
    let Some(well) = simulated.turn().await else { return Ok(()) };
    #[allow(clippy::result_large_err, reason = "the type is the library's")]
    let shake = |_: &Request, response: Response| if well { Ok(response) } else { Err(refusal()) };
    let mut socket = accept_hdr_async(stream, shake).await?;
    while let Some(message) = socket.next().await {
        let message = message?;
        if message.is_text() {
            socket.send(message).await?;
        }
    }
    Ok(())
}

fn refusal() -> ErrorResponse {
    let mut refusal = ErrorResponse::new(None);
    *refusal.status_mut() = BROKEN;
    refusal
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_answers_a_ping_and_echoes_a_text_unless_it_refuses() {
        let refused = || fail("status 503 Service Unavailable, wanted 101 for a WebSocket");
        let ping = Trial::of("websocket", "ws://live:8080/feed");
        let echo = Trial::of("websocket", "wss://live/feed").with("send", "hello").expects("[BODY] == hello");
        tokio::join!(ping.meets(refused()), echo.meets(refused()));
    }
}

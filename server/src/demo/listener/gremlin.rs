//! A Gremlin Server over a WebSocket, as JanusGraph has it: every query yields 1, or fails for want of its storage.
//!
//! Responses in GraphSON 3: <https://tinkerpop.apache.org/docs/3.7.3/dev/io/#graphson>, "ResponseMessage". A request is
//! a binary message: the length of its type in one byte, the type, then JSON.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Stream};
use futures_util::{SinkExt, StreamExt};
use model::sample::Outcome;
use serde_json::{Value, json};
use std::io;
use tokio_tungstenite::tungstenite::{Error, Message};

/// What JanusGraph says when its storage does not answer.
const WHY: &str = "Could not execute operation due to backend exception";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "gremlin",
    options: &["query"],
    answers: true,
    speak: Connections(|simulated, stream| {
        Box::pin(async move { speak(simulated, stream).await.map_err(io::Error::other) })
    }),
    broken: |_| (Outcome::Fail, format!("status 500: {WHY}")),
};

async fn speak(simulated: &Simulated, stream: Stream) -> Result<(), Error> {
    let mut socket = tokio_tungstenite::accept_async(stream).await?;
    while let Some(message) = socket.next().await {
        let Message::Binary(request) = message? else { continue };
        let Some(well) = simulated.turn().await else { break };
        socket.send(Message::text(response(name(&request), well).to_string())).await?;
    }
    Ok(())
}

/// The name of a request, which its response bears as plain text also where the request gives its type; null if it has
/// none.
fn name(request: &[u8]) -> Value {
    let json = request.split_first().and_then(|(length, rest)| rest.get(usize::from(*length)..));
    let request: Option<Value> = json.and_then(|json| serde_json::from_slice(json).ok());
    let name = request.map_or(Value::Null, |mut request| request["requestId"].take());
    name.get("@value").cloned().unwrap_or(name)
}

fn response(name: Value, well: bool) -> Value {
    let (code, message) = if well { (200, "") } else { (500, WHY) };
    let one = json!({ "@type": "g:List", "@value": [{ "@type": "g:Int32", "@value": 1 }] });
    let none = json!({ "@type": "g:Map", "@value": [] });
    json!({
        "requestId": name,
        "status": { "code": code, "message": message, "attributes": none },
        "result": { "data": if well { one } else { Value::Null }, "meta": none },
    })
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn a_query_yields_one_or_fails_for_want_of_storage() {
        let trial = Trial::of("gremlin", "ws://janusgraph:8182/gremlin").expects("[BODY].result[0] == 1");
        trial.meets(fail("status 500: Could not execute operation due to backend exception")).await;
    }
}

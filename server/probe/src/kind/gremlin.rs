//! Gremlin Server, as JanusGraph and other graph databases have it: evaluates a query over a WebSocket.
//!
//! The default query `g.inject(1)` needs no data, and yet a traversal source, which is missing when the server could
//! not open its graph. Status 200 and 204 pass; any other fails, unless a condition says something of the status.
//! The body is `{"status", "result"}`: the server's code, and the list of results as plain JSON.
//!
//! Protocol: Apache TinkerPop 3, "Graph Driver Provider Requirements" in
//! <https://tinkerpop.apache.org/docs/3.7.3/dev/provider/>. Version 4 speaks HTTP instead.

mod graphson;

use serde_json::{Value, json};
use tokio::time::Instant;

use self::graphson::Response;
use crate::client;
use crate::condition::Placeholder;
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::kind::{Kind, KindOption, any_text};
use crate::prober::Prober;
use crate::question::Question;
use crate::socket::{self, Message, Opened, Socket};
use crate::stopwatch::{self, Stopwatch};
use crate::text::tidy;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "gremlin",
    about: "Passes when a Gremlin Server evaluates a query.",
    example: "ws://janusgraph.example:8182/gremlin",
    validate: |target| client::parse_websocket(target).map(drop),
    options: &[
        KindOption {
            name: "password",
            about: "The password of `user`; by default it is empty.",
            validate: any_text,
        },
        KindOption {
            name: "query",
            about: "What to evaluate; by default `g.inject(1)`.",
            validate: |text| if text.trim().is_empty() { Err("write a query".into()) } else { Ok(()) },
        },
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
        KindOption {
            name: "user",
            about: "Who signs in if the server wants that (SASL/PLAIN); by default nobody does.",
            validate: any_text,
        },
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const QUERY: &str = "g.inject(1)";

/// Characters of the server's own words that are shown.
const WORDS: usize = 200;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let url = client::parse_websocket(&question.target).map_err(Fault::blind)?;
    let mut socket = match Socket::open(prober, question, &url, Vec::new(), watch).await? {
        Opened::Socket(socket) => socket,
        Opened::Refused(status) => return Err(socket::refused(status)),
    };
    socket.send(graphson::eval(question.option("query").unwrap_or(QUERY))).await?;
    let (last, results) = answer(&mut socket, question, watch).await?;
    socket.close().await;
    let rule = if question.names(Placeholder::Status) { Ok(()) } else { judge(&last) };
    let body = Body::Json(json!({ "status": last.code, "result": results }));
    Ok(Found { status: Some(last.code), body, rcode: None, rule })
}

/// The last response to a request, and all results. A server may want a sign-in first (407), and sends results in
/// parts (206).
async fn answer(
    socket: &mut Socket,
    question: &Question,
    watch: &mut Stopwatch,
) -> Result<(Response, Vec<Value>), Fault> {
    let (mut results, mut left) = (Vec::new(), socket::LONGEST);
    let mut credentials =
        question.option("user").map(|user| (user, question.option("password").unwrap_or("")));
    loop {
        let message = message(socket, watch).await?;
        left =
            left.checked_sub(message.len()).ok_or_else(|| Fault::fail("the result is longer than 1 MiB"))?;
        let mut response = graphson::read(&message)?;
        results.append(&mut response.results);
        match (response.code, credentials.take()) {
            (206, unused) => credentials = unused,
            (407, Some((user, password))) => socket.send(graphson::sign_in(user, password)).await?,
            _ => return Ok((response, results)),
        }
    }
}

/// The next message that is not a pong.
async fn message(socket: &mut Socket, watch: &mut Stopwatch) -> Result<Vec<u8>, Fault> {
    let since = Instant::now();
    let mut message = socket.next().await?;
    stopwatch::add(&mut watch.phases.first_byte, since.elapsed());
    while matches!(message, Message::Pong(_)) {
        message = socket.next().await?;
    }
    Ok(message.into_data().to_vec())
}

/// What a server says of a failed sign-in is not shown.
fn judge(last: &Response) -> Result<(), Fault> {
    match last.code {
        200 | 204 => Ok(()),
        401 => Err(Fault::fail("status 401: the server refuses user or password, or the query")),
        407 => Err(Fault::fail("status 407: the server wants a user and a password")),
        code => Err(Fault::fail(format!("status {code}: {}", tidy(&last.message, WORDS)))),
    }
}

#[cfg(test)]
mod tests;

//! HTTP/1.1 (RFC 9112) for every kind that asks for pages, and the pages of a plain service.
//!
//! A request is answered by its path alone; it has no body.

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream, exposition};
use model::sample::Outcome;
use std::io;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

/// The most that a request's head may hold.
const HEAD: u64 = 8 << 10;

pub(super) const OK: &str = "200 OK";
pub(super) const ERROR: &str = "500 Internal Server Error";
pub(super) const UNAVAILABLE: &str = "503 Service Unavailable";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "http",
    options: &[],
    answers: true,
    speak: Connections(|simulated, stream| serve(simulated, stream, Site { page, follows: None })),
    broken: |_| (Outcome::Fail, format!("status {UNAVAILABLE}, wanted 2xx")),
};

fn page(simulated: &Simulated, path: &str, well: bool) -> Page {
    match (path, well) {
        ("/metrics", true) => exposition::metrics(simulated, well),
        (_, true) => Page::json(OK, "{\"status\":\"ok\"}"),
        (_, false) => Page::json(UNAVAILABLE, "{\"status\":\"unavailable\"}"),
    }
}

/// What is at a path.
pub(super) struct Page {
    status: &'static str,
    kind: &'static str,
    body: String,
}

impl Page {
    /// A page of JSON with this status.
    pub fn json(status: &'static str, body: impl Into<String>) -> Page {
        Page { status, kind: "application/json", body: body.into() }
    }

    /// A page of text with this status.
    pub fn text(status: &'static str, body: impl Into<String>) -> Page {
        Page { status, kind: "text/plain; charset=utf-8", body: body.into() }
    }
}

/// All pages of a service.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// The page at a path with its query, of a service that is well or broken.
    pub page: fn(&Simulated, &str, bool) -> Page,
    /// How the path begins that a probe asks for after the first one: it is as well or broken as that.
    pub follows: Option<&'static str>,
}

/// Answers requests on one connection until the other side is done.
pub(super) fn serve(simulated: &Simulated, stream: Stream, site: Site) -> Speaking<'_> {
    Box::pin(async move {
        let mut stream = BufReader::new(stream);
        let mut first = None;
        while let Some(path) = request(&mut stream).await? {
            if first.is_none() || !site.follows.is_some_and(|follows| path.starts_with(follows)) {
                first = simulated.turn().await;
            }
            let Some(well) = first else { break };
            stream.write_all(answer(&(site.page)(simulated, &path, well)).as_bytes()).await?;
        }
        Ok(())
    })
}

/// Reads one request and gives its path with the query; nothing when the other side is done or makes no sense.
async fn request(stream: &mut BufReader<Stream>) -> io::Result<Option<String>> {
    let mut head = String::new();
    let mut stream = stream.take(HEAD);
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await? == 0 {
            return Ok(None);
        }
    }
    Ok(head.split(' ').nth(1).map(String::from))
}

fn answer(Page { status, kind, body }: &Page) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}")
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn a_plain_service_is_what_its_probe_takes_it_for() {
        let broken = fail("status 503 Service Unavailable, wanted 2xx");
        let health = Trial::of("http", "http://jack-gateway:3000/health");
        let metrics = Trial::of("http", "http://mcp-server:80/metrics");
        tokio::join!(health.meets(broken.clone()), metrics.meets(broken));
    }
}

//! Spring Boot's health endpoint: what the service says of itself.
//!
//! The status in the JSON decides, not the status of HTTP, which operators remap:
//!
//! | health status | outcome | why |
//! |---|---|---|
//! | `UP` | pass | |
//! | `DOWN`, `OUT_OF_SERVICE` | fail | Spring's default is 503 for both |
//! | `UNKNOWN`, any other | slow with 2xx, else fail | Spring's default is 200: it serves, but does not vouch |
//!
//! An `UP` without 2xx contradicts itself and fails. Redirects are not followed: they lead to a login page.
//! Sub-components are named, the worst first. Their own details are not shown: they may hold connection strings.
//!
//! Format: <https://docs.spring.io/spring-boot/api/rest/actuator/health.html>; before Spring Boot 2.2 the
//! sub-components stood under `details` instead of `components`.

use hyper::StatusCode;
use serde_json::Value;

use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Ask};
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::kind::Kind;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "actuator",
    about: "Passes when a Spring Boot health endpoint reports UP.",
    example: "http://capsule.example:8080/actuator/health",
    validate: |target| client::parse(target).map(drop),
    options: &[BASIC, BEARER, HEADERS, HTTP2, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// Sub-components that a detail names; the rest is counted.
const NAMED: usize = 8;

/// Characters of a name or status that are shown.
const NAME: usize = 40;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let url = client::parse(&question.target).map_err(Fault::blind)?;
    let ask = Ask::of(question, "application/json", prober.tls(question).await?)?;
    let reply = prober.client.send(&url, &ask, watch).await?;
    let body = reply.body.ok_or_else(|| Fault::fail("the health JSON is longer than 1 MiB"))?;
    let rule = judge(reply.status, &body);
    Ok(Found { status: Some(reply.status.as_u16()), body: Body::Bytes(body), rcode: None, rule })
}

/// What a status of HTTP and a body mean.
fn judge(http: StatusCode, body: &[u8]) -> Result<(), Fault> {
    let health = serde_json::from_slice::<Value>(body);
    let status = health.as_ref().ok().and_then(|health| health["status"].as_str());
    match (&health, status) {
        (Ok(health), Some(status)) => weigh(http, status, &parts(health)),
        _ if !http.is_success() => Err(Fault::fail(format!("status {http}, wanted health JSON"))),
        (Ok(_), None) => Err(Fault::fail("malformed health JSON: it has no \"status\"")),
        (Err(error), _) => Err(Fault::fail(format!("malformed health JSON: {error}"))),
    }
}

fn weigh(http: StatusCode, status: &str, parts: &[Part]) -> Result<(), Fault> {
    let report = || format!("reports {}{}", tidy(status, NAME), list(parts));
    match (status, http.is_success()) {
        ("UP", true) => Ok(()),
        ("UP", false) => Err(Fault::fail(format!("{} with status {http}, wanted 2xx", report()))),
        ("DOWN" | "OUT_OF_SERVICE", _) | (_, false) => Err(Fault::fail(report())),
        (_, true) => Err(Fault::slow(report())),
    }
}

/// A sub-component without sub-components of its own.
struct Part {
    /// Its path: `cassandra`, `redis/primary`.
    path: String,
    status: String,
}

impl Part {
    /// Its place by severity, in Spring's own order, in which a status without a place comes last; but what is
    /// up explains least.
    fn severity(&self) -> usize {
        let order = ["DOWN", "OUT_OF_SERVICE"];
        let end = order.len() + usize::from(self.status == "UP");
        order.iter().position(|status| *status == self.status).unwrap_or(end)
    }
}

/// All sub-components, the worst first, then by path.
fn parts(health: &Value) -> Vec<Part> {
    let key = if health["components"].is_object() { "components" } else { "details" };
    let mut parts = Vec::new();
    collect(health, key, "", &mut parts);
    parts.sort_by(|a, b| (a.severity(), &a.path).cmp(&(b.severity(), &b.path)));
    parts
}

/// Adds the leaves below `health`. The depth is bounded by the JSON parser's own limit of 128.
fn collect(health: &Value, key: &str, path: &str, parts: &mut Vec<Part>) {
    let children = health[key].as_object().into_iter().flatten();
    for (name, child) in children {
        // Before Spring Boot 2.2 a leaf's own details stand where sub-components do; they have no status.
        let Some(status) = child["status"].as_str() else { continue };
        let name = tidy(name, NAME);
        let path = if path.is_empty() { name } else { format!("{path}/{name}") };
        let before = parts.len();
        collect(child, key, &path, parts);
        if parts.len() == before {
            parts.push(Part { path, status: tidy(status, NAME) });
        }
    }
}

fn list(parts: &[Part]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let named: Vec<_> =
        parts.iter().take(NAMED).map(|part| format!("{} {}", part.path, part.status)).collect();
    match parts.len() - named.len() {
        0 => format!(": {}", named.join(", ")),
        more => format!(": {} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests;

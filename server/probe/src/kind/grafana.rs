//! Grafana's own word on itself: it answers, and its database is `ok`.
//!
//! Facts: `database`, and unless they are hidden `version` and `commit`, as Grafana writes them.
//! Source: <https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api>; a failing database is
//! `failing`, with a status of 503.

use serde_json::Value;

use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Meaning, Page, Service};
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::Kind;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "grafana",
    about: "Passes when Grafana answers and says that its database is ok.",
    example: "https://grafana.example",
    validate: |target| client::base(target).map(drop),
    options: &[BASIC, BEARER, HEADERS, HTTP2, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let page = Service::of(prober, question).await?.get("/api/health", watch).await?;
    let meaning = read(&page);
    Ok(page.meant(meaning))
}

fn read(page: &Page) -> Result<Meaning, Fault> {
    let health = page.json()?;
    let rule = judge(page, &health);
    Ok((health, rule))
}

fn judge(page: &Page, health: &Value) -> Result<(), Fault> {
    match health["database"].as_str() {
        Some("ok") => page.succeeded(),
        Some(other) => Err(Fault::fail(format!("reports its database {}", tidy(other, 40)))),
        None => page.succeeded().and(Err(page.fail("the JSON has no \"database\""))),
    }
}

#[cfg(test)]
mod tests;

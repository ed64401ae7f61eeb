//! A schema registry with Confluent's API: passes when it lists its subjects, for which it must have read its
//! schemas.
//!
//! Facts: `subjects`, how many; `mode`, such as `READWRITE`, if the registry knows modes and shows its own. A list
//! longer than 1 MiB (some 20,000 subjects) is not read; ask such a registry by `http`.
//!
//! Source: <https://docs.confluent.io/platform/current/schema-registry/develop/api.html>.

use serde_json::{Value, json};

use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Page, Service};
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::Kind;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "schema-registry",
    about: "Passes when a schema registry lists its subjects.",
    example: "http://schema-registry.example:8081",
    validate: |target| client::base(target).map(drop),
    options: &[BASIC, BEARER, HEADERS, HTTP2, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let service = Service::of(prober, question).await?;
    let page = service.get("/subjects", watch).await?;
    let subjects = match listed(&page) {
        Ok(subjects) => subjects,
        Err(fault) => return Ok(page.found(Err(fault))),
    };
    let mut facts = json!({ "subjects": subjects });
    if let Some(mode) = mode(&service.get("/mode", watch).await?) {
        facts["mode"] = mode;
    }
    Ok(page.meant(Ok((facts, Ok(())))))
}

fn listed(page: &Page) -> Result<usize, Fault> {
    let list = page.json()?;
    if let Some(code) = list["error_code"].as_i64() {
        return Err(page.fail(format!("status {}, error {code}{}", page.status, meaning(code))));
    }
    page.succeeded()?;
    list.as_array().map(Vec::len).ok_or_else(|| page.fail("the JSON is not a list of subjects"))
}

/// What the errors of the documentation say that can happen here.
fn meaning(code: i64) -> &'static str {
    match code {
        50_001 => " (the store of schemas fails)",
        50_002 => " (timed out)",
        50_003 => " (cannot reach the primary)",
        _ => "",
    }
}

/// The mode, which some registries do not have or do not show.
fn mode(page: &Page) -> Option<Value> {
    page.succeeded().ok()?;
    Some(page.json().ok()?["mode"].take()).filter(Value::is_string)
}

#[cfg(test)]
mod tests;

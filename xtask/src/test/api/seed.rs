//! What a server is given before its API is tried: something of each kind, so that who asks for one by its name reaches it.

use crate::bench::http;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Makes something of each kind on the server at `port`, where `cookie` is of an admin, at `now` in milliseconds since 1970.
/// Gives what stands for the words in `${}` of the settings of schemathesis.
pub fn seed(port: u16, cookie: &str, now: u64) -> Result<Vec<(&'static str, String)>> {
    let make = |path: &str, what: &Value| make(port, cookie, path, what);
    let impacts = json!([{ "component": "shop/db", "status": "major-outage" }]);
    let incident =
        json!({ "title": "The database is down", "severity": "P2", "publish": true, "impacts": impacts });
    let incident = made(make("incidents", &json!({ "incident": incident }))?)?;
    let to = now + 24 * 60 * 60 * 1_000;
    let work = json!({ "title": "More room for the database", "components": ["shop/db"], "to": to });
    let maintenance = made(make("maintenance", &work)?)?;
    let run = made(make("runs", &json!({ "page": "restart", "incident": incident }))?)?;
    let member = made(make("members", &json!({ "name": "grace", "role": "responder" }))?)?;
    make("tokens", &json!({ "name": "script", "scopes": ["read"], "days": 7 }))?;
    make("subscribers", &json!({ "address": "https://hooks.shop.example/in" }))?;
    Ok(vec![
        ("PHAROS_INCIDENT", incident),
        ("PHAROS_MAINTENANCE", maintenance),
        ("PHAROS_RUN", run),
        ("PHAROS_MEMBER", member),
        ("PHAROS_TOMORROW", to.to_string()),
    ])
}

/// Sends what is to be made, as JSON, to a collection of the API.
fn make(port: u16, cookie: &str, path: &str, what: &Value) -> Result<http::Answer> {
    let headers =
        format!("Content-Type: application/json\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin");
    let answer = http::send(port, &format!("/api/v1/{path}"), &headers, &what.to_string())?;
    let said = String::from_utf8_lossy(&answer.body);
    ensure!(matches!(answer.status, 201 | 202), "nothing is made at {path}: {} {said}", answer.status);
    Ok(answer)
}

/// The name of what was made: the last part of its address.
fn made(answer: http::Answer) -> Result<String> {
    let address = answer.header("location").context("what was made has no address")?;
    Ok(address.rsplit('/').next().unwrap_or_default().to_owned())
}

//! The answer of Grafana's documentation, and what else may come.

#![allow(clippy::unwrap_used)]
use crate::loopback::{judged, site};
use model::sample::Outcome;

/// <https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api>
const HEALTHY: &str = r#"{"commit": "087143285", "database": "ok", "version": "5.1.3"}"#;

/// The outcome when Grafana stands under a path of its own and answers this.
async fn health(status: &str, body: &str, expect: &[&str]) -> (Outcome, String) {
    let target = format!("{}/grafana/", site(&[("/grafana/api/health", status, body)]).await);
    judged("grafana", &target, &[], expect).await
}

#[tokio::test]
async fn the_database_decides() {
    let passed = health("200 OK", HEALTHY, &["[BODY].version == 5.1.3", "[STATUS] == 200"]).await;
    assert_eq!(passed, (Outcome::Pass, String::new()));
    // What Grafana's source does when its database does not answer.
    let failing = r#"{"database": "failing"}"#;
    let words = "reports its database failing";
    assert_eq!(health("503 Service Unavailable", failing, &[]).await, (Outcome::Fail, words.to_owned()));
}

#[tokio::test]
async fn what_is_not_its_health_fails() {
    for (status, body, detail) in [
        ("502 Bad Gateway", "<html>", "GET /api/health: status 502 Bad Gateway, wanted 2xx"),
        ("200 OK", "<html>", "GET /api/health: malformed JSON: expected value at line 1 column 1"),
        ("200 OK", "[]", "GET /api/health: the JSON has no \"database\""),
        ("401 Unauthorized", "{}", "GET /api/health: status 401 Unauthorized, wanted 2xx"),
        ("500 Oops", HEALTHY, "GET /api/health: status 500 Internal Server Error, wanted 2xx"),
    ] {
        assert_eq!(health(status, body, &[]).await, (Outcome::Fail, detail.to_owned()));
    }
}

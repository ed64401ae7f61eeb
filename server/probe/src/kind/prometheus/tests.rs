//! A real Prometheus, the answers of its documentation, and what else may come.

#![allow(clippy::unwrap_used)]
use crate::loopback::daemon::{prometheus, until};
use crate::loopback::{self, check, judged, site};
use model::sample::Outcome;

fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

#[tokio::test]
async fn a_real_prometheus_is_asked() {
    let server = prometheus().await;
    let target = server.url();
    // It is ready a moment after it listens.
    until(Outcome::Pass, &check("prometheus", &target)).await;
    let asked =
        async |query: &str, expect: &[&str]| judged("prometheus", &target, &[("query", query)], expect).await;
    assert_eq!(asked("vector(1.5)", &["[BODY].value == 1.5", "[BODY].series == 1"]).await, pass());
    assert_eq!(asked("scalar(vector(1e6))", &["[BODY].value == 1000000"]).await, pass());
    assert_eq!(asked("vector(0)/0", &["[BODY].value == NaN"]).await, pass());
    let (outcome, detail) = asked("vector(0)/0", &["[BODY].value < 5"]).await;
    assert_eq!((outcome, detail.as_str()), (Outcome::Fail, "[BODY].value (NaN) < 5 does not hold"));
    let two = r#"label_replace(vector(1), "a", "1", "", "") or label_replace(vector(2), "a", "2", "", "")"#;
    assert_eq!(asked(two, &["[BODY].series == 2", "[BODY].values[1] == 2"]).await, pass());

    assert_eq!(asked("absent(vector(1))", &["[BODY].value < 5"]).await, fail("the query finds no series"));
    assert_eq!(asked("absent(vector(1))", &["[BODY].series == 0"]).await, pass());
    let (outcome, detail) = asked("vector(", &[]).await;
    assert_eq!(outcome, Outcome::Fail);
    assert!(detail.starts_with("the query fails: bad_data: "), "{detail}");
    assert_eq!(asked("\"text\"", &[]).await.0, Outcome::Blind);
    assert_eq!(asked("vector(1)[1m:1s]", &[]).await.0, Outcome::Blind);
}

#[tokio::test]
async fn readiness_is_a_status_of_success() {
    let starting = site(&[("/-/ready", "503 Service Unavailable", "Service Unavailable")]).await;
    let words = "GET /-/ready: status 503 Service Unavailable, wanted 2xx";
    assert_eq!(loopback::outcome("prometheus", &starting).await, fail(words));
}

#[tokio::test]
async fn what_is_not_the_answer_to_a_query_fails() {
    let unlike = "GET /api/v1/query: the JSON is not the answer to a query";
    for (status, body, detail) in [
        ("404 Not Found", "404 page not found", "GET /api/v1/query: status 404 Not Found, wanted 2xx"),
        ("403 Forbidden", "{}", "GET /api/v1/query: status 403 Forbidden, wanted 2xx"),
        ("200 OK", "[1]", unlike),
        ("200 OK", r#"{"status": "success", "data": {"resultType": "vector", "result": {}}}"#, unlike),
        (
            "200 OK",
            r#"{"status": "success", "data": {"resultType": "vector", "result": [{"value": 1}]}}"#,
            unlike,
        ),
        ("200 OK", r#"{"status": "success", "data": {"resultType": "scalar", "result": [1, "x"]}}"#, unlike),
        (
            "503 Service Unavailable",
            r#"{"status": "error", "errorType": "timeout", "error": "query timed out"}"#,
            "the query fails: timeout: query timed out",
        ),
    ] {
        let target = site(&[("/api/v1/query", status, body)]).await;
        assert_eq!(judged("prometheus", &target, &[("query", "up")], &[]).await, fail(detail), "{body}");
    }
    // A native histogram has no value of its own; from <https://prometheus.io/docs/prometheus/latest/querying/api/>.
    let histogram = r#"{"status": "success", "data": {"resultType": "vector", "result":
        [{"metric": {}, "histogram": [1, {"count": "1", "sum": "1", "buckets": []}]}]}}"#;
    let target = site(&[("/api/v1/query", "200 OK", histogram)]).await;
    assert_eq!(judged("prometheus", &target, &[("query", "up")], &["[BODY].series == 1"]).await, pass());
}

//! What each health document means, in both forms that Spring Boot has had.

#![allow(clippy::unwrap_used)]
use super::judge;
use crate::loopback::{self, outcome, page};
use hyper::StatusCode;
use model::sample::Outcome;

fn judged(http: u16, body: &str) -> (Outcome, String) {
    match judge(StatusCode::from_u16(http).unwrap(), body.as_bytes()) {
        Ok(()) => (Outcome::Pass, String::new()),
        Err(fault) => (fault.outcome, fault.detail),
    }
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

#[test]
fn the_health_status_decides() {
    assert_eq!(judged(200, r#"{"status":"UP","components":{"db":{"status":"DOWN"}}}"#).0, Outcome::Pass);
    assert_eq!(judged(503, r#"{"status":"DOWN"}"#), fail("reports DOWN"));
    assert_eq!(judged(200, r#"{"status":"DOWN"}"#), fail("reports DOWN"));
    assert_eq!(judged(503, r#"{"status":"OUT_OF_SERVICE"}"#), fail("reports OUT_OF_SERVICE"));
    let unknown = (Outcome::Slow, "reports UNKNOWN: cache UNKNOWN".to_owned());
    assert_eq!(judged(200, r#"{"status":"UNKNOWN","components":{"cache":{"status":"UNKNOWN"}}}"#), unknown);
    assert_eq!(judged(200, r#"{"status":"WARNING"}"#).0, Outcome::Slow);
    assert_eq!(judged(500, r#"{"status":"FATAL"}"#), fail("reports FATAL"));
    let torn = fail("reports UP with status 500 Internal Server Error, wanted 2xx");
    assert_eq!(judged(500, r#"{"status":"UP"}"#), torn);
}

#[test]
fn sub_components_are_named_the_worst_first() {
    let body = r#"{"status":"DOWN","groups":["liveness"],"components":{
        "diskSpace":{"status":"UP","details":{"free":1}},
        "kafka":{"status":"UNKNOWN"},
        "drain":{"status":"OUT_OF_SERVICE"},
        "db":{"status":"DOWN","details":{"error":"jdbc:postgresql://root:hunter2@db"}}}}"#;
    assert_eq!(
        judged(503, body),
        fail("reports DOWN: db DOWN, drain OUT_OF_SERVICE, kafka UNKNOWN, diskSpace UP")
    );
}

#[test]
fn nested_components_have_paths() {
    let body = r#"{"status":"DOWN","components":{
        "redis":{"status":"DOWN","components":{
            "primary":{"status":"DOWN","details":{"status":{"status":"not a component"}}},
            "replica":{"status":"UP"}}},
        "ping":{"status":"UP"}}}"#;
    assert_eq!(judged(503, body), fail("reports DOWN: redis/primary DOWN, ping UP, redis/replica UP"));
}

#[test]
fn the_form_before_spring_boot_2_2_is_read() {
    let body = r#"{"status":"DOWN","details":{
        "db":{"status":"DOWN","details":{"primary":{"status":"DOWN","details":{"error":"secret"}}}},
        "diskSpace":{"status":"UP","details":{"total":1,"free":1}}}}"#;
    assert_eq!(judged(503, body), fail("reports DOWN: db/primary DOWN, diskSpace UP"));
}

#[test]
fn a_long_list_is_counted() {
    let parts: Vec<_> = (0..20).map(|n| format!(r#""part{n:02}":{{"status":"DOWN"}}"#)).collect();
    let (_, detail) = judged(503, &format!(r#"{{"status":"DOWN","components":{{{}}}}}"#, parts.join(",")));
    assert!(detail.contains("part07 DOWN and 12 more"), "{detail}");
}

#[test]
fn foreign_words_are_cut_and_cleaned() {
    let body = format!(r#"{{"status":"\u001b[2J{}"}}"#, "x".repeat(500));
    let (_, detail) = judged(200, &body);
    assert!(detail.starts_with("reports [2Jxxx") && detail.len() < 60, "{detail}");
}

#[test]
fn what_is_not_health_json_says_so() {
    assert_eq!(judged(200, "{\"status\":").0, Outcome::Fail);
    assert!(judged(200, "<html>").1.starts_with("malformed health JSON: expected value at line 1 column 1"));
    assert_eq!(judged(200, "{}"), fail("malformed health JSON: it has no \"status\""));
    assert_eq!(judged(200, "[1]"), fail("malformed health JSON: it has no \"status\""));
    let spring_404 = r#"{"timestamp":"x","status":404,"error":"Not Found"}"#;
    assert_eq!(judged(404, spring_404), fail("status 404 Not Found, wanted health JSON"));
    assert_eq!(judged(302, ""), fail("status 302 Found, wanted health JSON"));
    assert_eq!(judged(401, "<html>"), fail("status 401 Unauthorized, wanted health JSON"));
    assert!(judged(200, &"[".repeat(100_000)).1.starts_with("malformed health JSON"));
}

#[tokio::test]
async fn a_real_server_is_judged() {
    let up = loopback::respond(|head| {
        let asks = head.starts_with("GET /actuator/health ") && head.contains("accept: application/json\r\n");
        page("200 OK", if asks { r#"{"status":"UP"}"# } else { "what?" })
    })
    .await;
    let passed = outcome("actuator", &format!("http://{up}/actuator/health")).await;
    assert_eq!(passed, (Outcome::Pass, String::new()));

    let down = loopback::respond(|_| page("503 Service Unavailable", r#"{"status":"DOWN"}"#)).await;
    assert_eq!(outcome("actuator", &format!("http://{down}/actuator/health")).await, fail("reports DOWN"));
}

//! Answers of Confluent's documentation, and what else may come.
//! <https://docs.confluent.io/platform/current/schema-registry/develop/api.html>

#![allow(clippy::unwrap_used)]
use crate::loopback::{judged, site};
use model::sample::Outcome;

async fn asked(pages: &[(&str, &str, &str)], expect: &[&str]) -> (Outcome, String) {
    judged("schema-registry", &site(pages).await, &[], expect).await
}

#[tokio::test]
async fn subjects_are_counted_and_the_mode_is_told() {
    let subjects = ("/subjects", "200 OK", r#"["subject1", "subject2"]"#);
    let pass = (Outcome::Pass, String::new());
    let pages = [subjects, ("/mode", "200 OK", r#"{"mode": "READWRITE"}"#)];
    assert_eq!(asked(&pages, &["[BODY].subjects == 2", "[BODY].mode == READWRITE"]).await, pass);
    for mode in [("/mode", "404 Not Found", r#"{"error_code": 404}"#), ("/mode", "200 OK", r#"{"mode": 1}"#)]
    {
        let without = asked(&[subjects, mode], &["[BODY].subjects == 2", "has([BODY].mode) == false"]).await;
        assert_eq!(without, pass);
    }
    assert_eq!(asked(&[("/subjects", "200 OK", "[]")], &["[BODY].subjects == 0"]).await, pass);
}

#[tokio::test]
async fn what_is_not_a_list_of_subjects_fails() {
    let store = r#"{"error_code": 50001, "message": "Error in the backend data store"}"#;
    for (status, body, detail) in [
        (
            "500 Internal Server Error",
            store,
            "status 500 Internal Server Error, error 50001 (the store of schemas fails)",
        ),
        ("401 Unauthorized", r#"{"error_code": 401}"#, "status 401 Unauthorized, error 401"),
        ("503 Service Unavailable", "starting", "status 503 Service Unavailable, wanted 2xx"),
        ("200 OK", "{}", "the JSON is not a list of subjects"),
        ("200 OK", "[\"a\"", "malformed JSON: EOF while parsing a list at line 1 column 4"),
    ] {
        let judged = asked(&[("/subjects", status, body)], &[]).await;
        assert_eq!(judged, (Outcome::Fail, format!("GET /subjects: {detail}")));
    }
}

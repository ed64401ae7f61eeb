//! Answers of the servers' documentation, and what else may come.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, page, site};
use model::sample::Outcome;

/// <https://platform.openai.com/docs/api-reference/models/list>, shortened.
const MODELS: &str = r#"{"object": "list", "data": [
    {"id": "model-id-0", "object": "model", "created": 1686935002, "owned_by": "organization-owner"},
    {"id": "model-id-1", "object": "model", "created": 1686935002, "owned_by": "organization-owner"}]}"#;

/// <https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md>
const LOADING: &str = r#"{"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}"#;

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

async fn asked(pages: &[(&str, &str, &str)], options: &[(&str, &str)], expect: &[&str]) -> (Outcome, String) {
    loopback::judged("llm", &site(pages).await, options, expect).await
}

#[tokio::test]
async fn the_model_must_be_listed() {
    let pages = [("/health", "200 OK", ""), ("/v1/models", "200 OK", MODELS)];
    let pass = (Outcome::Pass, String::new());
    assert_eq!(
        asked(&pages, &[], &["len([BODY].models) == 2", "[BODY].models[0] == model-id-0"]).await,
        pass
    );
    assert_eq!(asked(&pages, &[("model", "model-id-1")], &[]).await, pass);
    let other = asked(&pages, &[("model", "gpt-9")], &[]).await;
    assert_eq!(other, fail("the model gpt-9 is not listed, but model-id-0, model-id-1"));
    let none = [("/health", "200 OK", ""), ("/v1/models", "200 OK", r#"{"data": []}"#)];
    assert_eq!(asked(&none, &[("model", "gpt-9")], &[]).await, fail("lists no model"));
}

#[tokio::test]
async fn health_comes_first_where_there_is_any() {
    let loading = [("/health", "503 Service Unavailable", LOADING), ("/v1/models", "200 OK", MODELS)];
    assert_eq!(asked(&loading, &[], &[]).await, fail("not ready: Loading model"));
    let dead = [("/health", "503 Service Unavailable", ""), ("/v1/models", "200 OK", MODELS)];
    assert_eq!(asked(&dead, &[], &[]).await, fail("GET /health: status 503 Service Unavailable, wanted 2xx"));
    let unlike = [("/v1/models", "200 OK", MODELS)];
    assert_eq!(asked(&unlike, &[], &[]).await.0, Outcome::Pass);
}

#[tokio::test]
async fn the_token_is_sent() {
    let server = loopback::respond(|head| match head.contains("authorization: Bearer sk-hunter2\r\n") {
        true => page("200 OK", MODELS),
        false => page("401 Unauthorized", r#"{"error": {"message": "Incorrect API key: sk-hunter3"}}"#),
    });
    let target = format!("http://{}", server.await);
    let signed = loopback::judged("llm", &target, &[("bearer", "sk-hunter2")], &[]).await;
    assert_eq!(signed.0, Outcome::Pass);
    let refused = loopback::judged("llm", &target, &[("bearer", "sk-hunter3")], &[]).await;
    assert_eq!(refused, fail("GET /health: status 401 Unauthorized, wanted 2xx"));
}

#[tokio::test]
async fn what_is_not_a_list_of_models_fails() {
    for body in ["[]", "{}", r#"{"data": {}}"#, r#"{"data": [{"id": 1}]}"#, r#"{"data": ["gpt"]}"#] {
        let pages = [("/v1/models", "200 OK", body)];
        assert_eq!(
            asked(&pages, &[], &[]).await,
            fail("GET /v1/models: the JSON is not a list of models"),
            "{body}"
        );
    }
    let (_, detail) = asked(&[("/v1/models", "200 OK", "{\"data\"")], &[], &[]).await;
    assert!(detail.starts_with("GET /v1/models: malformed JSON: EOF"), "{detail}");
    let nothing = asked(&[], &[], &["[CONNECTED] == false"]).await;
    assert_eq!(nothing, fail("GET /v1/models: status 404 Not Found, wanted 2xx"));
}

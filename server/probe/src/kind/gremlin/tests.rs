//! Against a server that reads and writes by the codecs of the protocol's own driver.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, Python, check, page, put};
use model::estate::Check;
use model::sample::Outcome;

/// A server that wants this password, if any.
fn server(password: &str) -> (Python, Check) {
    let script = include_str!("../../../testdata/gremlin.py");
    let mut server = Python::published("gremlinpython", script, &[password]);
    let target = format!("ws://127.0.0.1:{}/gremlin", server.line());
    (server, check("gremlin", &target))
}

/// The detail when this query is asked and these conditions must hold.
async fn asked(check: &Check, query: &str, expect: &[&str]) -> (Outcome, String) {
    let mut check = Check { expect: expect.iter().map(|text| (*text).to_owned()).collect(), ..check.clone() };
    check.options.set("query", query);
    let answer = put(&check).await;
    (answer.outcome, answer.detail)
}

#[tokio::test]
async fn the_default_query_passes() {
    let (_server, mut check) = server("");
    check.expect = ["status == 200", "result[0] == 1"].map(|condition| format!("[BODY].{condition}")).into();
    let answer = put(&check).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
    assert!(answer.phases.first_byte.is_some());
}

#[tokio::test]
async fn the_status_decides() {
    let (_server, check) = server("");
    let pass = (Outcome::Pass, String::new());
    let empty = ["[BODY].status == 204", "len([BODY].result) == 0"];
    assert_eq!(asked(&check, "g.V().limit(0)", &empty).await, pass);
    let parts = ["[BODY].result[3] == d", "len([BODY].result) == 4"];
    assert_eq!(asked(&check, "g.V().name", &parts).await, pass);
    let detail = "status 597: No such property: nonsense for class: Script1";
    assert_eq!(asked(&check, "nonsense", &[]).await, (Outcome::Fail, detail.to_owned()));
    assert_eq!(asked(&check, "nonsense", &["[STATUS] == 597"]).await, pass);
}

#[tokio::test]
async fn credentials_are_sent_and_may_be_refused() {
    let (_server, mut check) = server("hunter2");
    assert_eq!(put(&check).await.detail, "status 407: the server wants a user and a password");
    check.options.set("user", "probe");
    check.options.set("password", "hunter2");
    assert_eq!(put(&check).await.detail, "");
    check.options.set("password", "hunter3");
    assert_eq!(put(&check).await.detail, "status 401: the server refuses user or password, or the query");
}

#[tokio::test]
async fn what_is_no_gremlin_server_fails() {
    let http = loopback::respond(|_| page("404 Not Found", "")).await;
    let detail = put(&check("gremlin", &format!("ws://{http}/gremlin"))).await.detail;
    assert_eq!(detail, "status 404 Not Found, wanted 101 for a WebSocket");

    // It sends back what it gets, which begins with the length of a type.
    let script = include_str!("../../../testdata/websocket.py");
    let mut echo = Python::start("python3-websockets", script, &[]);
    let target = format!("ws://127.0.0.1:{}/", echo.line());
    let detail = put(&check("gremlin", &target)).await.detail;
    assert!(detail.starts_with("the answer is not GraphSON: expected value"), "{detail}");
}

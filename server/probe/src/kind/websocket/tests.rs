//! Against Python's websockets, and servers that speak nonsense.

#![allow(clippy::unwrap_used)]
use crate::Question;
use crate::loopback::{self, KEY_FILE, Python, check, outcome, page, put, with_options};
use model::estate::Check;
use model::sample::Outcome;

fn server() -> (Python, Check) {
    let script = include_str!("../../../testdata/websocket.py");
    let mut server = Python::start("python3-websockets", script, &[]);
    let target = format!("ws://127.0.0.1:{}/feed", server.line());
    (server, check("websocket", &target))
}

#[tokio::test]
async fn a_ping_is_answered() {
    let (_server, mut check) = server();
    check.expect = vec!["[STATUS] == 101".to_owned()];
    let answer = put(&check).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
    assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_some());
}

#[tokio::test]
async fn the_first_message_is_the_body() {
    let (_server, mut check) = server();
    check.options.set("send", r#"{"value": 7}"#);
    check.expect = vec!["[BODY].value == 7".to_owned()];
    assert_eq!(put(&check).await.detail, "");

    check.options.set("send", "who");
    check.options.set("origin", "https://app.example");
    check.options.set("header", "X-Key: hunter2");
    check.expect =
        vec!["[BODY].origin == https://app.example".to_owned(), "[BODY].key == hunter2".to_owned()];
    assert_eq!(put(&check).await.detail, "");

    check.expect = vec![];
    check.options.set("send", "bye");
    assert_eq!(put(&check).await.detail, "closed by the server with code 1008");
    check.options.set("send", "flood");
    assert_eq!(put(&check).await.detail, "the message is longer than 1 MiB");
}

#[test]
fn options_that_cannot_be_sent_are_refused() {
    for (option, value, words) in [
        ("header", "hunter2", "header: write Name: value"),
        ("header", "two words: hunter2", "header: the name of the header is none"),
        ("header", "Key: hunter2\r\nHost: x", "write ASCII on one line"),
        ("header", "Host: hunter2", "host is part of the handshake"),
        ("origin", "https://hunter2@app.example", "origin: write https://host without credentials"),
    ] {
        let mut check = check("websocket", "ws://live.example/");
        check.options.set(option, value);
        let error = Question::of(&check).unwrap_err();
        assert!(error.contains(words) && !error.contains("hunter2"), "{error}");
    }
}

#[tokio::test]
async fn a_refused_handshake_fails_unless_it_is_wanted() {
    let http = loopback::respond(|_| page("401 Unauthorized", "who?")).await;
    let mut check = check("websocket", &format!("ws://{http}/"));
    let answer = put(&check).await;
    assert_eq!(answer.outcome, Outcome::Fail);
    assert_eq!(answer.detail, "status 401 Unauthorized, wanted 101 for a WebSocket");
    check.expect = vec!["[STATUS] == 401".to_owned()];
    assert_eq!(put(&check).await.outcome, Outcome::Pass);
}

#[tokio::test]
async fn wss_is_verified() {
    let https = loopback::respond_tls(|_| page("404 Not Found", "")).await;
    let target = format!("wss://localhost:{}/", https.port());
    let answer = loopback::ask("websocket", &target).await;
    assert_eq!(answer.detail, "status 404 Not Found, wanted 101 for a WebSocket");
    assert!(answer.phases.tls.is_some());
    let check = with_options("websocket", &target, &[("tls_ca", KEY_FILE)]);
    assert_eq!(put(&check).await.detail, "the file of tls_ca has no certificate in PEM");
}

#[tokio::test]
async fn what_is_no_websocket_fails() {
    let fail = |detail: &str| (Outcome::Fail, detail.to_owned());
    let (closed, _held) = loopback::refusing();
    assert_eq!(outcome("websocket", &format!("ws://{closed}/")).await, fail("connection refused"));
    let mute = loopback::serve(|_, mut stream| async move { drop(loopback::head(&mut stream).await) }).await;
    assert_eq!(outcome("websocket", &format!("ws://{mute}/")).await, fail("connection closed early"));
    let mail = loopback::respond(|_| "220 mail.example ESMTP\r\n\r\n".to_owned()).await;
    assert_eq!(outcome("websocket", &format!("ws://{mail}/")).await, fail("the answer is not HTTP/1"));
    let upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Accept: x\r\n\r\n";
    let liar = loopback::respond(move |_| upgrade.to_owned()).await;
    let detail = outcome("websocket", &format!("ws://{liar}/")).await.1;
    assert!(detail.starts_with("the answer is no WebSocket: "), "{detail}");
}

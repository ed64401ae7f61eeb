//! Redirects, bodies, broken answers and TLS, against real servers on loopback.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, ask, judged, outcome, page};
use model::sample::Outcome;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

/// The outcome when every request gets these bytes.
async fn answered(text: String) -> (Outcome, String) {
    let server = loopback::respond(move |_| text.clone()).await;
    outcome("http", &format!("http://{server}/")).await
}

#[tokio::test]
async fn success_passes_and_nothing_else() {
    assert_eq!(answered(page("200 OK", "fine")).await, (Outcome::Pass, String::new()));
    assert_eq!(answered("HTTP/1.1 204 No Content\r\n\r\n".to_owned()).await.0, Outcome::Pass);
    assert_eq!(
        answered(page("503 Away", "secret")).await,
        fail("status 503 Service Unavailable, wanted 2xx")
    );
    assert_eq!(answered(page("304 Not Modified", "")).await, fail("status 304 Not Modified, wanted 2xx"));
    assert_eq!(answered("220 mail.example ESMTP\r\n\r\n".to_owned()).await, fail("the answer is not HTTP/1"));
}

#[tokio::test]
async fn a_new_connection_has_connect_and_first_byte() {
    let server = loopback::respond(|_| page("200 OK", "fine")).await;
    let phases = ask("http", &format!("http://{server}/")).await.phases;
    assert!(phases.connect.is_some() && phases.first_byte.is_some());
    assert_eq!((phases.resolve, phases.tls), (None, None));
}

#[tokio::test]
async fn https_is_verified() {
    let server = loopback::respond_tls(|_| page("200 OK", "fine")).await;
    let answer = ask("http", &format!("https://localhost:{}/", server.port())).await;
    assert_eq!(answer.outcome, Outcome::Pass, "{}", answer.detail);
    assert!(answer.phases.resolve.is_some() && answer.phases.tls.is_some());

    let plain = outcome("http", &format!("http://{server}/")).await;
    assert_eq!(plain.0, Outcome::Fail);
}

#[tokio::test]
async fn a_refused_connection_fails() {
    let (closed, _held) = loopback::refusing();
    assert_eq!(outcome("http", &format!("http://{closed}/")).await, fail("connection refused"));
}

#[tokio::test]
async fn early_closing_fails() {
    let mute = loopback::serve(|_, mut stream| async move { drop(loopback::head(&mut stream).await) }).await;
    assert_eq!(outcome("http", &format!("http://{mute}/")).await, fail("connection closed early"));

    let half = loopback::serve(|_, mut stream| async move {
        loopback::head(&mut stream).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").await.unwrap();
    })
    .await;
    let detail = "the answer broke off: connection closed early";
    assert_eq!(outcome("http", &format!("http://{half}/")).await, fail(detail));
}

#[tokio::test]
async fn an_endless_body_is_read_only_so_far() {
    let endless = loopback::serve(|_, mut stream| async move {
        loopback::head(&mut stream).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await.unwrap();
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x1_0000));
        while stream.write_all(chunk.as_bytes()).await.is_ok() {}
    })
    .await;
    assert_eq!(outcome("http", &format!("http://{endless}/")).await, (Outcome::Pass, String::new()));
    let too_long = fail("the body is longer than 1 MiB, too long for conditions on it");
    for condition in ["[BODY] != pat(*error*)", "has([BODY].errors) == false"] {
        assert_eq!(judged("http", &format!("http://{endless}/"), &[], &[condition]).await, too_long);
    }
    let (_, detail) = outcome("actuator", &format!("http://{endless}/")).await;
    assert_eq!(detail, "the health JSON is longer than 1 MiB");
}

/// Redirects to `location` until a request asks for `/end`.
async fn redirecting(location: &'static str) -> (Outcome, String) {
    let server = loopback::respond(move |head| match head.starts_with("GET /end") {
        true => page("200 OK", "arrived"),
        false => format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"),
    })
    .await;
    outcome("http", &format!("http://{server}/deep/start?q=1")).await
}

#[tokio::test]
async fn redirects_are_followed() {
    assert_eq!(redirecting("/end").await.0, Outcome::Pass);
    assert_eq!(redirecting("../end?x").await.0, Outcome::Pass);
    assert_eq!(redirecting("again").await, fail("more than 5 redirects"));
    let (outcome, detail) = redirecting("https://user:hunter2@localhost/").await;
    assert_eq!(outcome, Outcome::Fail);
    assert!(detail.contains("credentials") && !detail.contains("hunter2"), "{detail}");
    assert!(redirecting("ftp://files/").await.1.contains("does not begin with http://"));
}

#[tokio::test]
async fn a_redirect_must_lead_somewhere() {
    let nowhere = answered("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n".to_owned()).await;
    assert_eq!(nowhere, fail("status 301 Moved Permanently without a location to follow"));

    let (closed, _held) = loopback::refusing();
    let text = format!("HTTP/1.1 307 Moved\r\nLocation: http://{closed}/\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(answered(text).await, fail("after a redirect: connection refused"));
}

#[tokio::test]
async fn a_body_arrives_as_it_was_written() {
    let echo = loopback::serve(|_, mut stream| async move {
        let head = loopback::head(&mut stream).await.unwrap();
        let length = head.split_once("content-length: ").unwrap().1.split_once('\r').unwrap().0;
        let mut body = vec![0; length.parse().unwrap()];
        stream.read_exact(&mut body).await.unwrap();
        stream.write_all(page("200 OK", &String::from_utf8(body).unwrap()).as_bytes()).await.unwrap();
    });
    let (target, method) = (format!("http://{}/", echo.await), ("method", "POST"));
    let body = ("body", "{\"query\": \"\u{e4}\"}\n");
    let sent = judged("http", &target, &[method, body], &["[BODY].query == \u{e4}"]).await;
    assert_eq!(sent, (Outcome::Pass, String::new()));
    let empty = judged("http", &target, &[method], &["len([BODY]) == 0"]).await;
    assert_eq!(empty, (Outcome::Pass, String::new()));
}

#[tokio::test]
async fn garbage_instead_of_http2_fails() {
    for text in
        ["\0\0\u{1}\u{4}\0\0\0\0\0", "\u{ff}\u{ff}\u{ff}\u{4}\0\0\0\0\0", "SSH-2.0-loopback\r\n", "\0"]
    {
        let server = loopback::serve(move |_, mut stream| async move {
            let _ = stream.write_all(text.as_bytes()).await;
        });
        let target = format!("http://{}/", server.await);
        let (outcome, detail) = judged("http", &target, &[("http2", "true")], &[]).await;
        assert_eq!(outcome, Outcome::Fail, "{detail}");
    }
}

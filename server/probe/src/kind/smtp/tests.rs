//! Mail servers that welcome, refuse and break off, against scripts on loopback; and a real one.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, put};
use model::estate::Check;
use model::sample::Outcome;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

mod server;

/// Greets with the first text and answers each line with the next.
async fn saying(texts: &'static [&'static str]) -> Check {
    let server = loopback::serve(move |_, stream| async move {
        let mut stream = BufReader::new(stream);
        for text in texts {
            stream.write_all(text.as_bytes()).await.unwrap();
            let _ = stream.read_line(&mut String::new()).await;
        }
    });
    loopback::check("smtp", &server.await.to_string())
}

async fn asked(texts: &'static [&'static str], expect: &[&str]) -> (Outcome, String) {
    let expect = expect.iter().map(|text| (*text).to_owned()).collect();
    let answer = put(&Check { expect, ..saying(texts).await }).await;
    (answer.outcome, answer.detail)
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

#[tokio::test]
async fn a_welcome_passes_and_is_told() {
    let welcome =
        &["220 mx.example ESMTP\r\n", "250-hello\r\n250-SIZE 10240000\r\n250 8BITMIME\r\n", "221 bye\r\n"];
    let expect = [
        "[STATUS] == 250",
        "[BODY].banner == mx.example ESMTP",
        "len([BODY].extensions) == 2",
        "[BODY].extensions[0] == SIZE 10240000",
    ];
    assert_eq!(asked(welcome, &expect).await, (Outcome::Pass, String::new()));
    let answer = put(&saying(welcome).await).await;
    assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_some());
}

#[tokio::test]
async fn refusals_fail_with_the_words_of_the_server() {
    let closed = asked(&["554 no service\r\n"], &[]).await;
    assert_eq!(closed, fail("the connection is refused: 554 no service"));
    let old = asked(&["220 hello\r\n", "502 what\r\n"], &[]).await;
    assert_eq!(old, fail("EHLO is refused: 502 what"));
    assert_eq!(asked(&["220 hello\r\n"], &[]).await, fail("connection closed early"));
    assert_eq!(asked(&["SSH-2.0-x\r\n"], &[]).await, fail("the other side does not speak SMTP"));
}

#[tokio::test]
async fn tls_is_asked_for_when_wanted() {
    let mut check = saying(&["220 hello\r\n", "250 hello\r\n"]).await;
    check.options.set("starttls", "true");
    assert_eq!(put(&check).await.detail, "STARTTLS is not offered");
    let mut check = saying(&["220 hello\r\n"]).await;
    check.options.set("tls", "require");
    assert_eq!(put(&check).await.detail, "the other side does not speak TLS");
}

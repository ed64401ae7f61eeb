//! Ports that open, refuse, speak, and never stop speaking.

#![allow(clippy::unwrap_used)]
use super::unescaped;
use crate::Question;
use crate::loopback::{self, ask};
use model::sample::Outcome;
use proptest::prelude::*;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

async fn judged(server: SocketAddr, options: &[(&str, &str)]) -> (Outcome, String) {
    loopback::judged("tcp", &server.to_string(), options, &[]).await
}

#[tokio::test]
async fn an_open_port_passes() {
    let open = loopback::respond(|_| String::new()).await;
    let answer = ask("tcp", &open.to_string()).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
    assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_none());
    assert!(answer.latency >= answer.phases.connect.unwrap_or(u32::MAX));
}

#[tokio::test]
async fn a_closed_port_fails() {
    let (closed, _held) = loopback::refusing();
    let answer = ask("tcp", &closed.to_string()).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "connection refused"));
}

/// Says `PONG` in pieces to who says `PING`, and `what?` to others, and closes.
async fn pong() -> SocketAddr {
    loopback::serve(|_, mut stream| async move {
        let mut line = [0; 6];
        stream.read_exact(&mut line).await.unwrap();
        let pieces: &[&[u8]] = if &line == b"PING\r\n" { &[b"+PO", b"NG\r\n"] } else { &[b"what?"] };
        for piece in pieces {
            stream.write_all(piece).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_text_is_sent_and_another_awaited() {
    let options = [("send", r"PING\r\n"), ("receive", r"\x50ONG\r")];
    let mut check = loopback::with_options("tcp", &pong().await.to_string(), &options);
    check.expect = vec!["[BODY] == pat(+PONG*)".to_owned()];
    let answer = loopback::put(&check).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
    assert!(answer.phases.first_byte.is_some());

    let options = [("send", r"QUIT\r\n"), ("receive", "+PONG")];
    assert_eq!(judged(pong().await, &options).await, fail("closed without the text, after: what?"));
    let banner = loopback::shout("SSH-2.0-loopback\r\n").await;
    assert_eq!(judged(banner, &[("receive", "SSH-2.0")]).await.0, Outcome::Pass);
    let mute = loopback::serve(|_, stream| async { drop(stream) }).await;
    assert_eq!(judged(mute, &[("receive", "x")]).await, fail("closed without a word"));
}

#[tokio::test]
async fn what_comes_without_end_is_read_only_so_far() {
    let endless =
        loopback::serve(
            |_, mut stream| async move { while stream.write_all(&[b'x'; 4096]).await.is_ok() {} },
        )
        .await;
    assert_eq!(judged(endless, &[("receive", "y")]).await, fail("the text is not within the first 64 KiB"));
}

#[tokio::test]
async fn silence_ends_at_the_deadline() {
    let mut check = loopback::check("tcp", &loopback::silent().await.to_string());
    check.options.set("receive", "220");
    check.timeout = 200;
    let answer = loopback::put(&check).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "no answer within 200 ms"));
}

#[test]
fn escapes_stand_for_bytes() {
    assert_eq!(unescaped(r"a\r\n\t\\\x00\xfF\\x41").unwrap(), b"a\r\n\t\\\x00\xff\\x41");
    for wrong in [r"hunter2\", r"hunter2\q", r"hunter2\x4", r"hunter2\xg0", "hunter2\\\u{e4}"] {
        let mut check = loopback::check("tcp", "db:1");
        check.options.set("send", wrong);
        let error = Question::of(&check).unwrap_err();
        assert!(error.starts_with("send: after a backslash write") && !error.contains("hunter2"), "{error}");
    }
}

proptest! {
    #[test]
    fn any_bytes_can_be_escaped(bytes: Vec<u8>) {
        let escaped: String = bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect();
        prop_assert_eq!(unescaped(&escaped).unwrap(), bytes);
    }

    #[test]
    fn no_text_is_too_strange(text: String) {
        prop_assert!(unescaped(&text).is_ok() || text.contains('\\'));
    }
}

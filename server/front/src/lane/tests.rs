//! What a lane answers and what it leaves, over a pipe.

use super::*;
use crate::tests::Counted;
use axum::body::Body;
use axum::extract::Request;
use std::fs::File;
use std::future::pending;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

impl Socket for DuplexStream {
    fn send_file(&mut self, _: &File, _: usize) -> io::Result<usize> {
        Ok(0)
    }
}

const PATIENCE: Duration = Duration::from_secs(75);

/// A connection to a front that has the answer to `/`: the body `0`, tagged `"a"`.
async fn connection() -> Connection {
    let front = Counted::default().front();
    front.answer(Request::new(Body::empty())).await;
    Connection { front, peer: ([127, 0, 0, 1], 1).into() }
}

/// What a lane answers to `sent`, after which the client is silent or gone, and how it ends.
async fn say(sent: &[u8], is_gone: bool) -> (String, End) {
    let (mut client, mut server) = duplex(1 << 16);
    client.write_all(sent).await.unwrap();
    if is_gone {
        client.shutdown().await.unwrap();
    }
    let end = run(&mut server, &connection().await, PATIENCE, pending::<()>()).await.unwrap();
    drop(server);
    let mut answers = String::new();
    client.read_to_string(&mut answers).await.unwrap();
    (answers, end)
}

#[tokio::test]
async fn questions_are_answered_one_after_the_other_and_the_first_that_is_more_is_left_whole() {
    let plain = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n";
    let known = "GET / HTTP/1.1\r\nIf-None-Match: W/\"a\"\r\n\r\n";
    let rest = "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET / HTTP/1.1\r\n\r\n";
    let (answers, end) = say(format!("{plain}{known}{plain}{rest}").as_bytes(), false).await;
    assert_eq!(end, End::Left(rest.into()));
    let (first, others) = answers.split_once("\r\n\r\n0").unwrap();
    assert!(
        first.starts_with("HTTP/1.1 200 OK\r\n") && first.contains("\r\ncontent-length: 1\r\n"),
        "{first}"
    );
    assert!(first.contains("\r\netag: \"a\"\r\n") && first.contains(" GMT"), "{first}");
    let (second, third) = others.split_once("\r\n\r\n").unwrap();
    assert!(
        second.starts_with("HTTP/1.1 304 Not Modified\r\n") && !second.contains("content-length"),
        "{second}"
    );
    assert!(third.starts_with("HTTP/1.1 200 OK\r\n") && third.ends_with("\r\n\r\n0"), "{third}");
}

#[tokio::test]
async fn what_is_no_plain_question_is_left_as_it_came() {
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(HEADERS + 1));
    for sent in [
        "GET / HTTP/1.0\r\n\r\n",
        "HEAD / HTTP/1.1\r\n\r\n",
        "GET /other HTTP/1.1\r\n\r\n",
        "GET /?a=b HTTP/1.1\r\n\r\n",
        "GET /#a HTTP/1.1\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: keep-alive\r\nConnection: upgrade\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
        "GET / HTTP/1.1\r\nCookie: x=y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u{16}\u{3}\u{1}",
        &many,
    ] {
        assert_eq!(
            say(sent.as_bytes(), false).await,
            (String::new(), End::Left(sent.to_owned().into())),
            "{sent}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_the_client_the_server_or_the_patience() {
    assert_eq!(say(b"", true).await, (String::new(), End::Over));
    let begun = Instant::now();
    let (answers, end) = say(b"GET / HTTP/1.1\r\n\r\n", false).await;
    assert_eq!((answers.is_empty(), end, begun.elapsed().as_secs()), (false, End::Over, PATIENCE.as_secs()));
    let (_client, mut server) = duplex(1);
    assert_eq!(run(&mut server, &connection().await, PATIENCE, async {}).await.unwrap(), End::Over);
}

#[tokio::test(start_paused = true)]
async fn each_request_is_waited_for_as_long() {
    let (mut client, mut server) = duplex(1 << 16);
    let begun = Instant::now();
    let asking = async {
        for _ in 0..3 {
            tokio::time::sleep(PATIENCE / 2).await;
            client.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        }
    };
    let connection = connection().await;
    let (end, ()) = tokio::join!(run(&mut server, &connection, PATIENCE, pending::<()>()), asking);
    assert_eq!((end.unwrap(), begun.elapsed()), (End::Over, PATIENCE / 2 * 3 + PATIENCE));
}

#[tokio::test]
async fn who_reads_slowly_gets_all_that_is_not_sent_yet() {
    let (mut client, mut server) = duplex(3);
    let sending = async {
        server.send([b"head", b"\r\n", b"body"], 2).await.unwrap();
        drop(server);
    };
    let mut read = Vec::new();
    let (_, ()) = tokio::join!(client.read_to_end(&mut read), sending);
    assert_eq!(read, b"ad\r\nbody");
}

#[tokio::test]
async fn after_a_change_the_answer_is_made_again_on_the_same_connection() {
    let site = Counted::default();
    let front = site.front();
    front.answer(Request::new(Body::empty())).await;
    let (mut client, mut server) = duplex(1 << 16);
    let connection = Connection { front, peer: ([127, 0, 0, 1], 1).into() };
    let lane = tokio::spawn(async move { run(&mut server, &connection, PATIENCE, pending::<()>()).await });
    for epoch in [0, 1, 1] {
        site.change_to(epoch);
        client.write_all(b"GET / HTTP/1.1\r\nIf-None-Match: \"b\"\r\n\r\n").await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(epoch.to_string().as_bytes())
            || !answer.windows(4).any(|end| end == b"\r\n\r\n")
        {
            answer.push(client.read_u8().await.unwrap());
        }
    }
    client.shutdown().await.unwrap();
    assert_eq!((lane.await.unwrap().unwrap(), site.asked()), (End::Over, 2));
}

#[test]
fn a_date_is_that_of_its_second() {
    let mut date = Date::default();
    for (second, day) in [
        (0, "Thu, 01 Jan 1970 00:00:00"),
        (0, "Thu, 01 Jan 1970 00:00:00"),
        (86_400, "Fri, 02 Jan 1970 00:00:00"),
        (u64::MAX, "Fri, 31 Dec 9999 23:59:59"),
    ] {
        assert_eq!(date.line(second), format!("date: {day} GMT\r\n\r\n").as_bytes());
    }
}

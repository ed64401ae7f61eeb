//! What a client makes of receivers that misbehave.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must stop")]

use model::time::At;
use notices::post::Url;
use notices::{Client, Outcome, Post};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::RootCertStore;

/// A client that is not patient, and trusts nobody.
fn client() -> Client {
    Client::trusting(RootCertStore::empty()).within(Duration::from_millis(500))
}

/// A port on which a request is read, and `answer` is written.
async fn answering(answer: &'static [u8]) -> u16 {
    serving(move |mut stream: TcpStream| async move {
        let mut request = vec![0; 10_000];
        let read = stream.read(&mut request).await.unwrap();
        assert!(request[..read].starts_with(b"POST /in?a=b HTTP/1.1\r\n"));
        let _ = stream.write_all(answer).await;
    })
    .await
}

/// A port on which one connection is handled.
async fn serving<F: Future<Output = ()> + Send>(handle: impl FnOnce(TcpStream) -> F + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { handle(listener.accept().await.unwrap().0).await });
    port
}

async fn send(client: &Client, scheme: &str, port: u16) -> Outcome {
    let url = Url::parse(&format!("{scheme}://127.0.0.1:{port}/in?a=b")).unwrap();
    client.send(&Post { url, headers: vec![], body: b"{}".into() }, At(0)).await
}

#[tokio::test]
async fn an_answer_says_whether_to_come_again() {
    let taken = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
    assert_eq!(send(&client(), "http", taken).await, Outcome::Sent("answered 200 OK: ok".into()));
    let busy = answering(b"HTTP/1.1 429 Slow\r\nretry-after: 9\r\ncontent-length: 0\r\n\r\n").await;
    let words = "answered 429 Too Many Requests".to_string();
    assert_eq!(send(&client(), "http", busy).await, Outcome::Later { why: words, after: Some(9_000) });
    let elsewhere =
        answering(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(send(&client(), "http", elsewhere).await, Outcome::later("answered 302 Found"));
}

#[tokio::test]
async fn what_breaks_off_is_tried_again() {
    let cut = answering(b"").await;
    assert_eq!(send(&client(), "http", cut).await, Outcome::later("connection closed early"));
    let other = answering(b"SSH-2.0\r\n").await;
    assert_eq!(send(&client(), "http", other).await, Outcome::later("the answer is not HTTP/1"));
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(send(&client(), "http", gone).await, Outcome::later("connection refused"));
    let silent = serving(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    });
    let quick = client().within(Duration::from_secs(1));
    assert_eq!(send(&quick, "http", silent.await).await, Outcome::later("no answer within 1 s"));
}

#[tokio::test]
async fn an_answer_without_end_is_left() {
    let endless = serving(|mut stream: TcpStream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while stream.write_all(&[b'x'; 1_000]).await.is_ok() {}
    });
    let outcome = send(&client(), "http", endless.await).await;
    assert!(matches!(&outcome, Outcome::Sent(words) if words.len() < 200), "{outcome:?}");
}

#[tokio::test]
async fn nobody_is_trusted_by_accident_and_what_is_not_allowed_is_not_dialled() {
    let plain = answering(b"").await;
    let outcome = send(&client(), "https", plain).await;
    assert_eq!(outcome, Outcome::later("there are no root certificates here; install ca-certificates"));
    let strict = Client::to(RootCertStore::empty(), |_| false);
    let outcome = send(&strict, "http", plain).await;
    assert_eq!(outcome, Outcome::later("the address is none that messages may be sent to"));
}

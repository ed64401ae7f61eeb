//! What is sent, and when a connection is used again.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::address::Address;
use crate::loopback::{self, PATIENT, page};
use crate::tls::Tls;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Asks `server` once, with the phases of that question alone.
async fn get(client: &Client, server: SocketAddr, timeout: Duration) -> (Result<Reply, Fault>, Stopwatch) {
    let url = parse(&format!("http://{server}/path?query#fragment")).unwrap();
    let mut watch = Stopwatch::start(timeout);
    (client.send(&url, &plain(), &mut watch).await, watch)
}

fn plain() -> Ask {
    Ask::get("*/*", Tls::trusting(loopback::roots()))
}

fn route(server: SocketAddr) -> Route {
    let url = parse(&format!("http://{server}/")).unwrap();
    Route::new(Origin::of(&url).unwrap(), &plain())
}

#[tokio::test]
async fn the_request_says_who_asks() {
    let server = loopback::respond(|head| page("200 OK", head)).await;
    let (reply, _) = get(&Client::default(), server, PATIENT).await;
    let head = String::from_utf8(reply.unwrap().body.unwrap()).unwrap();
    assert!(head.starts_with("GET /path?query HTTP/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("host: {server}\r\n")), "{head}");
    assert!(head.contains(concat!("user-agent: pharos/", env!("CARGO_PKG_VERSION"), "\r\n")), "{head}");
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = loopback::serve(|number, mut stream| async move {
        while loopback::head(&mut stream).await.is_some() {
            stream.write_all(page("200 OK", &number.to_string()).as_bytes()).await.unwrap();
        }
    })
    .await;
    let client = Client::default();
    for kept in [false, true, true] {
        let (reply, watch) = get(&client, server, PATIENT).await;
        assert_eq!(reply.unwrap().body.unwrap(), b"0");
        assert_eq!(watch.phases.connect.is_none(), kept);
        assert!(watch.phases.first_byte.is_some());
    }
}

#[tokio::test]
async fn a_connection_closed_meanwhile_is_no_fault() {
    let server = loopback::serve(|_, mut stream| async move {
        loopback::head(&mut stream).await.unwrap();
        stream.write_all(page("200 OK", "once").as_bytes()).await.unwrap();
        // The second request on it is cut off, as by a server that closes an idle connection in that moment.
        loopback::head(&mut stream).await;
    })
    .await;
    let client = Client::default();
    for _ in 0..2 {
        let (reply, watch) = get(&client, server, PATIENT).await;
        assert_eq!(reply.unwrap().status, StatusCode::OK);
        assert!(watch.phases.connect.is_some());
    }
}

#[tokio::test]
async fn a_kept_connection_that_went_silent_is_no_fault() {
    let server = loopback::serve(|number, mut stream| async move {
        loopback::head(&mut stream).await.unwrap();
        stream.write_all(page("200 OK", &number.to_string()).as_bytes()).await.unwrap();
        loopback::drain(stream).await;
    })
    .await;
    let client = Client::default();
    let (first, _) = get(&client, server, PATIENT).await;
    assert_eq!(first.unwrap().body.unwrap(), b"0");
    let (second, watch) = get(&client, server, Duration::from_secs(2)).await;
    assert_eq!(second.unwrap().body.unwrap(), b"1");
    assert!(watch.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn old_connections_are_given_up() {
    let server = loopback::respond(|_| page("200 OK", "")).await;
    let route = route(server);
    let open = async || Connection::open(&route, &mut Stopwatch::start(PATIENT)).await.unwrap();
    let (fresh, idle, mut busy) = (open().await, open().await, open().await);
    // A paused clock jumps while I/O is awaited, so nothing is opened from here on.
    tokio::time::pause();
    let pool = Pool::default();
    pool.put(route.clone(), fresh);
    assert!(pool.take(&route).is_some());
    assert!(pool.take(&route).is_none(), "it was taken");

    for _ in 0..3 {
        tokio::time::advance(Duration::from_secs(80)).await;
        pool.put(route.clone(), busy);
        busy = pool.take(&route).unwrap();
    }
    pool.put(route.clone(), idle);
    tokio::time::advance(Duration::from_secs(91)).await;
    assert!(pool.take(&route).is_none(), "it was idle for too long");
    pool.put(route.clone(), busy);
    assert!(pool.take(&route).is_none(), "it was used for too long");
}

#[tokio::test]
async fn only_so_many_are_kept() {
    let server = loopback::respond(|_| page("200 OK", "")).await;
    let at = route(server);
    let pool = Pool::with_room(2);
    let named = |port| {
        let address = Address { port, ..at.origin.address.clone() };
        Route { origin: Origin { tls: false, address }, ..at.clone() }
    };
    for port in 1..=3 {
        let connection = Connection::open(&at, &mut Stopwatch::start(PATIENT)).await.unwrap();
        pool.put(named(port), connection);
    }
    let kept = [1, 2, 3].map(|port| pool.take(&named(port)).is_some());
    assert_eq!(kept, [true, true, false]);
    let connection = Connection::open(&at, &mut Stopwatch::start(PATIENT)).await.unwrap();
    pool.put(named(3), connection);
    assert!(pool.take(&named(3)).is_some(), "what is taken makes room");
}

#[tokio::test]
async fn what_may_do_harm_twice_is_never_sent_over_a_kept_connection() {
    let server = loopback::serve(|number, mut stream| async move {
        while loopback::head(&mut stream).await.is_some() {
            stream.write_all(page("200 OK", &number.to_string()).as_bytes()).await.unwrap();
        }
    });
    let target = format!("http://{}/", server.await);
    let prober = loopback::prober();
    for (method, connection) in [("PUT", "0"), ("PUT", "0"), ("POST", "1"), ("PATCH", "2")] {
        let mut check = loopback::with_options("http", &target, &[("method", method)]);
        check.expect = vec![format!("[BODY] == {connection}")];
        let answer = prober.ask(&crate::Question::of(&check).unwrap(), loopback::NOW).await;
        assert_eq!(answer.detail, "", "{method}");
    }
}

#[test]
fn connections_are_shared_only_by_what_trusts_alike() {
    let at = |target: &str, ask: &Ask| Route::new(Origin::of(&parse(target).unwrap()).unwrap(), ask);
    let (one, other) = (plain(), plain());
    assert!(at("https://a.example/x", &one) == at("https://a.example/y", &one));
    assert!(at("https://a.example/", &one) != at("https://a.example/", &other));
    assert!(at("http://a.example/", &one) == at("http://a.example/", &other), "nobody agrees on TLS here");
    let mut two = one.clone();
    two.http2 = true;
    assert!(at("http://a.example/", &one) != at("http://a.example/", &two));
}

#[tokio::test]
async fn an_http2_connection_ends_with_its_question() {
    let (ended, mut was_ended) = tokio::sync::mpsc::channel(1);
    let server = loopback::serve(move |_, mut stream| {
        let ended = ended.clone();
        async move {
            // SETTINGS with an initial window of 0 (RFC 9113, section 6.5.2), so that the body cannot be sent.
            stream.write_all(b"\0\0\x06\x04\0\0\0\0\0\0\x04\0\0\0\0").await.unwrap();
            loopback::drain(stream).await;
            ended.send(()).await.unwrap();
        }
    });
    let body = "x".repeat(1 << 18);
    let options = [("http2", "true"), ("method", "POST"), ("body", &body)];
    let check = loopback::with_options("http", &format!("http://{}/", server.await), &options);
    let answer = loopback::put(&model::estate::Check { timeout: 300, ..check }).await;
    assert_eq!(answer.detail, "no answer within 300 ms");
    tokio::time::timeout(Duration::from_secs(10), was_ended.recv()).await.unwrap().unwrap();
}

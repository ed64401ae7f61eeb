//! What is sent, and when a connection is used again.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::address::Address;
use crate::loopback::{self, PATIENT, page};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Asks `server` once, with the phases of that question alone.
async fn get(client: &Client, server: SocketAddr, timeout: Duration) -> (Result<Reply, Fault>, Stopwatch) {
    let url = parse(&format!("http://{server}/path?query#fragment")).unwrap();
    let mut watch = Stopwatch::start(timeout);
    (client.get(&url, "*/*", &mut watch).await, watch)
}

fn client() -> Client {
    Client::new(Tls::trusting(loopback::roots()))
}

#[tokio::test]
async fn the_request_says_who_asks() {
    let server = loopback::respond(|head| page("200 OK", head)).await;
    let (reply, _) = get(&client(), server, PATIENT).await;
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
    let client = client();
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
    let client = client();
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
    let client = client();
    let (first, _) = get(&client, server, PATIENT).await;
    assert_eq!(first.unwrap().body.unwrap(), b"0");
    let (second, watch) = get(&client, server, Duration::from_secs(2)).await;
    assert_eq!(second.unwrap().body.unwrap(), b"1");
    assert!(watch.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn old_connections_are_given_up() {
    let server = loopback::respond(|_| page("200 OK", "")).await;
    let origin = Origin::of(&parse(&format!("http://{server}/")).unwrap()).unwrap();
    let tls = Tls::trusting(loopback::roots());
    let open = async || Connection::open(&origin, &tls, &mut Stopwatch::start(PATIENT)).await.unwrap();
    let (fresh, idle, mut busy) = (open().await, open().await, open().await);
    // A paused clock jumps while I/O is awaited, so nothing is opened from here on.
    tokio::time::pause();
    let pool = Pool::default();
    pool.put(origin.clone(), fresh);
    assert!(pool.take(&origin).is_some());
    assert!(pool.take(&origin).is_none(), "it was taken");

    for _ in 0..3 {
        tokio::time::advance(Duration::from_secs(80)).await;
        pool.put(origin.clone(), busy);
        busy = pool.take(&origin).unwrap();
    }
    pool.put(origin.clone(), idle);
    tokio::time::advance(Duration::from_secs(91)).await;
    assert!(pool.take(&origin).is_none(), "it was idle for too long");
    pool.put(origin.clone(), busy);
    assert!(pool.take(&origin).is_none(), "it was used for too long");
}

#[tokio::test]
async fn only_so_many_are_kept() {
    let server = loopback::respond(|_| page("200 OK", "")).await;
    let tls = Tls::trusting(loopback::roots());
    let at = Origin::of(&parse(&format!("http://{server}/")).unwrap()).unwrap();
    let pool = Pool::with_room(2);
    let named = |port| Origin { tls: false, address: Address { port, ..at.address.clone() } };
    for port in 1..=3 {
        let connection = Connection::open(&at, &tls, &mut Stopwatch::start(PATIENT)).await.unwrap();
        pool.put(named(port), connection);
    }
    let kept = [1, 2, 3].map(|port| pool.take(&named(port)).is_some());
    assert_eq!(kept, [true, true, false]);
    let connection = Connection::open(&at, &tls, &mut Stopwatch::start(PATIENT)).await.unwrap();
    pool.put(named(3), connection);
    assert!(pool.take(&named(3)).is_some(), "what is taken makes room");
}
